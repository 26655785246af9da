// Whether one record fits the filters of a search. Its one rule: each kind of property is compared in its own way.
import { findObjectType, type ObjectName } from './object-types.ts'
import type { Definitions, PropertyDefinition } from './property-definitions.ts'
import { parseInstant } from './times.ts'

export const operators = [
  'EQ',
  'NEQ',
  'IN',
  'NOT_IN',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
] as const
export type Operator = (typeof operators)[number]

export interface Filter {
  propertyName: string
  operator: Operator
  value: string
  highValue: string
  values: readonly string[]
}

export interface Seen {
  properties: Readonly<Record<string, string>>
  /** Is it linked to this record? */
  isLinked(to: ObjectName, id: string): boolean
}

export function fits(filter: Filter, seen: Seen, definitions: Definitions): boolean {
  const linked = /^associations\.(.+)$/.exec(filter.propertyName)?.[1]
  if (linked !== undefined) {
    const to = findObjectType(linked)
    const wanted = filter.operator === 'IN' ? filter.values : [filter.value]
    return to !== undefined && wanted.some((id) => seen.isLinked(to, id))
  }
  const stored = seen.properties[filter.propertyName]
  if (filter.operator === 'HAS_PROPERTY') return stored !== undefined
  if (filter.operator === 'NOT_HAS_PROPERTY') return stored === undefined
  const definition = definitions.get(filter.propertyName)
  if (stored === undefined || !definition) return isNegative(filter.operator)
  return compare(filter, stored, definition)
}

/** A record without the property fits what says "not". */
function isNegative(operator: Operator): boolean {
  return operator === 'NEQ' || operator === 'NOT_IN' || operator === 'NOT_CONTAINS_TOKEN'
}

function compare(filter: Filter, stored: string, definition: PropertyDefinition): boolean {
  const { operator, value, values, highValue } = filter
  switch (operator) {
    case 'EQ':
      return order(stored, value, definition) === 0
    case 'NEQ':
      return order(stored, value, definition) !== 0
    case 'LT':
      return order(stored, value, definition) < 0
    case 'LTE':
      return order(stored, value, definition) <= 0
    case 'GT':
      return order(stored, value, definition) > 0
    case 'GTE':
      return order(stored, value, definition) >= 0
    case 'BETWEEN':
      return order(stored, value, definition) >= 0 && order(stored, highValue, definition) <= 0
    case 'IN':
      return values.some((one) => isOneOf(stored, one, definition))
    case 'NOT_IN':
      return !values.some((one) => isOneOf(stored, one, definition))
    case 'CONTAINS_TOKEN':
      return containsToken(stored, value)
    case 'NOT_CONTAINS_TOKEN':
      return !containsToken(stored, value)
    default:
      return false
  }
}

/** Of texts only the stored side is made lower case: values in capitals never match (search guide, 2026-11). */
function isOneOf(stored: string, value: string, definition: PropertyDefinition): boolean {
  return definition.type === 'string' ? stored.toLowerCase() === value : order(stored, value, definition) === 0
}

/** Below, at or above zero. NaN, and so never a match, when one side is no number or time. */
function order(left: string, right: string, { type }: PropertyDefinition): number {
  const [a, b] = [sortKey(left, type), sortKey(right, type)]
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (a === undefined || b === undefined) return Number.NaN
  return a < b ? -1 : a > b ? 1 : 0
}

/** What two values of this type are compared by. Texts in any case are the same. */
export function sortKey(value: string | undefined, type: PropertyDefinition['type']): number | string | undefined {
  if (value === undefined) return undefined
  if (type === 'number') return Number(value)
  if (type === 'datetime') return parseInstant(value)
  return type === 'string' ? value.toLowerCase() : value
}

/** Whole words in any case; `*` stands for any letters. */
function containsToken(stored: string, value: string): boolean {
  if (value.includes('*')) {
    const pattern = value
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('.*')
    const whole = new RegExp(`^${pattern}$`, 'i')
    return [stored, ...stored.split(/\s+/)].some((token) => whole.test(token))
  }
  const tokens = new Set(wordsOf(stored))
  return wordsOf(value).every((word) => tokens.has(word))
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}
