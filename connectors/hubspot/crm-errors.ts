// What HubSpot refused, as a call or as one record of a batch, → RemoteError with HubSpot's own code and words.
// Statuses: HubSpot, Error handling and Usage guidelines (read 2026-11-23). All fields of an error are optional by contract.
import { RemoteError, type CrmOutcome } from '../../src/connector.ts'

interface ErrorBody {
  message?: unknown
  category?: unknown
  policyName?: unknown
  errors?: { code?: unknown; message?: unknown }[]
}

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** When HubSpot names no time: it resets at midnight of the account's own time zone, which we do not know. */
const DAILY_WAIT_MS = 15 * MINUTE_MS
const limits: Record<string, number> = {
  DAILY: DAILY_WAIT_MS,
  TEN_SECONDLY_ROLLING: 10 * SECOND_MS,
  SECONDLY: SECOND_MS,
}
/** Records are being changed by somebody else. */
const LOCKED = 423
/** The account is being moved to another data centre: hours. */
const MIGRATING = 477

/** @param error what the client threw @returns the error itself when no answer came: outbound tells what that means */
export function callError(label: string, error: unknown, wrote: boolean): unknown {
  if (error instanceof RemoteError || !(error instanceof Error)) return error
  const { code: status, body, headers } = error as { code?: unknown; body?: unknown; headers?: Record<string, string> }
  if (typeof status !== 'number') {
    // The client found an answer that is no JSON; a broken connection is a TypeError of fetch.
    const isUnreadable = error instanceof SyntaxError || /content-type|mediatype/i.test(error.message)
    return isUnreadable ? unreadable(label, wrote) : error
  }
  // The client throws for a good status too, where its files do not list it.
  if (status < 300) return unreadable(label, wrote)
  const said = (typeof body === 'object' && body !== null ? body : {}) as ErrorBody
  return statusError(label, { status, said, retryAfter: headers?.['retry-after'], wrote })
}

function statusError(
  label: string,
  {
    status,
    said,
    retryAfter,
    wrote,
  }: { status: number; said: ErrorBody; retryAfter: string | undefined; wrote: boolean },
): RemoteError {
  const kind = kindOf(status)
  const afterMs = waitMs(status, said, retryAfter)
  return new RemoteError(`HubSpot refused ${label}: ${wordsOf(said, status)}`, {
    code: codeOf(said, `http.${status}`),
    kind,
    ...(afterMs === undefined ? {} : { retryAfterMs: afterMs }),
    outcomeUnknown: kind === 'temporary' && wrote && status !== LOCKED,
  })
}

function kindOf(status: number): RemoteError['kind'] {
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 429 || status === MIGRATING) return 'exhausted'
  return status === 408 || status === LOCKED || status >= 500 ? 'temporary' : 'rejected'
}

function waitMs(status: number, { policyName }: ErrorBody, retryAfter: string | undefined): number | undefined {
  const asked = /^\d{1,6}$/.test(retryAfter?.trim() ?? '') ? Number(retryAfter) * SECOND_MS : undefined
  if (status === LOCKED) return asked ?? 2 * SECOND_MS
  if (status === MIGRATING) return Math.min(asked ?? 60 * MINUTE_MS, DAY_MS)
  if (status !== 429) return undefined
  return Math.min(asked ?? limits[String(policyName)] ?? limits.TEN_SECONDLY_ROLLING ?? 0, DAY_MS)
}

/** A good status, but not what was asked for: a page, or cut JSON. */
export function unreadable(label: string, wrote: boolean): RemoteError {
  return new RemoteError(`HubSpot answered ${label} without readable data: a page or cut JSON. It is tried again.`, {
    code: 'hubspot.unreadable',
    kind: 'temporary',
    outcomeUnknown: wrote,
  })
}

/** One record of a batch that the others did not share the fate of. */
export function recordError(said: ErrorBody): RemoteError {
  return new RemoteError(wordsOf(said, 207), { code: codeOf(said, 'hubspot.refused'), kind: 'rejected' })
}

/** That the owner is not taken counts only when nothing else is wrong: another owner would not help then. */
function codeOf(said: ErrorBody, otherwise: string): string {
  const listed = (said.errors ?? []).flatMap(({ code }) => (typeof code === 'string' ? code : []))
  const words = typeof said.message === 'string' ? said.message : ''
  const inWords = [...words.matchAll(/"error":"([A-Z_]+)"/g)].map(([, code]) => code ?? '')
  const codes = listed.length > 0 ? listed : inWords
  const category = typeof said.category === 'string' ? said.category : undefined
  return codes.find((code) => code !== OWNER_REFUSED) ?? codes[0] ?? category ?? otherwise
}

function wordsOf(said: ErrorBody, status: number): string {
  return typeof said.message === 'string' && said.message !== ''
    ? said.message.slice(0, 1_000)
    : `status ${status}, no reason given`
}

export const OWNER_REFUSED = 'INVALID_OWNER_ID'

/** `Contact already exists. Existing ID: 123`: HubSpot says it nowhere else. */
export function existingId({ code, message }: RemoteError): string | undefined {
  return code === 'CONFLICT' ? /Existing ID:\s*(\d+)/.exec(message)?.[1] : undefined
}

/** What a failed call means for a write that it carried. */
export function outcomeOf(error: RemoteError, record: { owned: boolean }): CrmOutcome {
  const { code, message, kind, retryAfterMs } = error
  if (kind === 'gone' || code === 'OBJECT_NOT_FOUND') return { kind: 'gone', code, message }
  if (kind === 'rejected') return { kind: code === OWNER_REFUSED && record.owned ? 'reroute' : 'dead', code, message }
  return {
    kind: 'retry',
    code,
    message,
    counts: kind === 'temporary',
    ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }),
  }
}
