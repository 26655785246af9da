// Ids of the accounts that were dropped last, so that every process can take them from its index. Its one rule: only so many are told; whoever lags
// behind further than that builds its index anew.
import type { Store, ChangeSet } from '../store/store.ts'

const MOST_TOLD = 5_000

export interface GoneAccounts {
  /** Number of the first id that is told; those before it are not told any more. */
  from: number
  ids: readonly string[]
  /** 0: none was ever dropped. */
  version: number
}

const settingId = (connection: string): string => `gone-accounts:${connection}`

export async function goneAccounts(store: Store, connection: string): Promise<GoneAccounts> {
  const row = await store.find('settings', settingId(connection))
  const { from = 0, ids = [] } = (row?.value ?? {}) as { from?: number; ids?: string[] }
  return { from, ids, version: row?.version ?? 0 }
}

/** Number that the next one to go will have. */
export const nextGone = ({ from, ids }: GoneAccounts): number => from + ids.length

/** To be committed with their end; stale when others were dropped meanwhile. */
export function tellGone(before: GoneAccounts, connection: string, gone: readonly string[], now: Date): ChangeSet {
  const all = [...before.ids, ...gone]
  const ids = all.slice(-MOST_TOLD)
  const value = { from: before.from + all.length - ids.length, ids }
  const id = settingId(connection)
  const { version } = before
  if (version === 0) return { inserts: [{ table: 'settings', row: { id, value, version: 1, updatedAt: now } }] }
  const set = { value, version: version + 1, updatedAt: now }
  return { updates: [{ table: 'settings', id, expect: { version }, set }] }
}
