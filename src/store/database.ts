// What the store's body asks of a database: run finished statements, all or none. Built before anything runs, so a driver that is
// synchronous never has to wait for anything between BEGIN and COMMIT.
import type { SQL } from 'drizzle-orm'
import type { StorageError } from '../errors.ts'
import type { Codec } from './codec.ts'
import type { Dialect } from './dialect.ts'
import type { Backup } from './store.ts'
import type { Tables } from './tables.ts'

/** Column values as the driver gives them. */
export type RawRow = unknown[]

export interface QueryStep {
  kind: 'query'
  sql: SQL
  /** Set: a query that answers no row makes the transaction fail with StaleError of this message. */
  orStale?: string
}

export interface InsertStep {
  kind: 'insert'
  codec: Codec
  rows: readonly RawRow[]
  /** A row with the same unique key: fail with StaleError, keep the old row, or overwrite the row with the same id. */
  conflict: 'fail' | 'ignore' | 'replace'
}

export type Step = QueryStep | InsertStep

export interface Database {
  readonly dialect: Dialect
  readonly tables: Tables
  /** For people: no password in it. */
  readonly place: string

  /** One statement that changes nothing. */
  read(query: SQL): Promise<RawRow[]>

  /** The same beside all that is asked for here, where that makes a difference. */
  readAside?(query: SQL): Promise<RawRow[]>

  /**
   * In order, in one transaction. For each step its rows: of a query what it answers, of an insert `[id]` of each row that went in.
   * @throws StorageError when disk, file or server is in trouble
   * @throws StaleError when a step says so, a unique key is taken, or the database broke a deadlock at our cost
   */
  transact(steps: readonly Step[]): Promise<RawRow[][]>

  /** Why no new leads may be taken now, though the database could still be written. */
  intakeFault?(): StorageError | undefined

  finishErasure?(): Promise<void>

  backup?(at: Date, keep: number | null): Promise<Backup>

  close(): Promise<void>
}
