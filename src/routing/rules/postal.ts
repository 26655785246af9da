// Postal codes, and ranges of them. Its one rule: a code is compared sign by sign from its beginning, as far as the range says: 10 to 19 takes
// 10115, and so does 1.

export interface PostalRange {
  /** Signs that a code must begin with at least, and at most: as many in both. */
  from: string
  to: string
}

const MOST_SIGNS = 10

/** `sw1a 1aa`, `SW1A1AA` → `sw1a1aa`; undefined when nothing is left. */
export function postalKey(code: unknown): string | undefined {
  if (typeof code !== 'string' && typeof code !== 'number') return undefined
  const key = String(code)
    .toLowerCase()
    .replaceAll(/[\s.\-/]/g, '')
  return key === '' ? undefined : key
}

/** `80`, `10000-19999`, `EC1 - EC4` → its range, or a sentence that says what is wrong. */
export function readPostalRange(text: string): PostalRange | string {
  const [from = '', to = from, ...more] = text.split(/\s*[-–]\s*/).map((part) => postalKey(part) ?? '')
  if (from === '' || to === '' || more.length > 0 || ![from, to].every((code) => /^[a-z0-9]+$/.test(code))) {
    return `"${text}" is no postal code and no range of them: write 80, or 10000-19999`
  }
  if (from.length > MOST_SIGNS || to.length > MOST_SIGNS) return `"${text}" is longer than any postal code`
  if (from.length !== to.length) return `Both ends of "${text}" must have as many signs: 10-19, or 10000-19999`
  if (from > to) return `"${text}" ends before it begins`
  return { from, to }
}

export function isInRange({ from, to }: PostalRange, key: string): boolean {
  const start = key.slice(0, from.length)
  return start >= from && start <= to
}

/** What every code of the range begins with; empty where they share nothing. */
export function sharedStart({ from, to }: PostalRange): string {
  let length = 0
  while (length < from.length && from[length] === to[length]) length += 1
  return from.slice(0, length)
}
