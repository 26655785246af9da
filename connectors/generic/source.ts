// A sender that is described, not programmed. Its one rule: what the settings do not say is taken from what is surely there: the whole
// body for the key, the arrival for the time.
import {
  canonicalJson,
  hashOf,
  InputError,
  isRecord,
  joinedKey,
  type Source,
  type SourceEvent,
  type WebhookRequest,
} from '../../src/connector.ts'
import { readBody, valueAt } from './body.ts'
import { verify } from './proof.ts'
import type { GenericSettings } from './settings.ts'

/** Without an id, the same text this soon is the same event. */
const SAME_WITHIN_MS = 3_600_000

export const source: Source<GenericSettings> = {
  // Some senders look whether the address is there before they use it.
  greet: (request) => (request.method === 'GET' || request.method === 'HEAD' ? { status: 200, body: '{}' } : undefined),
  verify,
  deliveryKey: (request) => `body ${hashOf(request.body)} ${windowOf(request)}`,
  read(request, settings) {
    const body = readBody(request.body, settings)
    const listed = settings.items === undefined ? body : valueAt(body, settings.items)
    const items = Array.isArray(listed) ? (listed as unknown[]) : [listed]
    return items.map((item, index) => readItem(item, index, request, settings))
  },
  answers: {
    success: { status: 200, body: '{"status":"accepted"}' },
    duplicate: { status: 200, body: '{"status":"accepted"}' },
    badSignature: { status: 401, body: '{"error":"The proof is missing or does not fit."}' },
    // Whether this sender would send again is not known: what came is kept for a person.
    unreadable: { status: 200, body: '{"status":"accepted"}' },
    overload: { status: 503, body: '{"error":"Try again soon."}', headers: { 'retry-after': '10' } },
  },
}

function readItem(item: unknown, index: number, request: WebhookRequest, settings: GenericSettings): SourceEvent {
  if (!isRecord(item)) {
    throw new InputError(`Event ${index} of the body has no fields: look at "items" of the connection.`, {
      code: 'generic.no-fields',
    })
  }
  const type = settings.kind && textOf(valueAt(item, settings.kind.from))
  const isPerson = settings.kind === undefined || settings.kind.person.includes(type ?? '')
  return {
    kind: isPerson ? 'person' : 'lifecycle',
    key: keyOf(item, index, request, settings),
    occurredAt: (settings.at === undefined ? undefined : instant(valueAt(item, settings.at))) ?? request.receivedAt,
    payload: item,
  }
}

function keyOf(
  item: Record<string, unknown>,
  index: number,
  request: WebhookRequest,
  settings: GenericSettings,
): string {
  const parts = settings.key.map((path) => textOf(valueAt(item, path)))
  const known = parts.filter((part) => part !== undefined)
  if (parts.length > 0 && known.length === parts.length) return `id ${joinedKey(known)}`
  return `body ${hashOf(canonicalJson(item))} ${index} ${windowOf(request)}`
}

function windowOf(request: WebhookRequest): number {
  return Math.floor(request.receivedAt.getTime() / SAME_WITHIN_MS)
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  return text === '' ? undefined : text
}

const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/i

function instant(value: unknown): Date | undefined {
  const text = textOf(value) ?? ''
  const number = /^\d{9,11}(?:\.\d+)?$/.test(text)
    ? Number(text) * 1_000
    : /^\d{12,14}$/.test(text)
      ? Number(text)
      : Number.NaN
  const at = new Date(WITH_ZONE.test(text) ? text : number)
  return Number.isNaN(at.getTime()) ? undefined : at
}
