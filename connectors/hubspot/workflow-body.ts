// The body of a workflow's "Send a webhook" or of a custom action → the record it holds. Its one rule: several shapes, one record: the
// contact as the old API gives it (value and history of each property), as the new one gives it, or the fields an admin chose.
// https://knowledge.hubspot.com/workflows/how-do-i-use-webhooks-with-hubspot-workflows (2026-11)
import { canonicalJson, hashOf, isRecord, type SourceEvent, type WebhookRequest } from '../../src/connector.ts'

/** HubSpot sends again for three days and names no event. Whoever enters the workflow again later is a new event. */
const SAME_WITHIN_MS = 4 * 24 * 3_600_000
const MODIFIED_AT = ['lastmodifieddate', 'hs_lastmodifieddate']

/** @returns undefined when it holds no record */
export function readWorkflowBody(body: unknown, request: WebhookRequest, waits: boolean): SourceEvent | undefined {
  if (!isRecord(body) || Object.keys(body).length === 0) return undefined
  if (typeof body.callbackId === 'string' && isRecord(body.object))
    return readAction(body.callbackId, body.object, request, waits)
  const id = idOf(body.vid) ?? idOf(body.objectId) ?? idOf(body.id)
  const properties = isRecord(body.properties) ? plainValues(body.properties) : id === undefined ? body : undefined
  if (properties === undefined) return undefined
  const path = URL.parse(request.url)?.pathname ?? ''
  const window = Math.floor(request.receivedAt.getTime() / SAME_WITHIN_MS)
  return {
    kind: 'person',
    key: `workflow ${hashOf(`${path} ${canonicalJson(body)}`)} ${window}`,
    occurredAt: modifiedAt(properties) ?? request.receivedAt,
    payload: { record: recordOf(id, properties) },
  }
}

/**
 * The properties come along when the definition of the action asks for them; else the contact is read. The callback id stays the same
 * over retries, and is what the workflow waits under.
 */
function readAction(
  callbackId: string,
  object: Record<string, unknown>,
  request: WebhookRequest,
  waits: boolean,
): SourceEvent | undefined {
  if (callbackId === '') return undefined
  const id = idOf(object.objectId)
  const properties = isRecord(object.properties) ? plainValues(object.properties) : undefined
  const isContact = object.objectType === undefined || object.objectType === 'CONTACT'
  if (isContact && properties === undefined && id === undefined) return undefined
  return {
    // A workflow may run over companies and deals: that is no person to route, and it is told so.
    kind: isContact ? 'person' : 'lifecycle',
    key: `callback ${callbackId}`,
    occurredAt: (properties && modifiedAt(properties)) ?? request.receivedAt,
    payload: { record: recordOf(id, properties ?? {}) },
    ...(isContact && properties === undefined && id !== undefined ? { hydrateId: id } : {}),
    ...(waits ? { replyTo: callbackId } : {}),
  }
}

function recordOf(id: string | undefined, properties: Record<string, unknown>): Record<string, unknown> {
  return { ...(id === undefined ? {} : { id }), properties }
}

/** `{ email: { value: "a@example.com", versions: […] } }` → `{ email: "a@example.com" }`; plain values stay. */
function plainValues(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      isRecord(property) && Object.hasOwn(property, 'value') ? property.value : property,
    ]),
  )
}

function idOf(id: unknown): string | undefined {
  return (typeof id === 'number' || typeof id === 'string') && /^\d+$/.test(String(id)) ? String(id) : undefined
}

/** Milliseconds as text, or an ISO time. */
function modifiedAt(properties: Record<string, unknown>): Date | undefined {
  for (const name of MODIFIED_AT) {
    const value = Object.hasOwn(properties, name) ? properties[name] : undefined
    const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
    const at = new Date(/^\d{12,14}$/.test(text) ? Number(text) : text)
    if (!Number.isNaN(at.getTime())) return at
  }
  return undefined
}
