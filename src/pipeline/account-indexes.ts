// The indexes of accounts that this process holds, one per CRM. Its one rule: the store keeps the truth; an index only says which rows are worth
// reading, so one that lags by a moment finds less and never finds wrong.
import { setImmediate as breathe } from 'node:timers/promises'
import { AccountIndex } from '../matching/accounts/account-index.ts'
import type { Store } from '../store/store.ts'
import { mirrorSettingId } from './mirror.ts'

/** Few enough that nobody waits for them. */
const ROWS_AT_ONCE = 200

interface Held {
  index: AccountIndex
  /** Version of the mirror's row that it was brought up to. */
  version: number
  /** The last reading of the CRM that it holds. */
  run: number
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

async function mirrorOf(store: Store, crm: string): Promise<{ version: number; run: number }> {
  const row = await store.find('settings', mirrorSettingId(crm))
  const { run = 0 } = (row?.value ?? {}) as { run?: number }
  return { version: row?.version ?? 0, run }
}

async function build(store: Store, connection: string): Promise<Held> {
  const { version, run } = await mirrorOf(store, connection)
  const index = new AccountIndex()
  for (let after = ''; ;) {
    const accounts = await store.list('accounts', {
      where: { connection, id: { gt: after } },
      limit: ROWS_AT_ONCE,
    })
    for (const account of accounts) index.take(account)
    if (accounts.length < ROWS_AT_ONCE) break
    after = accounts.at(-1)?.id ?? ''
    await breathe()
  }
  index.finish()
  return { index, version, run }
}

/** What readings brought that came to their end since. */
async function follow(store: Store, connection: string, known: Held): Promise<Held> {
  const { version, run } = await mirrorOf(store, connection)
  if (version === known.version) return known
  for (let after = ''; ;) {
    const accounts = await store.list('accounts', {
      where: { connection, run: { gt: known.run }, id: { gt: after } },
      limit: ROWS_AT_ONCE,
    })
    for (const account of accounts) known.index.add(account)
    if (accounts.length < ROWS_AT_ONCE) break
    after = accounts.at(-1)?.id ?? ''
    await breathe()
  }
  return { index: known.index, version, run }
}
