// Wall time of a zone → the instant. Its one rule: later wall time never gives an earlier instant, also when clocks change.
import { Temporal } from 'temporal-polyfill'
import { dayText } from './day.ts'
import { DAY_MINUTES } from './hours.ts'
import { weekdays, type Weekday } from './weekday.ts'

export interface WallClock {
  /** `2026-11-24` */
  date: string
  weekday: Weekday
  /** 0 to 23 */
  hour: number
}

/** What the clock on the wall of a zone says. */
export function wallClock(zone: string, at: Date): WallClock {
  const there = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  const weekday = weekdays[there.dayOfWeek - 1] ?? 'monday'
  return { date: there.toPlainDate().toString(), weekday, hour: there.hour }
}

/**
 * Milliseconds since 1970 of a minute of a day. `minute` may lie past 1440.
 * A time that the clocks skip is the moment they skip it; of a time that comes twice the first is meant.
 */
export function wallTime(zone: string, day: number, minute: number): number {
  const date = Temporal.PlainDate.from(dayText(day + Math.floor(minute / DAY_MINUTES)))
  const inDay = minute % DAY_MINUTES
  const plain = date.toPlainDateTime({ hour: Math.floor(inDay / 60), minute: inDay % 60 })
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (earlier.toPlainDateTime().equals(plain)) return earlier.epochMilliseconds
  // Skipped: the earlier reading lies before the change.
  const change = earlier.getTimeZoneTransition('next')
  return (change ?? earlier).epochMilliseconds
}
