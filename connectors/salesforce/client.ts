// Calls to one org: session, deadline, size cap and error class around jsforce. Its one rule: writes are never repeated here.
import type { Connection } from 'jsforce'
import { RemoteError, type Outbound } from '../../src/connector.ts'
import { callError, LIMIT_WAIT_MS, thrownError, unreadable } from './call-errors.ts'
import { createSessions, type Session } from './session.ts'
import type { SalesforceSettings } from './settings.ts'
import { carry, type Passage } from './transport.ts'

export interface Subrequest {
  method: 'GET' | 'PATCH' | 'POST'
  /** Below the version: `/query?q=…` */
  path: string
  body?: unknown
  headers?: Record<string, string>
}

export interface Subanswer {
  status: number
  body: unknown
}

export type Row = Record<string, unknown>

export interface Client {
  /** Rows of a query, all pages. */
  query(label: string, soql: string): Promise<Row[]>
  /** Reads in as few calls as can be: five queries in each. Rows per query, same order. */
  queries(label: string, list: readonly { soql: string; deleted?: boolean }[]): Promise<Row[][]>
  /** What stands at an address below the version: `/sobjects/Lead/describe` */
  read(label: string, path: string): Promise<object>
  /** Writes, up to five collections, one call. Answers in the same order. */
  write(label: string, subrequests: readonly Subrequest[]): Promise<Subanswer[]>
  /** 18-character id of the user we act as. */
  userId(): Promise<string>
  /** For reads that can wait. @throws RemoteError exhausted when the org's calls of the day are nearly used up */
  refuseNearLimit(): void
}

/** Of the 25 parts of a composite, this many may be queries or collections. */
export const PARTS_PER_CALL = 5
const READ_TIMEOUT_MS = 60_000
/** Triggers and flows of the org run inside. */
const WRITE_TIMEOUT_MS = 120_000
/** From this share of the day's calls on, the rest is kept for writes. */
const READ_SHARE = 0.95

export function createClient(settings: SalesforceSettings, outbound: Outbound, clock: { now(): Date }): Client {
  const sessions = createSessions(settings, outbound, clock)
  const connections = new WeakMap<Session, Connection>()
  let usage: { share: number; at: number } | undefined

  async function send(session: Session, label: string, http: HttpRequest, signal: AbortSignal): Promise<object> {
    const passage: Passage = { signal }
    const connection = await connect(connections, settings, session)
    const wrote = http.wrote === true
    let body: unknown
    try {
      body = await connection.request(
        {
          method: http.method,
          url: http.path,
          ...(http.body === undefined ? {} : { body: JSON.stringify(http.body) }),
          headers: { 'content-type': 'application/json', ...http.headers },
        },
        passage,
      )
    } catch (error) {
      throw thrownError(label, error, passage, wrote)
    } finally {
      const share = usedShare(passage.headers?.['sforce-limit-info'])
      if (share !== undefined) usage = { share, at: clock.now().getTime() }
    }
    const status = passage.status ?? 0
    if (typeof body !== 'object' || body === null || status >= 300) throw unreadable(label, status, wrote)
    return body
  }

  async function request(label: string, http: HttpRequest): Promise<object> {
    const options = { timeoutMs: http.wrote === true ? WRITE_TIMEOUT_MS : READ_TIMEOUT_MS }
    const session = await sessions.get()
    try {
      return await outbound.call(label, (signal) => send(session, label, http, signal), options)
    } catch (error) {
      if (!(error instanceof RemoteError) || error.code !== 'INVALID_SESSION_ID') throw error
    }
    // Refused before anything was done: once more with a new session is no repeated write.
    const renewed = await sessions.renew(session)
    return outbound.call(label, (signal) => send(renewed, label, http, signal), options)
  }

  async function composite(label: string, list: readonly Subrequest[], wrote: boolean): Promise<Subanswer[]> {
    const answer = (await request(label, {
      method: 'POST',
      path: '/composite',
      // Said again in each part: whether the outer header reaches them is not documented.
      headers: { 'Sforce-Auto-Assign': 'FALSE' },
      body: {
        allOrNone: false,
        collateSubrequests: false,
        compositeRequest: list.map(({ method, path, body, headers }, index) => ({
          method,
          url: `/services/data/v${settings.apiVersion}${path}`,
          referenceId: `part${index}`,
          ...(body === undefined ? {} : { body }),
          ...(headers ? { httpHeaders: headers } : {}),
        })),
      },
      wrote,
    })) as { compositeResponse?: { referenceId?: string; httpStatusCode?: number; body?: unknown }[] }
    if (!Array.isArray(answer.compositeResponse)) throw unreadable(label, 200, wrote)
    const byReference = new Map(answer.compositeResponse.map((part) => [part.referenceId, part]))
    return list.map((_, index) => {
      const part = byReference.get(`part${index}`)
      return { status: part?.httpStatusCode ?? 0, body: part?.body }
    })
  }

  async function allRows(label: string, first: QueryPage): Promise<Row[]> {
    const rows = [...first.records]
    for (let page = first; page.done === false && page.nextRecordsUrl !== undefined;) {
      page = asPage(label, await request(label, { method: 'GET', path: page.nextRecordsUrl }))
      rows.push(...page.records)
    }
    return rows
  }

  return {
    async query(label, soql) {
      const page = await request(label, { method: 'GET', path: `/query?q=${encodeURIComponent(soql)}` })
      return allRows(label, asPage(label, page))
    },
    async queries(label, list) {
      const rows: Row[][] = []
      for (let from = 0; from < list.length; from += PARTS_PER_CALL) {
        const parts = list.slice(from, from + PARTS_PER_CALL).map(({ soql, deleted }): Subrequest => ({
          method: 'GET',
          path: `/${deleted === true ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`,
        }))
        for (const part of await composite(label, parts, false)) rows.push(await allRows(label, pageOf(label, part)))
      }
      return rows
    },
    read: (label, path) => request(label, { method: 'GET', path }),
    write: (label, subrequests) => composite(label, subrequests, true),
    userId: async () => (await sessions.get()).userId,
    refuseNearLimit: () => refuseNearLimit(usage, clock.now().getTime()),
  }
}

