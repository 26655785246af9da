// A person asks to be forgotten. The address comes in the body, never in a path or a log.
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { noteRefusal } from './refusals.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

export function peopleRoutes(api: Api, deps: ApiDeps): void {
  api.route({
    method: 'POST',
    url: '/api/people/forget',
    config: { role: 'admin' },
    schema: {
      tags: ['leads'],
      operationId: 'forgetPerson',
      summary: 'Erase a person everywhere',
      description: 'By e-mail address. With `dryRun: true` it only counts. See docs/privacy.md for what stays.',
      body: requests.forgetBody,
      response: { 200: schemas.forgottenView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { email, dryRun } = request.body
      return noteRefusal(deps, { actor, action: 'person.forget', target: 'person' }, () =>
        deps.pipeline.forgetPerson(email, dryRun, actor),
      )
    },
  })
}
