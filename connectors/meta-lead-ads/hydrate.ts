// Lead ids → leads, one call each: in one call for many a single refused id would fail them all. Its one rule: nobody is taken for gone;
// what Meta refuses waits for a person.
// Error codes: https://developers.facebook.com/docs/graph-api/guides/error-handling (2026-11)
import { isRecord, RemoteError, type Hydrated, type Outbound } from '../../src/connector.ts'
import type { MetaSettings } from './settings.ts'

const LABEL = 'meta.lead.read'
const FIELDS =
  'id,created_time,ad_id,ad_name,adset_name,campaign_id,campaign_name,form_id,platform,is_organic,field_data'
const AT_ONCE = 4

const EXPIRED = new Set([102, 190])
const LIMITED = new Set([4, 17, 32, 613])
/** Limits of one page or account; 80005 is that of leads: https://developers.facebook.com/docs/graph-api/overview/rate-limiting (2026-11) */
const isLimit = (code: number): boolean => LIMITED.has(code) || (code >= 80_000 && code <= 80_014)
const TEMPORARY = new Set([1, 2])
const NO_RIGHT = new Set([10, 200])
const LIMITED_MS = 5 * 60_000

/** @throws RemoteError when none of them can be read now: then it is not the id's fault */
export async function hydrate(
  ids: readonly string[],
  settings: MetaSettings,
  outbound: Outbound,
): Promise<Map<string, Hydrated>> {
  const records = new Map<string, Hydrated>()
  const waiting = [...new Set(ids)]
  let last: RemoteError | undefined
  /** Told of the token or the limit, so of every id: nothing more is asked. */
  let end: RemoteError | undefined
  const worker = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      if (end) records.set(id, { failed: end })
      else records.set(id, await tryLead(id))
    }
  }
  const tryLead = async (id: string): Promise<Hydrated> => {
    try {
      return await readLead(id, settings, outbound)
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error
      last = error
      if (error.kind === 'exhausted' || error.code === 'outbound.circuit-open' || isOfToken(error)) end ??= error
      return { failed: error }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  if (last && [...records.values()].every((record) => 'failed' in record)) throw end ?? last
  return records
}

function isOfToken({ code }: RemoteError): boolean {
  return code === 'http.401' || [...EXPIRED].some((expired) => code === `meta.${expired}`)
}

async function readLead(id: string, settings: MetaSettings, outbound: Outbound): Promise<Hydrated> {
  const { status, data } = await outbound.request(LABEL, {
    method: 'GET',
    url: `${settings.baseUrl}/${settings.graphVersion}/${id}?fields=${FIELDS}`,
    headers: { authorization: `Bearer ${settings.accessToken}` },
    takesRefusals: true,
  })
  if (status >= 300) return refused(id, status, data, settings.accessToken)
  if (!isRecord(data) || !Array.isArray(data.field_data)) {
    throw new RemoteError('Meta answered the reading of a lead without its fields. It is tried again.', {
      code: 'meta.unreadable',
      kind: 'temporary',
    })
  }
  // The id from the notice: in the answer it may have lost digits.
  return { payload: { lead: { ...data, id }, fields: fieldsOf(data.field_data) } }
}

/** `[{ name: "email", values: ["a@example.com"] }]` → `{ email: "a@example.com" }`; several values stay a list. */
function fieldsOf(list: unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    list.flatMap((item): [string, unknown][] => {
      if (!isRecord(item) || typeof item.name !== 'string' || item.name === '__proto__') return []
      const values = Array.isArray(item.values) ? (item.values as unknown[]) : []
      return [[item.name, values.length === 1 ? values[0] : values]]
    }),
  )
}

function refused(id: string, status: number, data: unknown, token: string): Hydrated {
  const error = isRecord(data) && isRecord(data.error) ? data.error : {}
  const code = typeof error.code === 'number' ? error.code : undefined
  // Graph says a malformed token back: "Malformed access token EAA…".
  const words = typeof error.message === 'string' ? error.message.replaceAll(token, '[token]') : `status ${status}`
  const said = words.slice(0, 300)
  const fail = (kind: RemoteError['kind'], retryAfterMs?: number): RemoteError =>
    new RemoteError(`Meta could not read leads: ${said}`, {
      code: code === undefined ? `http.${status}` : `meta.${code}`,
      kind,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    })
  // An expired token comes under status 400.
  if (status === 401 || (code !== undefined && (EXPIRED.has(code) || NO_RIGHT.has(code)))) throw fail('unauthorized')
  if (code !== undefined && isLimit(code)) throw fail('exhausted', LIMITED_MS)
  if (error.is_transient === true || (code !== undefined && TEMPORARY.has(code))) throw fail('temporary')
  return { refused: `Meta does not give lead ${id} (${said})` }
}
