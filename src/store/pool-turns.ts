// Turns of pools, summed from the ledger. One statement, so that the sums and the version that guards them are of one moment.
import { sql, type SQL } from 'drizzle-orm'
import type { RawRow } from './database.ts'
import type { Dialect } from './dialect.ts'
import type { PoolTurns } from './store.ts'
import type { Tables } from './tables.ts'

type Sums = [
  pool: string,
  version: number | null,
  member: string | null,
  total: number | string | null,
  lastAt: number | string | null,
]

/** Rows of [pool, version, null, null, null] and of [pool, null, member, total, time of the last lead got]. */
export function poolTurnsQuery({ pools, turns }: Tables, dialect: Dialect, names: readonly string[]): SQL {
  return sql`select ${pools.id}, ${pools.version}, null, null, null from ${pools} where ${dialect.isIn(pools.id, names)}
    union all
    select ${turns.pool}, null, ${turns.member}, sum(${turns.amount}), max(case when ${turns.amount} > 0 then ${turns.at} end)
    from ${turns} where ${dialect.isIn(turns.pool, names)} group by ${turns.pool}, ${turns.member}`
}

/** Every pool that was asked for is in the answer; members by name. */
export function readPoolTurns(
  { turns }: Tables,
  names: readonly string[],
  rows: readonly RawRow[],
): Map<string, PoolTurns> {
  const found = new Map<string, PoolTurns>(names.map((name) => [name, { version: null, members: [] }]))
  for (const [name, version, member, total, lastAt] of rows as Sums[]) {
    const pool = found.get(name)
    if (!pool) continue
    if (member === null) pool.version = Number(version)
    else {
      pool.members.push({
        member,
        total: Number(total),
        lastAt: lastAt === null ? null : (turns.at.mapFromDriverValue(lastAt) as Date),
      })
    }
  }
  for (const { members } of found.values()) members.sort((a, b) => (a.member < b.member ? -1 : 1))
  return found
}
