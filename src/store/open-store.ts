// Opens the store that the configuration asks for. A driver is loaded only when it is used.
import type { PGlite } from '@electric-sql/pglite'
import type { DiskLimits } from './disk-space.ts'
import { withDrizzle } from './load-drizzle.ts'
import { openThread } from './sqlite-thread.ts'
import type { Store } from './store.ts'

export { diskLimits } from './disk-space.ts'

export type StoreOptions =
  /**
   * Path of the database; its folder is made when it is missing. `disk`: room that is watched, and the ballast; default: it is not.
   * `ownThread`: commits wait for the disk beside the event loop; default: on it.
   */
  | { kind: 'sqlite'; file: string; disk?: DiskLimits; ownThread?: boolean }
  | { kind: 'postgres'; url: string }
  /** For tests. The store closes the client. */
  | { kind: 'pglite'; client: PGlite }

/**
 * Migrations that are missing are applied first; a SQLite file with data is copied aside before.
 * @throws ConfigError when the database cannot be opened, is open elsewhere, or cannot be migrated
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  // It loads what it needs while this thread does.
  const thread = options.kind === 'sqlite' && options.ownThread ? openThread(options.file) : null
  const { createStore } = await withDrizzle(() => import('./body.ts'))
  if (options.kind === 'sqlite') {
    const { openSqlite } = await withDrizzle(() => import('./open-sqlite.ts'))
    try {
      return createStore(openSqlite(options.file, undefined, options.disk ?? null, thread))
    } catch (error) {
      await thread?.close()
      throw error
    }
  }
  if (options.kind === 'postgres') {
    const { openPostgres } = await withDrizzle(() => import('./open-postgres.ts'))
    return createStore(await openPostgres(options.url))
  }
  const { openPglite } = await withDrizzle(() => import('./open-pglite.ts'))
  return createStore(await openPglite(options.client))
}
