// Whose turn it is in a pool. Its one rule: the numbers come from the ledger of turns each time, so there is no pointer that could be wrong, and
// the trace holds every number that was compared.
import type { Owner } from '../../lead/account.ts'
import type { CandidateTrace, PoolTrace } from '../decision.ts'
import type { Question } from '../question.ts'
import { levelled } from './level.ts'
import { fitOf, NOTHING, pick } from './pick.ts'
import type { Pool } from './pool.ts'
import { openOf, poolClosed, standingsOf, type Asked, type Standing } from './standing.ts'
import type { Turn } from './turns.ts'

export interface Picked {
  owner: Owner | null
  member: string | null
  /** What the ledger must say first, so that the numbers of the trace are its sums. */
  entries: Turn[]
  trace: PoolTrace
}

export function nextMember(pool: Pool, question: Question, asked: Asked = { fastTrack: false }): Picked {
  const closed = poolClosed(pool, question, asked)
  if (closed !== null) {
    return { owner: null, member: null, entries: [], trace: { pool: pool.name, closed, candidates: [] } }
  }
  const standings = standingsOf(pool, question, asked)
  const sharesByTurn = pool.method === 'round-robin' || pool.method === 'best-fit'
  const entries = sharesByTurn ? levelled(pool, standings, question.now) : []
  const able = standings.filter(({ refused }) => refused === null)
  const next = pick(pool, able, question)
  const trace: PoolTrace = {
    pool: pool.name,
    ...(pool.method === 'round-robin' ? {} : { method: pool.method }),
    ...(entries.length === 0
      ? {}
      : { levelled: entries.map(({ member, kind, amount }) => ({ member, kind, amount })) }),
    candidates: candidatesOf(pool, standings, next, question),
  }
  return { owner: next?.owner ?? null, member: next?.email ?? null, entries: next ? entries : [], trace }
}

function candidatesOf(
  pool: Pool,
  standings: readonly Standing[],
  next: Standing | undefined,
  question: Question,
): CandidateTrace[] {
  let leads = 1
  let weights = 0
  for (const { refused, total, weight } of standings) {
    if (refused !== null) continue
    leads += total
    weights += weight
  }
  return standings.map((standing): CandidateTrace => {
    const { email, weight, owner, refused, total, lastAt } = standing
    const target = refused === null ? (leads * weight) / weights : 0
    const shortfall = refused === null ? target - total : 0
    const candidate: CandidateTrace = {
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
    if (standing.backup !== undefined) candidate.backup = standing.backup
    if (pool.method === 'least-loaded' && refused === null) candidate.open = openOf(owner, question)
    if (pool.method === 'best-fit' && refused === null) candidate.fit = fitOf(pool, standing, question)
    return candidate
  })
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
