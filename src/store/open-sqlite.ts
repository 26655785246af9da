// Opens the SQLite file so that what we acknowledge survives a power cut, or refuses to.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { ConfigError } from '../errors.ts'
import { refuseDamaged, refuseNetworkDisk } from './boot-checks.ts'
import type { Database } from './database.ts'
import { lockData } from './data-lock.ts'
import { diskSpaceOf, unwatchedDisk, type DiskLimits } from './disk-space.ts'
import { migrateSqlite } from './migrate-sqlite.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { createSqliteDatabase } from './sqlite-database.ts'
import { makeDurable } from './sqlite-durability.ts'

/** At the start only; later waiting is done off the event loop. */
const BUSY_TIMEOUT_MS = 250

/**
 * @param limits null: room on the disk is not watched, for tests
 * @throws ConfigError when the file cannot be opened, is open elsewhere, or cannot promise durability
 */
export function openSqlite(
  file: string,
  migrations = migrationsFolder('sqlite'),
  limits: DiskLimits | null = null,
): Database {
  try {
    // Personal data: for the owner of the process only.
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw cannotOpen(file, error)
  }
  refuseNetworkDisk(file)
  const unlock = lockOf(file)
  let db: Sqlite.Database | undefined
  try {
    db = openFile(file)
    refuseDamaged(db, file)
    migrateSqlite(db, file, migrations)
    return createSqliteDatabase({
      db,
      place: file,
      disk: limits ? diskSpaceOf(dirname(file), limits) : unwatchedDisk,
      openAnew: () => openFile(file),
      afterClose: unlock,
    })
  } catch (error) {
    db?.close()
    unlock()
    throw error instanceof ConfigError ? error : cannotOpen(file, error)
  }
}

function openFile(file: string): Sqlite.Database {
  const db = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    makeDurable(db, file)
    return db
  } catch (error) {
    db.close()
    throw error
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
