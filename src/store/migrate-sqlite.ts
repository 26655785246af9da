// Brings a SQLite file to the tables of this version. A file with data is copied aside first; a migration that fails changes nothing.
import { existsSync, renameSync, rmSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { ConfigError } from '../errors.ts'
import { failpoint } from '../failpoint.ts'
import { refuseNewerData } from './newer-data.ts'

const APPLIED = '__drizzle_migrations'

/**
 * @returns the copy that was made, or undefined when there was nothing to migrate or no data
 * @throws ConfigError when a migration fails; the file is as it was
 */
export function migrateSqlite(db: Sqlite.Database, file: string, migrationsFolder: string): string | undefined {
  const known = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis)
  const newest = Math.max(...known)
  const all = appliedTimes(db)
  refuseNewerData({ file, goBack: `go back to a copy that it made before: ${file}.before-….backup` }, all, known)
  const applied = Math.max(0, ...all)
  if (applied >= newest) return undefined
  const copy = applied > 0 ? copyAside(db, `${file}.before-${newest}.backup`) : undefined
  failpoint('migrate.after-copy')
  try {
    migrate(drizzle(db), { migrationsFolder })
  } catch (error) {
    const message =
      `The migration failed and changed nothing: ${sentence(error)}. ` +
      `Go back to the former version${copy ? `; a copy of the data is in ${copy}` : ''}, and report this.`
    throw new ConfigError([{ file, message }], { code: 'store.migration-failed', cause: error })
  }
  return copy
}

/** drizzle says which statement failed; what SQLite said of it is the cause. */
function sentence(error: unknown): string {
  const { message, cause } = error as Error
  const what = message.trim().replaceAll(/\s+/g, ' ')
  return cause instanceof Error ? `${what} (${cause.message})` : what
}

/** Time stamps of the migrations that this file has seen; none for a new file. */
function appliedTimes(db: Sqlite.Database): number[] {
  const known = db.prepare('select 1 from sqlite_master where name = ?').get(APPLIED)
  if (!known) return []
  return db.prepare<[]>(`select created_at from ${APPLIED}`).pluck().all().map(Number)
}

/** A copy of an earlier try is replaced: this one is newer, and the try changed nothing. */
function copyAside(db: Sqlite.Database, copy: string): string {
  const half = `${copy}.part`
  if (existsSync(half)) rmSync(half)
  db.prepare('vacuum into ?').run(half)
  renameSync(half, copy)
  return copy
}
