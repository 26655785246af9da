// Accounts that no CRM gives, by import.
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { noteRefusal } from './refusals.ts'
import { absentBody, accountsBody, droppedView, takenAccountsView } from './account-schemas.ts'
import { errors } from './schemas.ts'

export function accountRoutes(api: Api, deps: ApiDeps): void {
  const { pipeline } = deps
  const tags = ['accounts']

  api.route({
    method: 'POST',
    url: '/api/accounts/import',
    config: { role: 'editor' },
    schema: {
      tags,
      operationId: 'importAccounts',
      summary: 'Take accounts of a list in; `pointsman accounts import` sends a file in such parts',
      description:
        'Leads are matched against them at once, beside the accounts of their CRM. Cells are texts, as a file has them. ' +
        'An account that came before, by its id, is changed; all parts of one import say the same `startedAt`.',
      body: accountsBody,
      response: { 200: takenAccountsView, ...errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { list } = request.body
      return noteRefusal(deps, { actor, action: 'accounts.import', target: list }, () =>
        pipeline.takeAccounts(request.body, actor),
      )
    },
  })

  api.route({
    method: 'POST',
    url: '/api/accounts/drop-absent',
    config: { role: 'editor' },
    schema: {
      tags,
      operationId: 'dropAbsentAccounts',
      summary: 'Drop what an import did not bring: after its last part, where the file is the whole list',
      body: absentBody,
      response: { 200: droppedView, ...errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { list } = request.body
      return noteRefusal(deps, { actor, action: 'accounts.drop', target: list }, () =>
        pipeline.dropAbsentAccounts(request.body, actor),
      )
    },
  })
}
