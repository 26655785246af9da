// What the comparisons of one field leave open, and what follows from it. Its one rule: it answers "yes" only where that is certain; a field
// whose values are not one plain value (lists, territories, expressions) is only compared with itself.
import { isDeepStrictEqual } from 'node:util'
import { compare, type FieldCondition } from '../rules/condition.ts'
import type { Literal, Way } from './ways.ts'

interface Left {
  /** All values that are left; null: too many to name. */
  values: readonly (string | number)[] | null
  /** Of numbers; meaningful where values is null. */
  low: number
  high: number
  /** Whether the ends are left out. */
  isAbove: boolean
  isBelow: boolean
  /** It may be unknown. */
  mayLack: boolean
}

/** undefined: nothing can hold in this way. */
export function leftOf(literals: readonly Literal[]): Left | undefined {
  const left: Left = { values: null, low: -Infinity, high: Infinity, isAbove: false, isBelow: false, mayLack: true }
  const [first] = literals
  if (!first || !isPlain(first.condition)) return left
  for (const literal of literals) {
    if (!lets(literal, null)) left.mayLack = false
    const named = namedBy(literal)
    if (named) left.values = left.values ? left.values.filter((value) => includes(named, value)) : named
    bound(left, literal)
  }
  left.values &&= left.values.filter((value) => literals.every((literal) => lets(literal, value)))
  const isEmpty = left.values ? left.values.length === 0 : left.low > left.high || isPoint(left, true)
  return isEmpty && !left.mayLack ? undefined : left
}

/** Whether the literal holds whenever these do. */
export function follows(literals: readonly Literal[], wanted: Literal): boolean {
  if (literals.some((literal) => isSame(literal, wanted))) return true
  if (literals.length === 0 || !isPlain(wanted.condition) || wanted.condition.operator === 'changed') return false
  const left = leftOf(literals)
  if (!left) return true
  if (left.mayLack && !lets(wanted, null)) return false
  if (left.values) return left.values.every((value) => lets(wanted, value))
  if (wanted.condition.operator === 'exists') return (wanted.condition.expected === true) === wanted.holds
  return wanted.holds && isWithin(left, wanted.condition)
}

/** Whether nothing can be so. */
export function isImpossible(way: Way): boolean {
  return [...byField(way).values()].some((literals) => leftOf(literals) === undefined)
}

/** Whether one way can only be where the other is too. */
export function wayFollows(way: Way, wanted: Way): boolean {
  const fields = byField(way)
  return wanted.every((literal) => follows(fields.get(literal.condition.field) ?? [], literal))
}

export function byField(way: Way): Map<FieldCondition['field'], Literal[]> {
  return Map.groupBy(way, ({ condition }) => condition.field)
}

/** It holds one text or one number, or nothing. */
function isPlain({ name, field: { type, needs }, expression }: FieldCondition): boolean {
  const isOne = type === 'text' || type === 'number' || type === 'country' || type === 'postal' || Array.isArray(type)
  return isOne && !needs && !expression && name !== 'if' && !name.startsWith('calendar ')
}

function isSame(one: Literal, other: Literal): boolean {
  return (
    one.holds === other.holds &&
    one.condition.name === other.condition.name &&
    one.condition.field === other.condition.field &&
    one.condition.operator === other.condition.operator &&
    isDeepStrictEqual(one.condition.expected, other.condition.expected)
  )
}

/** Whether a value passes. Of what it was before nobody knows. */
function lets({ condition, holds }: Literal, value: string | number | null): boolean {
  return condition.operator === 'changed' || compare(condition, value) === holds
}

function namedBy({ condition: { name, operator, expected, field }, holds }: Literal): (string | number)[] | null {
  const says = (operator === 'equals' || operator === 'in') === holds && (holds || operator === 'not')
  if (says) return [expected].flat() as (string | number)[]
  return closed.has(name) ? [...(field.type as readonly string[])] : null
}

/** Whatever comes, it is one of those that the field lists. */
const closed: ReadonlySet<string> = new Set([
  'lead.stage',
  'account.relationship',
  'event.kind',
  'match',
  'time.weekday',
])

function includes(list: readonly (string | number)[], value: string | number): boolean {
  return list.some((other) => String(other).toLowerCase() === String(value).toLowerCase())
}

function bound(left: Left, { condition: { operator, numbers, field }, holds }: Literal): void {
  const [low = NaN, high = low] = numbers
  if (!holds || field.type !== 'number') return
  if (operator === 'gte' || operator === 'between') raise(left, low, false)
  if (operator === 'gt') raise(left, low, true)
  if (operator === 'lte' || operator === 'between') lower(left, operator === 'between' ? high : low, false)
  if (operator === 'lt') lower(left, low, true)
}

function raise(left: Left, to: number, isAbove: boolean): void {
  if (to < left.low || (to === left.low && !isAbove)) return
  Object.assign(left, { low: to, isAbove })
}

function lower(left: Left, to: number, isBelow: boolean): void {
  if (to > left.high || (to === left.high && !isBelow)) return
  Object.assign(left, { high: to, isBelow })
}

function isPoint({ low, high, isAbove, isBelow }: Left, isOpen: boolean): boolean {
  return low === high && (isAbove || isBelow) === isOpen
}

function isWithin(left: Left, { operator, numbers, field }: FieldCondition): boolean {
  const [low = NaN, high = low] = numbers
  if (field.type !== 'number') return false
  const above = left.low > low || (left.low === low && (operator !== 'gt' || left.isAbove))
  const top = operator === 'between' ? high : low
  const below = left.high < top || (left.high === top && (operator !== 'lt' || left.isBelow))
  switch (operator) {
    case 'gte':
    case 'gt':
      return above
    case 'lte':
    case 'lt':
      return below
    case 'between':
      return above && below
    default:
      return false
  }
}
