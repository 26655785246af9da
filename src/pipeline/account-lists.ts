// Lists of accounts that somebody brought: what we know of each. Its one rule: their connections bear a name that none of the file can have, so that
// no CRM's reading drops them.
import type { SettingRow } from '../store/rows.ts'
import type { ChangeSet, Store } from '../store/store.ts'

/** Connections of the file have no dot in their names. */
const PREFIX = 'list.'
export const listConnection = (list: string): string => `${PREFIX}${list}`
export const isListConnection = (connection: string): boolean => connection.startsWith(PREFIX)

const SETTING = 'account-lists'

export interface AccountList {
  /** Of the part that came last; its rows and those of earlier parts have lower numbers. */
  run: number
  /** ISO instant: when the import began that was the last to bring or drop something. */
  importedAt: string
}

export interface AccountLists {
  /** Raised with each change; 0: there never was a list. */
  version: number
  /** By name. */
  lists: Readonly<Record<string, AccountList>>
  row: SettingRow | undefined
}

export async function accountLists(store: Store): Promise<AccountLists> {
  const row = await store.find('settings', SETTING)
  const { lists = {} } = (row?.value ?? {}) as { lists?: Record<string, AccountList> }
  return { version: row?.version ?? 0, lists, row }
}

/** To be committed with what the list got or lost; stale when another import was quicker. */
export function listChange({ row, lists }: AccountLists, name: string, list: AccountList, now: Date): ChangeSet {
  const value = { lists: { ...lists, [name]: list } }
  if (row === undefined)
    return { inserts: [{ table: 'settings', row: { id: SETTING, value, version: 1, updatedAt: now } }] }
  const { version } = row
  const set = { value, version: version + 1, updatedAt: now }
  return { updates: [{ table: 'settings', id: SETTING, expect: { version }, set }] }
}
