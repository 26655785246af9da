// Questions for a person: could this be that account, or that lead? Its one rule: one open question per lead and kind, and it ends by itself
// when the answer is known otherwise.
import type { AccountMatch } from '../matching/accounts/match.ts'
import type { ReviewCandidate, ReviewKind, ReviewRow } from '../store/rows.ts'
import type { ChangeSet } from '../store/store.ts'
import type { World } from './world.ts'

/** What is asked; null: nothing, and what was asked before is settled. */
interface Question {
  why: string
  candidates: ReviewCandidate[]
}

export const reviewKey = (leadId: string, kind: ReviewKind): string => `${leadId} ${kind}`

export function accountReview(world: World, leadId: string, match: AccountMatch, newId: () => string): ChangeSet {
  if (match.kind !== 'unsure') return ask(world, leadId, 'account', null, newId)
  const candidates = match.candidates
    .filter(({ band }) => band !== 'none')
    .map(({ accountId, class: letter, bits, contributions }) => ({
      id: accountId,
      class: letter,
      bits,
      evidence: contributions.map(({ field, level, bits: each }) => ({ field, level, bits: each })),
    }))
  return ask(world, leadId, 'account', { why: match.why, candidates }, newId)
}

export function ask(
  world: World,
  leadId: string,
  kind: ReviewKind,
  question: Question | null,
  newId: () => string,
): ChangeSet {
  const key = reviewKey(leadId, kind)
  const open = world.openReviews.get(key)
  if (question === null) {
    if (!open) return {}
    world.openReviews.delete(key)
    return { updates: [{ table: 'reviews', id: open.id, expect: { state: 'open' }, set: { state: 'superseded' } }] }
  }
  if (open) {
    if (sameIds(open.candidates, question.candidates)) return {}
    world.openReviews.set(key, { ...open, ...question })
    return { updates: [{ table: 'reviews', id: open.id, expect: { state: 'open' }, set: question }] }
  }
  const row: ReviewRow = {
    id: newId(),
    kind,
    leadId,
    state: 'open',
    ...question,
    chosen: null,
    decidedBy: null,
    decidedAt: null,
    createdAt: world.now,
  }
  world.openReviews.set(key, row)
  return { inserts: [{ table: 'reviews', row }] }
}

function sameIds(a: readonly ReviewCandidate[], b: readonly ReviewCandidate[]): boolean {
  return a.length === b.length && a.every(({ id }, at) => id === b[at]?.id)
}
