// All fields of a lead after one more event spoke of them. Its one rule: what a field holds and what is remembered of it change together.
import type { LeadHistory, Said } from '../lead/history.ts'
import type { LeadField, LeadFields } from '../lead/lead.ts'
import { hear, type Memory } from './hear.ts'
import type { Strategies } from './strategy.ts'

export interface Remembered {
  fields: LeadFields
  /** `fields` and `heard` of the history. */
  stands: LeadHistory['fields']
  heard: NonNullable<LeadHistory['heard']>
}

/** A copy, to be changed. */
export function remembered(fields: LeadFields, history: LeadHistory): Remembered {
  return { fields: { ...fields }, stands: { ...history.fields }, heard: { ...history.heard } }
}

/** What an event says, field by field. What it does not speak of stays. */
export function hearFields(before: Remembered, given: LeadFields, saying: Said, strategies: Strategies): Remembered {
  const after = { fields: { ...before.fields }, stands: { ...before.stands }, heard: { ...before.heard } }
  for (const [field, value] of Object.entries(given) as [LeadField, string | number | undefined][]) {
    if (value === undefined) continue
    const said = { at: saying.at, by: saying.by, value }
    putMemory(after, field, hear(field, strategies[field], memoryOf(after, field), said))
  }
  return after
}

export function memoryOf({ fields, stands, heard }: Remembered, field: LeadField): Memory {
  const value = fields[field]
  // A value of which nobody wrote down who said it was said before everything.
  const { at, by } = stands[field] ?? { at: new Date(0).toISOString(), by: '' }
  const list = heard[field]
  return { stands: value === undefined ? undefined : { at, by, value }, ...(list ? { heard: list } : {}) }
}

/** Changes what it is given. */
export function putMemory(all: Remembered, field: LeadField, { stands, heard }: Memory): void {
  if (stands === undefined) {
    delete all.fields[field]
    delete all.stands[field]
  } else {
    Object.assign(all.fields, { [field]: stands.value })
    all.stands[field] = { at: stands.at, by: stands.by }
  }
  if (heard === undefined) delete all.heard[field]
  else all.heard[field] = [...heard]
}
