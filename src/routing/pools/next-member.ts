// Whose turn it is in a pool. Its one rule: nobody gets a lead beyond its share, and of those below theirs the one with the
// fewest leads for its weight is next; the numbers come from the ledger of turns each time, so there is no pointer that could be wrong.
import { hash } from 'node:crypto'
import type { Owner } from '../../lead/account.ts'
import type { Member, Pool } from './pool.ts'
import type { CandidateTrace, PoolTrace } from '../decision.ts'
import type { Question } from '../question.ts'
import type { MemberTurns } from './turns.ts'

export interface Picked {
  owner: Owner | null
  member: string | null
  trace: PoolTrace
}

/** Below this a shortfall is rounding. */
const NOTHING = 1e-9

/**
 * Among members who may take it, shares are counted for them alone: target = (leads they got + 1) × weight / their weights.
 * Of those who got less than their target, the smallest (got + 1) / weight is next; then who waits longest; then the seed says.
 * So with all of them open, nobody is ever a whole lead away from its share: the quota method of apportionment
 * (Balinski and Young, American Mathematical Monthly 82, 1975). The largest shortfall alone would not keep that with many members.
 */
export function nextMember(pool: Pool, question: Question): Picked {
  const turns = new Map<string, MemberTurns>()
  for (const turn of question.turns.get(pool.name) ?? []) turns.set(turn.member, turn)
  const standings = pool.members.map((member) => standingOf(member, turns.get(member.email), question))
  let leads = 1
  let weights = 0
  for (const { refused, total, weight } of standings) {
    if (refused !== null) continue
    leads += total
    weights += weight
  }
  const next = first(standings, (weight) => (leads * weight) / weights, question.seed)
  const candidates = standings.map((standing): CandidateTrace => {
    const { email, weight, owner, refused, total, lastAt } = standing
    const target = refused === null ? (leads * weight) / weights : 0
    const shortfall = refused === null ? target - total : 0
    return {
      member: email,
      ownerId: owner?.crmId ?? null,
      weight,
      total,
      target,
      shortfall: Math.abs(shortfall) > NOTHING ? shortfall : 0,
      lastAt: lastAt && isoText(lastAt),
      refused,
      chosen: standing === next,
    }
  })
  return { owner: next?.owner ?? null, member: next?.email ?? null, trace: { pool: pool.name, candidates } }
}

/** Decisions of one batch share the dates of a ledger, and writing one takes longer than all else about its member. */
const isoTexts = new WeakMap<Date, string>()

function isoText(date: Date): string {
  const known = isoTexts.get(date)
  if (known !== undefined) return known
  const text = date.toISOString()
  isoTexts.set(date, text)
  return text
}

function standingOf({ email, weight }: Member, turn: MemberTurns | undefined, question: Question): Standing {
  const owner = question.owners.byEmail(email)
  const refused = weight === 0 ? 'has weight 0' : refusal(owner, question)
  return { email, weight, owner, refused, total: turn?.total ?? 0, lastAt: turn?.lastAt ?? null }
}

/** Why this owner cannot take the lead, or null. */
export function refusal(owner: Owner | undefined, { excluded }: Question): string | null {
  if (!owner) return 'is no user of this CRM'
  if (!owner.active) return 'is not active in the CRM'
  return excluded.get(owner.crmId) ?? null
}

interface Standing {
  email: string
  weight: number
  owner: Owner | undefined
  refused: string | null
  total: number
  lastAt: Date | null
}

function first(
  standings: readonly Standing[],
  targetOf: (weight: number) => number,
  seed: string,
): Standing | undefined {
  let level: Standing[] = []
  for (const standing of standings) {
    if (standing.refused !== null || targetOf(standing.weight) - standing.total <= NOTHING) continue
    const order = level[0] ? before(standing, level[0]) : -1
    if (order < 0) level = [standing]
    else if (order === 0) level.push(standing)
  }
  if (level.length < 2) return level[0]
  const lots = level.map((standing) => ({ standing, lot: lotOf(seed, standing.email) }))
  return lots.reduce((a, b) => (b.lot < a.lot ? b : a)).standing
}

/** Below 0: a comes first. */
function before(a: Standing, b: Standing): number {
  const load = (a.total + 1) / a.weight - (b.total + 1) / b.weight
  return load === 0 ? (a.lastAt?.getTime() ?? 0) - (b.lastAt?.getTime() ?? 0) : load
}

function lotOf(seed: string, email: string): string {
  return hash('sha256', `${seed}\0${email}`)
}
