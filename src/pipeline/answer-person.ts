// What a person says about two leads that could be one. Its one rule: the same means one lead from now on, none of them means never asked again.
import { InputError } from '../errors.ts'
import type { MatchAnswerRow, ReviewRow } from '../store/rows.ts'
import type { ChangeSet, Update, Upsert } from '../store/store.ts'
import { audit, change } from './actions.ts'
import type { Context } from './context.ts'
import { livingIn, readLiving } from './living-lead.ts'
import { mergePeople } from './merge-people.ts'
import type { Actor } from './pipeline.ts'
import { timeline } from './timeline.ts'

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
  const leads = await readLiving(context, [one, other])
  const [a, b] = [livingIn(leads, one), livingIn(leads, other)]
  const [first, second] = [a, b]
    .flatMap((id) => leads.get(id) ?? [])
    .toSorted((x, y) => x.receivedAt.getTime() - y.receivedAt.getTime() || (x.id < y.id ? -1 : 1))
  return [first?.id ?? a, second?.id ?? b]
}

/** Left and right of answers: the two as they were asked about, and the leads that they live on in. */
async function pairsOf(context: Context, { leadId, candidates }: ReviewRow): Promise<[string, string][]> {
  const leads = await readLiving(context, [leadId, ...candidates.map(({ id }) => id)])
  const pairs = candidates
    .flatMap(({ id }) => [
      [leadId, id],
      [livingIn(leads, leadId), livingIn(leads, id)],
    ])
    .map((pair) => pair.toSorted() as [string, string])
    .filter(([left, right]) => left !== right)
  return [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()]
}

async function toldApart(
  context: Context,
  review: ReviewRow,
  actor: Actor,
  answered: Update,
  told: NonNullable<ChangeSet['inserts']>[number],
): Promise<ChangeSet> {
  const { store, clock, newId } = context
  const { id: reviewId, leadId, candidates } = review
  const pairs = await pairsOf(context, review)
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
