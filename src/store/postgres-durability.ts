// Has PostgreSQL answer a commit when it is on the disk, whatever server, database or role say, and refuses a server that never waits for
// its disk. The counterpart of sqlite-durability.ts.
import { ConfigError } from '../errors.ts'

/**
 * For each new session. Stricter settings (a standby must confirm) stay. `off` is a usual tuning: a server that dies would lose what was
 * acknowledged in the last half second. https://www.postgresql.org/docs/15/wal-async-commit.html
 */
export const WAIT_FOR_DISK = `select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`

/** `full_page_writes = off` is right on some disks (ZFS), so nothing is said about it. @throws ConfigError */
export function refuseNotDurable(fsync: string, place: string): void {
  if (fsync !== 'off') return
  const message =
    `PostgreSQL at ${place} works with fsync = off: a power cut would lose leads that were acknowledged, and damage the database. ` +
    'Set "fsync = on" in its postgresql.conf and reload it.'
  throw new ConfigError([{ file: 'DATABASE_URL', message }], { code: 'store.not-durable' })
}
