// What a person says of members and pools between two versions of the rulebook: who is away, who gets nothing new, which pool is paused, and turns
// that are given or taken. Each leaves its audit row in the same commit.
import { InputError, NotFoundError, StaleError } from '../errors.ts'
import type { AbsenceKind } from '../routing/pools/absence.ts'
import { poolKey } from '../routing/pools/standing.ts'
import { forGood, type AbsenceRow } from '../store/rows.ts'
import { didYouMean } from '../yaml-file.ts'
import { audit } from './actions.ts'
import type { Context } from './context.ts'
import type { Actor } from './pipeline.ts'
import { loadPoolNumbers, takeTurns } from './pool-numbers.ts'
import type { Rulebook } from './rulebook.ts'

export interface SaidAbsence {
  kind: AbsenceKind
  /** A member's address, or a pool's name where it is paused. */
  who: string
  /** Default: now. */
  from?: Date | undefined
  /** Default: until somebody ends it. */
  until?: Date | undefined
  reason?: string | undefined
}

/** @throws NotFoundError for who is in no pool, InputError for a time that lies behind */
export async function sayAbsence(context: Context, said: SaidAbsence, actor: Actor): Promise<AbsenceRow> {
  const now = context.clock.now()
  const { kind, from = now, until = forGood, reason = null } = said
  const subject = subjectOf(await context.rulebook(), kind, said.who)
  if (until <= now || until <= from) {
    throw new InputError('It would be over before it begins: give "until" a time that lies ahead.', {
      code: 'absence.over',
    })
  }
  const row: AbsenceRow = { id: context.newId(), kind, subject, from, until, reason, by: actor.name, createdAt: now }
  const detail = { from, until: until.getTime() === forGood.getTime() ? null : until, reason }
  await context.store.commit({
    inserts: [{ table: 'absences', row }, audit(context, actor, `absence.${kind}`, subject, detail)],
  })
  return row
}

/** All of this kind that are not over end now; those that lie ahead never begin. @throws NotFoundError where there is none */
export async function endAbsences(
  context: Context,
  kinds: readonly AbsenceKind[],
  who: string,
  actor: Actor,
): Promise<AbsenceRow[]> {
  const now = context.clock.now()
  const subject = kinds.includes('paused') ? poolKey(who) : who.toLowerCase()
  const rows = await context.store.list('absences', {
    where: { subject, kind: { in: kinds }, until: { gt: now } },
  })
  if (rows.length === 0) {
    throw new NotFoundError(`${who} is not ${kinds.join(' or ')} now, and will not be.`, 'absence.none')
  }
  await context.store.commit({
    updates: rows.map(({ id }) => ({ table: 'absences', id, set: { until: now } })),
    inserts: [audit(context, actor, 'absence.end', subject, { ended: rows.map(({ id }) => id) })],
  })
  return rows.map((row) => ({ ...row, until: now }))
}

/**
 * @param leads more than 0: the member gets so many more before the others; below 0: so many fewer
 * @throws NotFoundError for a pool, or a member of it, that there is not
 */
export async function giveCredit(
  context: Context,
  { pool, member, leads, reason }: { pool: string; member: string; leads: number; reason: string },
  actor: Actor,
): Promise<{ pool: string; member: string; total: number; owed: number }> {
  for (let round = 0; ; round += 1) {
    const rulebook = await context.rulebook()
    const found = rulebook.routing.pools.get(pool)
    if (!found) throw noPool(rulebook, pool)
    const email = member.toLowerCase()
    const emails = found.members.map((one) => one.email)
    if (!emails.includes(email)) {
      throw new NotFoundError(`${member} is no member of pool ${pool}${didYouMean(email, emails)}.`, 'member.unknown')
    }
    const now = context.clock.now()
    const world = { now, ...(await loadPoolNumbers(context, rulebook, new Map(), now)) }
    const turns = takeTurns(world, [{ pool, member: email, kind: 'manual', amount: -leads }], null, context.newId)
    const after = world.pools.get(pool)?.members.get(email)
    try {
      await context.store.commit({
        updates: turns.updates,
        inserts: [...turns.inserts, audit(context, actor, 'turns.give', pool, { member: email, leads, reason })],
      })
      return { pool, member: email, total: after?.total ?? 0, owed: after?.owed ?? 0 }
    } catch (error) {
      // A lead went to this pool at the same moment: the numbers are read again.
      if (!(error instanceof StaleError) || round > 20) throw error
    }
  }
}

function subjectOf(rulebook: Rulebook, kind: AbsenceKind, who: string): string {
  const { pools } = rulebook.routing
  if (kind === 'paused') {
    if (!pools.has(who)) throw noPool(rulebook, who)
    return poolKey(who)
  }
  const email = who.toLowerCase()
  const known = new Set([...pools.values()].flatMap(({ members }) => members.map((member) => member.email)))
  if (!known.has(email)) {
    throw new NotFoundError(`${who} is in no pool of the live rulebook${didYouMean(email, known)}.`, 'member.unknown')
  }
  return email
}

function noPool({ routing }: Rulebook, name: string): NotFoundError {
  return new NotFoundError(`There is no pool "${name}"${didYouMean(name, routing.pools.keys())}.`, 'pools.unknown')
}
