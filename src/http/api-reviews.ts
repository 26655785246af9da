// Doubts of matching, for a person to answer.
import type { AccountRow, ReviewRow } from '../store/rows.ts'
import { actorOf } from './auth.ts'
import type { Api, ApiDeps } from './api-deps.ts'
import { before, pageOf } from './paging.ts'
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
      summary: 'Leads whose account is in doubt, newest first, with the candidates and what speaks for each',
      querystring: requests.reviewsQuery,
      response: { 200: reviewsView, ...errors },
    },
    handler: async (request) => {
      const { cursor, limit, state } = request.query
      const rows = await store.list('reviews', {
        where: before({ state }, cursor),
        order: [{ by: 'id', direction: 'desc' }],
        limit: limit + 1,
      })
      const { items, next } = pageOf(rows, limit)
      const accounts = await accountsOf(deps, items)
      return { items: items.map((review) => viewOf(review, accounts)), next }
    },
  })

  api.route({
    method: 'POST',
    url: '/api/reviews/:id/answer',
    config: { role: 'operator' },
    schema: {
      tags,
      operationId: 'answerReview',
      summary: 'Say which account it is, or that it is none of them',
      description:
        'Holds from then on for every lead that says the same of its company, and outweighs all scores. ' +
        'The lead gets the account; it keeps its owner, unless `reroute` says otherwise and nobody has begun on it.',
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
      return viewOf(review, await accountsOf(deps, [review]))
    },
  })
}

async function accountsOf({ store }: ApiDeps, reviews: readonly ReviewRow[]): Promise<Map<string, AccountRow>> {
  const ids = [...new Set(reviews.flatMap(({ candidates }) => candidates.map(({ id }) => id)))]
  const accounts = ids.length === 0 ? [] : await store.list('accounts', { where: { id: { in: ids } } })
  return new Map(accounts.map((account) => [account.id, account]))
}

function viewOf({ candidates, ...review }: ReviewRow, accounts: ReadonlyMap<string, AccountRow>) {
  return {
    ...review,
    candidates: candidates.map(({ id, class: letter, bits, evidence }) => ({
      id,
      name: accounts.get(id)?.name ?? null,
      class: letter ?? null,
      bits,
      evidence,
    })),
  }
}
