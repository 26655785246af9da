// An Outbound Message: SOAP with up to 100 notifications, each a record as it stood when it was sent. Its one rule: names count by their
// namespace. https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_om_outboundmessaging_notifications.htm (2026-11)
import { bodyText, InputError, isRecord, parseXmlNames } from '../../src/connector.ts'
import { to18 } from './ids.ts'

const NAMES = {
  namespaces: [
    'http://schemas.xmlsoap.org/soap/envelope/',
    'http://soap.sforce.com/2005/09/outbound',
    'urn:sobject.enterprise.soap.sforce.com',
    'urn:sobject.partner.soap.sforce.com',
  ],
  lists: ['Notification'],
}

export interface Notification {
  id: string
  /** `Lead` */
  type: string
  /** null: the record was deleted before it was sent. */
  record: Record<string, unknown> | null
}

export interface OutboundMessage {
  /** 18 characters. */
  organizationId: string
  notifications: Notification[]
}

/** @throws InputError */
export function readOutboundMessage(body: Buffer): OutboundMessage {
  const root = parseXmlNames(bodyText(body), NAMES)
  const message = ['Envelope', 'Body', 'notifications'].reduce<unknown>(
    (node, name) => (isRecord(node) && Object.hasOwn(node, name) ? node[name] : undefined),
    root,
  )
  if (!isRecord(message) || typeof message.OrganizationId !== 'string' || !Array.isArray(message.Notification)) {
    throw new InputError('The body is no Outbound Message of Salesforce.', { code: 'salesforce.no-message' })
  }
  return {
    organizationId: to18(message.OrganizationId.trim()),
    notifications: (message.Notification as unknown[]).map(readNotification),
  }
}

function readNotification(item: unknown, index: number): Notification {
  const record = isRecord(item) && isRecord(item.sObject) ? item.sObject : null
  if (!isRecord(item) || typeof item.Id !== 'string' || item.Id.trim() === '') {
    throw new InputError(`Notification ${index} has no Id.`, { code: 'salesforce.no-notification-id' })
  }
  const { '@type': type, ...fields } = record ?? {}
  const isThere = typeof fields.Id === 'string' && Object.keys(fields).length > 1
  return { id: to18(item.Id.trim()), type: typeof type === 'string' ? type : '', record: isThere ? fields : null }
}

/** A session that stands in the message is a living token: it is neither kept nor logged. */
export function withoutSession(body: Buffer): Buffer {
  if (!body.includes('SessionId')) return body
  // Byte by byte, so that nothing else changes. Where the end is missing, all after it goes: it may be the token.
  return Buffer.from(body.toString('latin1').replace(SESSION, '$1'), 'latin1')
}

/** Ends at each "<", so that its time grows with the body and no faster: it reads what nobody has proved yet. */
const SESSION = /(<(?:[\w.-]+:)?SessionId(?:\s[^<>]*)?(?<!\/)>)[^]*?(?=<\/(?:[\w.-]+:)?SessionId\s*>|$)/g

const envelope = (ack: boolean): string =>
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
  `<notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>${String(ack)}</Ack></notificationsResponse>` +
  '</soapenv:Body></soapenv:Envelope>'

export const ACK = envelope(true)
export const NO_ACK = envelope(false)
