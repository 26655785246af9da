// Doubts of matching, for a person to answer.
import type { LeadFields } from '../lead/lead.ts'
import { mayAct } from './auth.ts'
import { maskFields } from './masking.ts'
import type { Actor } from '../pipeline/pipeline.ts'
import type { ReviewRow } from '../store/rows.ts'
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { before, given, pageOf } from './paging.ts'
import { noteRefusal } from './refusals.ts'
import * as requests from './request-schemas.ts'
import { reviewsView, reviewView } from './review-schemas.ts'
import { errors } from './schemas.ts'

export function reviewRoutes(api: Api, deps: ApiDeps): void {
  const { store, pipeline } = deps
  const tags = ['reviews']

  api.route({
    method: 'GET',
    url: '/api/reviews',
    config: { role: 'viewer' },
    schema: {
      tags,
      operationId: 'listReviews',
      summary:
        'Leads whose account, or whose person, is in doubt, newest first, with the candidates and what speaks for each',
      querystring: requests.reviewsQuery,
      response: { 200: reviewsView, ...errors },
    },
    handler: async (request) => {
      const { cursor, limit, state, kind } = request.query
      const rows = await store.list('reviews', {
        where: before(given({ state, kind }), cursor),
        order: [{ by: 'id', direction: 'desc' }],
        limit: limit + 1,
      })
      const { items, next } = pageOf(rows, limit)
      const names = await namesOf(deps, items, actorOf(request))
      return { items: items.map((review) => viewOf(review, names)), next }
    },
  })

  api.route({
    method: 'POST',
    url: '/api/reviews/:id/answer',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'answerReview',
      summary: 'Say which account, or which lead, it is, or that it is none of them',
      description:
        'Of an account: holds from then on for every lead that says the same of its company, and outweighs all scores; the lead gets the ' +
        'account; it keeps its owner, unless `reroute` says otherwise and nobody has begun on it. Of a person: the two leads are merged, and ' +
        'the older one lives on; with none of them the leads are never taken for one, and nobody is asked about them again.',
      params: requests.idParams,
      body: requests.reviewAnswer,
      response: { 200: reviewView, ...errors },
    },
    handler: async (request) => {
      const actor = actorOf(request)
      const { id } = request.params
      const { chosen, reroute } = request.body
      const review = await noteRefusal(deps, { actor, action: 'review.answer', target: id }, () =>
        pipeline.answerReview(id, chosen, actor, reroute),
      )
      return viewOf(review, await namesOf(deps, [review], actor))
    },
  })
}

/** Of accounts and leads, by id. A viewer sees enough of a person to know them again. */
async function namesOf({ store }: ApiDeps, reviews: readonly ReviewRow[], actor: Actor): Promise<Map<string, string>> {
  const idsOf = (kind: ReviewRow['kind']): string[] => [
    ...new Set(
      reviews.filter((review) => review.kind === kind).flatMap(({ candidates }) => candidates.map(({ id }) => id)),
    ),
  ]
  const [accountIds, leadIds] = [idsOf('account'), idsOf('person')]
  const accounts = accountIds.length === 0 ? [] : await store.list('accounts', { where: { id: { in: accountIds } } })
  const leads = leadIds.length === 0 ? [] : await store.list('leads', { where: { id: { in: leadIds } } })
  const seen = (fields: LeadFields): LeadFields => (mayAct(actor, 'operator') ? fields : maskFields(fields))
  return new Map([
    ...accounts.map(({ id, name }) => [id, name] as const),
    ...leads.map(({ id, fields }) => [id, nameOf(seen(fields))] as const),
  ])
}

function nameOf({ firstName, lastName, email, company }: LeadFields): string {
  const name = [firstName, lastName].filter(Boolean).join(' ')
  return [name, email, company].filter(Boolean).join(', ')
}

function viewOf({ candidates, ...review }: ReviewRow, names: ReadonlyMap<string, string>) {
  return {
    ...review,
    candidates: candidates.map(({ id, class: letter, bits, evidence }) => ({
      id,
      name: names.get(id) ?? null,
      class: letter ?? null,
      bits,
      evidence,
    })),
  }
}
