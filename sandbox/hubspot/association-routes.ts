// Associations v4, single and in batches. Its one rule: a read of what is linked to nothing is an error in a 207,
// not an empty result, as HubSpot answers it.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { defaultType, findType, typeFault, type AssociationSpec } from './association-types.ts'
import { sendBatch } from './batch-answer.ts'
import type { Crm } from './crm.ts'
import { HubSpotError, invalidInput } from './hubspot-error.ts'
import { objectTypes, type ObjectName } from './object-types.ts'
import type { AddRoute } from './paths.ts'
import { linkRecords, unlinkRecords } from './record-effects.ts'
import { fieldsOf, inputsOf, objectIn, param, queryLimit, queryText, textOf, type Fields } from './request-parts.ts'
import { noSuchTarget } from './write-checks.ts'

const MOST_WRITES = 2_000
const MOST_READS = 1_000
const PAGE = 500

interface Ends {
  from: ObjectName
  to: ObjectName
}

export function addAssociationRoutes(add: AddRoute, crm: Crm): void {
  const batch = '/crm/v4/associations/:from/:to/batch'
  add('POST', `${batch}/create`, (request, reply) => batchCreate(crm, request, reply))
  add('POST', `${batch}/associate/default`, (request, reply) => batchDefault(crm, request, reply))
  add('POST', `${batch}/read`, (request, reply) => batchRead(crm, request, reply))
  add('POST', `${batch}/archive`, (request, reply) => batchArchive(crm, request, reply))

  const one = '/crm/v4/objects/:from/:fromId/associations'
  add('PUT', `${one}/default/:to/:toId`, (request, reply) => {
    const ends = endsOf(request)
    crm.faults.lock(request.url)
    const link = { fromId: param(request, 'fromId'), toId: param(request, 'toId'), spec: defaultSpec(ends) }
    return sendBatch(crm, request, reply, { results: [linkDefault(crm, request, ends, link)], errors: [] })
  })
  add('PUT', `${one}/:to/:toId`, (request, reply) => {
    const ends = endsOf(request)
    crm.faults.lock(request.url)
    const link = { fromId: param(request, 'fromId'), toId: param(request, 'toId') }
    return reply.code(201).send(linkBy(crm, request, ends, link, specsOf(request.body, 'the body')))
  })
  add('GET', `${one}/:to`, (request) => readOne(crm, request))
  add('DELETE', `${one}/:to/:toId`, (request, reply) => {
    const { from, to } = endsOf(request)
    crm.faults.lock(request.url)
    unlinkRecords(crm, from, param(request, 'fromId'), to, param(request, 'toId'))
    return reply.code(204).send()
  })
}

function batchCreate(crm: Crm, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const ends = endsOf(request)
  const inputs = inputsOf(request, MOST_WRITES)
  crm.faults.lock(request.url)
  const links = inputs.map((input, index) => ({
    ...idsOf(input, index),
    specs: specsOf(input['types'], `inputs[${index}].types`),
  }))
  const results: unknown[] = []
  const errors: unknown[] = []
  for (const { fromId, toId, specs } of links) {
    try {
      results.push(linkBy(crm, request, ends, { fromId, toId }, specs))
    } catch (error) {
      if (!(error instanceof HubSpotError)) throw error
      errors.push(error.item({ fromObjectId: [fromId], toObjectId: [toId] }))
    }
  }
  return sendBatch(crm, request, reply, { results, errors }, 201)
}

function batchDefault(crm: Crm, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const ends = endsOf(request)
  const inputs = inputsOf(request, MOST_WRITES)
  crm.faults.lock(request.url)
  const spec = defaultSpec(ends)
  const links = inputs.map((input, index) => ({ ...idsOf(input, index), spec }))
  return sendBatch(crm, request, reply, {
    results: links.map((link) => linkDefault(crm, request, ends, link)),
    errors: [],
  })
}

function batchRead(crm: Crm, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { from, to } = endsOf(request)
  const results: unknown[] = []
  const errors: unknown[] = []
  for (const [index, input] of inputsOf(request, MOST_READS).entries()) {
    const id = textOf(input, 'id', `inputs[${index}]`)
    const links = viewLinks(crm, from, id, to)
    if (links.length > 0) results.push({ from: { id }, to: links })
    else errors.push(nothingLinked(from, id, to).item({}))
  }
  return sendBatch(crm, request, reply, { results, errors })
}

