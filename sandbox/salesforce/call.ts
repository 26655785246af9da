// One REST call below /services/data/vXX.0, whether it came by HTTP or inside a composite. Handlers see nothing else.
import type { Org } from './org.ts'
import type { QueryPages } from './query-pages.ts'
import { SalesforceError } from './salesforce-error.ts'
import type { Writer } from './writer.ts'

export interface Call {
  org: Org
  pages: QueryPages
  /** `66.0` */
  version: string
  method: string
  /** Below the version, decoded: `['sobjects', 'Lead', '00Q…']` */
  path: string[]
  query: URLSearchParams
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>
  body: unknown
  writer: Writer
}

export interface Reply {
  status: number
  /** undefined: no body. */
  body: unknown
}

export type Handler = (call: Call) => Reply

/** @throws SalesforceError JSON_PARSER_ERROR when the body is no object */
export function bodyOf(call: Call): Record<string, unknown> {
  const { body } = call
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw new SalesforceError(
    'JSON_PARSER_ERROR',
    'The HTTP entity body is required, but this request has no entity body.',
  )
}

/** Answered with 400, so that it is seen, though the real one says 404. */
export function unknownResource(call: Call): SalesforceError {
  const message = `The sandbox does not know ${call.method} /${call.path.join('/')}. Add it to sandbox/salesforce, or call what is there.`
  return new SalesforceError('NOT_FOUND', message, { unknown: true })
}
