// SQLite through better-sqlite3, and what is done when its disk is full, fails, or is held by another program. A transaction is one
// synchronous run of the session (sqlite-session.ts); waiting is done between two tries of it, never inside.
import type { SQL } from 'drizzle-orm'
import { StaleError, StorageError } from '../errors.ts'
import type { Database, RawRow, Step } from './database.ts'
import { sqliteDialect } from './dialect.ts'
import type { DiskSpace } from './disk-space.ts'
import type { Session } from './sqlite-session.ts'
import { queryOf, statementOf } from './sqlite-statements.ts'
import { sqliteTables } from './sqlite-tables.ts'
import { sqliteFault, storageError } from './storage-fault.ts'

export interface SqliteParts {
  session: Session
  /** The file, for people. */
  place: string
  disk: DiskSpace
  /** The same file once more, after its disk failed. */
  openAnew(): Session
  afterClose(): void
  /** Opens the file once more, to read beside the session; null: what is long is read by the session too. */
  openAside?: (() => Session) | null
}

/** Another program holds the file: it is waited for so long, off the event loop. */
const BUSY_MOST_MS = 2_000
const BUSY_WAIT_MS = 20
/** A disk that fails is tried again no more often than this. */
const REOPEN_EVERY_MS = 1_000

export function createSqliteDatabase({
  session: first,
  place,
  disk,
  openAnew,
  afterClose,
  openAside = null,
}: SqliteParts): Database {
  let session: Session | null = first
  let closed = false
  let reopenAt = 0

  /** Opened anew after its disk failed: what SQLite remembered of the file may be wrong. @throws StorageError */
  function current(): Session {
    if (session) return session
    if (closed || performance.now() < reopenAt) throw storageError('storage.io', place)
    reopenAt = performance.now() + REOPEN_EVERY_MS
    session = openAnew()
    return session
  }

  /** @throws StorageError, StaleError, or what else the work throws */
  async function withSession<T>(work: (used: Session) => Promise<T>): Promise<T> {
    let used: Session | undefined
    try {
      used = current()
      return await work(used)
    } catch (error) {
      const fault = sqliteFault(error, place)
      if (fault?.code === 'storage.io' && used && session === used) {
        // A write that the disk did not confirm must not be believed later: https://www.sqlite.org/howtocorrupt.html
        session = null
        await used.close()
      }
      throw fault ?? asStale(error)
    }
  }

  let aside: Session | null = null

  /** Opened when it is first asked. @throws StorageError */
  async function readAside(open: () => Session, statement: SQL): Promise<RawRow[]> {
    if (closed) throw storageError('storage.io', place)
    const used = (aside ??= open())
    try {
      return await used.read(queryOf(statement))
    } catch (error) {
      const fault = sqliteFault(error, place)
      if (fault?.code === 'storage.io' && aside === used) {
        aside = null
        await used.close()
      }
      throw fault ?? error
    }
  }

  async function transact(steps: readonly Step[]): Promise<RawRow[][]> {
    const statements = steps.map((step) => statementOf(step))
    for (let waitedMs = 0; ; waitedMs += BUSY_WAIT_MS) {
      try {
        return await withSession((used) => used.transact(statements))
      } catch (error) {
        if (!(error instanceof StorageError)) throw error
        const isWorthIt = error.code === 'storage.busy' && waitedMs < BUSY_MOST_MS
        // What is under way can end; new leads are refused from now on until there is room again.
        if (error.code === 'storage.full' && disk.release()) continue
        if (!isWorthIt) throw error
        await new Promise((resolve) => setTimeout(resolve, BUSY_WAIT_MS))
      }
    }
  }

  return {
    dialect: sqliteDialect,
    tables: sqliteTables,
    place,
    read: (statement) => withSession((used) => used.read(queryOf(statement))),
    ...(openAside ? { readAside: (statement: SQL) => readAside(openAside, statement) } : {}),
    transact,
    async finishErasure() {
      for (let waitedMs = 0; ; waitedMs += BUSY_WAIT_MS) {
        if (await withSession((used) => used.emptyLog())) return
        // A reader of another process, such as a check, still looks at the log.
        if (waitedMs >= BUSY_MOST_MS) throw storageError('storage.busy', place)
        await new Promise((resolve) => setTimeout(resolve, BUSY_WAIT_MS))
      }
    },
    backup: (at, keep) => withSession((used) => used.backup(at, keep)),
    intakeFault: () => (disk.isLow() ? storageError('storage.low', place) : undefined),
    close: async () => {
      if (closed) return
      closed = true
      await aside?.close()
      await session?.close()
      await disk.settled()
      afterClose()
    },
  }
}

const TAKEN = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'])

function asStale(error: unknown): unknown {
  if (error instanceof Error && 'code' in error && TAKEN.has(String(error.code))) {
    return new StaleError(`Another row has this key already: ${error.message}.`, error)
  }
  return error
}
