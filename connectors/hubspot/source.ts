// HubSpot's app webhooks: thin events, up to about 100 in one body, each naming a record but not holding it; and what a workflow sends,
// which holds the record.
// Its one rule: HubSpot hears success for what we skip. https://developers.hubspot.com/docs/api/webhooks (2026-11)
import {
  bodyText,
  canonicalJson,
  hashOf,
  InputError,
  isRecord,
  parseJson,
  type EventKind,
  type Source,
  type SourceEvent,
} from '../../src/connector.ts'
import { blockAnswer, completeCallbacks, waits } from './custom-action.ts'
import { deliveryKey } from './delivery-key.ts'
import { hydrate } from './hydrate.ts'
import type { HubspotSettings } from './settings.ts'
import { verify } from './signatures.ts'
import { readWorkflowBody } from './workflow-body.ts'

const CONTACT_TYPE_ID = '0-1'
const personTypes = new Set(['creation', 'propertyChange', 'restore', 'merge'])

export const source: Source<HubspotSettings> = {
  verify,
  deliveryKey: (request) => deliveryKey(request.body),
  read(request, settings) {
    const body = parseJson(bodyText(request.body))
    if (!Array.isArray(body) && typeOf(body) === undefined) {
      const event = readWorkflowBody(body, request, waits(settings))
      if (event) return [event]
    }
    const items = Array.isArray(body) ? (body as unknown[]) : [body]
    return items.map((item, index) => readEvent(item, index, request.receivedAt, settings))
  },
  hydrate,
  accepted: blockAnswer,
  reply: completeCallbacks,
  answers: {
    success: { status: 200, body: '{}' },
    duplicate: { status: 200, body: '{}' },
    badSignature: { status: 401, body: '{"error":"signature"}' },
    // The raw body is kept for a person; HubSpot would only send the same again, for a day.
    unreadable: { status: 200, body: '{}' },
    overload: { status: 503, body: '{"error":"overload"}', headers: { 'retry-after': '10' } },
  },
  // Workflows sign by version 2, come again after a 429, and read Retry-After in milliseconds.
  // https://developers.hubspot.com/docs/methods/workflows/webhook_information (2026-11)
  overload: ({ headers }) =>
    headers['x-hubspot-signature-version'] === 'v2'
      ? { status: 429, body: '{"error":"overload"}', headers: { 'retry-after': '10000' } }
      : source.answers.overload,
}

/** Deliveries say subscriptionType, the documentation's sample says eventType. */
function typeOf(item: unknown): string | undefined {
  const type = isRecord(item) ? (item.subscriptionType ?? item.eventType) : undefined
  return typeof type === 'string' ? type : undefined
}

function readEvent(item: unknown, index: number, receivedAt: Date, settings: HubspotSettings): SourceEvent {
  const type = typeOf(item)
  if (!isRecord(item) || type === undefined) {
    throw new InputError(
      `Item ${index} of the body is neither an event with a subscriptionType nor a record as a workflow sends it.`,
      { code: 'hubspot.not-an-event' },
    )
  }
  // HubSpot does not promise that eventId is unique, and attemptNumber differs on each retry.
  const { attemptNumber: _, ...stable } = item
  const kind = kindOf(type, item, settings)
  const occurredAt = new Date(typeof item.occurredAt === 'number' ? item.occurredAt : Number.NaN)
  return {
    kind,
    // The time first, as in the keys of deliveries.
    key: `${Number.isInteger(item.occurredAt) ? String(item.occurredAt) : '-'} ${hashOf(canonicalJson(stable))}`,
    occurredAt: Number.isNaN(occurredAt.getTime()) ? receivedAt : occurredAt,
    payload: { event: item },
    ...(kind === 'person' || kind === 'erasure' ? { hydrateId: recordId(item, index) } : {}),
  }
}

function kindOf(type: string, event: Record<string, unknown>, settings: HubspotSettings): EventKind {
  // One app may serve several accounts; this token would read another person under the same number.
  if (settings.portalId !== undefined && idText(event.portalId) !== settings.portalId) return 'lifecycle'
  const [object, change = ''] = type.split('.')
  const isContact = object === 'contact' || (object === 'object' && event.objectTypeId === CONTACT_TYPE_ID)
  if (isContact && change === 'privacyDeletion') return 'erasure'
  if (!isContact || !personTypes.has(change)) return 'lifecycle'
  // Our own owner write comes back as this event: routing it again would never end.
  return change === 'propertyChange' && event.propertyName === 'hubspot_owner_id' ? 'lifecycle' : 'person'
}

/** Text, since ids may have more digits than a number keeps. */
function recordId(event: Record<string, unknown>, index: number): string {
  // After a merge it is the record that lives on whose fields count.
  const id = idText(event.newObjectId) ?? idText(event.primaryObjectId) ?? idText(event.objectId)
  if (id !== undefined && /^\d+$/.test(id)) return id
  throw new InputError(`Item ${index} of the body tells of a contact without its objectId.`, {
    code: 'hubspot.no-object-id',
  })
}

/** Only of what has a text: an object may carry a "toString" that throws. */
function idText(id: unknown): string | undefined {
  return typeof id === 'number' || typeof id === 'string' ? String(id) : undefined
}
