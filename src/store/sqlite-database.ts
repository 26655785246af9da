// SQLite through better-sqlite3, and what is done when its disk is full, fails, or is held by another program. A transaction is one
// synchronous call of the session (sqlite-session.ts); waiting is done between two tries of it, never inside.
import type Sqlite from 'better-sqlite3'
import { StaleError, StorageError } from '../errors.ts'
import type { Database, RawRow, Step } from './database.ts'
import { sqliteDialect } from './dialect.ts'
import { backupSqlite } from './sqlite-backup.ts'
import type { DiskSpace } from './disk-space.ts'
import { openSession, type Session } from './sqlite-session.ts'
import { sqliteTables } from './sqlite-tables.ts'
import { sqliteFault, storageError } from './storage-fault.ts'

export interface SqliteParts {
  db: Sqlite.Database
  /** The file, for people. */
  place: string
  disk: DiskSpace
  /** The same file once more, after its disk failed. */
  openAnew(): Sqlite.Database
  afterClose(): void
}

/** Another program holds the file: it is waited for so long, off the event loop. */
const BUSY_MOST_MS = 2_000
const BUSY_WAIT_MS = 20
/** A disk that fails is tried again no more often than this. */
const REOPEN_EVERY_MS = 1_000

export function createSqliteDatabase({ db, place, disk, openAnew, afterClose }: SqliteParts): Database {
  let session: Session | null = openSession(db)
  let closed = false
  let reopenAt = 0

  /** Opened anew after its disk failed: what SQLite remembered of the file may be wrong. @throws StorageError */
  function current(): Session {
    if (closed) return session ?? openSession(db)
    if (session) return session
    if (performance.now() < reopenAt) throw storageError('storage.io', place)
    reopenAt = performance.now() + REOPEN_EVERY_MS
    session = openSession(openAnew())
    return session
  }

  /** @returns what to throw */
  function faultOf(error: unknown): unknown {
    if (error instanceof StorageError) return error
    const fault = sqliteFault(error, place)
    if (fault?.code === 'storage.io' && session) {
      // A write that the disk did not confirm must not be believed later: https://www.sqlite.org/howtocorrupt.html
      const { close } = session
      session = null
      close()
    }
    return fault ?? asStale(error)
  }

  async function transact(steps: readonly Step[]): Promise<RawRow[][]> {
    for (let waitedMs = 0; ; waitedMs += BUSY_WAIT_MS) {
      try {
        return current().transact(steps)
      } catch (error) {
        const fault = faultOf(error)
        if (!(fault instanceof StorageError)) throw fault
        const isWorthIt = fault.code === 'storage.busy' && waitedMs < BUSY_MOST_MS
        // What is under way can end; new leads are refused from now on until there is room again.
        if (fault.code === 'storage.full' && disk.release()) continue
        if (!isWorthIt) throw fault
        await new Promise((resolve) => setTimeout(resolve, BUSY_WAIT_MS))
      }
    }
  }

  return {
    dialect: sqliteDialect,
    tables: sqliteTables,
    place,
    async read(statement) {
      try {
        return current().read(statement)
      } catch (error) {
        throw faultOf(error)
      }
    },
    transact,
    async finishErasure() {
      for (let waitedMs = 0; ; waitedMs += BUSY_WAIT_MS) {
        if (current().emptyLog()) return
        // A reader of another process, such as a check, still looks at the log.
        if (waitedMs >= BUSY_MOST_MS) throw storageError('storage.busy', place)
        await new Promise((resolve) => setTimeout(resolve, BUSY_WAIT_MS))
      }
    },
    async backup(at, keep) {
      try {
        return await current().backup((opened) => backupSqlite(opened, place, at, keep))
      } catch (error) {
        throw faultOf(error)
      }
    },
    intakeFault: () => (disk.isLow() ? storageError('storage.low', place) : undefined),
    close: async () => {
      if (closed) return
      closed = true
      session?.close()
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
