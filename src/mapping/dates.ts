// Dates as senders write them → one instant, and back to a day. Its one rule: a day that does not exist is refused, never moved.
import { Temporal } from 'temporal-polyfill'

/** ISO 8601, or the same with a space and without a zone as Marketo prints it. */
const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(Z|[+-]\d{2}:?\d{2})?$/iu

export function isZone(zone: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** What a form may be made of; in one form each at most once. */
const letters: Readonly<Record<string, string>> = {
  YYYY: String.raw`(?<year>\d{4})`,
  MM: String.raw`(?<month>\d{1,2})`,
  DD: String.raw`(?<day>\d{1,2})`,
  HH: String.raw`(?<hour>\d{1,2})`,
  mm: String.raw`(?<minute>\d{2})`,
  ss: String.raw`(?<second>\d{2})`,
}

/** `DD.MM.YYYY HH:mm` → what reads it, or undefined when it names no whole day. */
export function dateForm(form: string): RegExp | undefined {
  const parts = form.match(/YYYY|MM|DD|HH|mm|ss|[^A-Za-z]/gu) ?? []
  const names = parts.filter((part) => part in letters)
  const whole = ['YYYY', 'MM', 'DD'].every((name) => names.includes(name))
  if (!whole || parts.join('') !== form || new Set(names).size !== names.length) return undefined
  const source = parts.map((part) => letters[part] ?? part.replace(/[.*+?^${}()|[\]\\/-]/u, String.raw`\$&`)).join('')
  return new RegExp(`^${source}$`, 'u')
}

/**
 * ISO 8601 in UTC, or undefined. 12 to 14 digits are milliseconds since 1970, 9 or 10 are seconds.
 * @param zone of times that name none. A time that the clocks skip is the one after; of a time that comes twice the first is meant
 */
export function readInstant(text: string, zone: string, form?: RegExp): string | undefined {
  const trimmed = text.trim()
  if (form) return wall(form.exec(trimmed)?.groups, zone)
  if (/^-?\d{12,14}$/u.test(trimmed)) return instant(Number(trimmed))
  if (/^\d{9,10}$/u.test(trimmed)) return instant(Number(trimmed) * 1_000)
  const [all, year, month, day, hour, minute, second, fraction, offset] = iso.exec(trimmed) ?? []
  if (all === undefined) return undefined
  const said = offset === undefined ? zone : offset.toUpperCase() === 'Z' ? 'UTC' : offset.replace(/^(.\d\d):?/u, '$1:')
  return wall({ year, month, day, hour, minute, second, fraction }, said)
}

/** `2026-05-01`, the day that an instant (or a day) falls on in a zone. */
export function readDay(text: string, zone: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/u.test(text.trim())) return readInstant(text, 'UTC')?.slice(0, 10)
  const read = readInstant(text, zone)
  return read && Temporal.Instant.from(read).toZonedDateTimeISO(zone).toPlainDate().toString()
}

function wall(groups: Partial<Record<string, string | undefined>> | undefined, zone: string): string | undefined {
  if (!groups) return undefined
  const { year, month, day, hour = 0, minute = 0, second = 0, fraction = '' } = groups
  try {
    const plain = Temporal.PlainDateTime.from(
      {
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: Number(hour),
        minute: Number(minute),
        second: Number(second),
        millisecond: Number(fraction.padEnd(3, '0').slice(0, 3)),
      },
      { overflow: 'reject' },
    )
    return instant(plain.toZonedDateTime(zone).epochMilliseconds)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function instant(ms: number): string | undefined {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
