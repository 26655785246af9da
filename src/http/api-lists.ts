// Leads by import or by hand.
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { noteRefusal } from './refusals.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

export function listRoutes(api: Api, deps: ApiDeps): void {
  const { pipeline } = deps
  const tags = ['leads']

  api.route({
    method: 'POST',
    url: '/api/leads',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'addLead',
      summary: 'Take one lead in by hand: a referral, a call',
      description:
        'The fields are those that the mapping reads. With a `key` of your own the same call again counts once; without one, the same fields do.',
      body: requests.leadBody,
      response: { 200: schemas.takenView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { fields, key, ...rest } = request.body
      return noteRefusal(deps, { actor, action: 'leads.import', target: 'leads' }, () =>
        pipeline.takeList({ ...rest, rows: [{ row: 1, fields, key }] }, actor),
      )
    },
  })

  api.route({
    method: 'POST',
    url: '/api/leads/import',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'importLeads',
      summary: 'Take rows of a list in; `pointsman leads import` sends a file in such parts',
      body: requests.importBody,
      response: { 200: schemas.takenView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      return noteRefusal(deps, { actor, action: 'leads.import', target: 'leads' }, () =>
        pipeline.takeList(request.body, actor),
      )
    },
  })
}
