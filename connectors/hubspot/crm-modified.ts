// Records of one kind that changed, by search. Its one rule: search lags behind writes by ten seconds and more, so each reading goes back
// further than that.
import type { Client } from '@hubspot/api-client'
import type { Api } from './crm-client.ts'
import { unreadable } from './crm-errors.ts'
import type { SearchPace } from './crm-changes.ts'

/** What the client gives for a record of any kind. */
export interface Answer {
  id: string
  properties: Record<string, string | null>
  createdAt?: Date
  updatedAt: Date
}

interface Searching {
  label: string
  /** Property with the time of the last change: contacts call it by another name than all others. */
  modified: 'lastmodifieddate' | 'hs_lastmodifieddate'
  properties: readonly string[]
  api(client: Client): { doSearch(request: ReturnType<typeof requestOf>): Promise<Found> }
}

interface Found {
  results: Answer[]
  paging?: { next?: { after: string } }
}

/** By time, not by place: a record that changes meanwhile moves to the end, and all places after it by one. */
interface Place {
  from: number
  /** Many changes of the very same moment: place among them. */
  after?: string
}

const OVERLAP_MS = 5 * 60_000
const PAGE = 200
/** A search gives no more than this. */
const MOST = 10_000

/** One search. @param page a place, as JSON @throws RemoteError */
export async function readModified(
  api: Api,
  pace: SearchPace,
  searching: Searching,
  page: string | null,
  since: Date,
): Promise<{ results: Answer[]; next: string | null }> {
  const place = page === null ? { from: since.getTime() - OVERLAP_MS } : (JSON.parse(page) as Place)
  await pace.turn()
  const { results, paging } = await api.call(searching.label, false, async (client) => {
    const found = await searching.api(client).doSearch(requestOf(searching, place))
    if (!Array.isArray(found.results)) throw unreadable(searching.label, false)
    return found
  })
  const next = nextPlace(results, searching.modified, paging?.next?.after)
  return { results, next: next && JSON.stringify(next) }
}

function requestOf({ modified, properties }: Searching, { from, after = '0' }: Place) {
  return {
    filterGroups: [{ filters: [{ propertyName: modified, operator: 'GTE' as never, value: String(from) }] }],
    sorts: [modified],
    properties: [modified, ...properties],
    limit: PAGE,
    after,
  }
}

function nextPlace(results: readonly Answer[], modified: string, after: string | undefined): Place | null {
  const first = Date.parse(results[0]?.properties[modified] ?? '')
  const last = Date.parse(results.at(-1)?.properties[modified] ?? '')
  if (after === undefined || Number.isNaN(first) || Number.isNaN(last)) return null
  if (first !== last) return { from: last }
  // More of one moment than a search gives: the rest comes out when all is read again.
  return Number(after) + PAGE > MOST ? { from: last + 1 } : { from: last, after }
}
