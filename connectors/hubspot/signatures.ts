// Which of HubSpot's three signatures a request must carry. Its one rule: where v3 is present, v3 alone decides.
// https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation (2026-11)
import { SignatureError, signatureVerifier, type WebhookRequest } from '../../src/connector.ts'
import type { HubspotSettings } from './settings.ts'

/** HubSpot decodes these in the address before it signs, and no others: neither decodeURI nor decodeURIComponent fits. */
const decoded: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
}

export function decodeUri(uri: string): string {
  return uri.replaceAll(/%[0-9A-F]{2}/gi, (code) => decoded[code.toUpperCase()] ?? code)
}

const verifyV3 = signatureVerifier({
  header: { name: 'x-hubspot-signature-v3', form: 'raw' },
  digest: 'hmac-sha256',
  encoding: 'base64',
  template: '{method}{uri}{body}{time}',
  time: { header: 'x-hubspot-request-timestamp', unit: 'ms' },
  // The documentation says decoded, HubSpot's own clients sign it as it is. Both need the secret, so both may pass.
  uris: (url) => (url.includes('%') ? [...new Set([url, decodeUri(url)])] : [url]),
})

const oldHeader = { name: 'x-hubspot-signature', form: 'raw' } as const

const verifyV1 = signatureVerifier({
  header: oldHeader,
  digest: 'sha256',
  encoding: 'hex',
  template: '{secret}{body}',
})

const verifyV2 = signatureVerifier({
  header: oldHeader,
  digest: 'sha256',
  encoding: 'hex',
  template: '{secret}{method}{uri}{body}',
})

/** @throws SignatureError */
export function verify(request: WebhookRequest, settings: HubspotSettings): void {
  const { clientSecret, allowOldSignatures } = settings
  const version = request.headers['x-hubspot-signature-version']
  if (request.headers['x-hubspot-signature-v3'] !== undefined || !allowOldSignatures) {
    verifyV3(request, clientSecret)
  } else if (version === 'v2') {
    verifyV2(request, clientSecret)
  } else if (version === 'v1') {
    verifyV1(request, clientSecret)
  } else {
    throw new SignatureError('The request carries no HubSpot signature of version 1, 2 or 3.', 'signature.missing')
  }
}
