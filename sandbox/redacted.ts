// A request body as the ledger may keep it: secrets are masked, all else stays.
const secretKeys = new Set(['client_secret', 'refresh_token', 'assertion', 'password', 'access_token'])

/** Top level only: that is where token requests carry their secrets. */
export function redacted(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body ?? null
  const entries = Object.entries(body)
  if (!entries.some(([key]) => secretKeys.has(key))) return body
  return Object.fromEntries(entries.map(([key, value]) => [key, secretKeys.has(key) ? '***' : value]))
}