function batchArchive(crm: Crm, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { from, to } = endsOf(request)
  const inputs = inputsOf(request, MOST_WRITES)
  crm.faults.lock(request.url)
  for (const [index, input] of inputs.entries()) {
    const place = `inputs[${index}]`
    const fromId = textOf(fieldsOf(input['from'], `${place}.from`), 'id', `${place}.from`)
    const others = Array.isArray(input['to']) ? input['to'] : [input['to']]
    for (const other of others) {
      unlinkRecords(crm, from, fromId, to, textOf(fieldsOf(other, `${place}.to`), 'id', `${place}.to`))
    }
  }
  return reply.code(204).send()
}

function readOne(crm: Crm, request: FastifyRequest) {
  const { from, to } = endsOf(request)
  const limit = queryLimit(request, PAGE, PAGE)
  const after = Number(queryText(request, 'after') ?? 0)
  const all = viewLinks(crm, from, param(request, 'fromId'), to)
  const next = after + limit
  return {
    results: all.slice(after, next),
    ...(next < all.length ? { paging: { next: { after: String(next) } } } : {}),
  }
}

function viewLinks(crm: Crm, from: ObjectName, fromId: string, to: ObjectName) {
  return [...crm.portal().links.of(from, fromId, to)].map(([toObjectId, typeIds]) => ({
    toObjectId,
    associationTypes: [...typeIds].map((typeId) => ({
      category: 'HUBSPOT_DEFINED',
      typeId,
      label: findType(typeId)?.label ?? null,
    })),
  }))
}

function linkBy(
  crm: Crm,
  request: FastifyRequest,
  { from, to }: Ends,
  { fromId, toId }: { fromId: string; toId: string },
  specs: readonly AssociationSpec[],
) {
  for (const spec of specs) {
    const fault = typeFault(spec, from, to)
    if (fault !== undefined) throw invalidInput(fault)
  }
  mustBeThere(crm, from, fromId)
  mustBeThere(crm, to, toId)
  for (const { associationTypeId: typeId } of specs) linkRecords(crm, request, from, fromId, { to, toId, typeId })
  return {
    fromObjectTypeId: objectTypes[from].typeId,
    fromObjectId: fromId,
    toObjectTypeId: objectTypes[to].typeId,
    toObjectId: toId,
    labels: specs.flatMap((spec) => findType(spec.associationTypeId)?.label ?? []),
  }
}

function linkDefault(
  crm: Crm,
  request: FastifyRequest,
  ends: Ends,
  { fromId, toId, spec }: { fromId: string; toId: string; spec: AssociationSpec },
) {
  linkBy(crm, request, ends, { fromId, toId }, [spec])
  return { from: { id: fromId }, to: { id: toId }, associationSpec: spec }
}

function defaultSpec({ from, to }: Ends): AssociationSpec {
  const type = defaultType(from, to)
  if (!type) throw invalidInput(`There is no association between ${from} and ${to}.`)
  return { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: type.typeId }
}

function mustBeThere(crm: Crm, object: ObjectName, id: string): void {
  if (!crm.portal().tables[object].find('hs_object_id', id)) throw noSuchTarget(object, id)
}

function nothingLinked(from: ObjectName, id: string, to: ObjectName): HubSpotError {
  const [fromType, toType] = [objectTypes[from].singular, objectTypes[to].singular]
  return new HubSpotError(404, 'OBJECT_NOT_FOUND', `No ${toType} is associated with ${fromType} ${id}.`, {
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    context: { fromObjectId: [id], fromObjectType: [fromType], toObjectType: [toType] },
  })
}

function endsOf(request: FastifyRequest): Ends {
  return { from: objectIn(request, 'from'), to: objectIn(request, 'to') }
}

function idsOf(input: Fields, index: number): { fromId: string; toId: string } {
  const end = (name: 'from' | 'to') =>
    textOf(fieldsOf(input[name], `inputs[${index}].${name}`), 'id', `inputs[${index}].${name}`)
  return { fromId: end('from'), toId: end('to') }
}

function specsOf(value: unknown, place: string): AssociationSpec[] {
  if (!Array.isArray(value) || value.length === 0)
    throw invalidInput(`Invalid input JSON: ${place} must be a list of types.`)
  return value.map((raw) => {
    const spec = fieldsOf(raw, place)
    const typeId = spec['associationTypeId']
    if (typeof typeId !== 'number')
      throw invalidInput(`Invalid input JSON: ${place}.associationTypeId must be a number.`)
    return { associationCategory: textOf(spec, 'associationCategory', place), associationTypeId: typeId }
  })
}
