// What would change the answer: one field at a time, set to values that rules name. Its one rule: nothing is told that was not decided again.
import type { RoutingBook } from '../book.ts'
import { decide } from '../decide.ts'
import type { Decision, Outcome } from '../decision.ts'
import type { Question } from '../question.ts'
import { fields } from '../rules/fields.ts'
import { outcomeText } from './again.ts'
import { changedQuestion } from './changed-question.ts'
import { namedValues, type NamedValue } from './named-values.ts'

export interface Change {
  field: string
  /** null: not known. */
  from: unknown
  to: NamedValue
  rule: string
  outcome: Outcome
  /** `If lead.employees were 1000: rule "Large companies" → Mia Kern of pool enterprise` */
  text: string
}

export interface WhatIf {
  changes: Change[]
  /** How many values were tried, and how many that rules name were not. */
  tried: number
  untried: number
  /** Changes that were found and are not told: they lead where others of the same field lead, or there are too many. */
  more: number
}

/** A decision takes some microseconds, of a large pool some tens. */
const MOST_TRIED = 1_000
const MOST_TOLD = 24

/** @param decision of this question by this book */
export function whatIf(question: Question, book: RoutingBook, decision: Decision): WhatIf {
  const result: WhatIf = { changes: [], tried: 0, untried: 0, more: 0 }
  const told = new Set<string>()
  for (const [field, value] of inTurns(namedValues(book))) {
    if (result.tried === MOST_TRIED) {
      result.untried += 1
      continue
    }
    const changed = changedQuestion(question, field, value)
    const from = fields.get(field)?.read(question) ?? null
    if (!changed || isSame(from, value)) continue
    result.tried += 1
    const next = decide(changed, book)
    if (next.rule === decision.rule && ownerOf(next.outcome) === ownerOf(decision.outcome)) continue
    const where = `${field}\0${next.rule}\0${ownerOf(next.outcome)}`
    if (told.has(where) || result.changes.length === MOST_TOLD) {
      result.more += 1
      continue
    }
    told.add(where)
    const { rule, outcome } = next
    result.changes.push({ field, from, to: value, rule, outcome, text: sentence(field, value, next) })
  }
  return result
}

/** The first value of each field, then the second of each: so that no field with many values hides the others. */
function* inTurns(values: ReadonlyMap<string, readonly NamedValue[]>): Generator<[string, NamedValue]> {
  const most = Math.max(0, ...[...values.values()].map(({ length }) => length))
  for (let at = 0; at < most; at += 1) {
    for (const [field, list] of values) {
      const value = list[at]
      if (value !== undefined) yield [field, value]
    }
  }
}

function isSame(from: unknown, value: NamedValue): boolean {
  if (Array.isArray(from)) return from.length === 1 && isSame(from[0], value)
  return typeof from === 'string' && typeof value === 'string'
    ? from.toLowerCase() === value.toLowerCase()
    : from === value
}

function ownerOf(outcome: Outcome): string {
  return outcome.kind === 'assign' ? `${outcome.pool} ${outcome.ownerId}` : outcome.kind
}

function sentence(field: string, value: NamedValue, { rule, outcome }: Decision): string {
  const state = value === null ? 'were not known' : `were ${String(value)}`
  const by = rule === 'otherwise' ? 'no rule, "otherwise"' : `rule "${rule}"`
  return `If ${field} ${state}: ${by} → ${outcomeText(outcome)}`
}
