// A backup by a person's wish, one at a time.
import { basename } from 'node:path'
import { ConflictError } from '../errors.ts'
import type { Backup } from '../store/store.ts'
import { audit } from './actions.ts'
import type { Context } from './context.ts'
import type { Actor } from './pipeline.ts'

export function createBackups(context: Context): (keep: number | null, actor: Actor) => Promise<Backup> {
  let running = false
  return async (keep, actor) => {
    const { store, clock, log } = context
    if (!store.backup) {
      throw new ConflictError(
        `${store.place} is PostgreSQL: make the backup with its own tools, such as pg_dump --format=custom --file=pointsman.dump "$DATABASE_URL".`,
        'backup.not-here',
      )
    }
    if (running) throw new ConflictError('A backup is being made: wait until it is done.', 'backup.running')
    running = true
    try {
      const backup = await store.backup(clock.now(), keep)
      const detail = { bytes: backup.bytes, removed: backup.removed.length }
      await store.commit({ inserts: [audit(context, actor, 'backup', basename(backup.file), detail)] })
      log.info({ backup: basename(backup.file), bytes: backup.bytes }, 'a backup was made')
      return backup
    } finally {
      running = false
    }
  }
}
