// `09:00-17:00` → minutes, and whether blocks of a week collide. Its one rule: an end before its start lies on the next day.
import { weekdays, type Weekday } from './weekday.ts'

/** First minute open, first minute closed again; minutes since midnight of the day it begins on. */
export type Block = [startMinute: number, endMinute: number]

export const DAY_MINUTES = 1440

const SHAPE = /^(\d{2}):(\d{2})\s*[-–]\s*(\d{2}):(\d{2})$/

/** @returns the block, or a sentence that says what is wrong */
export function readBlock(text: string): Block | string {
  const parts = SHAPE.exec(text.trim())?.slice(1).map(Number)
  if (!parts) return `"${text}" are no hours: write them as 09:00-17:00.`
  const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = parts
  const start = h1 * 60 + m1
  const end = h2 * 60 + m2
  if (m1 > 59 || m2 > 59 || start >= DAY_MINUTES || end > DAY_MINUTES) {
    return `"${text}" are no hours: a day goes from 00:00 to 24:00.`
  }
  if (start === end) return `"${text}" is empty: for a whole day write 00:00-24:00.`
  return [start, end > start ? end : end + DAY_MINUTES]
}

/** `monday and tuesday`, or undefined when no two blocks share a minute. */
export function overlap(hours: Record<Weekday, readonly Block[]>): string | undefined {
  const week = weekdays.flatMap((day, index) =>
    hours[day].map(([start, end]) => ({ day, start: index * DAY_MINUTES + start, end: index * DAY_MINUTES + end })),
  )
  const first = week[0]
  // The night of Sunday runs into Monday.
  const again = first && { ...first, start: first.start + 7 * DAY_MINUTES, end: first.end + 7 * DAY_MINUTES }
  const line = again ? [...week, again] : week
  for (const [index, next] of line.entries()) {
    const before = line[index - 1]
    if (before && before.end > next.start) {
      return before.day === next.day ? before.day : `${before.day} and ${next.day}`
    }
  }
  return undefined
}
