// Days as whole numbers since 1970-01-01, so that a calendar's days are counted without a date library. Its one rule: no zones here.
import { DAY_MS } from '../time.ts'
import { weekdays, type Weekday } from './weekday.ts'

/** `2026-12-25` → its number; undefined when there is no such day. */
export function dayOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const ms = Date.parse(`${text}T00:00:00Z`)
  // Date.parse lets 2026-02-31 be the 3rd of March.
  return Number.isNaN(ms) || dayText(ms / DAY_MS) !== text ? undefined : ms / DAY_MS
}

export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

export function weekdayOf(day: number): Weekday {
  // Day 0 was a Thursday.
  const index = (((day + 3) % 7) + 7) % 7
  return weekdays[index] ?? 'monday'
}
