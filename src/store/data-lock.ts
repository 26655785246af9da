// One process per data folder. The lock is the operating system's, held by an open transaction on a small file of its own:
// it ends with the process, however that ends, and knows no stale state.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { ConfigError } from '../errors.ts'

/**
 * @param file the database; `<file>.lock` is the lock and stays, `<file>.pid` tells people who holds it
 * @returns gives the lock back
 * @throws ConfigError while another process, or another store of this one, holds it
 */
export function lockData(file: string): () => void {
  // Never read or copy the lock file in this process: closing any handle of it would drop the lock.
  // Source: https://www.sqlite.org/howtocorrupt.html#posix_close_bug
  const lock = new Sqlite(`${file}.lock`, { timeout: 0 })
  const pidFile = `${file}.pid`
  try {
    lock.pragma('journal_mode = delete')
    lock.exec('begin exclusive')
    writeFileSync(pidFile, `${process.pid}\n`)
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw error
    const message =
      `Another process${holder(pidFile)} has this data open. ` +
      'Stop it, or give this one a folder of its own; what changes data goes through the running server.'
    throw new ConfigError([{ file, message }], { code: 'store.locked', cause: error })
  }
  return () => {
    rmSync(pidFile, { force: true })
    lock.close()
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}

/** ` (process 4711)`; nothing when it cannot be read. */
function holder(pidFile: string): string {
  try {
    return ` (process ${readFileSync(pidFile, 'utf8').trim()})`
  } catch {
    return ''
  }
}
