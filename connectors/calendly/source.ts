// Meetings that are booked, and routing forms that are sent. Its one rule: who cancels is nobody to route; a meeting that is moved comes as
// a cancellation and a new booking.
// https://developer.calendly.com/api-docs/4c305798a61d3-webhook-signatures and …/webhook-payload (2026-11)
import {
  bodyText,
  hashOf,
  InputError,
  isRecord,
  parseJson,
  signatureVerifier,
  type EventKind,
  type Source,
  type WebhookRequest,
} from '../../src/connector.ts'
import type { CalendlySettings } from './settings.ts'

const verifySignature = signatureVerifier({
  header: { name: 'calendly-webhook-signature', form: 'pairs', time: 't', signature: 'v1' },
  digest: 'hmac-sha256',
  encoding: 'hex',
  template: '{time}.{body}',
  time: { unit: 's' },
})

/** Others are kept and ignored. */
const kinds = new Map<string, EventKind>([
  ['invitee.created', 'person'],
  ['routing_form_submission.created', 'person'],
])

export const source: Source<CalendlySettings> = {
  verify: (request, settings) => verifySignature(request, settings.signingKey),
  // The time in the signature differs with each attempt, the body does not.
  deliveryKey: (request) => hashOf(request.body),
  read(request) {
    const { event, at, payload, whole } = bodyOf(request)
    const invitee = isRecord(payload.invitee) ? payload.invitee : payload
    return [
      {
        kind: kinds.get(event) ?? 'lifecycle',
        key: `${event} ${uriOf(payload, invitee)}`,
        occurredAt: Number.isNaN(at.getTime()) ? request.receivedAt : at,
        payload: { ...whole, invitee, answers: answersOf(payload) },
      },
    ]
  },
  answers: {
    success: { status: 200, body: '{"status":"received"}' },
    duplicate: { status: 200, body: '{"status":"received"}' },
    badSignature: { status: 401, body: '{"error":"signature"}' },
    // Kept as it came, for a person.
    unreadable: { status: 200, body: '{"status":"received"}' },
    overload: { status: 503, body: '{"error":"overload"}', headers: { 'retry-after': '10' } },
  },
}

interface Body {
  whole: Record<string, unknown>
  event: string
  at: Date
  payload: Record<string, unknown>
}

function bodyOf(request: WebhookRequest): Body {
  const whole = parseJson(bodyText(request.body))
  if (!isRecord(whole) || typeof whole.event !== 'string' || !isRecord(whole.payload)) {
    throw new InputError('The body holds no event with a payload.', { code: 'calendly.no-event' })
  }
  const at = new Date(typeof whole.created_at === 'string' ? whole.created_at : Number.NaN)
  return { whole, event: whole.event, at, payload: whole.payload }
}

/** Of the invitee or the submission; older subscriptions name it by uuid. */
function uriOf(payload: Record<string, unknown>, invitee: Record<string, unknown>): string {
  const id = payload.uri ?? invitee.uri ?? invitee.uuid
  if (typeof id === 'string' && id !== '') return id
  throw new InputError('The payload names no invitee and no submission.', { code: 'calendly.no-uri' })
}

/** Question → answer; the list of the sender stays beside it. */
function answersOf(payload: Record<string, unknown>): Record<string, unknown> {
  const list = Array.isArray(payload.questions_and_answers) ? (payload.questions_and_answers as unknown[]) : []
  return Object.fromEntries(
    list.flatMap((item): [string, unknown][] =>
      isRecord(item) && typeof item.question === 'string' && item.question !== '__proto__'
        ? [[item.question, item.answer]]
        : [],
    ),
  )
}
