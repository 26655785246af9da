// Syncs: find the failed write, see the CRM's own words, run it again.
import { NotFoundError } from '../errors.ts'
import type { SyncRow } from '../store/rows.ts'
import type { Reading, Where } from '../store/store.ts'
import type { Actor, SyncFilter } from '../pipeline/pipeline.ts'
import { actorOf, mayAct } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { maskFor } from './masking.ts'
import { given, newestPage } from './paging.ts'
import { noteRefusal } from './refusals.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

/** Newest tries shown; a sync is dead long before it has that many. */
const MOST_TRIES = 200

export function syncRoutes(api: Api, deps: ApiDeps): void {
  const { store, pipeline } = deps
  const tags = ['syncs']

  api.route({
    method: 'GET',
    url: '/api/syncs',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'listSyncs',
      summary: 'List writes to the CRMs, newest first',
      querystring: requests.syncsQuery,
      response: { 200: schemas.pageOf(schemas.syncSummary), ...schemas.errors },
    },
    handler: async (request) => {
      const { state, connection, action, code, ...paging } = request.query
      const where: Where<'syncs'> = given({ state, connection, action, code })
      const page = await newestPage(store, 'syncs', where, paging)
      return { next: page.next, items: maskFor(actorOf(request))(page.items) }
    },
  })

  api.route({
    method: 'GET',
    url: '/api/syncs/:id',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'getSync',
      summary: 'One write with all its tries; what was sent and answered from operator up',
      params: requests.idParams,
      response: { 200: schemas.syncView, ...schemas.errors },
    },
    handler: async (request) => {
      const sync = await store.find('syncs', request.params.id)
      if (!sync) throw new NotFoundError(`There is no sync ${request.params.id}.`)
      return syncFor(store, actorOf(request), sync)
    },
  })

  api.route({
    method: 'POST',
    url: '/api/syncs/:id/retry',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'retrySync',
      summary: 'Run one dead or waiting write again, now',
      description: 'Answers 409 when it is done or cancelled, or when somebody else changed it at this moment.',
      params: requests.idParams,
      response: { 200: schemas.syncView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { id } = request.params
      const sync = await noteRefusal(deps, { actor, action: 'sync.retry', target: id }, () =>
        pipeline.retrySync(id, actor),
      )
      return syncFor(store, actor, sync)
    },
  })

  api.route({
    method: 'POST',
    url: '/api/syncs/retry',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'retrySyncs',
      summary: 'Run all writes again that a filter finds',
      description: 'With `dryRun: true` it only counts. An empty filter means all dead writes.',
      body: requests.retryBody,
      response: { 200: schemas.retriedView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { dryRun } = request.body
      const filter: SyncFilter = given(request.body.filter)
      return noteRefusal(deps, { actor, action: 'sync.retry-many', target: 'syncs' }, () =>
        pipeline.retrySyncs(filter, dryRun, actor),
      )
    },
  })
}

async function syncFor(store: Reading, actor: Actor, sync: SyncRow) {
  const newest = await store.list('attempts', {
    where: { syncId: sync.id },
    order: [{ by: 'id', direction: 'desc' }],
    limit: MOST_TRIES,
  })
  const view = { ...sync, tries: newest.toReversed() }
  if (mayAct(actor, 'operator')) return view
  const lead = await store.find('leads', sync.leadId)
  return maskFor(
    actor,
    lead ? [lead.fields] : [],
  )({
    ...view,
    payload: null,
    tries: view.tries.map((attempt) => ({ ...attempt, request: null, response: null })),
  })
}
