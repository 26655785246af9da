// Lists and who is on them. Its one rule: members can be set on manual and snapshot lists only.
import type { FastifyRequest } from 'fastify'
import { addEffect, nowMs, type Crm } from './crm.ts'
import { HubSpotError, invalidInput } from './hubspot-error.ts'
import { findObjectType } from './object-types.ts'
import type { AddRoute } from './paths.ts'
import type { ContactList } from './portal.ts'
import { bodyOf, optionalText, param, queryLimit, queryText, textOf, textsOf } from './request-parts.ts'
import { instantText } from './times.ts'

/** Most ids in one membership call. */
const MOST_IDS = 100_000

export function addListRoutes(add: AddRoute, crm: Crm): void {
  add('POST', '/crm/v3/lists', (request) => ({ list: viewList(createList(crm, request)) }))
  add('POST', '/crm/v3/lists/', (request) => ({ list: viewList(createList(crm, request)) }))
  add('POST', '/crm/v3/lists/search', (request) => searchLists(crm, request))
  add('GET', '/crm/v3/lists/:listId', (request) => ({ list: viewList(findList(crm, request)) }))
  add('GET', '/crm/v3/lists/object-type-id/:type/name/:name', (request) => {
    const name = param(request, 'name')
    const list = [...crm.portal().lists.values()].find((one) => one.name === name)
    if (!list) throw noList(name)
    return { list: viewList(list) }
  })
  add('GET', '/crm/v3/lists/:listId/memberships', (request) => readMembers(crm, request))
  add('GET', '/crm/v3/lists/records/:type/:recordId/memberships', (request) => ({
    results: [...crm.portal().lists.values()].flatMap((list) => {
      const at = list.members.get(param(request, 'recordId'))
      if (at === undefined) return []
      return [
        {
          listId: list.listId,
          listVersion: 1,
          firstAddedTimestamp: instantText(at),
          lastAddedTimestamp: instantText(at),
        },
      ]
    }),
  }))
  add('PUT', '/crm/v3/lists/:listId/memberships/add', (request) => changeMembers(crm, request, idsOf(request.body), []))
  add('PUT', '/crm/v3/lists/:listId/memberships/remove', (request) =>
    changeMembers(crm, request, [], idsOf(request.body)),
  )
  add('PUT', '/crm/v3/lists/:listId/memberships/add-and-remove', (request) => {
    const body = bodyOf(request)
    return changeMembers(
      crm,
      request,
      textsOf(body, 'recordIdsToAdd', 'body'),
      textsOf(body, 'recordIdsToRemove', 'body'),
    )
  })
}

function createList(crm: Crm, request: FastifyRequest): ContactList {
  const body = bodyOf(request)
  const name = textOf(body, 'name', 'body')
  const objectTypeId = textOf(body, 'objectTypeId', 'body')
  const processingType = textOf(body, 'processingType', 'body')
  if (!findObjectType(objectTypeId)) throw invalidInput(`Unable to infer object type from: ${objectTypeId}`)
  if (!['MANUAL', 'SNAPSHOT', 'DYNAMIC'].includes(processingType)) {
    throw invalidInput(`The processingType must be MANUAL, SNAPSHOT or DYNAMIC, not "${processingType}".`)
  }
  crm.faults.lock(request.url)
  const portal = crm.portal()
  if ([...portal.lists.values()].some((list) => list.name.toLowerCase() === name.toLowerCase())) {
    throw invalidInput(`A list with the name "${name}" already exists.`, { subCategory: 'ILS.DUPLICATE_LIST_NAMES' })
  }
  const list = {
    listId: String(portal.lists.size + 1),
    name,
    objectTypeId,
    processingType,
    createdAt: nowMs(crm),
    members: new Map<string, number>(),
  }
  portal.lists.set(list.listId, list)
  addEffect(crm, request, {
    kind: 'create',
    object: 'lists',
    id: list.listId,
    key: name,
    fields: { name, processingType },
  })
  return list
}

function searchLists(crm: Crm, request: FastifyRequest) {
  const query = optionalText(bodyOf(request), 'query', 'body')?.toLowerCase() ?? ''
  const lists = [...crm.portal().lists.values()].filter((list) => list.name.toLowerCase().includes(query))
  return {
    lists: lists.map((list) => ({ ...viewList(list), additionalProperties: {} })),
    hasMore: false,
    offset: lists.length,
    total: lists.length,
  }
}

function readMembers(crm: Crm, request: FastifyRequest) {
  const list = findList(crm, request)
  const limit = queryLimit(request, 250, 100)
  const after = Number(queryText(request, 'after') ?? 0)
  const all = [...list.members].map(([recordId, at]) => ({ recordId, membershipTimestamp: instantText(at) }))
  const next = after + limit
  return {
    total: all.length,
    results: all.slice(after, next),
    ...(next < all.length ? { paging: { next: { after: String(next) } } } : {}),
  }
}

/** The odd spelling of the three names is HubSpot's. Who is on the list already is not named as added. */
function changeMembers(crm: Crm, request: FastifyRequest, add: readonly string[], remove: readonly string[]) {
  const list = findList(crm, request)
  if (list.processingType === 'DYNAMIC') {
    throw invalidInput(
      `The members of list ${list.listId} follow from its filters and cannot be set. Use a MANUAL list.`,
    )
  }
  crm.faults.lock(request.url)
  const object = findObjectType(list.objectTypeId) ?? 'contacts'
  const table = crm.portal().tables[object]
  const wanted = new Set(add)
  const missing = [...wanted].filter((id) => !table.find('hs_object_id', id))
  const added = [...wanted].filter((id) => !missing.includes(id) && !list.members.has(id))
  const removed = [...new Set(remove)].filter((id) => list.members.has(id))
  for (const id of added) list.members.set(id, nowMs(crm))
  for (const id of removed) list.members.delete(id)
  for (const id of added)
    addEffect(crm, request, { kind: 'list-add', object: 'lists', id: list.listId, fields: { recordId: id } })
  for (const id of removed) {
    addEffect(crm, request, { kind: 'list-remove', object: 'lists', id: list.listId, fields: { recordId: id } })
  }
  return { recordsIdsAdded: added, recordIdsRemoved: removed, recordIdsMissing: missing }
}

function idsOf(body: unknown): string[] {
  if (!Array.isArray(body) || !body.every((id) => typeof id === 'string')) {
    throw invalidInput('Invalid input JSON: the body must be a list of record ids, each a text.')
  }
  if (body.length > MOST_IDS) throw invalidInput(`At most ${MOST_IDS} record ids may be given, not ${body.length}.`)
  return body
}

function findList(crm: Crm, request: FastifyRequest): ContactList {
  const id = param(request, 'listId')
  const list = crm.portal().lists.get(id)
  if (!list) throw noList(id)
  return list
}

function noList(name: string): HubSpotError {
  return new HubSpotError(404, 'OBJECT_NOT_FOUND', `List does not exist: ${name}.`, {
    subCategory: 'ILS.LIST_NOT_FOUND',
    context: { listId: [name] },
  })
}

function viewList(list: ContactList) {
  return {
    listId: list.listId,
    listVersion: 1,
    name: list.name,
    objectTypeId: list.objectTypeId,
    processingType: list.processingType,
    processingStatus: 'COMPLETE',
    size: list.members.size,
    createdAt: instantText(list.createdAt),
    updatedAt: instantText(list.createdAt),
  }
}
