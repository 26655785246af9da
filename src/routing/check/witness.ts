// A lead for which a rule holds: so that what is said of a rule can be tried. Its one rule: it is given out only after the rule's own condition was
// asked and held.
import type { Account, Owner } from '../../lead/account.ts'
import { changedQuestion } from '../explain/changed-question.ts'
import type { NamedValue } from '../explain/named-values.ts'
import type { Question } from '../question.ts'
import { compare, test, type Condition, type FieldCondition } from '../rules/condition.ts'
import { byField, leftOf } from './possible.ts'
import type { Literal, Way } from './ways.ts'

/** A lead of which nothing is known. Everybody whom a rule names is an active user. */
export const nobodyKnown: Question = {
  lead: { id: 'example', fields: {}, stage: 'MQL', suspicious: [], ownerId: null, breaches: 0 },
  previous: null,
  match: 'new',
  account: null,
  before: null,
  event: { connection: 'web-form', kind: 'person', at: null },
  cause: 'new',
  owners: { byEmail: ownerOf, byId: ownerOf, queue: (name) => ({ ...ownerOf(name), kind: 'queue' }) },
  turns: { get: () => undefined },
  recent: { get: () => undefined },
  open: { get: () => undefined },
  absences: { get: () => undefined },
  excluded: new Map(),
  now: new Date(0),
  seed: 'example',
}

function ownerOf(email: string): Owner {
  const updatedAt = new Date(0)
  return { id: email, connection: '', crmId: email, kind: 'user', name: email, email, active: true, updatedAt }
}

const someAccount: Account = {
  id: 'example',
  connection: 'example',
  crmId: 'example',
  name: 'Example',
  domain: null,
  ownerId: null,
  relationship: 'prospect',
  tier: null,
  updatedAt: new Date(0),
}

export interface Witness {
  question: Question
  /** Field → value, of what is known of the lead. */
  values: ReadonlyMap<string, NamedValue>
}

/** undefined where none was found: that proves nothing. */
export function witnessOf(way: Way, condition: Condition): Witness | undefined {
  let question = nobodyKnown
  const values = new Map<string, NamedValue>()
  for (const [field, literals] of byField(way)) {
    const name = literals[0]?.condition.name ?? ''
    const actual = (field.read(question) ?? null) as NamedValue
    if (passes(literals, actual)) continue
    const value = candidates(literals).find((one) => passes(literals, one))
    const base = name.startsWith('account.') && !question.account ? { ...question, account: someAccount } : question
    const changed = value === undefined ? undefined : changedQuestion(base, name, value)
    if (value === undefined || !changed) return undefined
    question = changed
    values.set(name, value)
  }
  return test(condition, question).holds ? { question, values } : undefined
}

/** `lead.country DE, lead.employees 50` */
export function witnessText({ values }: Pick<Witness, 'values'>): string {
  if (values.size === 0) return 'a lead of which nothing is known'
  const known = [...values].map(([field, value]) => `${field} ${value === null ? 'unknown' : String(value)}`)
  return `a lead with ${known.join(', ')}`
}

function passes(literals: readonly Literal[], value: NamedValue): boolean {
  return literals.every(({ condition, holds }) => {
    const actual = condition.field.type === 'list' && value !== null ? [value] : value
    return compare(condition, actual) === holds
  })
}

function candidates(literals: readonly Literal[]): NamedValue[] {
  const left = leftOf(literals)
  if (!left) return []
  if (left.values) return [...left.values]
  return [
    ...literals.flatMap(({ condition }) => named(condition)),
    ...[left.low, left.high, left.low + 1, left.high - 1].filter(Number.isFinite),
    ...['number', 'date'].flatMap((type) => (literals[0]?.condition.field.type === type ? [1] : [])),
    ...(literals[0]?.condition.field.type === 'country' ? ['DE', 'US', 'AQ'] : ['example', 'a']),
  ]
}

function named({ expected, operator }: FieldCondition): NamedValue[] {
  if (operator === 'matches' || operator === 'exists' || operator === 'within') return []
  const all = [expected].flat().filter((value) => typeof value === 'string' || typeof value === 'number')
  const whole = operator === 'starts' || operator === 'ends' || operator === 'contains' ? [all.join('')] : []
  return [...all, ...whole]
}
