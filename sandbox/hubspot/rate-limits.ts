// Counts requests and refuses those beyond the limits, as HubSpot's usage guidelines say (2026-11).
// Its one rule: search has its own limit per second, counts for the day, and its answers carry no rate headers.
import { HubSpotError } from './hubspot-error.ts'
import type { Limits } from './portal.ts'

const INTERVAL_MS = 10_000
const DAY_MS = 86_400_000

export type Policy = 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY'

export interface RateLimits {
  /** Counts one request. @param now ms. @throws HubSpotError 429 */
  take(kind: 'call' | 'search', now: number, limits: Limits): void
  /** @param daily false for OAuth tokens, whose answers lack the daily pair */
  headers(now: number, limits: Limits, daily: boolean): Record<string, string>
  /** Calls since midnight UTC, and when the count starts anew, ms. */
  usage(now: number): { used: number; resetsAt: number }
  clear(): void
}

export function createRateLimits(): RateLimits {
  let calls: number[] = []
  let searches: number[] = []
  let today = { day: -1, used: 0 }

  const used = (now: number) => {
    const day = Math.floor(now / DAY_MS)
    if (today.day !== day) today = { day, used: 0 }
    return today
  }

  return {
    take(kind, now, limits) {
      const day = used(now)
      if (day.used >= limits.daily) throw tooMany('DAILY')
      if (kind === 'search') {
        searches = within(searches, now, 1_000)
        if (searches.length >= limits.searchesPerSecond) throw tooMany('SECONDLY')
        searches.push(now)
      } else {
        calls = within(calls, now, INTERVAL_MS)
        if (calls.length >= limits.perTenSeconds) throw tooMany('TEN_SECONDLY_ROLLING')
        calls.push(now)
      }
      day.used += 1
    },
    headers(now, limits, daily) {
      const secondly = Math.floor(limits.perTenSeconds / 10)
      const left = (max: number, taken: number) => String(Math.max(0, max - taken))
      return {
        'x-hubspot-ratelimit-max': String(limits.perTenSeconds),
        'x-hubspot-ratelimit-remaining': left(limits.perTenSeconds, within(calls, now, INTERVAL_MS).length),
        'x-hubspot-ratelimit-interval-milliseconds': String(INTERVAL_MS),
        // Deprecated and still sent.
        'x-hubspot-ratelimit-secondly': String(secondly),
        'x-hubspot-ratelimit-secondly-remaining': left(secondly, within(calls, now, 1_000).length),
        ...(daily
          ? {
              'x-hubspot-ratelimit-daily': String(limits.daily),
              'x-hubspot-ratelimit-daily-remaining': left(limits.daily, used(now).used),
            }
          : {}),
      }
    },
    usage: (now) => ({ used: used(now).used, resetsAt: (Math.floor(now / DAY_MS) + 1) * DAY_MS }),
    clear() {
      calls = []
      searches = []
      today = { day: -1, used: 0 }
    },
  }
}

/** A time after `now` was counted before the clock was set back: it no longer counts. */
function within(times: readonly number[], now: number, windowMs: number): number[] {
  return times.filter((at) => at > now - windowMs && at <= now)
}

export function tooMany(policyName: Policy): HubSpotError {
  return new HubSpotError(429, 'RATE_LIMITS', `You have reached your ${policyName.toLowerCase()} limit.`, {
    errorType: 'RATE_LIMIT',
    policyName,
  })
}
