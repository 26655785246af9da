// The store itself, written once: it builds statements and hands them to a database, which runs each list of them whole or not at all.
import { eq, sql, type SQL } from 'drizzle-orm'
import { stepsOf } from './changes.ts'
import { claimDue, claimWrites, freeAll, renewLease, workTables, type WorkTable } from './claims.ts'
import { createCodecs, decodeRows } from './codec.ts'
import type { Database, QueryStep, RawRow } from './database.ts'
import { createReading } from './reading.ts'
import { openLeadsQuery, poolTurnsQuery, readPoolTurns, readRecentTurns, recentTurnsQuery } from './pool-turns.ts'
import type { DeliveryRow, EventRow, ReplyRow, Rows, SyncRow } from './rows.ts'
import { endLeases, takeLeaseQuery } from './singleton-lease.ts'
import type { ChangeSet, Claim, RecentTurns, SinceWhen, Store } from './store.ts'

export function createStore(database: Database): Store {
  const { dialect, tables } = database
  const codecs = createCodecs(tables)

  async function run(statements: readonly SQL[]): Promise<RawRow[]> {
    const results = await database.transact(
      statements.map((statement): QueryStep => ({ kind: 'query', sql: statement })),
    )
    return results.at(-1) ?? []
  }

  async function claimOldest<K extends 'deliveries' | 'events' | 'replies'>(
    table: K,
    claim: Claim,
  ): Promise<Rows[K][]> {
    const rows = decodeRows(codecs, table, await run([claimDue(codecs[table], table, dialect, claim)]))
    // An update answers in no order.
    return rows.toSorted((a, b) => a.nextAt.getTime() - b.nextAt.getTime() || byText(a.id, b.id))
  }

  const own = createReading(codecs, database, database.read)

  return {
    ...own,
    aside: database.readAside ? createReading(codecs, database, database.readAside) : own,
    dialect: dialect.name,
    place: database.place,

    async insertDeliveries(rows: readonly DeliveryRow[]) {
      const fault = database.intakeFault?.()
      if (fault) throw fault
      const codec = codecs.deliveries
      // Two nodes that get the same deliveries lock their keys in one order.
      const ordered = rows.toSorted(
        (a, b) => byText(a.connection, b.connection) || byText(a.deliveryKey, b.deliveryKey),
      )
      const encoded = ordered.map((row) => codec.encode(row))
      const [inserted = []] = await database.transact([{ kind: 'insert', codec, rows: encoded, conflict: 'ignore' }])
      const isNew = new Set(inserted.map(([id]) => id))
      return rows.map((row) => ({ duplicate: !isNew.has(row.id) }))
    },

    async commit(changes: ChangeSet) {
      const steps = stepsOf(tables, codecs, changes)
      if (steps.length > 0) await database.transact(steps)
    },

    async poolTurns(pools: readonly string[]) {
      return readPoolTurns(tables, pools, await database.read(poolTurnsQuery(tables, dialect, pools)))
    },

    async recentTurns(asked: readonly SinceWhen[]) {
      const found: RecentTurns[] = []
      for (let from = 0; from < asked.length; from += MOST_AT_ONCE) {
        const some = asked.slice(from, from + MOST_AT_ONCE)
        found.push(...readRecentTurns(some, await database.read(recentTurnsQuery(codecs.turns, some))))
      }
      return found
    },

    async openLeads(ownerIds: readonly string[]) {
      if (ownerIds.length === 0) return new Map()
      const rows = await database.read(openLeadsQuery(tables, dialect, ownerIds))
      return new Map(rows.map(([owner, count]) => [String(owner), Number(count)]))
    },

    claimDeliveries: (claim: Claim): Promise<DeliveryRow[]> => claimOldest('deliveries', claim),
    claimEvents: (claim: Claim): Promise<EventRow[]> => claimOldest('events', claim),

    claimReplies: (claim: Claim): Promise<ReplyRow[]> => claimOldest('replies', claim),

    async claimSyncs(connection: string, claim: Claim): Promise<SyncRow[]> {
      const rows = decodeRows(codecs, 'syncs', await run(claimWrites(codecs.syncs, dialect, connection, claim)))
      return rows.toSorted((a, b) => byText(a.leadId, b.leadId) || a.seq - b.seq || byText(a.id, b.id))
    },

    async renewClaim(table: WorkTable, claimId: string, leaseUntil: Date) {
      return (await run([renewLease(codecs[table], table, claimId, leaseUntil)])).length
    },

    async freeClaims() {
      // On PostgreSQL other processes may be at work: there only time frees a claim.
      if (dialect.name === 'sqlite')
        await run([...workTables.map((table) => freeAll(codecs[table], table)), endLeases(codecs.leases)])
    },

    async takeLease(name: string, holder: string, now: Date, until: Date) {
      const [row] = await run([takeLeaseQuery(codecs.leases, { name, holder, now, until })])
      return row && Number(row[0])
    },

    async ping() {
      const fault = database.intakeFault?.()
      if (fault) throw fault
      // A real write: a full disk still lets us read.
      const row = { id: PING, holder: PING, fence: 0, until: new Date(0) }
      const codec = codecs.leases
      await database.transact([
        { kind: 'insert', codec, rows: [codec.encode(row)], conflict: 'replace' },
        { kind: 'query', sql: sql`delete from ${tables.leases} where ${eq(tables.leases.id, PING)} returning id` },
      ])
    },

    ...(database.backup ? { backup: database.backup } : {}),

    finishErasure: async () => database.finishErasure?.(),

    close: () => database.close(),
  }
}

const PING = 'ping'
/** SQLite joins up to 500 selects: https://www.sqlite.org/limits.html (2026-11) */
const MOST_AT_ONCE = 400

function byText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
