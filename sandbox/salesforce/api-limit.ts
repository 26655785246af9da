// The daily number of API calls of the org, shared by all who call it. One HTTP request is one call, whatever it holds.
import { SalesforceError } from './salesforce-error.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

export interface ApiLimit {
  /** Counts one call. @throws SalesforceError REQUEST_LIMIT_EXCEEDED */
  count(): void
  max: number
  used: number
  /** Start of the 24 hours being counted, ms since 1970. */
  since: number
}

export function createApiLimit(now: () => Date): ApiLimit {
  const limit: ApiLimit = {
    max: 15_000,
    used: 0,
    since: now().getTime(),
    count() {
      if (now().getTime() - limit.since >= DAY_MS) Object.assign(limit, { used: 0, since: now().getTime() })
      if (limit.used >= limit.max) throw dailyLimit()
      limit.used += 1
    },
  }
  return limit
}

/** 403, not 429, and without Retry-After. */
export function dailyLimit(): SalesforceError {
  return new SalesforceError('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', { status: 403 })
}

export function limitInfo(limit: ApiLimit): string {
  return `api-usage=${limit.used}/${limit.max}`
}

/** Body of GET /limits. */
export function limitsBody(limit: ApiLimit) {
  return {
    DailyApiRequests: { Max: limit.max, Remaining: Math.max(0, limit.max - limit.used) },
    DailyBulkV2QueryJobs: { Max: 10_000, Remaining: 10_000 },
    DataStorageMB: { Max: 5, Remaining: 5 },
  }
}
