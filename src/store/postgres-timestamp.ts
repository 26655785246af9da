// Instants as PostgreSQL writes them. Senders have broken clocks: years far off must be stored like any other, not fail the batch.

const TEXT = /^(\d{4,6})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?\+00( BC)?$/

/** @throws RangeError for an invalid Date */
export function formatTimestamp(at: Date): string {
  const iso = at.toISOString()
  const year = at.getUTCFullYear()
  // ISO has a sign before years of six digits and a year 0; PostgreSQL has neither: the year before 1 is 1 BC.
  if (year > 0) return iso.replace(/^\+0*/, '')
  const rest = iso.slice(year < 0 ? 7 : 4)
  return `${String(1 - year).padStart(4, '0')}${rest} BC`
}

/** @param text what the server answers in a session whose time zone is UTC */
export function parseTimestamp(text: string): Date {
  const match = TEXT.exec(text)
  if (!match) throw new TypeError(`PostgreSQL answered "${text}" where an instant in UTC was expected.`)
  const [, year, month, day, hour, minute, second, fraction = '', bc] = match
  const at = new Date(0)
  at.setUTCFullYear(bc ? 1 - Number(year) : Number(year), Number(month) - 1, Number(day))
  at.setUTCHours(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0')))
  return at
}
