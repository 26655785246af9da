// A lead: one person at one company, as clean as we could make it. What came in raw stays with its event.
import { z } from 'zod'
import type { LeadHistory } from './history.ts'
import type { Stage } from './stage.ts'

const text = z.string().min(1)

/** Everything a mapping may fill. All optional: a mapping's `require` says what must be there. */
export const leadFields = z.object({
  email: text.describe('Normalized address, lower case: ada@example.com'),
  firstName: text,
  lastName: text,
  phone: text.describe('E.164 where it could be understood: +14155550100'),
  phoneExtension: text.describe(
    'Digits to dial once the switchboard answers: 12. Taken from the phone number when it stands there',
  ),
  title: text,
  department: text.describe(
    'Read from the title unless the sender gives one: sales, marketing, information technology …',
  ),
  seniority: text.describe('Read from the title unless the sender gives one: c-level, director, manager …'),
  company: text,
  website: text,
  domain: text.describe('Registrable domain of the company: example.com'),
  duns: text.describe('D-U-N-S number of the company: nine digits'),
  lei: text.describe('Legal Entity Identifier of the company: twenty signs'),
  vat: text.describe('VAT number of the company with its country: DE123456789'),
  country: text.describe('ISO 3166-1 alpha-2: DE'),
  state: text,
  postalCode: text,
  city: text,
  industry: text,
  employees: z.number().int().nonnegative(),
  score: z.number().describe("The source's own score"),
  source: text.describe('First touch: Web form, Trade show …'),
  channel: text,
  campaign: text,
  message: text,
  consent: text.describe('granted or withdrawn: may the person be written to? Once withdrawn, it stays so'),
})
export type LeadFields = Partial<z.infer<typeof leadFields>>
export type LeadField = keyof z.infer<typeof leadFields>

/** One step of cleansing or mapping that altered a value, and why. */
export interface FieldChange {
  field: LeadField
  from: string | number | null
  to: string | number | null
  /** `trimmed`, `lower case`, `country name to ISO code` … */
  why: string
}

/** What one event says about a person, before we know whether we know them. */
export interface LeadDraft {
  fields: LeadFields
  stage: Stage
  changes: FieldChange[]
  /** Reasons to doubt it (`disposable address`, `test lead`); doubt never drops a lead. */
  suspicious: string[]
  /** When it happened at the source; orders events of one lead. */
  occurredAt: Date
}

export interface Lead {
  id: string
  /** Raised by one with each change; a guarded write names the version it read. */
  version: number
  stage: Stage
  fields: LeadFields
  suspicious: string[]
  /** Mirrored account it belongs to, or null. */
  accountId: string | null
  /** CRM user or queue id that holds it now, in `crm`; null before the first assignment and in nurture. */
  ownerId: string | null
  /** Connection the lead is written to. */
  crm: string | null
  /** Connection and event it first came from. */
  connection: string
  /** A person's decision in the CRM: we leave the owner alone from then on. */
  pinned: boolean
  /** How many SLA breaches have moved it so far. */
  breaches: number
  /** Newest source time applied; older events do not overwrite newer ones. */
  occurredAt: Date
  /** What was said when, so that the order of arrival does not matter. null: kept before this was written down. */
  history: LeadHistory | null
  /** It was the same person as this lead, and lives on in it. */
  mergedInto?: string | null
  receivedAt: Date
  createdAt: Date
  updatedAt: Date
}
