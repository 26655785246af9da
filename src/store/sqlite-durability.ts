// Sets SQLite so that a commit is on the disk when it returns, and believes only what SQLite says it does.
import Sqlite from 'better-sqlite3'
import { ConfigError } from '../errors.ts'

const FULL = 2
/**
 * The log is written back into the file at 8 MB: new rows stand side by side, so waiting longer saves little, and the one pause in which it
 * is written back grows (at 32 MB the slowest acks took twice as long, measured 2026-11).
 */
const CHECKPOINT_PAGES = 1_000
/** Of a new file. In pages of 4 kB stand two webhooks with a third of the page empty, in these five: a quarter less is written (measured 2026-11). */
const PAGE_BYTES = 8_192
/** What a checkpoint leaves of a log that once grew large. */
const WAL_BYTES_KEPT = 64 * 1024 * 1024

/** At the start only; later waiting is done between two tries. */
const BUSY_TIMEOUT_MS = 250

/** @throws ConfigError when SQLite does not work that way here, and what SQLite throws */
export function openDurable(file: string): Sqlite.Database {
  const db = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    makeDurable(db, file)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Beside the connection that writes. @throws what SQLite throws */
export function openToRead(file: string): Sqlite.Database {
  return new Sqlite(file, { readonly: true, timeout: BUSY_TIMEOUT_MS })
}

/** @throws ConfigError when SQLite does not work that way here */
export function makeDurable(db: Sqlite.Database, file: string): void {
  db.pragma(`page_size = ${PAGE_BYTES}`)
  const mode = db.pragma('journal_mode = wal', { simple: true })
  // Not kept in the file, and better-sqlite3 opens files in WAL with NORMAL: a power cut would lose what was acknowledged last.
  db.pragma('synchronous = full')
  db.pragma('foreign_keys = on')
  db.pragma('trusted_schema = off')
  // What is deleted is overwritten: https://www.sqlite.org/pragma.html#pragma_secure_delete
  db.pragma('secure_delete = on')
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  db.pragma(`journal_size_limit = ${WAL_BYTES_KEPT}`)
  const synchronous = db.pragma('synchronous', { simple: true })
  if (mode === 'wal' && synchronous === FULL) return
  const message =
    `SQLite works here with journal_mode ${String(mode)} and synchronous ${String(synchronous)}; wal and ${FULL} are needed, ` +
    'or a power cut loses leads. Use a local disk, not a network share.'
  throw new ConfigError([{ file, message }], { code: 'store.not-durable' })
}
