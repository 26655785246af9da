// One value → the kind that `as` names. Its one rule: what cannot be converted without guessing is refused.

import { readInstant } from './dates.ts'

export const conversions = ['text', 'integer', 'number', 'boolean', 'date', 'list'] as const
export type Conversion = (typeof conversions)[number]

export type Converted = { value: string | number | boolean | string[] } | { expected: string }

const yes = new Set(['true', 'yes', 'y', '1', 'on'])
const no = new Set(['false', 'no', 'n', '0', 'off'])

/** `1,234`, `1 234` and `1'234`; a dot is a decimal point, never a separator of thousands. */
const grouped = /^[+-]?\d{1,3}(?:[,' \u00A0\u202F]\d{3})+(?:\.\d+)?$/u
const decimal = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?$/iu

export function convert(value: unknown, to: Conversion): Converted {
  return converters[to](value)
}

const converters: Record<Conversion, (value: unknown) => Converted> = {
  text: toText,
  integer: toInteger,
  number: toNumber,
  boolean: toBoolean,
  date: toDate,
  list: toList,
}

/** For messages: says what came without saying whose data it is. */
export function describe(value: unknown): string {
  if (value === null) return 'nothing (null)'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'string') return `text of ${value.length} characters`
  if (typeof value === 'object') return 'an object'
  return `a ${typeof value}`
}

function toText(value: unknown): Converted {
  if (typeof value === 'string') return { value }
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
    return { value: String(value) }
  return { expected: 'text' }
}

function toNumber(value: unknown): Converted {
  const number = typeof value === 'string' ? readNumber(value.trim()) : value
  return typeof number === 'number' && Number.isFinite(number) ? { value: number } : { expected: 'a number' }
}

function toInteger(value: unknown): Converted {
  const number = toNumber(value)
  return 'value' in number && Number.isSafeInteger(number.value) ? number : { expected: 'a whole number' }
}

function readNumber(text: string): number | undefined {
  if (decimal.test(text)) return Number(text)
  return grouped.test(text) ? Number(text.replace(/[,' \u00A0\u202F]/gu, '')) : undefined
}

function toBoolean(value: unknown): Converted {
  const word = ['string', 'number', 'boolean'].includes(typeof value) ? String(value).trim().toLowerCase() : ''
  if (yes.has(word)) return { value: true }
  return no.has(word) ? { value: false } : { expected: 'yes or no' }
}

/** As in dates.ts; what names no zone is UTC. Gives ISO 8601 in UTC. */
function toDate(value: unknown): Converted {
  const expected = { expected: 'a date (ISO 8601, or milliseconds since 1970)' }
  if (typeof value === 'number') return epoch(value) ?? expected
  // Seconds may be any number: they are read only where a mapping says so, by the transform.
  if (typeof value !== 'string' || /^\s*\d{9,10}\s*$/u.test(value)) return expected
  const read = readInstant(value, 'UTC')
  return read === undefined ? expected : { value: read }
}

function epoch(ms: number): { value: string } | undefined {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? undefined : { value: date.toISOString() }
}

function toList(value: unknown): Converted {
  const items = [value]
    .flat()
    .filter((item) => item !== null && item !== undefined)
    .map(toText)
  return items.every((item) => 'value' in item)
    ? { value: items.map((item) => String(item.value)) }
    : { expected: 'a list of texts' }
}
