// Arithmetic in open time: is it open, when next, how long, until when. Its one rule: only time in which the calendar is open
// passes; a span is open at its start and closed at its end.
import { DAY_MS, MINUTE_MS } from '../time.ts'
import type { Calendar } from './calendar.ts'
import { patience, spansOf, type Span } from './open-days.ts'

export function isOpen(calendar: Calendar, at: Date): boolean {
  const ms = instant(at)
  for (const { start, end } of spansFrom(calendar, ms)) return start <= ms && ms < end
  return false
}

/** `at` itself while open, else the next time it opens. */
export function nextOpening(calendar: Calendar, at: Date): Date {
  const ms = instant(at)
  for (const { start } of spansFrom(calendar, ms)) return new Date(Math.max(ms, start))
  throw new RangeError(`The calendar "${calendar.name}" never opens after ${at.toISOString()}.`)
}

/**
 * When so many open minutes have passed. A promise that fills a day to its end is due at closing time, not at the next opening.
 * @throws RangeError when `minutes` is negative, or the calendar never opens again
 */
export function addBusinessMinutes(calendar: Calendar, from: Date, minutes: number): Date {
  if (!(minutes >= 0)) throw new RangeError(`Minutes to add must be 0 or more, not ${minutes}.`)
  const ms = instant(from)
  let left = minutes * MINUTE_MS
  if (left === 0) return new Date(ms)
  for (const { start, end } of spansFrom(calendar, ms)) {
    const begin = Math.max(ms, start)
    if (end - begin >= left) return new Date(begin + left)
    left -= end - begin
  }
  throw new RangeError(
    `The calendar "${calendar.name}" does not have ${minutes} open minutes after ${from.toISOString()}.`,
  )
}

/** Open minutes between two instants, with fractions; negative when `to` lies before `from`. */
export function businessMinutesBetween(calendar: Calendar, from: Date, to: Date): number {
  const begin = instant(from)
  const finish = instant(to)
  if (finish < begin) return -businessMinutesBetween(calendar, to, from)
  let open = 0
  for (const { start, end } of spansFrom(calendar, begin)) {
    if (start >= finish) break
    open += Math.min(end, finish) - Math.max(begin, start)
  }
  return open / MINUTE_MS
}

/** Spans that end after an instant, in order; ends when the calendar has no more. */
function* spansFrom(calendar: Calendar, ms: number): Generator<Span> {
  const most = patience(calendar)
  // A span that is open now began at most a day ago by the wall, and the wall is at most a day ahead of UTC or behind it.
  let day = Math.floor(ms / DAY_MS) - 2
  for (let empty = 0; empty <= most; day += 1) {
    const spans = spansOf(calendar, day)
    empty = spans.length > 0 ? 0 : empty + 1
    for (const span of spans) if (span.end > ms) yield span
  }
}

function instant(at: Date): number {
  const ms = at.getTime()
  if (Number.isNaN(ms)) throw new RangeError('Not a time: the date is invalid.')
  return ms
}
