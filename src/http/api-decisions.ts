// Decisions: who got which lead by which rule, with everything that was looked at.
import { NotFoundError } from '../errors.ts'
import type { Where } from '../store/store.ts'
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { maskFor } from './masking.ts'
import { given, newestPage } from './paging.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

export function decisionRoutes(api: Api, { store }: ApiDeps): void {
  const tags = ['decisions']

  api.route({
    method: 'GET',
    url: '/api/decisions',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'listDecisions',
      summary: 'List decisions, newest first',
      querystring: requests.decisionsQuery,
      response: { 200: schemas.pageOf(schemas.decisionSummary), ...schemas.errors },
    },
    handler: async (request) => {
      const { leadId, rule, outcome, ...paging } = request.query
      const where: Where<'decisions'> = given({ leadId, rule, outcome })
      return newestPage(store, 'decisions', where, paging)
    },
  })

  api.route({
    method: 'GET',
    url: '/api/decisions/:id',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'getDecision',
      summary: 'One decision with its trace and inputs',
      params: requests.idParams,
      response: { 200: schemas.decisionView, ...schemas.errors },
    },
    handler: async (request) => {
      const { id } = request.params
      const decision = await store.find('decisions', id)
      if (!decision) throw new NotFoundError(`There is no decision ${id}.`)
      const lead = await store.find('leads', decision.leadId)
      return maskFor(actorOf(request), lead ? [lead.fields] : [])(decision)
    },
  })
}
