// What a person says about a doubt. Its one rule: it is written down with who and when, it outweighs all scores from then on, and it can be said
// otherwise later.
import { ConflictError, InputError, NotFoundError } from '../errors.ts'
import { accountQuery } from '../matching/accounts/query.ts'
import type { MatchAnswerRow, ReviewRow } from '../store/rows.ts'
import type { ChangeSet, Upsert } from '../store/store.ts'
import { audit, change } from './actions.ts'
import { answerPerson } from './answer-person.ts'
import type { Context } from './context.ts'
import { answerKey, mayBelongTo } from './find-accounts.ts'
import { leadFromRow, leadUpdate } from './lead-row.ts'
import type { Actor } from './pipeline.ts'
import { timeline } from './timeline.ts'

/** @param chosen id of an account, or of a lead; null: none of them. @throws NotFoundError, ConflictError, InputError */
export async function answerReview(
  context: Context,
  id: string,
  chosen: string | null,
  actor: Actor,
): Promise<ReviewRow> {
  const { store, clock, newId } = context
  const review = await store.find('reviews', id)
  if (!review) throw new NotFoundError(`There is no review ${id}.`)
  if (review.state !== 'open') {
    throw new ConflictError(`Review ${id} is ${review.state}: only an open one can be answered.`, 'review.not-open')
  }
  if (review.kind === 'person') return answerPerson(context, review, chosen, actor)
  const row = await store.find('leads', review.leadId)
  if (!row) throw new NotFoundError(`There is no lead ${review.leadId} any more.`)
  const account = chosen === null ? undefined : await store.find('accounts', chosen)
  if (chosen !== null && (!account || !mayBelongTo(account, row.crm))) {
    throw new InputError(
      `There is no account ${chosen} in ${row.crm}: give the id of a candidate, or of any account there.`,
      {
        code: 'review.no-account',
        status: 422,
      },
    )
  }
  const now = clock.now()
  const set = {
    state: account ? ('accepted' as const) : ('rejected' as const),
    chosen,
    decidedBy: actor.name,
    decidedAt: now,
  }
  const lead = leadFromRow(row)
  const after = { ...lead, version: lead.version + 1, accountId: account?.id ?? lead.accountId, updatedAt: now }
  const changes: ChangeSet = {
    updates: [{ table: 'reviews', id, expect: { state: 'open' }, set }, leadUpdate(lead, after)],
    upserts: await answers(context, review, row.fields, account?.id ?? null, actor),
    inserts: [
      ...timeline({
        id: newId(),
        leadId: lead.id,
        at: now,
        step: 'reviewed',
        text: account
          ? `${actor.name} said that it belongs to the account ${account.name}.`
          : `${actor.name} said that it belongs to none of the accounts that were likely.`,
        data: { reviewId: id, accountId: account?.id ?? null },
      }),
      audit(context, actor, 'review.answer', id, { leadId: lead.id, chosen }),
    ],
  }
  await change(context, changes)
  return { ...review, ...set }
}

/** What holds from then on for all who say the same of their company. */
async function answers(
  context: Context,
  review: ReviewRow,
  fields: Parameters<typeof accountQuery>[0],
  chosen: string | null,
  actor: Actor,
): Promise<Upsert[]> {
  const left = answerKey(accountQuery(fields, (await context.rulebook()).accounts))
  if (left === undefined) return []
  const { store, clock, newId } = context
  const said = chosen === null ? review.candidates.map(({ id }) => [id, false] as const) : [[chosen, true] as const]
  const known = await store.list('matchAnswers', { where: { kind: 'account', left } })
  return said.map(([right, same]): Upsert => {
    const row: MatchAnswerRow = {
      id: known.find((answer) => answer.right === right)?.id ?? newId(),
      kind: 'account',
      left,
      right,
      same,
      by: actor.name,
      at: clock.now(),
    }
    return { table: 'matchAnswers', row }
  })
}
