// Times as HubSpot writes and reads them. Its one rule: whole seconds are written without a fraction.

/** `2026-05-01T07:25:37.120Z`, and `2026-05-01T07:25:37Z` when the milliseconds are zero. */
export function instantText(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}

/** @param text ISO 8601, or milliseconds since 1970. @returns milliseconds, or undefined when it is no time */
export function parseInstant(text: string): number | undefined {
  if (/^-?\d+$/.test(text)) return Number(text)
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : ms
}
