// One response of a form per call. Its one rule: never 404 or 410, since Typeform switches the webhook off at once when it hears one.
// https://www.typeform.com/developers/webhooks/ and …/webhooks/example-payload/ (2026-11)
import {
  bodyText,
  InputError,
  isRecord,
  parseJson,
  signatureVerifier,
  type Source,
  type WebhookRequest,
} from '../../src/connector.ts'
import { readAnswers } from './answers.ts'
import type { TypeformSettings } from './settings.ts'

const verifySignature = signatureVerifier({
  header: { name: 'typeform-signature', form: 'prefix', prefix: 'sha256=' },
  digest: 'hmac-sha256',
  encoding: 'base64',
  template: '{body}',
})

export const source: Source<TypeformSettings> = {
  verify: (request, settings) => verifySignature(request, settings.secret),
  // Each attempt carries the same body; what came once under its event id counts.
  deliveryKey(request) {
    try {
      return keyOf(bodyOf(request))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return `unreadable ${request.headers['typeform-signature'] ?? ''}`
    }
  },
  read(request, settings) {
    const body = bodyOf(request)
    const { response } = body
    const isPartial = body.type === 'form_response_partial'
    if (!isPartial && body.type !== 'form_response') {
      throw new InputError(`It tells of "${body.type}": only responses of forms are read.`, { code: 'typeform.type' })
    }
    const told = typeof response.submitted_at === 'string' ? new Date(response.submitted_at) : new Date(Number.NaN)
    return [
      {
        kind: isPartial && settings.partial === 'ignore' ? 'lifecycle' : 'person',
        key: keyOf(body),
        occurredAt: Number.isNaN(told.getTime()) ? request.receivedAt : told,
        payload: { ...body.whole, ...readAnswers(response) },
      },
    ]
  },
  answers: {
    success: { status: 200, body: '{"status":"received"}' },
    duplicate: { status: 200, body: '{"status":"received"}' },
    badSignature: { status: 401, body: '{"error":"signature"}' },
    // Kept as it came, for a person; Typeform would only send the same again.
    unreadable: { status: 200, body: '{"status":"received"}' },
    // 503 is sent again every two to three minutes for ten hours; other errors five times only.
    overload: { status: 503, body: '{"error":"overload"}', headers: { 'retry-after': '10' } },
  },
}

interface Body {
  whole: Record<string, unknown>
  type: string
  response: Record<string, unknown>
}

/** @throws InputError */
function bodyOf(request: WebhookRequest): Body {
  const whole = parseJson(bodyText(request.body))
  if (!isRecord(whole) || !isRecord(whole.form_response)) {
    throw new InputError('The body holds no form_response.', { code: 'typeform.no-response' })
  }
  const type = typeof whole.event_type === 'string' ? whole.event_type : ''
  return { whole, type, response: whole.form_response }
}

/** The token is that of the response: it stays when the response is sent by another event. */
function keyOf({ whole, type, response }: Body): string {
  if (typeof whole.event_id === 'string' && whole.event_id !== '') return `event ${whole.event_id}`
  if (typeof response.token === 'string' && response.token !== '') return `${type} ${response.token}`
  throw new InputError('The body holds neither an event_id nor a token.', { code: 'typeform.no-id' })
}
