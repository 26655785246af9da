// Who keeps a lead that comes back, before the pool is asked. Its one rule: they must be able to take it; if not, the reason is told and the pool
// decides.
import { MINUTE_MS } from '../time.ts'
import { ownerNamed, type NamedOwner } from './named-owner.ts'
import { absenceAt, absenceText } from './pools/absence.ts'
import type { Pool } from './pools/pool.ts'
import { poolClosed, standingsOf, type Asked } from './pools/standing.ts'
import type { Question } from './question.ts'
import type { Sticky } from './rules/rule.ts'

export interface StickyOwner extends NamedOwner {
  /** Their key in the pool; null: they are not in it. */
  member: string | null
}

/** @returns null: there is nobody whom it could stick to */
export function stickyOwner(sticky: Sticky, pool: Pool, question: Question, asked: Asked): StickyOwner | null {
  const { owner, trace } = ownerNamed(sticky.owner === 'previous' ? 'previous owner' : 'account.owner', question)
  if (trace.ownerId === null) return null
  const member = pool.members.find(({ email }) => email === owner?.email)?.email ?? null
  const refused =
    trace.refused ?? tooLongAgo(sticky, question) ?? unable(sticky, pool, member, owner?.email, question, asked)
  return { owner: refused === null ? owner : undefined, member, trace: { ...trace, refused, isSticky: true } }
}

function tooLongAgo({ owner, notOlderThan }: Sticky, { previous, now }: Question): string | null {
  if (owner !== 'previous' || !notOlderThan || !previous) return null
  const isRecent = now.getTime() - previous.until.getTime() <= notOlderThan.minutes * MINUTE_MS
  return isRecent
    ? null
    : `had it until ${previous.until.toISOString().slice(0, 10)}, longer ago than ${notOlderThan.text}`
}

function unable(
  { inPool }: Sticky,
  pool: Pool,
  member: string | null,
  email: string | null | undefined,
  question: Question,
  asked: Asked,
): string | null {
  if (!inPool) {
    const absence = absenceAt(question.absences.get(email ?? ''), question.now)
    return absence ? absenceText(absence) : null
  }
  if (member === null) return `is not in pool ${pool.name}`
  const closed = poolClosed(pool, question, asked)
  if (closed !== null) return `is in pool ${pool.name}, which ${closed}`
  const standing = standingsOf(pool, question, asked).find((one) => one.email === member)
  return standing?.backup === undefined ? (standing?.refused ?? null) : 'is away'
}
