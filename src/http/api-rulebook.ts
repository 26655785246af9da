// Rules and mappings: which version is live, and a new one from files.
import { NotFoundError } from '../errors.ts'
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { noteRefusal } from './refusals.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

/** Room for the largest territories and mappings. */
const MOST_BYTES = 16 * 1024 * 1024

export function rulebookRoutes(api: Api, deps: ApiDeps): void {
  const tags = ['rulebook']

  api.route({
    method: 'GET',
    url: '/api/rulebook',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'getRulebook',
      summary: 'The live version of rules and mappings, with its files',
      response: { 200: schemas.rulebookView, ...schemas.errors },
    },
    handler: async () => {
      const live = await deps.store.find('settings', 'rulebook.live')
      const row = live && (await deps.store.find('rulebooks', String(live.value)))
      if (!row) throw new NotFoundError('No rulebook is live yet.', 'rulebook.none')
      return { rulebook: row.id, publishedAt: row.publishedAt, publishedBy: row.publishedBy, files: row.files }
    },
  })

  api.route({
    method: 'POST',
    url: '/api/rulebook/publish',
    config: { role: 'editor' },
    bodyLimit: MOST_BYTES,
    schema: {
      tags,
      operationId: 'publishRulebook',
      summary: 'Make a version of rules and mappings live',
      description:
        'All files of `rulebook/` and `mappings/`, by path. They are checked first; a fault is answered with 422, every fault with its place, and what is live stays.',
      body: requests.publishBody,
      response: { 200: schemas.publishedView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      return noteRefusal(deps, { actor, action: 'rulebook.publish', target: 'rulebook' }, () =>
        deps.pipeline.publishFiles(request.body.files, actor),
      )
    },
  })
}
