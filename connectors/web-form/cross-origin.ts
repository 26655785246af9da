// What a browser must hear before it sends a form from another address, and before it shows the page our answer.
// Its one rule: only the origins of the settings hear yes; without origins every page may send, so every page hears yes.
// https://fetch.spec.whatwg.org/#http-cors-protocol (2026-11)
import type { Answer, WebhookRequest } from '../../src/connector.ts'
import type { WebFormSettings } from './settings.ts'

/** How long a browser need not ask again. */
const MAX_AGE_S = '600'

export function isAllowed(request: WebhookRequest, settings: WebFormSettings): boolean {
  if (!settings.origins) return true
  const { origin } = request.headers
  return origin !== undefined && settings.origins.includes(origin.toLowerCase())
}

export function answerHeaders(request: WebhookRequest, settings: WebFormSettings): Record<string, string> {
  if (!settings.origins) return { 'access-control-allow-origin': '*' }
  // A cache must not give one site the answer that was meant for another.
  const vary = { vary: 'Origin' }
  const { origin } = request.headers
  return origin !== undefined && isAllowed(request, settings)
    ? { 'access-control-allow-origin': origin, ...vary }
    : vary
}

/** A browser's question whether it may send JSON from this page. */
export function greet(request: WebhookRequest, settings: WebFormSettings): Answer | undefined {
  if (request.method !== 'OPTIONS') return undefined
  const headers = answerHeaders(request, settings)
  if (!isAllowed(request, settings)) return { status: 403, body: '{"error":"This site may not send."}', headers }
  return {
    status: 204,
    body: '',
    headers: {
      ...headers,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': MAX_AGE_S,
    },
  }
}
