// Two leads that are one person, put together by hand and taken apart again.
import { z } from 'zod'
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { noteRefusal } from './refusals.ts'
import * as requests from './request-schemas.ts'
import { errors, id, text } from './schemas.ts'

const value = z.unknown().describe('Text or number; null: none')
const mergeView = z.object({
  survivorId: id,
  otherId: id,
  mergeId: text.describe('null: only planned'),
  lines: z.array(
    z.object({
      field: z.string(),
      won: z.enum(['survivor', 'other', 'same']),
      value,
      before: z.object({ survivor: value, other: value }),
      strategy: text.describe('null: not a field with a strategy'),
      why: z.string(),
    }),
  ),
  also: z.array(z.string()).describe('What else happens, in sentences'),
})
const undoneView = z.object({
  mergeId: id,
  survivorId: id,
  otherId: id,
  kept: z.array(z.string()).describe('What came after the merge and stays, or could not be given back'),
})

export function mergeRoutes(api: Api, deps: ApiDeps): void {
  const tags = ['leads']

  api.route({
    method: 'POST',
    url: '/api/leads/:id/merge',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'mergeLead',
      summary: 'Merge a lead into another: first as a plan, then for good',
      description:
        'Each field keeps the value that its strategy says. The lead of the path ends and lives on in `into`: its addresses lead there, its ' +
        'promise and the writes that wait end. In the CRM nothing is merged. It can be taken back.',
      params: requests.idParams,
      body: requests.mergeBody,
      response: { 200: mergeView, ...errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { id: target } = request.params
      const { into, plan } = request.body
      return noteRefusal(deps, { actor, action: 'lead.merge', target }, () =>
        deps.pipeline.mergePeople(target, into, plan, actor),
      )
    },
  })

  api.route({
    method: 'POST',
    url: '/api/merges/:id/undo',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'undoMerge',
      summary: 'Take a merge back: both leads are there again',
      description:
        'By the id of the merge, or of the lead that was merged into another. What was said since stays with the lead that lived on; the two ' +
        'are never taken for one again.',
      params: requests.idParams,
      response: { 200: undoneView, ...errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { id: target } = request.params
      return noteRefusal(deps, { actor, action: 'lead.unmerge', target }, () =>
        deps.pipeline.unmergePeople(target, actor),
      )
    },
  })
}
