// What pools need to know of their members: sums of the ledger, what was got since a time, what is open. The sums are kept by the database with
// each turn, so that a ledger of years costs no more than one of a day; the version that guards them is read in the same statement.
import { sql, type SQL } from 'drizzle-orm'
import { endStages } from '../lead/stage.ts'
import type { Codec } from './codec.ts'
import { encodeValue } from './codec.ts'
import type { RawRow } from './database.ts'
import type { Dialect } from './dialect.ts'
import type { PoolTurns, RecentTurns, SinceWhen } from './store.ts'
import type { Tables } from './tables.ts'

type Sums = [
  pool: string,
  version: number | null,
  member: string | null,
  total: number | string | null,
  owed: number | string | null,
  lastAt: number | string | null,
]

/** Rows of [pool, version, null …] and of [pool, null, member, total, owed, time of the last lead got]. */
export function poolTurnsQuery({ pools, poolMembers }: Tables, dialect: Dialect, names: readonly string[]): SQL {
  return sql`select ${pools.id}, ${pools.version}, null, null, null, null from ${pools} where ${dialect.isIn(pools.id, names)}
    union all
    select ${poolMembers.pool}, null, ${poolMembers.member}, ${poolMembers.total}, ${poolMembers.owed}, ${poolMembers.lastAt}
    from ${poolMembers} where ${dialect.isIn(poolMembers.pool, names)}`
}

/** Every pool that was asked for is in the answer; members by name. */
export function readPoolTurns(
  { poolMembers }: Tables,
  names: readonly string[],
  rows: readonly RawRow[],
): Map<string, PoolTurns> {
  const found = new Map<string, PoolTurns>(names.map((name) => [name, { version: null, members: [] }]))
  for (const [name, version, member, total, owed, lastAt] of rows as Sums[]) {
    const pool = found.get(name)
    if (!pool) continue
    if (member === null) pool.version = Number(version)
    else {
      pool.members.push({
        member,
        total: Number(total),
        owed: Number(owed),
        lastAt: lastAt === null ? null : (poolMembers.lastAt.mapFromDriverValue(lastAt) as Date),
      })
    }
  }
  for (const { members } of found.values()) members.sort((a, b) => (a.member < b.member ? -1 : 1))
  return found
}

/** Leads only: what was given back, or is no lead, counts to no cap. Of what the fast track brought, where the pool counts it. */
export function recentTurnsQuery(turns: Codec, asked: readonly SinceWhen[]): SQL {
  const parts = asked.map(({ pool, since, fastTrack }, at) => {
    const kinds = fastTrack ? sql`kind in ('assigned', 'fast-track')` : sql`kind = 'assigned'`
    const from = sql`${sql.param(encodeValue(turns.column('at'), since))}`
    return sql`select ${sql.raw(String(at))} as place, member, count(*) from turns where pool = ${pool} and at >= ${from} and ${kinds} group by member`
  })
  return sql.join(parts, sql` union all `)
}

export function readRecentTurns(asked: readonly SinceWhen[], rows: readonly RawRow[]): RecentTurns[] {
  return (rows as [number, string, number | string][]).flatMap(([place, member, leads]) => {
    const from = asked[place]
    return from ? [{ pool: from.pool, since: from.since, member, leads: Number(leads) }] : []
  })
}

/** Held now, and not yet at an end: sales still works on it, or should. */
export function openLeadsQuery({ assignments, leads }: Tables, dialect: Dialect, ownerIds: readonly string[]): SQL {
  return sql`select ${assignments.ownerId}, count(*) from ${assignments} join ${leads} on ${leads.id} = ${assignments.leadId}
    where ${dialect.isIn(assignments.ownerId, ownerIds)} and ${assignments.endedAt} is null
    and not ${dialect.isIn(leads.stage, endStages)} group by ${assignments.ownerId}`
}
