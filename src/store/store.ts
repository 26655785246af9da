// What the rest of the product may ask of the store. Reads are plain; every write is one change set, committed whole or not at all.
import type { DeliveryRow, EventRow, ReplyRow, Rows, SyncRow, Table } from './rows.ts'

type Comparable = string | number | Date

/** A plain value means equal; null means is null. */
export type Condition<V> =
  | V
  | { in: readonly V[] }
  | { not: V }
  | (V extends Comparable | null ? { lt?: V; lte?: V; gt?: V; gte?: V } : never)
  /** Case-insensitive part of a text. */
  | (V extends string | null ? { contains: string } : never)

export type Where<K extends Table> = { [C in keyof Rows[K]]?: Condition<Rows[K][C]> }

export interface Query<K extends Table> {
  where?: Where<K>
  /** Default: id ascending. `id` is always the last key. */
  order?: readonly { by: keyof Rows[K] & string; direction: 'asc' | 'desc' }[]
  limit?: number
}

export type Insert = {
  [K in Table]: {
    table: K
    row: Rows[K]
    /** A row with the same unique key: fail the commit with StaleError (default), or leave the old row alone. */
    ifExists?: 'stale' | 'ignore'
  }
}[Table]

export type Update = {
  [K in Table]: {
    table: K
    id: string
    /** What the row must still hold, else the commit fails with StaleError. */
    expect?: Partial<Rows[K]>
    set: Partial<Rows[K]>
  }
}[Table]

/** Insert, or overwrite all columns of the row with the same id. For mirrors and settings only. */
export type Upsert = { [K in Table]: { table: K; row: Rows[K] } }[Table]

/** For erasure and retention only. A row that is gone already is no fault. */
export type Delete = { [K in Table]: { table: K; id: string; expect?: Partial<Rows[K]> } }[Table]

/** What will change, before it is committed. Applied in the order updates, upserts, inserts, deletes. */
export interface ChangeSet {
  updates?: Update[]
  upserts?: Upsert[]
  inserts?: Insert[]
  deletes?: Delete[]
}

export interface Claim {
  id: string
  now: Date
  leaseUntil: Date
  limit: number
  /** Deliveries and events: what was handed out before a row holds fewer bytes than this. So the first comes whatever it holds. */
  bytes?: number
}

export interface PoolTurns {
  /** null when the pool never had a turn. */
  version: number | null
  members: { member: string; total: number; owed: number; lastAt: Date | null }[]
}

/** Which leads of a pool are counted. */
export interface SinceWhen {
  pool: string
  since: Date
  /** Those of the fast track too. */
  fastTrack: boolean
}

export interface RecentTurns {
  pool: string
  since: Date
  member: string
  leads: number
}

export interface Backup {
  file: string
  bytes: number
  /** Older ones that were deleted. */
  removed: string[]
}

export interface Reading {
  find<K extends Table>(table: K, id: string): Promise<Rows[K] | undefined>
  list<K extends Table>(table: K, query?: Query<K>): Promise<Rows[K][]>
  count<K extends Table>(table: K, where?: Where<K>): Promise<number>
  /** value of the column → number of rows */
  countBy<K extends Table>(table: K, column: keyof Rows[K] & string, where?: Where<K>): Promise<Record<string, number>>
}

export interface Store extends Reading {
  readonly dialect: 'sqlite' | 'postgres'

  /** Where the data is, for people: a file, or host and database without the password. */
  readonly place: string

  /** All rows in one transaction; for each, whether its (connection, deliveryKey) was there before. Same order. */
  insertDeliveries(rows: readonly DeliveryRow[]): Promise<{ duplicate: boolean }[]>

  /** One transaction, whole or not at all. @throws StaleError when a guard failed or a unique key was taken */
  commit(changes: ChangeSet): Promise<void>

  /**
   * The same rows, read beside the pipeline: for people and metrics, whose questions may take long. What was committed before is in the answer;
   * on SQLite a thread of its own reads, so nobody who waits for a commit waits for it.
   */
  readonly aside: Reading

  /** Turns of each pool, summed from the ledger. */
  poolTurns(pools: readonly string[]): Promise<Map<string, PoolTurns>>
  /** Leads that members got since then; who got none is absent. */
  recentTurns(asked: readonly SinceWhen[]): Promise<RecentTurns[]>
  /** Owner's CRM id → leads it holds that are not at an end; who holds none is absent. */
  openLeads(ownerIds: readonly string[]): Promise<Map<string, number>>

  /**
   * Due work that nobody holds, oldest `nextAt` first: sets claimId, leaseUntil, starts + 1. Two claimers never get the same row.
   * deliveries: state received · events, replies: state waiting
   */
  claimDeliveries(claim: Claim): Promise<DeliveryRow[]>
  claimEvents(claim: Claim): Promise<EventRow[]>
  claimReplies(claim: Claim): Promise<ReplyRow[]>
  /**
   * state waiting, of one connection. A write waits for the earlier writes (lower seq) of its lead and connection: it is not claimed
   * while one of them is held by another claimer or not yet due, nor while a `save-person` of its lead is dead. Result ordered by lead, then seq.
   */
  claimSyncs(connection: string, claim: Claim): Promise<SyncRow[]>
  /** Extends a lease that is still ours. Returns how many rows were. */
  renewClaim(table: 'deliveries' | 'events' | 'syncs' | 'replies', claimId: string, leaseUntil: Date): Promise<number>
  /** At boot of the only process: claims and singleton leases that a killed one held are free at once. No-op on PostgreSQL. */
  freeClaims(): Promise<void>

  /** Takes or renews a singleton's lease. undefined while somebody else holds it; else the fence. */
  takeLease(name: string, holder: string, now: Date, until: Date): Promise<number | undefined>

  /**
   * Copies the data aside while it is written; only where the store is a file.
   * @param keep delete older ones beyond so many; null: none
   */
  backup?(at: Date, keep: number | null): Promise<Backup>

  /** What was deleted or overwritten is gone from the files too: SQLite's log is emptied. On PostgreSQL that is VACUUM's work. */
  finishErasure(): Promise<void>

  /** Throws when the database cannot be read or written. */
  ping(): Promise<void>
  close(): Promise<void>
}
