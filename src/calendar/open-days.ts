// The open spans of each day of a calendar as instants, worked out once. Zone arithmetic costs some 20 µs a time, and promises
// ask for the same few days again and again. Its one rule: spans of following days are in order and never overlap.
import type { Calendar } from './calendar.ts'
import { dayOf, weekdayOf } from './day.ts'
import { wallTime } from './wall-time.ts'

/** Open from `start` until before `end`, in milliseconds since 1970. */
export interface Span {
  start: number
  end: number
}

interface Days {
  holidays: ReadonlySet<number>
  spans: Map<number, Span[]>
}

/** Eleven years of days a calendar; then the memory starts anew. */
const MAX_DAYS = 4_000

const known = new WeakMap<Calendar, Days>()

/** Spans that begin on a day, in order. The last may end on the next day. */
export function spansOf(calendar: Calendar, day: number): readonly Span[] {
  const days = daysOf(calendar)
  const found = days.spans.get(day)
  if (found) return found
  const spans = days.holidays.has(day) ? [] : workOut(calendar, day)
  if (days.spans.size >= MAX_DAYS) days.spans.clear()
  days.spans.set(day, spans)
  return spans
}

/** After so many days without a span a calendar has no more: each holiday can close one week's only opening. */
export function patience(calendar: Calendar): number {
  return 7 * daysOf(calendar).holidays.size + 30
}

function daysOf(calendar: Calendar): Days {
  const found = known.get(calendar)
  if (found) return found
  const holidays = new Set(calendar.holidays.flatMap((text) => dayOf(text) ?? []))
  const days: Days = { holidays, spans: new Map() }
  known.set(calendar, days)
  return days
}

function workOut(calendar: Calendar, day: number): Span[] {
  return calendar.hours[weekdayOf(day)]
    .map(([start, end]) => ({ start: wallTime(calendar.zone, day, start), end: wallTime(calendar.zone, day, end) }))
    .filter(({ start, end }) => end > start)
}
