// How many leads somebody may get, and since when they are counted. Its one rule: the windows depend on nothing but the cap, the zone and now,
// so who loads the numbers and who decides by them ask for the same ones.
import { Temporal } from 'temporal-polyfill'
import { MINUTE_MS } from '../../time.ts'

export const periods = ['hour', 'day', 'week', 'month'] as const
export type Period = (typeof periods)[number]

export type Cap =
  /** In each hour, day, week (from Monday) or month of the zone's clock. */
  | { leads: number; per: Period }
  /** In the last so many minutes, at any moment. */
  | { leads: number; withinMinutes: number; text: string }
  /** Not yet ended, in all pools together. */
  | { open: number }

interface Window {
  start: number
  end: number
}

/** The last window of each zone and period: working one out takes longer than all else about a cap. */
const windows = new Map<string, Window>()

/** @returns since when leads count to this cap, in milliseconds since 1970; null: those that are open now count */
export function windowStart(cap: Cap, zone: string, now: Date): number | null {
  if ('open' in cap) return null
  const ms = now.getTime()
  if ('withinMinutes' in cap) return ms - cap.withinMinutes * MINUTE_MS
  const key = `${cap.per} ${zone}`
  const known = windows.get(key)
  if (known && known.start <= ms && ms < known.end) return known.start
  const window = windowAt(cap.per, zone, ms)
  windows.set(key, window)
  return window.start
}

/** All that are to be known of a pool with these caps, each once. */
export function windowStarts(caps: readonly Cap[], zone: string, now: Date): number[] {
  return [...new Set(caps.flatMap((cap) => windowStart(cap, zone, now) ?? []))]
}

function windowAt(per: Period, zone: string, ms: number): Window {
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
  if (per === 'hour') {
    const start = ms - (at.minute * MINUTE_MS + at.second * 1_000 + at.millisecond)
    return { start, end: start + 60 * MINUTE_MS }
  }
  const day = at.toPlainDate()
  const first = per === 'day' ? day : per === 'week' ? day.subtract({ days: day.dayOfWeek - 1 }) : day.with({ day: 1 })
  const next = first.add(per === 'day' ? { days: 1 } : per === 'week' ? { weeks: 1 } : { months: 1 })
  return { start: beginning(first, zone), end: beginning(next, zone) }
}

const beginning = (day: Temporal.PlainDate, zone: string): number => day.toZonedDateTime(zone).epochMilliseconds

export interface Counts {
  /** Leads got since then. */
  since(start: number): number
  /** Leads open now. */
  open(): number
}

/** Why one more would be too many, or null. */
export function capReached(caps: readonly Cap[], zone: string, now: Date, counts: Counts): string | null {
  for (const cap of caps) {
    const start = windowStart(cap, zone, now)
    if ('open' in cap) {
      const open = counts.open()
      if (open >= cap.open) return `has ${open} open leads of ${cap.open}`
    } else {
      const leads = counts.since(start ?? 0)
      if (leads >= cap.leads) return `got ${leads} of ${cap.leads} leads ${inWords(cap)}`
    }
  }
  return null
}

function inWords(cap: Exclude<Cap, { open: number }>): string {
  return 'per' in cap ? (cap.per === 'day' ? 'today' : `this ${cap.per}`) : `within ${cap.text}`
}
