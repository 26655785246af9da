// Opens the SQLite file so that what we acknowledge survives a power cut, or refuses to.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { ConfigError } from '../errors.ts'
import { refuseDamaged, refuseNetworkDisk } from './boot-checks.ts'
import type { Database } from './database.ts'
import { lockData } from './data-lock.ts'
import { diskSpaceOf, unwatchedDisk, type DiskLimits } from './disk-space.ts'
import { migrateSqlite } from './migrate-sqlite.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { createSqliteDatabase } from './sqlite-database.ts'
import { openDurable } from './sqlite-durability.ts'
import { tellStatistics } from './sqlite-statistics.ts'
import { openSession, type Session } from './sqlite-session.ts'
import { openThread } from './sqlite-thread.ts'

/**
 * @param limits null: room on the disk is not watched, for tests
 * @param thread where a server commits, so that it takes requests meanwhile; null: here
 * @throws ConfigError when the file cannot be opened, is open elsewhere, or cannot promise durability
 */
export function openSqlite(
  file: string,
  migrations = migrationsFolder('sqlite'),
  limits: DiskLimits | null = null,
  thread: Session | null = null,
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
    db = openDurable(file)
    refuseDamaged(db, file)
    migrateSqlite(db, file, migrations)
    tellStatistics(db)
    if (thread) db.close()
    return createSqliteDatabase({
      session: thread ?? openSession(db, file),
      place: file,
      disk: limits ? diskSpaceOf(dirname(file), limits) : unwatchedDisk,
      openAnew: () => (thread ? openThread(file) : openSession(openDurable(file), file)),
      openAside: thread ? () => openThread(file, 'read') : null,
      afterClose: unlock,
    })
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
