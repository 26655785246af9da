// Whose turn it is in a pool. Its one rule: the one who is furthest below its share is next; the numbers come from the
// ledger of turns each time, so there is no pointer that could be wrong.
import { createHash } from 'node:crypto'
import type { Owner } from '../lead/account.ts'
import type { Pool } from './book.ts'
import type { CandidateTrace, PoolTrace } from './decision.ts'
import type { Question } from './question.ts'

export interface Picked {
  owner: Owner | null
  member: string | null
  trace: PoolTrace
}

/**
 * Among members who may take it, shares are counted for them alone: target = (leads they got + 1) × weight / their weights.
 * The largest shortfall (target less what it got) is next; then who waits longest; then the seed says.
 */
export function nextMember(pool: Pool, question: Question): Picked {
  const turns = new Map((question.turns.get(pool.name) ?? []).map((turn) => [turn.member, turn]))
  const candidates = pool.members.map(({ email, weight }) => {
    const owner = question.owners.byEmail(email)
    const refused = weight === 0 ? 'has weight 0' : refusal(owner, question)
    const turn = turns.get(email)
    return { email, weight, owner, refused, total: turn?.total ?? 0, lastAt: turn?.lastAt ?? null }
  })
  const open = candidates.filter(({ refused }) => refused === null)
  const leads = open.reduce((sum, { total }) => sum + total, 0) + 1
  const weights = open.reduce((sum, { weight }) => sum + weight, 0)
  const ranked = open
    .map((candidate) => {
      const target = (leads * candidate.weight) / weights
      return { ...candidate, target, shortfall: target - candidate.total }
    })
    .toSorted(
      (a, b) =>
        b.shortfall - a.shortfall ||
        (a.lastAt?.getTime() ?? -Infinity) - (b.lastAt?.getTime() ?? -Infinity) ||
        (lot(question.seed, a.email) < lot(question.seed, b.email) ? -1 : 1),
    )
  const first = ranked[0]
  const traces = candidates.map((candidate): CandidateTrace => {
    const place = ranked.find(({ email }) => email === candidate.email)
    return {
      member: candidate.email,
      ownerId: candidate.owner?.crmId ?? null,
      weight: candidate.weight,
      total: candidate.total,
      target: place?.target ?? 0,
      shortfall: place?.shortfall ?? 0,
      lastAt: candidate.lastAt?.toISOString() ?? null,
      refused: candidate.refused,
      chosen: candidate.email === first?.email,
    }
  })
  return {
    owner: first?.owner ?? null,
    member: first?.email ?? null,
    trace: { pool: pool.name, candidates: traces },
  }
}

/** Why this owner cannot take the lead, or null. */
export function refusal(owner: Owner | undefined, { excluded }: Question): string | null {
  if (!owner) return 'is no user of this CRM'
  if (!owner.active) return 'is not active in the CRM'
  return excluded.get(owner.crmId) ?? null
}

function lot(seed: string, email: string): string {
  return createHash('sha256').update(`${seed}\0${email}`).digest('hex')
}
