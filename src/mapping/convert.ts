// One value → the kind that `as` names. Its one rule: what cannot be converted without guessing is refused.

export const conversions = ['text', 'integer', 'number', 'boolean', 'date', 'list'] as const
export type Conversion = (typeof conversions)[number]

export type Converted = { value: string | number | boolean | string[] } | { expected: string }

const yes = new Set(['true', 'yes', 'y', '1', 'on'])
const no = new Set(['false', 'no', 'n', '0', 'off'])

/** `1,234`, `1 234` and `1'234`; a dot is a decimal point, never a separator of thousands. */
const grouped = /^[+-]?\d{1,3}(?:[,' \u00A0\u202F]\d{3})+(?:\.\d+)?$/u
const decimal = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?$/iu

/** ISO 8601, or the same with a space and without a zone as Marketo prints it; no zone means UTC. */
const moment = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s?(Z|[+-]\d{2}:?\d{2})?$/iu

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

/** A number, or text of 12 to 14 digits, is milliseconds since 1970. Gives ISO 8601 in UTC. */
function toDate(value: unknown): Converted {
  const expected = { expected: 'a date (ISO 8601, or milliseconds since 1970)' }
  if (typeof value === 'number') return instant(value) ?? expected
  if (typeof value !== 'string') return expected
  const text = value.trim()
  if (/^\d{12,14}$/.test(text)) return instant(Number(text)) ?? expected
  const [, day, time = '00:00', zone = 'Z'] = moment.exec(text) ?? []
  if (day === undefined) return expected
  const read = instant(Date.parse(`${day}T${time}${zone.toUpperCase().replace(/^(.\d\d)(\d\d)$/u, '$1:$2')}`))
  // The engine turns 31 February into March.
  const isRealDay = instant(Date.parse(`${day}T00:00Z`))?.value.startsWith(day) ?? false
  return read && isRealDay ? read : expected
}

function instant(ms: number): { value: string } | undefined {
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
