// All fields of a lead after one more event spoke of them. Its one rule: what a field holds and what is remembered of it change together.
import type { AccountClaim, LeadHistory, Said } from '../lead/history.ts'
import type { LeadField, LeadFields } from '../lead/lead.ts'
import { newerClaim, tellsCompany } from './account.ts'
import { hear, type Memory } from './hear.ts'
import type { Strategies } from './strategy.ts'

/** The history of a lead's fields, beside what they hold. */
export interface Remembered {
  fields: LeadFields
  stands: LeadHistory['fields']
  heard: NonNullable<LeadHistory['heard']>
  named: AccountClaim | undefined
}

/** A copy, to be changed. */
export function remembered(fields: LeadFields, history: LeadHistory): Remembered {
  return { fields: { ...fields }, stands: { ...history.fields }, heard: { ...history.heard }, named: history.named }
}

export function asHistory({ stands, heard, named }: Remembered, stages: LeadHistory['stages']): LeadHistory {
  return {
    fields: stands,
    stages,
    ...(Object.keys(heard).length > 0 ? { heard } : {}),
    ...(named ? { named } : {}),
  }
}

/** What an event says, field by field; what it does not speak of stays. Changes what it is given. */
export function hearFields(
  all: Remembered,
  given: LeadFields,
  { at, by }: Said,
  accountId: string | null,
  strategies: Strategies,
): void {
  for (const [field, value] of Object.entries(given) as [LeadField, string | number | undefined][]) {
    if (value === undefined) continue
    const account = accountId !== null && tellsCompany(field) ? { accountId } : {}
    putMemory(all, field, hear(field, strategies[field], memoryOf(all, field), { at, by, value, ...account }))
  }
  if (accountId !== null) all.named = newerClaim(all.named, { at, by, accountId })
}

export function memoryOf({ fields, stands, heard }: Remembered, field: LeadField): Memory {
  const value = fields[field]
  // A value of which nobody wrote down who said it was said before everything.
  const standing = stands[field] ?? { at: new Date(0).toISOString(), by: '' }
  const list = heard[field]
  return { stands: value === undefined ? undefined : { ...standing, value }, ...(list ? { heard: list } : {}) }
}

/** Changes what it is given. */
export function putMemory(all: Remembered, field: LeadField, { stands, heard }: Memory): void {
  if (stands === undefined) {
    delete all.fields[field]
    delete all.stands[field]
  } else {
    const { value, at, by, accountId } = stands
    all.fields[field] = value as never
    all.stands[field] = accountId === undefined ? { at, by } : { at, by, accountId }
  }
  if (heard !== undefined) all.heard[field] = [...heard]
  // Deleting what is not there makes an object slow.
  else if (all.heard[field] !== undefined) delete all.heard[field]
}
