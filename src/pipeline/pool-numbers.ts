// What the fold knows of pools: turns, what was got lately, what is open, who is away. Its one rule: each decision changes them for the next one of
// its batch, so a batch spreads as if its leads came one by one.
import { isOpenStage, type Stage } from '../lead/stage.ts'
import type { Absence } from '../routing/pools/absence.ts'
import { askedNumbers, type AskedNumbers } from '../routing/pools/asked-numbers.ts'
import { afterTurn, type MemberTurns, type Recent, type Turn } from '../routing/pools/turns.ts'
import type { OwnerIndex } from '../routing/question.ts'
import { forGood } from '../store/rows.ts'
import type { Insert, Update } from '../store/store.ts'
import type { Context } from './context.ts'
import type { Rulebook } from './rulebook.ts'

export interface PoolState {
  /** null: the pool never had a turn. */
  version: number | null
  members: Map<string, MemberTurns>
}

export interface PoolNumbers {
  /** What the rulebook asks for. */
  asked: AskedNumbers
  /** By pool, and by `rule <name>` of rules with caps. */
  pools: Map<string, PoolState>
  recent: Map<string, Recent[]>
  /** Owner's CRM id → open leads, of those that are asked for. */
  open: Map<string, number>
  /** By member's address, or `pool <name>`. */
  absences: Map<string, Absence[]>
}

/**
 * @param owners of the CRMs that the leads are written to
 * @param left pools that leads came from, which the rulebook may no longer know: their turns can still be given back
 */
export async function loadPoolNumbers(
  { store, clock }: Context,
  { routing }: Rulebook,
  owners: ReadonlyMap<string, OwnerIndex>,
  now = clock.now(),
  left: Iterable<string> = [],
): Promise<PoolNumbers> {
  const asked = askedNumbers(routing, now)
  // First: what is read after it may be newer than these versions say, and then the commit is refused and all of it read again.
  const turns = await store.poolTurns([...new Set([...asked.ledgers, ...left])])
  const recent = Map.groupBy(await store.recentTurns(asked.recent), ({ pool }) => pool)
  const ids = new Set(
    [...owners.values()].flatMap((index) => asked.openOf.flatMap((email) => index.byEmail(email)?.crmId ?? [])),
  )
  return {
    asked,
    pools: new Map(
      [...turns].map(([pool, { version, members }]) => [
        pool,
        { version, members: new Map(members.map((member) => [member.member, member])) },
      ]),
    ),
    recent: new Map(
      [...recent].map(([pool, rows]) => [
        pool,
        rows.map(({ member, since, leads }) => ({ member, since: since.getTime(), leads })),
      ]),
    ),
    open: new Map([...new Map([...ids].map((id) => [id, 0])), ...(await store.openLeads([...ids]))]),
    absences: await loadAbsences(store, now),
  }
}

/** Those that are not over. */
async function loadAbsences(store: Context['store'], now: Date): Promise<Map<string, Absence[]>> {
  const rows = await store.list('absences', { where: { until: { gt: now } } })
  const bySubject = Map.groupBy(rows, ({ subject }) => subject)
  return new Map(
    [...bySubject].map(([subject, group]) => [
      subject,
      group.map(({ kind, from, until, reason }) => ({
        kind,
        from,
        until: until.getTime() === forGood.getTime() ? null : until,
        reason,
      })),
    ]),
  )
}

/** Writes turns into the ledger, and counts them for the next lead of the batch. */
export function takeTurns(
  world: PoolNumbers & { now: Date },
  turns: readonly Turn[],
  decisionId: string | null,
  newId: () => string,
): { updates: Update[]; inserts: Insert[] } {
  const updates: Update[] = []
  const inserts: Insert[] = []
  for (const [pool, group] of Map.groupBy(turns, (turn) => turn.pool)) {
    const { version, members } = world.pools.get(pool) ?? { version: null, members: new Map<string, MemberTurns>() }
    if (version === null) inserts.push({ table: 'pools', row: { id: pool, version: 1 } })
    else updates.push({ table: 'pools', id: pool, expect: { version }, set: { version: version + 1 } })
    for (const turn of group) {
      members.set(turn.member, afterTurn(members.get(turn.member), turn, world.now))
      inserts.push({ table: 'turns', row: { id: newId(), ...turn, at: world.now, decisionId } })
      countRecent(world, turn)
    }
    world.pools.set(pool, { version: (version ?? 0) + 1, members })
  }
  return { updates, inserts }
}

function countRecent({ recent, asked }: PoolNumbers, turn: Turn): void {
  if (turn.kind !== 'assigned' && turn.kind !== 'fast-track') return
  if (turn.amount <= 0) return
  for (const { pool, since, fastTrack } of asked.recent) {
    if (pool !== turn.pool) continue
    if (turn.kind === 'fast-track' && !fastTrack) continue
    const counted = recent.get(turn.pool) ?? []
    recent.set(turn.pool, counted)
    const known = counted.find((one) => one.member === turn.member && one.since === since.getTime())
    if (known) known.leads += turn.amount
    else counted.push({ member: turn.member, since: since.getTime(), leads: turn.amount })
  }
}

/** @param by +1: it got a lead; -1: it holds one less @param stage of the lead; one that is at an end is not open */
export function countOpen(
  { open }: Pick<PoolNumbers, 'open'>,
  ownerId: string,
  by: 1 | -1,
  stage: Stage | undefined,
): void {
  const before = open.get(ownerId)
  if (before !== undefined && stage !== undefined && isOpenStage(stage)) open.set(ownerId, Math.max(0, before + by))
}
