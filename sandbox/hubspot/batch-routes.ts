// Batch read and archive, and the way to the batch writes. Its one rule: at most 100 inputs.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendBatch } from './batch-answer.ts'
import { batchCreate, batchUpdate, batchUpsert, BATCH_LIMIT, checkedIdProperty } from './batch-writes.ts'
import type { Crm } from './crm.ts'
import { someNotFound } from './hubspot-error.ts'
import { archiveIds } from './object-routes.ts'
import { objectTypes } from './object-types.ts'
import type { AddRoute } from './paths.ts'
import type { HubSpotRecord } from './record-table.ts'
import { recordView } from './record-view.ts'
import { bodyOf, inputsOf, objectIn, optionalText, queryText, textOf, textsOf } from './request-parts.ts'

export function addBatchRoutes(add: AddRoute, crm: Crm): void {
  add('POST', '/crm/v3/objects/:type/batch/read', (request, reply) => batchRead(crm, request, reply))
  add('POST', '/crm/v3/objects/:type/batch/create', (request, reply) => batchCreate(crm, request, reply))
  add('POST', '/crm/v3/objects/:type/batch/update', (request, reply) => batchUpdate(crm, request, reply))
  add('POST', '/crm/v3/objects/:type/batch/upsert', (request, reply) => batchUpsert(crm, request, reply))
  add('POST', '/crm/v3/objects/:type/batch/archive', (request, reply) => {
    const object = objectIn(request)
    crm.faults.lock(request.url)
    const ids = inputsOf(request, BATCH_LIMIT).map((input, index) => textOf(input, 'id', `inputs[${index}]`))
    archiveIds(crm, request, object, ids)
    return reply.code(204).send()
  })
}

/** A record named twice comes once. Those not there make it a 207 with all their ids in one error. */
function batchRead(crm: Crm, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const object = objectIn(request)
  const body = bodyOf(request)
  const ids = inputsOf(request, BATCH_LIMIT).map((input, index) => textOf(input, 'id', `inputs[${index}]`))
  const wish = {
    properties: textsOf(body, 'properties', 'body'),
    withHistory: textsOf(body, 'propertiesWithHistory', 'body'),
  }
  const table = crm.portal().tables[object]
  const name = checkedIdProperty(crm, object, optionalText(body, 'idProperty', 'body') ?? 'hs_object_id')
  const archived = queryText(request, 'archived') === 'true'
  const found = new Set<HubSpotRecord>()
  const missing: string[] = []
  for (const id of ids) {
    const record = archived ? archivedOne(table.get(id)) : table.find(name, id)
    if (record) found.add(record)
    else missing.push(id)
  }
  const definitions = crm.portal().definitions[object]
  return sendBatch(crm, request, reply, {
    results: [...found].map((record) => recordView(object, record, definitions, wish)),
    errors: missing.length > 0 ? [someNotFound(objectTypes[object].singular).item({ ids: missing })] : [],
  })
}

function archivedOne(record: HubSpotRecord | undefined): HubSpotRecord | undefined {
  return record?.archivedAt === undefined ? undefined : record
}
