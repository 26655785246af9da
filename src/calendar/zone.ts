// Names of time zones. Its one rule: what Temporal can reckon with is one, in any of its spellings.
import { Temporal } from 'temporal-polyfill'

export function isZone(zone: string): boolean {
  // Asked of Temporal, the first zone of a process costs 20 ms.
  if (zone === 'Etc/UTC' || Intl.supportedValuesOf('timeZone').includes(zone)) return true
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
