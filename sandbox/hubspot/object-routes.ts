// Single objects: list, read, create, change, archive, merge, erase. Its one rule: an id that is not there is a 404.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addEffect, integration, nowMs, type Crm } from './crm.ts'
import { checkedIdProperty } from './batch-writes.ts'
import { invalidInput, notFound } from './hubspot-error.ts'
import { findObjectType, objectTypes, type ObjectName } from './object-types.ts'
import type { AddRoute } from './paths.ts'
import { keepPrimaryCompanies } from './primary-company.ts'
import { createChecked, updateChecked } from './record-effects.ts'
import type { HubSpotRecord } from './record-table.ts'
import { recordView, type RecordView } from './record-view.ts'
import { archiveRecord, mergeRecords } from './record-writes.ts'
import { bodyOf, objectIn, optionalText, param, queryLimit, queryList, queryText, textOf } from './request-parts.ts'
import { checkCreate, checkValues, refuseUnlessAllPass } from './write-checks.ts'

export function addObjectRoutes(add: AddRoute, crm: Crm): void {
  add('GET', '/crm/v3/objects/:type', (request) => listObjects(crm, request))
  add('POST', '/crm/v3/objects/:type', (request, reply) => createOne(crm, request, reply))
  add('GET', '/crm/v3/objects/:type/:id', (request) => {
    const object = objectIn(request)
    const record = find(crm, request, object, queryText(request, 'archived') === 'true')
    return viewAsked(crm, request, object, record)
  })
  add('PATCH', '/crm/v3/objects/:type/:id', (request) => updateOne(crm, request))
  add('DELETE', '/crm/v3/objects/:type/:id', (request, reply) => {
    const object = objectIn(request)
    crm.faults.lock(request.url)
    archiveIds(crm, request, object, [param(request, 'id')])
    return reply.code(204).send()
  })
  add('POST', '/crm/v3/objects/:type/merge', (request) => merge(crm, request))
  add('POST', '/crm/v3/objects/:type/gdpr-delete', (request, reply) => {
    erase(crm, request)
    return reply.code(204).send()
  })
}

/** Ids that are not there are passed over, as HubSpot does. */
export function archiveIds(crm: Crm, request: FastifyRequest, object: ObjectName, ids: readonly string[]): void {
  for (const id of ids) {
    const record = crm.portal().tables[object].find('hs_object_id', id)
    if (!record) continue
    archiveRecord(crm.portal(), object, record, nowMs(crm))
    if (object === 'companies') keepPrimaryCompanies(crm.portal(), id, integration(crm))
    addEffect(crm, request, { kind: 'update', object, id, fields: { archived: true } })
  }
}

function find(crm: Crm, request: FastifyRequest, object: ObjectName, archived = false): HubSpotRecord {
  const id = param(request, 'id')
  const table = crm.portal().tables[object]
  const name = checkedIdProperty(crm, object, queryText(request, 'idProperty') ?? 'hs_object_id')
  const record = archived ? table.get(id) : table.find(name, id)
  if (!record || (record.archivedAt !== undefined) !== archived) throw notFound(id)
  return record
}

function viewAsked(crm: Crm, request: FastifyRequest, object: ObjectName, record: HubSpotRecord) {
  const view = recordView(object, record, crm.portal().definitions[object], {
    properties: queryList(request, 'properties'),
    withHistory: queryList(request, 'propertiesWithHistory'),
  })
  const asked = queryList(request, 'associations')
  return asked.length === 0 ? view : withAssociations(crm, object, view, asked)
}

function withAssociations(crm: Crm, object: ObjectName, view: RecordView, asked: readonly string[]) {
  const associations: Record<string, { results: { id: string; type: string }[] }> = {}
  for (const name of asked) {
    const to = findObjectType(name)
    if (!to) throw invalidInput(`Unable to infer object type from: ${name}`)
    const type = `${objectTypes[object].singular}_to_${objectTypes[to].singular}`
    const results = [...crm.portal().links.of(object, view.id, to).keys()].map((id) => ({ id, type }))
    if (results.length > 0) associations[to] = { results }
  }
  return Object.keys(associations).length === 0 ? view : { ...view, associations }
}

