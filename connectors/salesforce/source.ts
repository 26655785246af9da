// Salesforce as a source of leads: Outbound Messages as they are sent, and polling as the complete way. Its one rule: what our own user wrote
// outweighs nothing (Outbound Messages: that user must not send them).
import {
  bodyText,
  canonicalJson,
  hashOf,
  InputError,
  isRecord,
  latestOnce,
  parseJson,
  SignatureError,
  verifySecretPath,
  type Source,
  type SourceEvent,
  type WebhookRequest,
} from '../../src/connector.ts'
import { sameId, to18 } from './ids.ts'
import {
  ACK,
  NO_ACK,
  readOutboundMessage as readBody,
  withoutSession,
  type OutboundMessage,
} from './outbound-message.ts'
import { poll } from './poll.ts'
import type { SalesforceSettings } from './settings.ts'

const XML = 'text/xml; charset=utf-8'

const readOutboundMessage = latestOnce(readBody)

export const source: Source<SalesforceSettings> = {
  verify(request, settings) {
    verifySecretPath(request, settings.path)
    const message = messageOf(request)
    // What cannot be read came to the secret address: it is kept for a person.
    if (!message) return
    if (settings.organizationId !== undefined && sameId(message.organizationId, settings.organizationId)) return
    throw new SignatureError(
      'The message is of another organisation than the one in the settings: check organizationId.',
      'salesforce.organization',
    )
  },
  redact: ({ body }) => withoutSession(body),
  deliveryKey(request) {
    const message = messageOf(request)
    if (!message) return `body ${hashOf(request.body)}`
    return `message ${hashOf(
      message.notifications
        .map(({ id }) => id)
        .toSorted()
        .join(' '),
    )}`
  },
  read(request) {
    return request.method === 'POLL' ? readPage(request) : readMessage(request)
  },
  poll: {
    everyMs: ({ poll: chosen }) => (chosen ? chosen.everySeconds * 1_000 : undefined),
    read: poll,
  },
  answers: {
    success: { status: 200, body: ACK, type: XML },
    duplicate: { status: 200, body: ACK, type: XML },
    badSignature: { status: 401, body: NO_ACK, type: XML },
    // Kept for a person; without an Ack the same would come again for a day.
    unreadable: { status: 200, body: ACK, type: XML },
    overload: { status: 503, body: NO_ACK, type: XML, headers: { 'retry-after': '60' } },
    gone: { status: 403, body: NO_ACK, type: XML },
  },
}

function messageOf({ body }: WebhookRequest): OutboundMessage | undefined {
  try {
    return readOutboundMessage(body)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return undefined
  }
}

function readMessage(request: WebhookRequest): SourceEvent[] {
  return readOutboundMessage(request.body).notifications.map(({ id, type, record }) => ({
    // A record that was deleted before it was sent has no data.
    kind: type === 'Lead' && record && record.IsConverted !== 'true' ? 'person' : 'lifecycle',
    key: `notification ${id}`,
    occurredAt: timeOf(record?.LastModifiedDate ?? record?.SystemModstamp) ?? request.receivedAt,
    payload: { record: record ?? {} },
  }))
}

function readPage(request: WebhookRequest): SourceEvent[] {
  const page = parseJson(bodyText(request.body))
  if (!isRecord(page) || !Array.isArray(page.records)) {
    throw new InputError('The kept page of leads is damaged.', { code: 'salesforce.no-page' })
  }
  return (page.records as unknown[]).map((record) => {
    if (!isRecord(record) || typeof record.Id !== 'string') {
      throw new InputError('A kept lead has no Id.', { code: 'salesforce.no-page' })
    }
    const stamp = timeOf(record.SystemModstamp) ?? request.receivedAt
    return {
      kind: record.IsDeleted === true || record.IsConverted === true ? 'lifecycle' : 'person',
      // A record may change twice within the second that its stamp has.
      key: `lead ${to18(record.Id)} ${stamp.getTime()} ${hashOf(canonicalJson({ ...record, saidAt: null })).slice(0, 16)}`,
      occurredAt: timeOf(record.saidAt) ?? timeOf(record.LastModifiedDate) ?? stamp,
      payload: { record },
    }
  })
}

function timeOf(value: unknown): Date | undefined {
  const at = new Date(typeof value === 'string' ? value : Number.NaN)
  return Number.isNaN(at.getTime()) ? undefined : at
}
