// Events: what senders told, where each one ended, and running one again.
import { NotFoundError } from '../errors.ts'
import type { EventRow } from '../store/rows.ts'
import type { Reading, Where } from '../store/store.ts'
import type { Actor } from '../pipeline/pipeline.ts'
import { actorOf, mayAct } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { maskFor } from './masking.ts'
import { given, newestPage } from './paging.ts'
import { noteRefusal } from './refusals.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

export function eventRoutes(api: Api, deps: ApiDeps): void {
  const { store, pipeline } = deps
  const tags = ['events']

  api.route({
    method: 'GET',
    url: '/api/events',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'listEvents',
      summary: 'List events, newest first',
      querystring: requests.eventsQuery,
      response: { 200: schemas.pageOf(schemas.eventSummary), ...schemas.errors },
    },
    handler: async (request) => {
      const { state, connection, since, ...paging } = request.query
      const receivedAt = since === undefined ? undefined : { gte: since }
      const where: Where<'events'> = given({ state, connection, receivedAt })
      const page = await newestPage(store, 'events', where, paging)
      return { next: page.next, items: page.items.map((event) => eventFor(actorOf(request), event)) }
    },
  })

  api.route({
    method: 'GET',
    url: '/api/events/:id',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'getEvent',
      summary: 'One event; its payload from operator up',
      params: requests.idParams,
      response: { 200: schemas.eventView, ...schemas.errors },
    },
    handler: async (request) => eventFor(actorOf(request), await getEvent(store, request.params.id)),
  })

  api.route({
    method: 'POST',
    url: '/api/events/:id/replay',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'replayEvent',
      summary: 'Run an event through the pipeline again',
      description: 'For held events after the mapping was mended. Answers 409 when the event cannot leave its state.',
      params: requests.idParams,
      response: { 200: schemas.eventView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { id } = request.params
      return noteRefusal(deps, { actor, action: 'event.replay', target: id }, () => pipeline.replayEvent(id, actor))
    },
  })
}

async function getEvent(store: Reading, id: string): Promise<EventRow> {
  const event = await store.find('events', id)
  if (!event) throw new NotFoundError(`There is no event ${id}.`)
  return event
}

function eventFor(actor: Actor, event: EventRow): EventRow {
  if (mayAct(actor, 'operator')) return event
  return maskFor(actor)({ ...event, payload: null, hydrated: null })
}
