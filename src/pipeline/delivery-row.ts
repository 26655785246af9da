// A request as its row: what is kept of it beside its bytes. Signatures, tokens and cookies are needed to verify only.
import { hashOf, type Source, type WebhookRequest } from '../connector.ts'
import type { DeliveryRow } from '../store/rows.ts'
import type { Context } from './context.ts'

/** What reading and people need of a verified request. */
export function keptOf(
  source: Source<unknown>,
  settings: unknown,
  request: WebhookRequest,
): Pick<DeliveryRow, 'deliveryKey' | 'url' | 'headers'> {
  return { ...shownOf(request), deliveryKey: indexable(source.deliveryKey(request, settings)) }
}

/** PostgreSQL refuses an index row above 2,704 bytes; a letter takes four at most. No sender we know has keys near it. */
const LONGEST_KEY = 500

/**
 * A sender's key as it can be kept: one of senseless length, or with letters that no database holds as they are (NUL, half a surrogate pair),
 * is known again by its hash. So two keys of a sender stay two.
 */
export function indexable(key: string): string {
  if (key.includes('\0') || !key.isWellFormed()) return `odd ${hashOf(JSON.stringify(key))}`
  return key.length <= LONGEST_KEY ? key : `long ${hashOf(key)}`
}

/** Address and headers without anything secret. */
export function shownOf(request: WebhookRequest): Pick<DeliveryRow, 'url' | 'headers'> {
  return { url: withoutToken(request), headers: withoutSecrets(request.headers) }
}

export function newDelivery(
  context: Context,
  connection: string,
  request: WebhookRequest,
  row: Pick<DeliveryRow, 'deliveryKey' | 'url' | 'headers' | 'state' | 'fault'> & { sealed?: Buffer },
): DeliveryRow {
  return {
    id: context.newId(),
    connection,
    deliveryKey: row.deliveryKey,
    state: row.state,
    receivedAt: request.receivedAt,
    method: request.method,
    url: row.url,
    headers: row.headers,
    body: request.body,
    fault: row.fault,
    sealed: row.sealed ?? null,
    nextAt: request.receivedAt,
    claimId: null,
    leaseUntil: null,
    starts: 0,
  }
}

/** The secret part of an address is needed to verify only. Its spelling in the address may be another: the path is cut after the name. */
function withoutToken({ url, token }: WebhookRequest): string {
  return token === undefined ? url : url.replace(/^([^?#]*\/)[^/?#]*/, '$1…')
}

const KEPT_HEADERS = new Set(['user-agent', 'webhook-id', 'webhook-timestamp', 'svix-id', 'svix-timestamp', 'origin'])

export function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name in headers) {
    if (KEPT_HEADERS.has(name) || name.startsWith('content-')) kept[name] = headers[name] as string
  }
  return kept
}
