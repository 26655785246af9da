// Alerts: what a person must look at, and that a person has looked at it.
import type { Where } from '../store/store.ts'
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { noteRefusal } from './refusals.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

/** One per thing that can be wrong: kinds times connections. */
const MOST = 500

export function alertRoutes(api: Api, deps: ApiDeps): void {
  const { store, pipeline } = deps
  const tags = ['alerts']

  api.route({
    method: 'GET',
    url: '/api/alerts',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'listAlerts',
      summary: 'What a person must look at; with `all=true` also what was mended',
      querystring: requests.alertsQuery,
      response: { 200: schemas.alertsView, ...schemas.errors },
    },
    handler: async (request) => {
      const where: Where<'alerts'> = request.query.all ? {} : { endedAt: null }
      return { items: await store.list('alerts', { where, limit: MOST }) }
    },
  })

  api.route({
    method: 'POST',
    url: '/api/alerts/:id/end',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'endAlert',
      summary: 'A person has looked at it; it begins anew when it happens again',
      params: requests.idParams,
      response: { 200: schemas.alertView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { id } = request.params
      return noteRefusal(deps, { actor, action: 'alert.end', target: id }, () => pipeline.endAlert(id, actor))
    },
  })
}
