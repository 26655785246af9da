// A call that failed as a whole → RemoteError. By code first, by HTTP status where the code says nothing.
// Codes: Salesforce REST API Developer Guide, "Status Codes and Error Responses" (v66, read 2026-11-23).
import { RemoteError } from '../../src/connector.ts'
import type { Passage } from './transport.ts'

type Kind = RemoteError['kind']

/** No reset time is told: the cap is a rolling 24 hours, shared with all other apps. */
export const LIMIT_WAIT_MS = 5 * 60_000

const kinds: Record<string, Kind> = {
  INVALID_SESSION_ID: 'unauthorized',
  API_DISABLED_FOR_ORG: 'unauthorized',
  API_CURRENTLY_DISABLED: 'unauthorized',
  STORAGE_LIMIT_EXCEEDED: 'unauthorized',
  INSUFFICIENT_ACCESS: 'unauthorized',
  REQUEST_LIMIT_EXCEEDED: 'exhausted',
  SERVER_UNAVAILABLE: 'temporary',
  TOO_MANY_APEX_REQUESTS: 'temporary',
  UNABLE_TO_LOCK_ROW: 'temporary',
  QUERY_TIMEOUT: 'temporary',
}

/** Salesforce's edge has no route to this host: the org was moved, renamed or deleted. */
const NO_ROUTE = 420

function kindOf(code: string, status: number): Kind {
  const kind = kinds[code]
  if (kind) return kind
  if (status === 401 || status === 403 || status === NO_ROUTE) return 'unauthorized'
  if (status === 429) return 'exhausted'
  return status === 408 || status >= 500 ? 'temporary' : 'rejected'
}

export function callError(
  label: string,
  problem: { code: string; message: string; status: number; wrote: boolean },
): RemoteError {
  const { code, status } = problem
  const kind = kindOf(code, status)
  const said = /^\s*</.test(problem.message) ? 'a page instead of data' : problem.message.slice(0, 500)
  return new RemoteError(`Salesforce refused ${label}: ${code}: ${said}`, {
    code,
    kind,
    ...(kind === 'exhausted' ? { retryAfterMs: LIMIT_WAIT_MS } : {}),
    outcomeUnknown: kind === 'temporary' && problem.wrote,
  })
}

/** What jsforce threw, with the status that it does not tell. Returned as it is when no answer came at all. */
export function thrownError(label: string, error: unknown, passage: Passage, wrote: boolean): unknown {
  if (error instanceof RemoteError || passage.status === undefined || !(error instanceof Error)) return error
  const { errorCode, data } = error as { errorCode?: unknown; data?: unknown }
  // The answer broke off after its head: no code of Salesforce's.
  if (typeof errorCode !== 'string') return error
  const several = Array.isArray(data) ? (data[0] as { errorCode?: string; message?: string } | undefined) : undefined
  return callError(label, {
    code: several?.errorCode ?? errorCode,
    message: several?.message ?? error.message,
    status: passage.status,
    wrote,
  })
}

/** A good status, but not the data that was asked for: a page, cut JSON, a redirect to the log-in. */
export function unreadable(label: string, status: number, wrote: boolean): RemoteError {
  return new RemoteError(
    `Salesforce answered ${status} to ${label} without readable data: a page, cut JSON or a redirect. It is tried again.`,
    { code: 'salesforce.unreadable', kind: 'temporary', outcomeUnknown: wrote },
  )
}
