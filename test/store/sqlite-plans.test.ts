// What the pipeline asks SQLite all the time must cost what it takes, not what is stored: each statement is asked how it is answered.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStore } from '../../src/store/body.ts'
import { unwatchedDisk } from '../../src/store/disk-space.ts'
import { openSqlite } from '../../src/store/open-sqlite.ts'
import { createSqliteDatabase } from '../../src/store/sqlite-database.ts'
import { openSession } from '../../src/store/sqlite-session.ts'
import type { Store } from '../../src/store/store.ts'

let folder: string
let db: Sqlite.Database
let store: Store
const asked: string[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pointsman-plans-'))
  const file = join(folder, 'pointsman.db')
  await openSqlite(file).close()
  db = new Sqlite(file)
  const session = openSession(db, file)
  store = createStore(
    createSqliteDatabase({
      session: {
        ...session,
        read: (statement) => (asked.push(statement.text), session.read(statement)),
        transact: (statements) => (asked.push(...statements.map(({ text }) => text)), session.transact(statements)),
      },
      place: file,
      disk: unwatchedDisk,
      openAnew: () => session,
      afterClose: () => undefined,
    }),
  )
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

async function planOf(ask: () => Promise<unknown>): Promise<string> {
  asked.length = 0
  await ask()
  const text = asked.at(-1) ?? ''
  const values = Array.from(text.matchAll(/\?/g), () => 1)
  return db
    .prepare<number[], { detail: string }>(`explain query plan ${text}`)
    .all(...values)
    .map(({ detail }) => detail)
    .join('\n')
}

const now = new Date('2026-03-02T10:00:00Z')
const claim = { id: 'claim', now, leaseUntil: new Date('2026-03-02T10:01:00Z'), limit: 100 }

describe('of much that waits, SQLite', () => {
  it.each([
    ['deliveries', () => store.claimDeliveries(claim)],
    ['events', () => store.claimEvents(claim)],
    ['replies', () => store.claimReplies(claim)],
  ] as const)('reads the oldest %s by what is due, and sorts nothing', async (table, ask) => {
    const plan = await planOf(ask)
    expect(plan).toContain(`USING INDEX ${table}_due`)
    expect(plan).not.toContain(`${table}_state`)
    expect(plan).not.toContain('TEMP B-TREE')
  })

  it('reads the writes that are next by what is due, and those beside them by their lead', async () => {
    const plan = await planOf(() => store.claimSyncs('hubspot', claim))
    expect(plan.match(/syncs_due/g)).toHaveLength(1)
    expect(plan).toContain('SCAN leads_due\nSEARCH syncs USING INDEX syncs_lead')
  })
})

describe('of much that is stored, SQLite', () => {
  it('finds the clocks of some leads by the leads', async () => {
    const where = { leadId: { in: ['a', 'b'] }, state: { in: ['pending', 'running'] } } as const
    expect(await planOf(() => store.list('slaClocks', { where }))).toContain('sla_clocks_lead')
  })

  it('finds contacts by their addresses', async () => {
    const where = { connection: 'salesforce', email: { in: ['ada@example.com'] } }
    expect(await planOf(() => store.list('contacts', { where }))).toContain('contacts_email')
  })

  it('finds writes of some leads by the leads', async () => {
    const where = { leadId: { in: ['a'] }, state: 'waiting', claimId: null } as const
    expect(await planOf(() => store.list('syncs', { where }))).toContain('syncs_lead')
  })

  it('finds what people said of two leads by the leads', async () => {
    const where = { kind: 'person', right: { in: ['a'] } } as const
    expect(await planOf(() => store.list('matchAnswers', { where }))).toContain('match_answers_right')
  })
})

it('is told so once: a file that is opened again is not written', async () => {
  const file = join(folder, 'again.db')
  await openSqlite(file).close()
  const watcher = new Sqlite(file)
  const version = (): unknown => watcher.pragma('data_version', { simple: true })
  expect(watcher.prepare('select count(*) from sqlite_stat1').pluck().get()).toBeGreaterThan(50)
  const before = version()
  await openSqlite(file).close()
  expect(version()).toBe(before)
  watcher.close()
})
