// One rule for text in both databases: PostgreSQL cannot hold the NUL character, so neither store does.

const NUL = '\0'

/**
 * NUL becomes U+FFFD, so that a person sees that something was there. Bodies (blobs) and JSON keep it: JSON writes it as an escape,
 * and the `json` type of PostgreSQL, unlike `jsonb`, stores escapes as they came.
 * Source: https://www.postgresql.org/docs/15/datatype-json.html
 */
export function storableText(value: string): string {
  return value.includes(NUL) ? value.replaceAll(NUL, '\uFFFD') : value
}