interface HttpRequest {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: unknown
  wrote?: boolean
}

interface QueryPage {
  done?: boolean
  nextRecordsUrl?: string
  records: Row[]
}

async function connect(
  known: WeakMap<Session, Connection>,
  settings: SalesforceSettings,
  session: Session,
): Promise<Connection> {
  const found = known.get(session)
  if (found) return found
  const jsforce = await import('jsforce')
  // Without client data jsforce does not renew sessions by itself: it would do so without end.
  const connection = new jsforce.Connection({
    instanceUrl: session.instanceUrl,
    accessToken: session.token,
    version: settings.apiVersion,
  })
  carry(connection)
  known.set(session, connection)
  return connection
}

function pageOf(label: string, part: Subanswer): QueryPage {
  if (part.status >= 200 && part.status < 300) return asPage(label, part.body)
  const [first] = Array.isArray(part.body) ? (part.body as { errorCode?: string; message?: string }[]) : []
  const code = first?.errorCode ?? `ERROR_HTTP_${part.status}`
  const message = first?.message ?? 'no reason given'
  if (code === 'INVALID_FIELD' || code === 'INVALID_TYPE') {
    throw new RemoteError(
      `Salesforce does not show us a field or object that we need: ${message.slice(0, 300)} Create it, or give the run-as user access (connectors/salesforce/README.md).`,
      { code, kind: 'unauthorized' },
    )
  }
  throw callError(label, { code, message, status: part.status, wrote: false })
}

function asPage(label: string, body: unknown): QueryPage {
  const page = body as QueryPage | null
  if (typeof page !== 'object' || page === null || !Array.isArray(page.records)) throw unreadable(label, 200, false)
  return page
}

/** `api-usage=17/15000; api-bursts=1/750` → share of the day's calls that all apps have used */
function usedShare(header: string | undefined): number | undefined {
  const [, used, limit] = /api-usage=(\d+)\/(\d+)/.exec(header ?? '') ?? []
  return used === undefined || Number(limit) === 0 ? undefined : Number(used) / Number(limit)
}

function refuseNearLimit(usage: { share: number; at: number } | undefined, now: number): void {
  if (!usage || usage.share < READ_SHARE || now - usage.at > LIMIT_WAIT_MS) return
  throw new RemoteError(
    `${Math.floor(usage.share * 100)} % of the org's API calls of the day are used: reading waits, so that writes still pass.`,
    { code: 'salesforce.budget', kind: 'exhausted', retryAfterMs: LIMIT_WAIT_MS },
  )
}
