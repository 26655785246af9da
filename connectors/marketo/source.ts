// Marketo's "Call Webhook" step: one lead per call, free template, no signature, no retry.
// Its one rule: Marketo must always hear a JSON object, since an empty answer fails the step (error 1001).
// https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/webhooks/webhooks (2026-11)
import {
  hashOf,
  InputError,
  isRecord,
  joinedKey,
  latestOnce,
  verifySecretHeader,
  verifySecretPath,
  type Source,
  type WebhookRequest,
} from '../../src/connector.ts'
import { readLead as readBody } from './lead-body.ts'
import { sentAt } from './sent-at.ts'
import type { MarketoSettings } from './settings.ts'

const readLead = latestOnce(readBody)

export const source: Source<MarketoSettings> = {
  verify(request, settings) {
    verifySecretHeader(request, settings.header, settings.secret)
    if (settings.path !== undefined) verifySecretPath(request, settings.path)
  },
  // Marketo shows the answer to the admin who wrote the template, and does not send again.
  readsFirst: true,
  deliveryKey(request) {
    try {
      return keyOf(readLead(request.body), request)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return bodyKey(request)
    }
  },
  read(request, settings) {
    const lead = readLead(request.body)
    return [
      {
        kind: 'person',
        key: keyOf(lead, request),
        occurredAt: sentAt(lead.sentAt, settings.timeZone) ?? request.receivedAt,
        payload: lead,
      },
    ]
  },
  waitMs: ({ answerWithinSeconds }) => answerWithinSeconds * 1_000,
  // Names that a response mapping can take: letters and digits. Marketo writes no null.
  answerResult({ state, owner, decisionId, leadId, reason }) {
    const told = {
      status: state,
      ownerId: owner?.id,
      ownerName: owner?.name,
      ownerEmail: owner?.email,
      decisionId,
      leadId,
      reason,
    }
    const given = Object.entries(told).filter(([, value]) => value !== null && value !== undefined)
    return { status: 200, body: JSON.stringify(Object.fromEntries(given)) }
  },
  answers: {
    success: { status: 200, body: '{"status":"accepted"}' },
    duplicate: { status: 200, body: '{"status":"accepted","duplicate":true}' },
    badSignature: { status: 401, body: '{"status":"refused","reason":"The secret header is missing or wrong."}' },
    unreadable: {
      status: 422,
      body: '{"status":"refused","reason":"The payload template gives no readable JSON, XML or form."}',
    },
    overload: {
      status: 503,
      body: '{"status":"busy","reason":"Too many requests at once."}',
      headers: { 'retry-after': '10' },
    },
  },
}

/** Marketo sends no event id. A lead may pass the same campaign again, and then the time differs. */
function keyOf(lead: Record<string, unknown>, request: WebhookRequest): string {
  const parts = [lead.leadId, isRecord(lead.campaign) ? lead.campaign.id : lead.campaignId, lead.sentAt]
  const isNamed = parts.every((part) => (typeof part === 'string' && part.trim() !== '') || typeof part === 'number')
  return isNamed ? `lead ${joinedKey(parts.map(String))}` : bodyKey(request)
}

/** Without a time of sending, the same text within the same hour is the same event; later it is a new one. */
function bodyKey(request: WebhookRequest): string {
  return `body ${hashOf(request.body)} ${request.receivedAt.toISOString().slice(0, 13)}`
}
