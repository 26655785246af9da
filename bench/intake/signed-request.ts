// The requests of the intake benchmark: HubSpot webhooks of four events, about 1.2 kB, each with a body of its own and a valid signature.
import { createHmac, createSecretKey } from 'node:crypto'

export const CLIENT_SECRET = 'hubspot-client-secret-of-the-bench'
export const PUBLIC_URL = 'https://leads.acme.example'
export const PATH = '/webhooks/hubspot'

const key = createSecretKey(Buffer.from(CLIENT_SECRET))

/** One request as bytes on the wire. `number` makes its body unique; the signature holds for five minutes. */
export function signedRequest(number: number, now: number): Buffer {
  const body = JSON.stringify([0, 1, 2, 3].map((item) => eventOf(number * 4 + item, now)))
  const time = String(now)
  const signature = createHmac('sha256', key).update(`POST${PUBLIC_URL}${PATH}${body}${time}`).digest('base64')
  return Buffer.from(
    `POST ${PATH} HTTP/1.1\r\nHost: leads.acme.example\r\nUser-Agent: HubSpot Connect 2.0 (http://dev.hubspot.com/)\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nX-HubSpot-Signature-Version: v3\r\n` +
      `X-HubSpot-Signature-v3: ${signature}\r\nX-HubSpot-Request-Timestamp: ${time}\r\n\r\n${body}`,
  )
}

function eventOf(id: number, now: number): object {
  return {
    eventId: 3_000_000_000 + id,
    subscriptionId: 2_188_412,
    portalId: 8_912_331,
    appId: 1_160_452,
    occurredAt: now,
    subscriptionType: 'contact.propertyChange',
    attemptNumber: 0,
    objectId: 51_000_000_000 + id,
    propertyName: 'lifecyclestage',
    propertyValue: 'marketingqualifiedlead',
    changeSource: 'CRM_UI',
    sourceId: 'userId:48123311',
    isSensitive: false,
  }
}
