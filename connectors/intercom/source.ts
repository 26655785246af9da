// Notifications of a workspace. Its one rule: a thousand errors in a row pause the webhook, so what is skipped or cannot be read is answered
// as received. https://developers.intercom.com/docs/references/webhooks/webhook-models (2026-11)
import {
  bodyText,
  hashOf,
  InputError,
  isRecord,
  parseJson,
  signatureVerifier,
  type Source,
} from '../../src/connector.ts'
import type { IntercomSettings } from './settings.ts'

const verifySignature = signatureVerifier({
  header: { name: 'x-hub-signature', form: 'prefix', prefix: 'sha1=' },
  digest: 'hmac-sha1',
  encoding: 'hex',
  template: '{body}',
})

export const source: Source<IntercomSettings> = {
  // Asked when the address is entered: https://developers.intercom.com/docs/webhooks/setting-up-webhooks (2026-11)
  greet: (request) => (request.method === 'HEAD' ? { status: 200, body: '' } : undefined),
  verify: (request, settings) => verifySignature(request, settings.clientSecret),
  // A repeat holds another number of attempts: then the event's id finds it.
  deliveryKey: (request) => hashOf(request.body),
  read(request, settings) {
    const body = parseJson(bodyText(request.body))
    if (!isRecord(body) || typeof body.topic !== 'string' || typeof body.id !== 'string' || body.id === '') {
      throw new InputError('The body is no notification with an id and a topic.', { code: 'intercom.no-notification' })
    }
    const isOurs = settings.appId === undefined || body.app_id === settings.appId
    const at = new Date(typeof body.created_at === 'number' ? body.created_at * 1_000 : Number.NaN)
    const item = isRecord(body.data) && isRecord(body.data.item) ? body.data.item : {}
    return [
      {
        kind: isOurs && settings.topics.includes(body.topic) ? 'person' : 'lifecycle',
        key: `notification ${body.id}`,
        occurredAt: Number.isNaN(at.getTime()) ? request.receivedAt : at,
        // Some topics wrap the contact.
        payload: { ...body, contact: isRecord(item.contact) ? item.contact : item },
      },
    ]
  },
  answers: {
    success: { status: 200, body: '{}' },
    duplicate: { status: 200, body: '{}' },
    badSignature: { status: 401, body: '{"error":"signature"}' },
    unreadable: { status: 200, body: '{}' },
    overload: { status: 503, body: '{"error":"overload"}', headers: { 'retry-after': '10' } },
  },
}