/** Pages by id, oldest first. */
function listObjects(crm: Crm, request: FastifyRequest) {
  const object = objectIn(request)
  const limit = queryLimit(request, 100, 10)
  const after = Number(queryText(request, 'after') ?? 0)
  const archived = queryText(request, 'archived') === 'true'
  const page: HubSpotRecord[] = []
  for (const record of crm.portal().tables[object].all()) {
    if (Number(record.id) <= after || (record.archivedAt !== undefined) !== archived) continue
    page.push(record)
    if (page.length > limit) break
  }
  const shown = page.slice(0, limit)
  const last = shown.at(-1)
  return {
    results: shown.map((record) => viewAsked(crm, request, object, record)),
    ...(page.length > limit && last ? { paging: { next: { after: last.id } } } : {}),
  }
}

function createOne(crm: Crm, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const object = objectIn(request)
  crm.faults.lock(request.url)
  const body = bodyOf(request)
  const checked = checkCreate(crm, request, object, body)
  refuseUnlessAllPass(crm, [checked])
  const record = createChecked(crm, request, object, checked, optionalText(body, 'objectWriteTraceId', 'body'))
  return reply
    .code(201)
    .header('location', `https://api.hubapi.com/crm/v3/objects/${object}/${record.id}`)
    .send(recordView(object, record, crm.portal().definitions[object], { properties: 'all' }))
}

function updateOne(crm: Crm, request: FastifyRequest): RecordView {
  const object = objectIn(request)
  crm.faults.lock(request.url)
  const record = find(crm, request, object)
  const body = bodyOf(request)
  const checked = checkValues(crm, request, object, body['properties'], record)
  refuseUnlessAllPass(crm, [checked])
  const trace = optionalText(body, 'objectWriteTraceId', 'body')
  const changed = updateChecked(crm, request, object, record, checked.values, trace)
  const properties = [...Object.keys(checked.values), ...changed]
  return recordView(object, record, crm.portal().definitions[object], { properties })
}

function merge(crm: Crm, request: FastifyRequest): RecordView {
  const object = objectIn(request)
  crm.faults.lock(request.url)
  const body = bodyOf(request)
  const [primary, second] = ['primaryObjectId', 'objectIdToMerge'].map((name) => {
    const id = textOf(body, name, 'body')
    const record = crm.portal().tables[object].find('hs_object_id', id)
    if (!record) throw notFound(id)
    return record
  })
  if (!primary || !second || primary === second) throw invalidInput('Two different records are needed for a merge.')
  const merged = mergeRecords(crm.portal(), object, primary, second, integration(crm))
  if (object === 'companies') keepPrimaryCompanies(crm.portal(), merged.id, integration(crm))
  addEffect(crm, request, {
    kind: 'update',
    object,
    id: merged.id,
    fields: { hs_merged_object_ids: merged.properties['hs_merged_object_ids'] },
  })
  return recordView(object, merged, crm.portal().definitions[object], { properties: 'all' })
}

/** Nothing of the person stays, not even as archived. */
function erase(crm: Crm, request: FastifyRequest): void {
  const object = objectIn(request)
  crm.faults.lock(request.url)
  const body = bodyOf(request)
  const id = textOf(body, 'objectId', 'body')
  const name = checkedIdProperty(crm, object, optionalText(body, 'idProperty', 'body') ?? 'hs_object_id')
  const table = crm.portal().tables[object]
  const record = name === 'hs_object_id' ? table.get(id) : table.find(name, id)
  if (!record) throw notFound(id)
  table.remove(record)
  for (const list of crm.portal().lists.values()) list.members.delete(record.id)
  addEffect(crm, request, { kind: 'update', object, id: record.id, fields: { erased: true } })
}
