// What the API takes and tells of lists of accounts.
import { z } from 'zod'
import { accountFields, type AccountField } from '../pipeline/given-account.ts'
import { MOST_ROWS } from './request-schemas.ts'

const cell = z
  .string()
  .trim()
  .max(100_000)
  .transform((text) => (text === '' ? undefined : text))
  .optional()
const account = z
  .strictObject(Object.fromEntries(accountFields.map((field) => [field, cell])) as Record<AccountField, typeof cell>)
  .describe('Several `domains` or `aliases` with `;` between. `owner`: id in the CRM, or e-mail address')
const list = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, { error: 'Name a list by small letters, digits and "-"' })
  .default('accounts')
const startedAt = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .describe('When the import began: the same for all its parts')

export const accountsBody = z.strictObject({
  list: list.describe('Name of the list'),
  startedAt,
  dryRun: z.boolean().default(false).describe('Only tell what would be taken'),
  rows: z
    .array(z.strictObject({ row: z.number().int().nonnegative(), account }))
    .min(1)
    .max(MOST_ROWS),
})
export const absentBody = z.strictObject({
  list: list.describe('Name of the list'),
  startedAt,
  dryRun: z.boolean().default(false).describe('Count only'),
})

export const takenAccountsView = z.object({
  list: z.string(),
  added: z.number(),
  changed: z.number(),
  same: z.number().describe('Rows that say what is known'),
  refused: z.array(z.object({ row: z.number(), why: z.string() })),
  leftOut: z
    .array(z.object({ row: z.number(), fields: z.array(z.enum(accountFields)) }))
    .describe('Rows that were taken without some of what they say, since it could not be read'),
})
export const droppedView = z.object({
  list: z.string(),
  dropped: z.number().describe('Accounts of the list that the import did not bring'),
  kept: z.number(),
})
