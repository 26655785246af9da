// Opens the SQLite file so that what we acknowledge survives a power cut, or refuses to.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { ConfigError } from '../errors.ts'
import type { Database } from './database.ts'
import { lockData } from './data-lock.ts'
import { migrateSqlite } from './migrate-sqlite.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { createSqliteDatabase } from './sqlite-database.ts'
import { makeDurable } from './sqlite-durability.ts'

/** We are the only writer; what may be in the way for a moment is a backup. Waiting blocks the event loop. */
const BUSY_TIMEOUT_MS = 250

/** @throws ConfigError when the file cannot be opened, is open elsewhere, or cannot promise durability */
export function openSqlite(file: string, migrations = migrationsFolder('sqlite')): Database {
  try {
    // Personal data: for the owner of the process only.
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw cannotOpen(file, error)
  }
  const unlock = lockOf(file)
  let db: Sqlite.Database | undefined
  try {
    db = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS })
    makeDurable(db, file)
    migrateSqlite(db, file, migrations)
    return createSqliteDatabase(db, file, unlock)
  } catch (error) {
    db?.close()
    unlock()
    throw error instanceof ConfigError ? error : cannotOpen(file, error)
  }
}

function lockOf(file: string): () => void {
  try {
    return lockData(file)
  } catch (error) {
    throw error instanceof ConfigError ? error : cannotOpen(file, error)
  }
}

function cannotOpen(file: string, error: unknown): ConfigError {
  const message = `The database cannot be opened: ${(error as Error).message}. Check that the folder exists and can be written.`
  return new ConfigError([{ file, message }], { code: 'store.cannot-open', cause: error })
}
