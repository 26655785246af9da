// Any sender that follows Standard Webhooks, or Svix, which came before it and names the headers differently.
// Its one rule: the message id is the key, since it stays the same over retries.
// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (1.0.0, 2026-11)
import {
  bodyText,
  InputError,
  isRecord,
  parseJson,
  signatureVerifier,
  type Source,
  type SourceEvent,
  type WebhookRequest,
} from '../../src/connector.ts'
import { keyOf, type StandardWebhooksSettings } from './settings.ts'

type Family = 'webhook' | 'svix'

function verifierFor(family: Family) {
  return signatureVerifier({
    header: { name: `${family}-signature`, form: 'list', version: 'v1' },
    digest: 'hmac-sha256',
    encoding: 'base64',
    template: `{header:${family}-id}.{time}.{body}`,
    time: { header: `${family}-timestamp`, unit: 's' },
    key: keyOf,
  })
}

const verifiers = { webhook: verifierFor('webhook'), svix: verifierFor('svix') }

export const source: Source<StandardWebhooksSettings> = {
  verify: (request, settings) => verifiers[familyOf(request)](request, settings.secret),
  // Whoever writes the sender sees the answer.
  readsFirst: true,
  deliveryKey: messageId,
  read(request, settings) {
    const body = parseJson(bodyText(request.body))
    const items = Array.isArray(body) ? (body as unknown[]) : [body]
    return items.map((item, index): SourceEvent => {
      if (!isRecord(item)) {
        throw new InputError(
          'The body must be a JSON object such as {"type":"lead.created","data":{…}}, or a list of them.',
          {
            code: 'standard-webhooks.not-an-object',
          },
        )
      }
      return {
        kind: (typeof item.type === 'string' ? ownValue(settings.kinds, item.type) : undefined) ?? 'person',
        // No id of another message can hold a line break.
        key: items.length === 1 ? messageId(request) : `${messageId(request)}\n${index}`,
        occurredAt: occurredAt(item.timestamp, request),
        payload: item,
      }
    })
  },
  answers: {
    success: { status: 202, body: '{"status":"accepted"}' },
    duplicate: { status: 202, body: '{"status":"accepted"}' },
    badSignature: { status: 401, body: '{"error":"The signature does not fit, or its time is too far from ours."}' },
    unreadable: {
      status: 400,
      body: '{"error":"The body must be a JSON object such as {\\"type\\":\\"lead.created\\",\\"data\\":{}}, or a list of them."}',
    },
    overload: { status: 503, body: '{"error":"overload"}', headers: { 'retry-after': '10' } },
  },
}

function familyOf(request: WebhookRequest): Family {
  return request.headers['webhook-id'] === undefined && request.headers['svix-id'] !== undefined ? 'svix' : 'webhook'
}

function messageId(request: WebhookRequest): string {
  return request.headers[`${familyOf(request)}-id`] ?? ''
}

function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** Without one, a time would be read in the zone of whatever machine we run on. */
const WITH_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i

/** The body's own time; the header's is the time of this attempt, in seconds. */
function occurredAt(timestamp: unknown, request: WebhookRequest): Date {
  const told = typeof timestamp === 'string' && WITH_ZONE.test(timestamp) ? new Date(timestamp) : new Date(Number.NaN)
  if (!Number.isNaN(told.getTime())) return told
  const sentS = Number(request.headers[`${familyOf(request)}-timestamp`] ?? Number.NaN)
  const sent = new Date(sentS * 1_000)
  return Number.isNaN(sent.getTime()) ? request.receivedAt : sent
}
