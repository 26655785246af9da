// One opened SQLite file: its prepared statements and its transactions. Its one rule: from BEGIN to COMMIT nothing is awaited, so no other
// write can stand in the middle and be rolled back with a transaction that is not its own.
import type Sqlite from 'better-sqlite3'
import { StaleError } from '../errors.ts'
import { failpoint } from '../failpoint.ts'
import type { RawRow } from './database.ts'
import { backupSqlite } from './sqlite-backup.ts'
import type { Statement } from './sqlite-statements.ts'
import type { Backup } from './store.ts'

/** In this thread or in another. A local one does its work before it returns the promise. */
export interface Session {
  read(statement: Statement): Promise<RawRow[]>
  transact(statements: readonly Statement[]): Promise<RawRow[][]>
  /** Writes the log into the file and cuts it to nothing. @returns false while somebody still reads it */
  emptyLog(): Promise<boolean>
  backup(at: Date, keep: number | null): Promise<Backup>
  close(): Promise<void>
}

/** Statements kept prepared; the product has about a hundred different ones. */
const MAX_PREPARED = 500

type Prepared = Sqlite.Statement<unknown[], RawRow>

/** @param place the file */
export function openSession(db: Sqlite.Database, place: string): Session {
  // Waiting for another program is done between two tries, not here.
  db.pragma('busy_timeout = 0')
  const prepared = new Map<string, Prepared>()
  db.function('contains_folded', { deterministic: true }, containsFolded)

  function prepare({ text, answers }: Statement): Prepared {
    const known = prepared.get(text)
    if (known) return known
    const statement = db.prepare<unknown[], RawRow>(text)
    if (answers) statement.raw(true)
    if (prepared.size >= MAX_PREPARED) prepared.clear()
    prepared.set(text, statement)
    return statement
  }

  const begin = db.prepare('begin immediate')
  const commit = db.prepare('commit')
  const rollback = db.prepare('rollback')

  function run(asked: Statement): RawRow[] {
    const statement = prepare(asked)
    const rows: RawRow[] = []
    for (const values of asked.values) {
      if (asked.answers) rows.push(...statement.all(...values))
      else if (statement.run(...values).changes > 0) rows.push([values[asked.idAt ?? 0]])
    }
    if (asked.orStale !== undefined && rows.length === 0) throw new StaleError(asked.orStale)
    return rows
  }

  return {
    read: async (statement) => run(statement),
    async transact(statements) {
      begin.run()
      try {
        const results = statements.map((statement) => run(statement))
        failpoint('store.before-commit')
        commit.run()
        failpoint('store.after-commit')
        return results
      } catch (error) {
        // A full disk or an I/O error may have rolled back already.
        if (db.inTransaction) rollback.run()
        throw error
      }
    },
    async emptyLog() {
      failpoint('checkpoint.before')
      const [state] = db.pragma('wal_checkpoint(truncate)') as { busy: number }[]
      failpoint('checkpoint.after')
      return state?.busy === 0
    },
    backup: (at, keep) => backupSqlite(db, place, at, keep),
    async close() {
      try {
        if (db.open) db.close()
      } catch {
        // Its disk fails: there is nothing left to save, what was acknowledged is on it.
      }
    },
  }
}

function containsFolded(text: unknown, part: unknown): number | null {
  return typeof text === 'string' && typeof part === 'string'
    ? Number(text.toLowerCase().includes(part.toLowerCase()))
    : null
}
