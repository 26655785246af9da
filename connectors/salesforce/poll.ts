// Leads that changed, by their SystemModstamp: the complete way in, since Outbound Messages are given up after a day. Its one rule: no change
// is passed over: transactions that took long commit with a stamp in the past, so each sweep begins a little before the last one's end.
import { canonicalJson, hashOf, type Outbound, type Polled } from '../../src/connector.ts'
import { createClient, type Client, type Row } from './client.ts'
import { to18 } from './ids.ts'
import type { SalesforceSettings } from './settings.ts'
import { soqlString, soqlTime } from './soql.ts'

const PAGE = 500
/** Longest that a transaction may run, and more: https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_gov_limits.htm (2026-11) */
const OVERLAP_MS = 15 * 60_000
/** What was seen within the overlap; beyond this a change is told once more, and known as a repeat. */
const MOST_SEEN = 5_000

const always = ['Id', 'IsDeleted', 'IsConverted', 'SystemModstamp', 'LastModifiedDate', 'LastModifiedById'] as const

interface Cursor {
  /** Where the sweep begins. */
  from: string
  /** Last row of the page before, within a sweep. */
  at?: { stamp: string; id: string }
  newest?: string
  /** Rows since `from`, by stamp, id and content. */
  seen: string[]
}

export async function poll(
  cursor: string | null,
  now: Date,
  settings: SalesforceSettings,
  outbound: Outbound,
): Promise<Polled> {
  const from = cursor === null ? begin(settings, now) : (JSON.parse(cursor) as Cursor)
  const client = clientOf(settings, outbound, now)
  const us = to18(await client.userId())
  const [rows = []] = await client.queries('salesforce.leads.poll', [{ soql: soqlOf(settings, from), deleted: true }])
  const seen = new Set(from.seen)
  const fresh = rows.filter((row) => !seen.has(keyOf(row)))
  // Our own write hides who changed the record before it: it is told all the same, but as of the last look, so that what we wrote ourselves
  // outweighs nothing.
  const told = fresh.map((row) => ({
    ...plain(row),
    ...(to18(String(row.LastModifiedById)) === us ? { saidAt: from.newest ?? from.from } : {}),
  }))
  const last = rows.at(-1)
  const newest = last ? String(last.SystemModstamp) : from.newest
  const isMore = rows.length === PAGE && last !== undefined
  const next: Cursor = {
    from: from.from,
    seen: [...from.seen, ...fresh.map(keyOf)],
    ...(newest === undefined ? {} : { newest }),
    ...(isMore ? { at: { stamp: String(last.SystemModstamp), id: String(last.Id) } } : {}),
  }
  return {
    deliveries: pagesOf(told),
    cursor: JSON.stringify(isMore ? next : endOfSweep(next)),
    more: isMore,
  }
}

/** What one body may hold at most is far more: each of these is read in a moment, however many fields are asked for. */
const PAGE_VALUES = 10_000
const PAGE_LETTERS = 256 * 1024

/** Bodies that `Source.read` takes, with all of the records in their order. */
export function pagesOf(records: readonly Record<string, unknown>[]): { body: string }[] {
  const pages: string[][] = []
  let values = 0
  let letters = 0
  for (const record of records) {
    const text = JSON.stringify(record)
    const size = valuesIn(record)
    const page = pages.at(-1)
    values += size
    letters += text.length
    if (page && values <= PAGE_VALUES && letters <= PAGE_LETTERS) {
      page.push(text)
      continue
    }
    pages.push([text])
    values = size
    letters = text.length
  }
  return pages.map((page) => ({ body: `{"records":[${page.join(',')}]}` }))
}

/** With those of related records. */
function valuesIn(record: object): number {
  return Object.values(record).reduce<number>(
    (sum, value: unknown) => sum + (typeof value === 'object' && value !== null ? valuesIn(value) : 1),
    1,
  )
}

function begin(settings: SalesforceSettings, now: Date): Cursor {
  return { from: (settings.poll?.since ? new Date(settings.poll.since) : now).toISOString(), seen: [] }
}

/** By the org's own clock, which our clock may be far from. */
function endOfSweep({ from, newest, seen }: Cursor): Cursor {
  const end = newest === undefined ? Number.NaN : new Date(newest).getTime() - OVERLAP_MS
  const start = Number.isNaN(end) ? new Date(from).getTime() : Math.max(end, new Date(from).getTime())
  const kept = seen.filter((key) => new Date(key.slice(0, key.indexOf(' '))).getTime() >= start)
  return {
    from: new Date(start).toISOString(),
    ...(newest === undefined ? {} : { newest }),
    seen: kept.slice(-MOST_SEEN),
  }
}

function soqlOf(settings: SalesforceSettings, { from, at }: Cursor): string {
  const fields = [...new Set([...always, ...(settings.poll?.fields ?? [])])].join(', ')
  const where = at
    ? `(SystemModstamp > ${time(at.stamp)} OR (SystemModstamp = ${time(at.stamp)} AND Id > ${soqlString(at.id)}))`
    : `SystemModstamp >= ${time(from)}`
  return `SELECT ${fields} FROM Lead WHERE ${where} ORDER BY SystemModstamp, Id LIMIT ${PAGE}`
}

const time = (stamp: string): string => soqlTime(new Date(stamp))

/** With what it says: stamps are seconds, and a record may change twice in one. */
function keyOf(row: Row): string {
  const stamp = new Date(String(row.SystemModstamp)).toISOString()
  return `${stamp} ${to18(String(row.Id))} ${hashOf(canonicalJson(plain(row))).slice(0, 16)}`
}

/** jsforce puts its own address of the record beside the fields. */
function plain({ attributes: _attributes, ...row }: Row): Row {
  return row
}

interface Known {
  outbound: Outbound
  client: Client
  /** Of the latest look: sessions are renewed by it. */
  looked: { at: Date }
}

const clients = new WeakMap<SalesforceSettings, Known>()

/** One for each connection: settings and outbound are made once for it. */
function clientOf(settings: SalesforceSettings, outbound: Outbound, now: Date): Client {
  const known = clients.get(settings)
  if (known?.outbound === outbound) {
    known.looked.at = now
    return known.client
  }
  const looked = { at: now }
  const client = createClient(settings, outbound, { now: () => looked.at })
  clients.set(settings, { outbound, client, looked })
  return client
}
