// A form on a website, sent by a browser. Its one rule: nothing a visitor sends is proof of anything, so robots are
// kept out by what is cheap (origin, honeypot), and a double click is one submission.
import {
  hashOf,
  InputError,
  latestOnce,
  type Source,
  type SourceEvent,
  type WebhookRequest,
} from '../../src/connector.ts'
import { answerHeaders, greet, isAllowed } from './cross-origin.ts'
import { readFields as readBody } from './form-body.ts'
import type { WebFormSettings } from './settings.ts'

/** A person who sends the very same form again this soon has nothing new to say. */
const SAME_WITHIN_MS = 10 * 60_000
const MAX_ID_LENGTH = 200

const readFields = latestOnce(readBody)

export const source: Source<WebFormSettings> = {
  greet,
  answerHeaders,
  verify(request, settings) {
    if (isAllowed(request, settings)) return
    throw new InputError(
      `The form stands on ${request.headers.origin ?? 'a page that does not say where it is'}: add that site to "origins" of this connection.`,
      { code: 'web-form.origin', status: 403 },
    )
  },
  // A visitor can mend what they see.
  readsFirst: true,
  deliveryKey(request, settings) {
    try {
      return keyOf(readFields(request), request, settings)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      return bodyKey(request)
    }
  },
  read(request, settings): SourceEvent[] {
    const fields = readFields(request)
    if (settings.honeypot !== undefined && isFilled(ownValue(fields, settings.honeypot))) return []
    const key = keyOf(fields, request, settings)
    return [{ kind: 'person', key, occurredAt: request.receivedAt, payload: fields }]
  },
  // A robot hears the same as a person, so that it learns nothing.
  answers: {
    success: { status: 202, body: '{"status":"received"}' },
    duplicate: { status: 202, body: '{"status":"received"}' },
    badSignature: { status: 401, body: '{"error":"refused"}' },
    unreadable: { status: 400, body: '{"error":"The form holds no readable fields."}' },
    overload: {
      status: 503,
      body: '{"error":"Too many requests: try again in a moment."}',
      headers: { 'retry-after': '10' },
    },
  },
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value !== undefined && value !== null && value !== false
}

/** The names of fields are settings, and every object has a "constructor". */
function ownValue(fields: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

function keyOf(fields: Record<string, unknown>, request: WebhookRequest, settings: WebFormSettings): string {
  const id = ownValue(fields, settings.submissionId)
  const isId = typeof id === 'string' && id.trim() !== '' && id.length <= MAX_ID_LENGTH
  return isId ? `submission ${id.trim()}` : bodyKey(request)
}

function bodyKey(request: WebhookRequest): string {
  return `body ${hashOf(request.body)} ${Math.floor(request.receivedAt.getTime() / SAME_WITHIN_MS)}`
}
