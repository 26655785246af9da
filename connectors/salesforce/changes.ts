// What changed since the last look: leads, closed calls and mails, meetings; one call for all. Its one rule: nothing is skipped,
// since transactions that took long commit with a stamp in the past; what is seen twice has the same key.
import type { Crm, Touch } from '../../src/connector.ts'
import type { Client, Row } from './client.ts'
import type { SalesforceSettings } from './settings.ts'
import { soqlString, soqlTime } from './soql.ts'
import { activityTouch, leadTouches, time } from './touches.ts'

type Changes = Awaited<ReturnType<Crm['changesSince']>>

/** Where the reading of one object stands. `after`: inside a stretch that is longer than a page. */
interface Place {
  from: string
  after?: { at: string; id: string }
}

interface Cursor {
  leads: Place
  tasks: Place
  events: Place
}

const OVERLAP_MS = 3 * 60_000
const PAGE = 2_000

const LEAD =
  'Id, OwnerId, Status, IsConverted, ConvertedContactId, IsUnreadByOwner, IsDeleted, MasterRecordId, CreatedDate, LastModifiedById, LastModifiedDate, SystemModstamp'

/** @throws RemoteError */
export async function changesSince(
  client: Client,
  settings: SalesforceSettings,
  text: string | null,
  now: Date,
): Promise<Changes> {
  const cursor = readCursor(text)
  if (!cursor) {
    const start: Place = { from: now.toISOString() }
    return { touches: [], cursor: JSON.stringify({ leads: start, tasks: start, events: start }), more: false }
  }
  client.refuseNearLimit()
  const [leads = [], tasks = [], events = []] = await client.queries('salesforce.changes', [
    { soql: `SELECT ${LEAD} FROM Lead WHERE ${since(cursor.leads)}`, deleted: true },
    {
      soql: `SELECT Id, WhoId, CreatedById, CompletedDateTime, LastModifiedDate, SystemModstamp FROM Task WHERE IsClosed = true AND TaskSubtype IN ('Call','Email') AND ${since(cursor.tasks)}`,
    },
    { soql: `SELECT Id, WhoId, CreatedById, CreatedDate, SystemModstamp FROM Event WHERE ${since(cursor.events)}` },
  ])
  const us = await client.userId()
  const touches: Touch[] = [
    ...leads.flatMap((row) => leadTouches(row, us, settings)),
    ...tasks.flatMap((row) => activityTouch('task', row, us)),
    ...events.flatMap((row) => activityTouch('event', row, us)),
  ]
  const next: Cursor = {
    leads: nextPlace(cursor.leads, leads),
    tasks: nextPlace(cursor.tasks, tasks),
    events: nextPlace(cursor.events, events),
  }
  return { touches, cursor: JSON.stringify(next), more: Object.values(next).some((place: Place) => place.after) }
}

function since({ from, after }: Place): string {
  const order = `ORDER BY SystemModstamp, Id LIMIT ${PAGE}`
  if (!after) return `SystemModstamp >= ${soqlTime(new Date(Date.parse(from) - OVERLAP_MS))} ${order}`
  return `(SystemModstamp > ${after.at} OR (SystemModstamp = ${after.at} AND Id > ${soqlString(after.id)})) ${order}`
}

function nextPlace(place: Place, rows: readonly Row[]): Place {
  const last = rows.at(-1)
  if (!last) return { from: place.from }
  const at = soqlTime(time(last.SystemModstamp))
  const from = at > place.from ? at : place.from
  return rows.length < PAGE ? { from } : { from, after: { at, id: String(last.Id) } }
}

/** undefined for none, and for one that cannot be read: then reading begins now. */
function readCursor(text: string | null): Cursor | undefined {
  if (text === null) return undefined
  const cursor = JSON.parse(text) as Partial<Cursor>
  return cursor.leads && cursor.tasks && cursor.events ? (cursor as Cursor) : undefined
}
