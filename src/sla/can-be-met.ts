// Whether a promise can be kept at all. Its one rule: the calendar that counts is asked, from every hour of a week.
import { addBusinessMinutes } from '../calendar/business-time.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { DAY_MS, HOUR_MS } from '../time.ts'
import type { SlaPolicy } from './policy.ts'

/** The longest wait from assignment to due time, in days; null: the calendar never has so many open minutes. */
export function longestWaitDays(policy: SlaPolicy, calendar: Calendar | null, from: Date): number | null {
  if (!calendar) return policy.withinMinutes / (24 * 60)
  let longest = 0
  for (let hour = 0; hour < 7 * 24; hour += 1) {
    const start = new Date(from.getTime() + hour * HOUR_MS)
    try {
      longest = Math.max(longest, addBusinessMinutes(calendar, start, policy.withinMinutes).getTime() - start.getTime())
    } catch (error) {
      if (error instanceof RangeError) return null
      throw error
    }
  }
  return longest / DAY_MS
}
