// How long the mirror of a large CRM takes, and how long it keeps anybody else from their turn, on SQLite. Prints a table; run:
// node bench/mirror.ts 100000. Its one rule: the CRM answers at once, so that what is measured is ours.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import type { AccountRead, ContactRead, Crm } from '../src/connector.ts'
import { createDataKey } from '../src/data-key.ts'
import { silentLog } from '../src/log.ts'
import { newId } from '../src/new-id.ts'
import { createCommitter } from '../src/pipeline/commit.ts'
import { createAccountIndexes } from '../src/pipeline/account-indexes.ts'
import type { Context } from '../src/pipeline/context.ts'
import { mirror } from '../src/pipeline/mirror.ts'
import { openStore } from '../src/store/open-store.ts'

const COUNT = Number(process.argv[2] ?? 100_000)
const PAGE = 2_000
const START = Date.parse('2026-11-24T09:00:00Z')

let now = START
let changed = 0

const account = (n: number, city = 'Berlin'): AccountRead => ({
  crmId: `001${n}`,
  name: `Company ${n} GmbH`,
  domain: `company${n}.com`,
  ownerId: String(n % 50),
  relationship: 'prospect',
  tier: null,
  parentId: n % 10 === 0 ? null : `001${n - (n % 10)}`,
  details: {
    country: 'Germany',
    state: 'Berlin',
    city,
    postalCode: '10115',
    phone: `030 ${9_000_000 + n}`,
    contacts: n % 7,
    createdAt: '2024-01-01T00:00:00.000Z',
  },
  updatedAt: new Date(START),
})
const contact = (n: number): ContactRead => ({
  crmId: `003${n}`,
  accountId: `001${n}`,
  ownerId: String(n % 50),
  email: `person${n}@company${n}.com`,
  updatedAt: new Date(START),
})

function paged<T>(count: number, page: string | null, make: (n: number) => T): { rows: T[]; next: string | null } {
  const from = Number(page ?? 0)
  const to = Math.min(count, from + PAGE)
  return { rows: Array.from({ length: to - from }, (_, n) => make(from + n)), next: to < count ? String(to) : null }
}

const crm: Pick<Crm, 'readOwners' | 'readAccounts' | 'readContacts' | 'readAllEveryMs'> = {
  readAllEveryMs: 86_400_000,
  readOwners: async () =>
    Array.from({ length: 50 }, (_, n) => ({
      crmId: String(n),
      kind: 'user' as const,
      name: `Owner ${n}`,
      email: `owner${n}@acme.example`,
      active: true,
      updatedAt: new Date(START),
    })),
  async readAccounts(page, since) {
    const { rows, next } = paged(since ? changed : COUNT, page, (n) => account(n, since ? `City ${now}` : 'Berlin'))
    return { accounts: rows, gone: [], next }
  },
  async readContacts(page, since) {
    const { rows, next } = paged(since ? changed : COUNT, page, contact)
    return { contacts: rows, gone: [], next }
  },
}

const folder = mkdtempSync(join(tmpdir(), 'pointsman-bench-'))
const store = await openStore({ kind: 'sqlite', file: join(folder, 'bench.db') })
const context: Context = {
  store,
  clock: { now: () => new Date(now) },
  log: silentLog,
  dataKey: createDataKey('data-key-of-the-bench-00000000000000'),
  newId,
  connections: new Map(),
  crms: new Map([['crm', crm as Crm]]),
  outbounds: new Map(),
  fileFaults: () => [],
  rulebook: () => Promise.reject(new Error('No rulebook is needed.')),
  rulebookOf: () => Promise.reject(new Error('No rulebook is needed.')),
  keepRulebook: () => undefined,
  accountIndex: createAccountIndexes(store),
  leadsStored: () => store.count('leads'),
  wake: () => undefined,
}
const committer = createCommitter(store)

async function measure(what: string): Promise<Record<string, string | number>> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const start = performance.now()
  await mirror(context, committer, 'crm', async () => undefined)
  const seconds = (performance.now() - start) / 1_000
  delay.disable()
  return {
    what,
    seconds: seconds.toFixed(1),
    'held up, 99 of 100 (ms)': (delay.percentile(99) / 1e6).toFixed(1),
    'held up, longest (ms)': (delay.max / 1e6).toFixed(1),
    'memory (MB)': Math.round(process.memoryUsage().rss / 1e6),
  }
}

const table = [await measure(`all of ${COUNT} accounts and contacts, for the first time`)]
now += 600_000
table.push(await measure('nothing changed'))
now += 600_000
changed = 1_000
table.push(await measure('1,000 of each changed'))
now += 86_400_000
changed = 0
table.push(await measure('all again, as it was'))
console.table(table)
await store.close()
rmSync(folder, { recursive: true })
