// What people did with contacts since the last look: one search. Its one rule: search lags behind writes by ten seconds and
// more, so each look goes back further than that; what is seen twice has the same key.
import { setTimeout as wait } from 'node:timers/promises'
import type { Crm, Touch, TouchKind } from '../../src/connector.ts'
import type { Answered } from './crm-batches.ts'
import type { Api } from './crm-client.ts'
import { unreadable } from './crm-errors.ts'
import { timeOf } from './property-values.ts'
import type { HubspotSettings } from './settings.ts'

type Changes = Awaited<ReturnType<Crm['changesSince']>>

interface Cursor {
  /** Newest change seen. */
  from: string
  /** Inside a stretch that is longer than a page: no looking back. */
  within?: true
  /** Many changes of the very same moment: place among them. */
  after?: string
}

const OVERLAP_MS = 2 * 60_000
const PAGE = 200
/** A search gives no more than this. */
const MOST = 10_000
const LABEL = 'hubspot.contacts.search'
const PROPERTIES = [
  'lastmodifieddate',
  'hubspot_owner_id',
  'hubspot_owner_assigneddate',
  'hs_lead_status',
  'hs_sa_first_engagement_date',
  'notes_last_contacted',
]

/** Search has a limit of its own, per second, and tells nothing about what is left of it. */
export interface SearchPace {
  /** Resolves when the next search may start. */
  turn(): Promise<void>
}

/** @param pause waits so many milliseconds */
export function createSearchPace(
  perSecond: number,
  clock: { now(): Date },
  pause: (ms: number) => Promise<unknown> = wait,
): SearchPace {
  const gapMs = 1_000 / perSecond
  let last = Number.NEGATIVE_INFINITY
  return {
    async turn() {
      const waitMs = last + gapMs - clock.now().getTime()
      if (waitMs > 0) await pause(Math.min(waitMs, gapMs))
      last = clock.now().getTime()
    },
  }
}

/** @throws RemoteError */
export async function changesSince(
  api: Api,
  settings: HubspotSettings,
  pace: SearchPace,
  text: string | null,
  now: Date,
): Promise<Changes> {
  const cursor = text === null ? undefined : (JSON.parse(text) as Cursor)
  if (!cursor) return { touches: [], cursor: JSON.stringify({ from: now.toISOString() } satisfies Cursor), more: false }
  const since = Date.parse(cursor.from) - (cursor.within ? 0 : OVERLAP_MS)
  await pace.turn()
  const { results, paging } = await api.call(LABEL, false, async (client) => {
    const answer = await client.crm.contacts.searchApi.doSearch({
      filterGroups: [
        { filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE' as never, value: String(since) }] },
      ],
      sorts: ['lastmodifieddate'],
      properties: PROPERTIES,
      limit: PAGE,
      after: cursor.after ?? '0',
    })
    if (!Array.isArray(answer.results)) throw unreadable(LABEL, false)
    return answer
  })
  const next = nextCursor(cursor, results, paging?.next?.after)
  return {
    touches: results.flatMap((contact) => contactTouches(contact, settings.nurture.leadStatus)),
    cursor: JSON.stringify(next),
    more: next.within === true,
  }
}

/** By time, not by place: a contact that changes meanwhile moves to the end, and all places after it by one. */
function nextCursor(cursor: Cursor, rows: readonly Answered[], after: string | undefined): Cursor {
  const first = rows[0]?.properties.lastmodifieddate
  const last = rows.at(-1)?.properties.lastmodifieddate
  if (!first || !last) return { from: cursor.from }
  const from = new Date(last).toISOString()
  if (after === undefined || Number(after) + PAGE > MOST) return { from: from > cursor.from ? from : cursor.from }
  return first === last ? { from, within: true, after } : { from, within: true }
}

/** A contact tells its state, not what changed: keys name the state, so that the same state seen again is the same touch. */
export function contactTouches({ id, properties }: Answered, nurtureStatus: string | undefined): Touch[] {
  const ownerId = properties.hubspot_owner_id || null
  const touches: Touch[] = []
  const add = (kind: TouchKind, key: string, at: Date, detail: string | null) => {
    touches.push({ key: `contact:${id}:${kind}:${key}`, kind, personId: id, at, by: null, ownerId, detail })
  }
  const contacts = [properties.hs_sa_first_engagement_date, properties.notes_last_contacted].flatMap(
    (value) => timeOf(value) ?? [],
  )
  for (const at of new Set(contacts.map((time) => time.getTime()))) add('contacted', String(at), new Date(at), null)
  const modified = timeOf(properties.lastmodifieddate)
  const status = properties.hs_lead_status ?? ''
  if (modified && status !== '' && status !== 'NEW' && status !== nurtureStatus) {
    add('stage-moved', `${status}:${ownerId ?? ''}`, modified, status)
  }
  // The moment the owner was set, not the contact's last change: the index may still show an owner from before our own write.
  const assigned = timeOf(properties.hubspot_owner_assigneddate) ?? modified
  if (ownerId !== null && assigned) add('owner-changed', `${ownerId}:${assigned.getTime()}`, assigned, ownerId)
  return touches
}
