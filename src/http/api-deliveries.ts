// Deliveries: requests of senders as they came. Here a person finds what could not be read, and has it read again.
import { NotFoundError } from '../errors.ts'
import type { Actor } from '../pipeline/pipeline.ts'
import type { DeliveryRow } from '../store/rows.ts'
import type { Where } from '../store/store.ts'
import { actorOf, mayAct } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { given, newestPage } from './paging.ts'
import { noteRefusal } from './refusals.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

export function deliveryRoutes(api: Api, deps: ApiDeps): void {
  const { store, pipeline } = deps
  const tags = ['deliveries']

  api.route({
    method: 'GET',
    url: '/api/deliveries',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'listDeliveries',
      summary: 'List deliveries, newest first',
      querystring: requests.deliveriesQuery,
      response: { 200: schemas.pageOf(schemas.deliverySummary), ...schemas.errors },
    },
    handler: async (request) => {
      const { state, connection, since, ...paging } = request.query
      const receivedAt = since === undefined ? undefined : { gte: since }
      const where: Where<'deliveries'> = given({ state, connection, receivedAt })
      return newestPage(store, 'deliveries', where, paging)
    },
  })

  api.route({
    method: 'GET',
    url: '/api/deliveries/:id',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'getDelivery',
      summary: 'One delivery; address, headers and body from operator up',
      params: requests.idParams,
      response: { 200: schemas.deliveryView, ...schemas.errors },
    },
    handler: async (request) => {
      const delivery = await store.find('deliveries', request.params.id)
      if (!delivery) throw new NotFoundError(`There is no delivery ${request.params.id}.`)
      return deliveryFor(actorOf(request), delivery)
    },
  })

  api.route({
    method: 'POST',
    url: '/api/deliveries/:id/replay',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'replayDelivery',
      summary: 'Read a delivery again',
      description:
        'For unreadable ones after the connection was mended. Answers 409 when the delivery was read before.',
      params: requests.idParams,
      response: { 200: schemas.deliveryView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { id } = request.params
      const delivery = await noteRefusal(deps, { actor, action: 'delivery.replay', target: id }, () =>
        pipeline.replayDelivery(id, actor),
      )
      return deliveryFor(actor, delivery)
    },
  })

  api.route({
    method: 'POST',
    url: '/api/deliveries/verify',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'verifyDeliveries',
      summary: 'Verify again what is in quarantine',
      description:
        'After the secret was mended. Verified as of the time they came. With `dryRun: true` it only counts.',
      body: requests.verifyBody,
      response: { 200: schemas.verifiedView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { connection, dryRun } = request.body
      return noteRefusal(deps, { actor, action: 'delivery.verify', target: 'deliveries' }, () =>
        pipeline.verifyQuarantine(connection, dryRun, actor),
      )
    },
  })
}

function deliveryFor(actor: Actor, { body, ...delivery }: DeliveryRow) {
  if (!mayAct(actor, 'operator')) return { ...delivery, url: null, headers: null, body: null }
  return { ...delivery, body: body.toString('utf8') }
}
