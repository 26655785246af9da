// What an event changed of a lead. Its one rule: a value that differs in its capital letters alone is the same.
import type { LeadField, LeadFields } from '../lead/lead.ts'
import type { Stage } from '../lead/stage.ts'

/** Field → what it was, null: it was not known. What did not change is absent. */
export type Before = { readonly [field in LeadField | 'stage']?: string | number | null }

interface State {
  fields: LeadFields
  stage: Stage
}

export function beforeOf(was: State, now: State): Before {
  const [old, young] = [was, now].map(({ fields, stage }) => ({ ...fields, stage }))
  const names = Object.keys({ ...old, ...young }) as (LeadField | 'stage')[]
  const changed = names.filter((name) => textOf(old?.[name]) !== textOf(young?.[name]))
  return Object.fromEntries(changed.map((name) => [name, old?.[name] ?? null]))
}

function textOf(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value).toLowerCase()
}
