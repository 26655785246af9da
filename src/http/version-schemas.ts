// What the admin API takes and gives out about versions of the rulebook, and the history that a draft is tried on.
import { z } from 'zod'
import { ownerKinds } from './vocabulary.ts'
import { anything, id, instant, text } from './schemas.ts'

const cursor = z
  .string()
  .regex(/^[\w:.-]{1,100}$/)
  .optional()

export const historyQuery = z.strictObject({
  cursor: cursor.describe('Of the page before; without it the first page, which also lists the owners'),
  since: z.iso
    .datetime({ offset: true })
    .transform((value) => new Date(value))
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(500),
})

export const historyView = z.object({
  items: z.array(
    z.object({
      id,
      leadId: id,
      crm: text,
      decidedAt: instant,
      question: z
        .object({ open: anything, personal: anything })
        .nullable()
        .describe('What it was made from; null: it was not kept, or erased with the person'),
    }),
  ),
  owners: z.array(
    z.object({
      id,
      connection: z.string(),
      crmId: z.string(),
      kind: z.enum(ownerKinds),
      name: z.string(),
      email: text,
      active: z.boolean(),
      updatedAt: instant,
    }),
  ),
  next: text.describe('Pass it as cursor; null at the end'),
})

export const versionSummary = z.object({
  rulebook: z.string(),
  publishedAt: instant.describe('When it was live for the first time'),
  publishedBy: z.string(),
  comment: text,
  live: z.boolean(),
})
export const versionsView = z.object({ items: z.array(versionSummary) })
export const versionView = versionSummary.extend({ files: z.record(z.string(), z.string()) })
export const versionParams = z.object({
  id: z.string().regex(/^[0-9a-f]{1,64}$/, { error: 'Give a version as the list shows it' }),
})
export const tableParams = z.object({
  id: z.string().regex(/^[0-9a-f]{64}$/, { error: 'Give the hash as the mark in the files has it' }),
})
export const tableView = z.object({ content: z.string().describe('gzip of the CSV, in base64') })
export const rollBackBody = z.strictObject({
  rulebook: z.string().regex(/^[0-9a-f]{16}$/, { error: 'Give a version as the list shows it' }),
  comment: z.string().trim().min(1).max(500).optional(),
})
