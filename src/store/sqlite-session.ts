// One opened SQLite file: its prepared statements and its transactions. Its one rule: from BEGIN to COMMIT nothing is awaited, so no other
// write can stand in the middle and be rolled back with a transaction that is not its own.
import type Sqlite from 'better-sqlite3'
import type { SQL } from 'drizzle-orm'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import { StaleError } from '../errors.ts'
import { failpoint } from '../failpoint.ts'
import type { InsertStep, QueryStep, RawRow, Step } from './database.ts'
import { insertText, onConflict } from './insert-text.ts'

export interface Session {
  read(statement: SQL): RawRow[]
  transact(steps: readonly Step[]): RawRow[][]
  /** Writes the log into the file and cuts it to nothing. @returns false while somebody still reads it */
  emptyLog(): boolean
  /** For what SQLite does by itself, step by step, beside the transactions. */
  backup<R>(work: (db: Sqlite.Database) => R): R
  close(): void
}

/** Statements kept prepared; the product has about a hundred different ones. */
const MAX_PREPARED = 500

type Statement = Sqlite.Statement<unknown[], RawRow>

export function openSession(db: Sqlite.Database): Session {
  // Waiting for another program is done off the event loop.
  db.pragma('busy_timeout = 0')
  const renderer = new SQLiteSyncDialect()
  const prepared = new Map<string, Statement>()
  db.function('contains_folded', { deterministic: true }, containsFolded)

  function prepare(text: string, answers: boolean): Statement {
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

  function ask(asked: SQL): () => RawRow[] {
    const { sql: text, params } = renderer.sqlToQuery(asked)
    const statement = prepare(text, true)
    return () => statement.all(...params)
  }

  function query(step: QueryStep): () => RawRow[] {
    const run = ask(step.sql)
    return () => {
      const rows = run()
      if (step.orStale !== undefined && rows.length === 0) throw new StaleError(step.orStale)
      return rows
    }
  }

  function insert({ codec, rows, conflict }: InsertStep): () => RawRow[] {
    const slots = codec.columns.map(() => '?').join(', ')
    const statement = prepare(`${insertText(codec)} values (${slots})${onConflict(codec, conflict)}`, false)
    const idAt = codec.columns.findIndex((column) => column.name === 'id')
    return () => {
      const inserted: RawRow[] = []
      for (const row of rows) if (statement.run(...row).changes > 0) inserted.push([row[idAt]])
      return inserted
    }
  }

  function transact(steps: readonly Step[]): RawRow[][] {
    const runs = steps.map((step) => (step.kind === 'query' ? query(step) : insert(step)))
    begin.run()
    try {
      const results = runs.map((run) => run())
      failpoint('store.before-commit')
      commit.run()
      failpoint('store.after-commit')
      return results
    } catch (error) {
      // A full disk or an I/O error may have rolled back already.
      if (db.inTransaction) rollback.run()
      throw error
    }
  }

  return {
    read: (statement) => ask(statement)(),
    transact,
    emptyLog() {
      failpoint('checkpoint.before')
      const [state] = db.pragma('wal_checkpoint(truncate)') as { busy: number }[]
      failpoint('checkpoint.after')
      return state?.busy === 0
    },
    backup: (work) => work(db),
    close: () => {
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
