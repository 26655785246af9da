// The indexes of accounts that this process holds, one per CRM: its accounts, and those of all lists. Its one rule: the store keeps the truth; an index
// only says which rows are worth reading, so one that lags by a moment finds less and never finds wrong.
import { setImmediate as breathe } from 'node:timers/promises'
import { AccountIndex } from '../matching/accounts/account-index.ts'
import type { AccountRow } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { accountLists, listConnection } from './account-lists.ts'
import { goneAccounts, nextGone } from './gone-accounts.ts'
import { inRunOrder } from './in-run-order.ts'
import { mirrorSettingId } from './mirror.ts'

/** Few enough that nobody waits for them. */
const ROWS_AT_ONCE = 200

/** What of a connection the index holds. */
interface Source {
  /** The last reading, or part of a list. */
  run: number
  /** Number of the next account that will be dropped. */
  gone: number
}

interface Held {
  index: AccountIndex
  /** Versions of the rows that tell of readings and lists. */
  version: string
  /** By connection. */
  sources: Map<string, Source>
}

/** The last run of each connection, and a text that changes with each of them. */
interface Runs {
  version: string
  runs: Map<string, number>
}

export type AccountIndexes = (crm: string) => Promise<AccountIndex>

export function createAccountIndexes(store: Store): AccountIndexes {
  // Promises, so that what comes meanwhile waits for the one building.
  const held = new Map<string, Promise<Held>>()

  return async (crm) => {
    const before = held.get(crm)
    const next = before === undefined ? build(store, crm) : before.then((known) => follow(store, crm, known))
    held.set(crm, next)
    try {
      return (await next).index
    } catch (error) {
      // It is built anew by whoever asks next.
      if (held.get(crm) === next) held.delete(crm)
      throw error
    }
  }
}

async function runsOf(store: Store, crm: string): Promise<Runs> {
  const row = await store.find('settings', mirrorSettingId(crm))
  const { run = 0 } = (row?.value ?? {}) as { run?: number }
  const { version, lists } = await accountLists(store)
  const listed = Object.entries(lists).map(([name, list]) => [listConnection(name), list.run] as const)
  return { version: `${row?.version ?? 0} ${version}`, runs: new Map([[crm, run], ...listed]) }
}

async function build(store: Store, crm: string): Promise<Held> {
  const { version, runs } = await runsOf(store, crm)
  const index = new AccountIndex()
  const sources = new Map<string, Source>()
  for (const [connection, run] of runs) {
    // Before the rows: what is dropped while they are read is told again.
    const gone = nextGone(await goneAccounts(store, connection))
    for await (const accounts of pagesOf(store, connection)) for (const account of accounts) index.take(account)
    sources.set(connection, { run, gone })
  }
  index.finish()
  return { index, version, sources }
}

/** What readings and lists brought and dropped since. */
async function follow(store: Store, crm: string, known: Held): Promise<Held> {
  const { version, runs } = await runsOf(store, crm)
  if (version === known.version) return known
  const sources = new Map<string, Source>()
  for (const [connection, run] of runs) {
    const told = await goneAccounts(store, connection)
    const before = known.sources.get(connection) ?? { run: 0, gone: nextGone(told) }
    if (before.gone < told.from) return build(store, crm)
    await removeGone(store, known.index, told.ids.slice(before.gone - told.from))
    if (run !== before.run) {
      for await (const accounts of pagesOf(store, connection, before.run)) {
        for (const account of accounts) known.index.add(account)
      }
    }
    sources.set(connection, { run, gone: nextGone(told) })
  }
  return { index: known.index, version, sources }
}

/** Those that came again meanwhile are there. */
async function removeGone(store: Store, index: AccountIndex, gone: readonly string[]): Promise<void> {
  for (let from = 0; from < gone.length; from += ROWS_AT_ONCE) {
    const ids = gone.slice(from, from + ROWS_AT_ONCE)
    const there = new Set((await store.list('accounts', { where: { id: { in: ids } } })).map(({ id }) => id))
    for (const id of ids) if (!there.has(id)) index.remove(id)
    await breathe()
  }
}

function pagesOf(store: Store, connection: string, since?: number): AsyncIterable<AccountRow[]> {
  return inRunOrder((query) => store.aside.list('accounts', query), connection, since, ROWS_AT_ONCE)
}
