// State of this installation, and who changed what in it.
import type { Where } from '../store/store.ts'
import type { Role } from '../pipeline/pipeline.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { given, newestPage } from './paging.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

export function statusRoutes(api: Api, { store, pipeline }: ApiDeps): void {
  api.route({
    method: 'GET',
    url: '/api/status',
    config: { role: 'viewer' },
    schema: {
      tags: ['status'],
      operationId: 'getStatus',
      summary: 'Ready or not and why, connections, and how many rows are in which state',
      response: { 200: schemas.statusView, ...schemas.errors },
    },
    handler: async () => pipeline.status(),
  })

  api.route({
    method: 'GET',
    url: '/api/audit',
    config: { role: 'admin' },
    schema: {
      tags: ['status'],
      operationId: 'listAudit',
      summary: 'Who changed what, or tried to, newest first',
      querystring: requests.auditQuery,
      response: { 200: schemas.pageOf(schemas.auditView), ...schemas.errors },
    },
    handler: async (request) => {
      const { actor, action, ...paging } = request.query
      const where: Where<'audit'> = given({ actor, action })
      const page = await newestPage(store, 'audit', where, paging)
      return { ...page, items: page.items.map((row) => ({ ...row, role: row.role as Role })) }
    },
  })
}
