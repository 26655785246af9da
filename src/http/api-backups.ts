// A backup while the server runs.
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { noteRefusal } from './refusals.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

export function backupRoutes(api: Api, deps: ApiDeps): void {
  api.route({
    method: 'POST',
    url: '/api/backups',
    config: { role: 'admin' },
    schema: {
      tags: ['status'],
      operationId: 'makeBackup',
      summary: 'Copy the database while it runs',
      description:
        'Into the folder `backups` of the data folder. SQLite only; answers 409 on PostgreSQL, which has tools of its own.',
      body: requests.backupBody,
      response: { 200: schemas.backupView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { keep } = request.body
      return noteRefusal(deps, { actor, action: 'backup', target: 'store' }, () =>
        deps.pipeline.makeBackup(keep ?? null, actor),
      )
    },
  })
}
