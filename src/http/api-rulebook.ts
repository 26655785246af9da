// Rules and mappings: which version is live, and a new one from files.
import { InputError, NotFoundError } from '../errors.ts'
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { noteRefusal } from './refusals.ts'
import * as requests from './request-schemas.ts'
import * as schemas from './schemas.ts'

/** Room for a table of a million rows, packed, and for all that is written by hand. */
const MOST_BYTES = 64 * 1024 * 1024

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
    errorHandler(error) {
      if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') throw error
      const message =
        'Rules, mappings and packed tables are together more than 64 MB: take out rows or columns of the largest table, or divide it and let one rule ask each part.'
      throw new InputError(message, { code: 'rulebook.too-large', status: 413, cause: error })
    },
    schema: {
      tags,
      operationId: 'publishRulebook',
      summary: 'Make a version of rules and mappings live',
      description:
        'All files of `rulebook/` and `mappings/`, by path. Of a table of territories its text, or its mark `table sha256:<hash>` and a line feed, as the live version shows it. They are checked first; a fault is answered with 422, every fault with its place, and what is live stays.',
      body: requests.publishBody,
      response: { 200: schemas.publishedView, ...schemas.errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      return noteRefusal(deps, { actor, action: 'rulebook.publish', target: 'rulebook' }, () =>
        deps.pipeline.publishFiles(request.body.files, tablesIn(request.body.tables), actor, request.body.comment),
      )
    },
  })
}

function tablesIn(tables: Readonly<Record<string, string>>): Map<string, Uint8Array> {
  return new Map(Object.entries(tables).map(([hash, content]) => [hash, Buffer.from(content, 'base64')]))
}
