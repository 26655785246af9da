// Lead ads: thin notices, each with the id of a lead that is read afterwards. Its one rule: ids stay texts, since they have more digits than
// a number keeps. https://developers.facebook.com/docs/marketing-api/guides/lead-ads/retrieving and …/docs/graph-api/webhooks (2026-11)
import {
  bodyText,
  hashOf,
  InputError,
  isRecord,
  parseJson,
  sameText,
  signatureVerifier,
  type Answer,
  type Source,
  type SourceEvent,
  type WebhookRequest,
} from '../../src/connector.ts'
import { hydrate } from './hydrate.ts'
import type { MetaSettings } from './settings.ts'

const verifySignature = signatureVerifier({
  header: { name: 'x-hub-signature-256', form: 'prefix', prefix: 'sha256=' },
  digest: 'hmac-sha256',
  encoding: 'hex',
  template: '{body}',
})

/** What Meta sends is a number; nothing that could be a page is ever echoed. */
const CHALLENGE = /^[\w-]{1,200}$/

export const source: Source<MetaSettings> = {
  greet,
  verify: (request, settings) => verifySignature(request, settings.appSecret),
  deliveryKey: (request) => hashOf(request.body),
  read(request) {
    const body = parseJson(bodyText(request.body))
    if (!isRecord(body) || !Array.isArray(body.entry)) {
      throw new InputError('The body holds no entries.', { code: 'meta.no-entries' })
    }
    return (body.entry as unknown[]).flatMap((entry) => readEntry(entry, request.receivedAt))
  },
  hydrate,
  answers: {
    success: { status: 200, body: '{}' },
    duplicate: { status: 200, body: '{}' },
    badSignature: { status: 401, body: '{"error":"signature"}' },
    // Kept as it came, for a person; Meta would only send the same again.
    unreadable: { status: 200, body: '{}' },
    overload: { status: 503, body: '{"error":"overload"}', headers: { 'retry-after': '10' } },
  },
}

/** Meta asks once whether the address is ours: the token is proof, the challenge goes back as it came. */
function greet(request: WebhookRequest, settings: MetaSettings): Answer | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
  const query = URL.parse(request.url)?.searchParams
  const challenge = query?.get('hub.challenge') ?? ''
  const isAsked = query?.get('hub.mode') === 'subscribe' && CHALLENGE.test(challenge)
  if (isAsked && sameText(query?.get('hub.verify_token') ?? '', settings.verifyToken)) {
    return {
      status: 200,
      body: challenge,
      type: 'text/plain; charset=utf-8',
      headers: { 'x-content-type-options': 'nosniff' },
    }
  }
  return { status: 403, body: '{"error":"The verify token is not that of this connection."}' }
}

function readEntry(entry: unknown, receivedAt: Date): SourceEvent[] {
  if (!isRecord(entry) || !Array.isArray(entry.changes)) {
    throw new InputError('An entry holds no changes.', { code: 'meta.no-changes' })
  }
  return (entry.changes as unknown[]).map((change) => {
    const value = isRecord(change) && isRecord(change.value) ? change.value : {}
    const id = idText(value.leadgen_id)
    const isLead = isRecord(change) && change.field === 'leadgen'
    if (isLead && id === undefined) {
      throw new InputError('A change tells of a lead without its leadgen_id.', { code: 'meta.no-lead-id' })
    }
    return {
      kind: isLead ? 'person' : 'lifecycle',
      key: isLead ? `lead ${id}` : `change ${hashOf(JSON.stringify([entry.id, entry.time, change]))}`,
      occurredAt: timeOf(value.created_time ?? entry.time) ?? receivedAt,
      payload: { notice: value },
      ...(isLead && id !== undefined ? { hydrateId: id } : {}),
    }
  })
}

function idText(id: unknown): string | undefined {
  const text = typeof id === 'number' || typeof id === 'string' ? String(id) : ''
  return /^\d{1,30}$/.test(text) ? text : undefined
}

/** Seconds since 1970. */
function timeOf(value: unknown): Date | undefined {
  const at = new Date(typeof value === 'number' ? value * 1_000 : Number.NaN)
  return Number.isNaN(at.getTime()) ? undefined : at
}
