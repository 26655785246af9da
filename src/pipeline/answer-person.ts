// What a person says about two leads that could be one. Its one rule: the same means one lead from now on, none of them means never asked again.
import { InputError } from '../errors.ts'
import type { MatchAnswerRow, ReviewRow } from '../store/rows.ts'
import type { ChangeSet, Update, Upsert } from '../store/store.ts'
import { audit, change } from './actions.ts'
import type { Context } from './context.ts'
import { mergePeople } from './merge-people.ts'
import type { Actor } from './pipeline.ts'
import { timeline } from './timeline.ts'

/** How far merges are followed to the lead that a candidate lives on in. */
const MOST_MERGES = 20

/** @param chosen lead that it is; null: none of the candidates. @throws InputError, NotFoundError, ConflictError */
export async function answerPerson(
  context: Context,
  review: ReviewRow,
  chosen: string | null,
  actor: Actor,
): Promise<ReviewRow> {
  const now = context.clock.now()
  const set = {
    state: chosen === null ? ('rejected' as const) : ('accepted' as const),
    chosen,
    decidedBy: actor.name,
    decidedAt: now,
  }
  const answered: Update = { table: 'reviews', id: review.id, expect: { state: 'open' }, set }
  const told = audit(context, actor, 'review.answer', review.id, { leadId: review.leadId, chosen })
  if (chosen === null) await change(context, await toldApart(context, review, actor, answered, told))
  else {
    if (!review.candidates.some(({ id }) => id === chosen)) {
      throw new InputError(`Lead ${chosen} is none of the candidates: merge them by hand instead.`, {
        code: 'review.no-candidate',
        status: 422,
      })
    }
    const [older, younger] = await inOrder(context, review.leadId, chosen)
    const changes = { updates: [answered], inserts: [told] }
    await mergePeople(context, younger, older, false, actor, { reviewId: review.id, changes })
  }
  return { ...review, ...set }
}

/** The lead that came first lives on: it has the longer story. */
async function inOrder(context: Context, one: string, other: string): Promise<[string, string]> {
  const [a, b] = [await livingLead(context, one), await livingLead(context, other)]
  const rows = await context.store.list('leads', { where: { id: { in: [a, b] } } })
  const [first, second] = rows.toSorted(
    (x, y) => x.receivedAt.getTime() - y.receivedAt.getTime() || (x.id < y.id ? -1 : 1),
  )
  return [first?.id ?? a, second?.id ?? b]
}

async function livingLead({ store }: Context, id: string): Promise<string> {
  let living = id
  for (let step = 0; step < MOST_MERGES; step += 1) {
    const into = (await store.find('leads', living))?.mergedInto
    if (!into) break
    living = into
  }
  return living
}

async function toldApart(
  context: Context,
  { id: reviewId, leadId, candidates }: ReviewRow,
  actor: Actor,
  answered: Update,
  told: NonNullable<ChangeSet['inserts']>[number],
): Promise<ChangeSet> {
  const { store, clock, newId } = context
  const pairs = candidates.map(({ id }): [string, string] => (id < leadId ? [id, leadId] : [leadId, id]))
  const known = await store.list('matchAnswers', {
    where: {
      kind: 'person',
      left: { in: pairs.map(([left]) => left) },
      right: { in: pairs.map(([, right]) => right) },
    },
  })
  return {
    updates: [answered],
    upserts: pairs.map(([left, right]): Upsert => {
      const before = known.find((row) => row.left === left && row.right === right)
      const row: MatchAnswerRow = {
        id: before?.id ?? newId(),
        kind: 'person',
        left,
        right,
        same: false,
        by: actor.name,
        at: clock.now(),
      }
      return { table: 'matchAnswers', row }
    }),
    inserts: [
      ...timeline({
        id: newId(),
        leadId,
        at: clock.now(),
        step: 'reviewed',
        text: `${actor.name} said that it is none of the people it was likely to be.`,
        data: { reviewId, candidates: candidates.map(({ id }) => id) },
      }),
      told,
    ],
  }
}
