// A copy of a SQLite file while it is written, made page by page through SQLite itself: never by copying the file. It stands under its name
// only when it is whole and on the disk.
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Backup } from './store.ts'

/** Pages between two turns of the event loop: about a millisecond. */
const PAGES_PER_STEP = 250

export function backupsFolder(file: string): string {
  return join(dirname(file), 'backups')
}

/** Oldest first. */
export function listBackups(file: string): string[] {
  return named(file, '')
}

function halfMade(file: string): string[] {
  return ['.part', '.part-journal', '.part-wal', '.part-shm'].flatMap((ending) => named(file, ending))
}

function named(file: string, ending: string): string[] {
  const folder = backupsFolder(file)
  const pattern = namePattern(file)
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ending) && pattern.test(name.slice(0, name.length - ending.length)))
      .toSorted()
      .map((name) => join(folder, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/**
 * @param file of the open database
 * @param keep delete older ones of ours beyond so many; null: none is deleted
 */
export async function backupSqlite(db: Sqlite.Database, file: string, at: Date, keep: number | null): Promise<Backup> {
  const folder = backupsFolder(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const target = join(folder, `${stem(file)}-${at.toISOString().replaceAll(/[:.]/g, '-')}.db`)
  const part = `${target}.part`
  // Of copies that were under way when their process was killed: they hold the same persons, and nobody would ever ask for them.
  for (const half of halfMade(file)) rmSync(half, { force: true })
  try {
    await db.backup(part, { progress: () => PAGES_PER_STEP })
    asOneFile(part)
    toDisk(part)
    renameSync(part, target)
    toDisk(folder)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
  const surplus = keep === null ? [] : listBackups(file).slice(0, -keep)
  for (const old of surplus) rmSync(old)
  return { file: target, bytes: statSync(target).size, removed: surplus }
}

/** Without a write-ahead log: whoever looks at it leaves nothing beside it. Opened as data it gets its log again. */
function asOneFile(path: string): void {
  const copy = new Sqlite(path)
  try {
    copy.pragma('journal_mode = delete')
  } finally {
    copy.close()
  }
}

function toDisk(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

const stem = (file: string): string => basename(file, '.db')

/** Only what was made here is ever deleted. */
function namePattern(file: string): RegExp {
  const name = stem(file).replaceAll(/[^\w-]/g, '\\$&')
  return new RegExp(`^${name}-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d-\\d{3}Z\\.db$`)
}
