// Search. Its one rule: it sees records as they stood some seconds ago, as HubSpot's index does.
import type { FastifyRequest } from 'fastify'
import { nowMs, type Crm } from './crm.ts'
import { objectTypes, type ObjectName } from './object-types.ts'
import type { AddRoute } from './paths.ts'
import type { HubSpotRecord, RecordTable, Snapshot } from './record-table.ts'
import { recordView } from './record-view.ts'
import { objectIn } from './request-parts.ts'
import type { PropertyDefinition } from './property-definitions.ts'
import { fits, sortKey, type Filter } from './search-filter.ts'
import { readSearch, type Search } from './search-request.ts'

interface Hit {
  record: HubSpotRecord
  seen: Snapshot
}

/** Looked through by `query`. */
const queried = ['email', 'firstname', 'lastname', 'phone', 'company', 'name', 'domain', 'website']

export function addSearchRoute(add: AddRoute, crm: Crm): void {
  add('POST', '/crm/v3/objects/:type/search', (request) => search(crm, request))
}

function search(crm: Crm, request: FastifyRequest) {
  const object = objectIn(request)
  const wanted = readSearch(crm, request, object)
  const portal = crm.portal()
  const hits = findHits(crm, object, wanted)
  const sort = wanted.sort ?? { name: objectTypes[object].created, descending: false }
  const sorted = inOrder(hits, sort, portal.definitions[object].get(sort.name)?.type ?? 'string')
  const page = sorted.slice(wanted.after, wanted.after + wanted.limit)
  const next = wanted.after + page.length
  return {
    total: hits.length,
    results: page.map(({ record, seen }) =>
      recordView(object, record, portal.definitions[object], wanted, {
        properties: seen.properties,
        updatedAt: seen.at,
      }),
    ),
    ...(next < hits.length ? { paging: { next: { after: String(next) } } } : {}),
  }
}

function findHits(crm: Crm, object: ObjectName, { groups, query }: Search): Hit[] {
  const portal = crm.portal()
  const table = portal.tables[object]
  const definitions = portal.definitions[object]
  const horizon = nowMs(crm) - portal.limits.searchLagMs
  const hits: Hit[] = []
  for (const record of candidates(table, groups)) {
    const seen = table.settle(record, horizon)
    if (!seen || seen.archived) continue
    const looked = {
      properties: seen.properties,
      isLinked: (to: ObjectName, id: string) => portal.links.of(object, record.id, to).has(id),
    }
    const fitsGroups =
      groups.length === 0 || groups.some((group) => group.every((filter) => fits(filter, looked, definitions)))
    if (!fitsGroups || (query && !queried.some((name) => seen.properties[name]?.toLowerCase().includes(query))))
      continue
    hits.push({ record, seen })
  }
  return hits
}

/**
 * All that could fit: by index when each group has a filter that an index answers, else every record.
 * The indexes hold today's values, so what changed since the search index looked comes along.
 */
function candidates(table: RecordTable, groups: readonly Filter[][]): Iterable<HubSpotRecord> {
  const ids = new Set<string>()
  for (const group of groups) {
    const found = group.map((filter) => idsBy(table, filter)).find((one) => one !== undefined)
    if (!found) return table.all()
    for (const id of found) ids.add(id)
  }
  if (groups.length === 0) return table.all()
  for (const id of table.recent()) ids.add(id)
  return [...ids].flatMap((id) => table.get(id) ?? [])
}

function idsBy(table: RecordTable, { propertyName, operator, value, values }: Filter): string[] | undefined {
  const wanted = operator === 'EQ' ? [value] : operator === 'IN' ? values : undefined
  if (!wanted) return undefined
  if (propertyName === 'hubspot_owner_id') return wanted.flatMap((owner) => [...table.ofOwner(owner)])
  if (propertyName !== 'hs_object_id' && !table.uniqueNames().includes(propertyName)) return undefined
  return wanted.flatMap((one) => table.find(propertyName, one)?.id ?? [])
}

/** Ties go by id, oldest first; records without the property come last. Each key is made once: a portal is large. */
function inOrder(hits: readonly Hit[], sort: NonNullable<Search['sort']>, type: PropertyDefinition['type']): Hit[] {
  const sign = sort.descending ? -1 : 1
  return hits
    .map((hit) => ({ hit, id: Number(hit.record.id), key: sortKey(hit.seen.properties[sort.name], type) }))
    .toSorted((a, b) => {
      if (a.key === b.key) return a.id - b.id
      if (a.key === undefined || b.key === undefined) return a.key === undefined ? 1 : -1
      return a.key < b.key ? -sign : sign
    })
    .map(({ hit }) => hit)
}
