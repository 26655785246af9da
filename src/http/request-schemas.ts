// What the admin API takes. Strict: a filter or field that is misspelt is refused, not passed over.
import { z } from 'zod'
import { deliveryStates, eventStates } from '../lead/event.ts'
import { stages } from '../lead/stage.ts'
import { reviewStates, syncStates } from '../store/rows.ts'
import { crmActions, outcomes } from './vocabulary.ts'

/** Letters, digits and a few marks: an address put here by mistake is refused, and so never reaches audit or log. */
const givenId = z.string().regex(/^[\w:.-]{1,100}$/, { error: 'Give an id as the lists show it' })
const words = z.string().trim().min(1).max(200)
const since = z.iso.datetime({ offset: true }).transform((value) => new Date(value))

export const idParams = z.object({ id: givenId })
const paging = { cursor: givenId.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }

export const pagingQuery = z.strictObject(paging)
export const leadsQuery = z.strictObject({
  ...paging,
  email: words.toLowerCase().optional().describe('A whole address, also one that they used before'),
  company: words.optional().describe('A part of the name'),
  domain: words.toLowerCase().optional(),
  stage: z.enum(stages).optional(),
  owner: words.optional().describe("The owner's id in the CRM"),
  crm: words.optional().describe('Connection the lead is written to'),
  q: words.optional().describe('A part of company, domain or, from operator up, address'),
})
export const deliveriesQuery = z.strictObject({
  ...paging,
  state: z.enum(deliveryStates).optional(),
  connection: words.optional(),
  since: since.optional().describe('Received at or after'),
})
export const eventsQuery = z.strictObject({
  ...paging,
  state: z.enum(eventStates).optional(),
  connection: words.optional(),
  since: since.optional().describe('Received at or after'),
})
export const decisionsQuery = z.strictObject({
  ...paging,
  leadId: givenId.optional(),
  rule: words.optional(),
  outcome: z.enum(outcomes).optional(),
})
export const syncsQuery = z.strictObject({
  ...paging,
  state: z.enum(syncStates).optional(),
  connection: words.optional(),
  action: z.enum(crmActions).optional(),
  code: words.optional().describe("The CRM's error code"),
})
export const auditQuery = z.strictObject({ ...paging, actor: words.optional(), action: words.optional() })
export const reviewsQuery = z.strictObject({
  ...paging,
  state: z.enum(reviewStates).default('open'),
  kind: z.enum(['person', 'account']).optional().describe('Default: both'),
})
export const reviewAnswer = z.strictObject({
  chosen: givenId.nullable().describe('Id of the account, or of the lead that it is; null: none of the candidates'),
  reroute: z
    .boolean()
    .default(false)
    .describe('Let the rules decide anew with this account, unless somebody works the lead already'),
})
export const mergeBody = z.strictObject({
  into: givenId.describe('The lead that lives on'),
  plan: z.boolean().default(true).describe('Only tell what would become of each field; nothing is changed'),
})
export const alertsQuery = z.strictObject({
  all: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
})
export const forgetBody = z.strictObject({
  email: z.string().min(3).max(320),
  dryRun: z.boolean().default(false).describe('Count only'),
})
export const backupBody = z.strictObject({
  keep: z.number().int().min(1).max(1_000).optional().describe('Delete older ones beyond so many; default: none'),
})
export const verifyBody = z.strictObject({
  connection: words.optional().describe('Default: all'),
  dryRun: z.boolean().default(false).describe('Count only'),
})
const intoConnection = {
  mapping: words.optional().describe('Name of the mapping, which must serve one connection'),
  connection: words.optional().describe('Name of the connection'),
  at: since.optional().describe('When it happened; default: now'),
  dryRun: z.boolean().default(false).describe('Only tell what would be taken'),
}
const rowFields = z.record(z.string().max(200), z.unknown()).describe('As the mapping reads them')
const named = { error: 'Say mapping, or connection, or both', path: ['mapping'] }
const isNamed = (body: { mapping?: unknown; connection?: unknown }) => (body.mapping ?? body.connection) !== undefined
export const leadBody = z
  .strictObject({ ...intoConnection, fields: rowFields, key: words.optional().describe('Your own id of it') })
  .refine(isNamed, named)
export const MOST_ROWS = 200
export const importBody = z
  .strictObject({
    ...intoConnection,
    rows: z
      .array(z.strictObject({ row: z.number().int().nonnegative(), fields: rowFields }))
      .min(1)
      .max(MOST_ROWS),
  })
  .refine(isNamed, named)
export const retryBody = z.strictObject({
  filter: z.strictObject({
    connection: words.optional(),
    state: z.enum(['dead', 'waiting']).optional().describe('Default: dead'),
    action: z.enum(crmActions).optional(),
    code: words.optional(),
    since: since.optional().describe('Created at or after'),
  }),
  dryRun: z.boolean().default(false).describe('Count only'),
})
export const publishBody = z.strictObject({
  comment: z.string().trim().min(1).max(500).optional().describe('Why: it stays with the version'),
  files: z
    .record(
      z.string().regex(/^(?:rulebook|rulebook\/tests|rulebook\/territories|mappings)\/[\w.-]+\.(?:yaml|yml|csv)$/),
      z.string(),
    )
    .describe('`rulebook/rules.yaml`, `mappings/web-form.yaml` … and their text'),
  tables: z
    .record(z.string().regex(/^[0-9a-f]{64}$/), z.string())
    .default({})
    .describe(
      'SHA-256 of a table of territories that stands as a mark among the files → gzip of it, in base64. Not needed where it was published before',
    ),
})
export const simulateBody = z.union([
  z.strictObject({ leadId: givenId }),
  z.strictObject({ connection: words, payload: z.unknown().describe("As the sender's parsed body has it") }),
])
