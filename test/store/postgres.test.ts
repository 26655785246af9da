// The store on a real PostgreSQL server: its contract, and what only several processes and a network can show.
// Works in a schema of its own, which is dropped at the end. Skipped where TEST_DATABASE_URL is not set.
import { Pool } from 'pg'
import { getTableName, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { StaleError } from '../../src/errors.ts'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { createStore } from '../../src/store/body.ts'
import { migrationsFolder } from '../../src/store/migrations-folder.ts'
import { createPostgresDatabase, openPostgres } from '../../src/store/open-postgres.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Rows } from '../../src/store/rows.ts'
import { postgresTables } from '../../src/store/postgres-tables.ts'
import type { Store } from '../../src/store/store.ts'
import { claimAt } from './contract-work.ts'
import { storeContract } from './contract.ts'
import { emptyTables } from './empty-tables.ts'
import { insert, noon, sample } from './sample-rows.ts'

const server = process.env['TEST_DATABASE_URL'] ?? ''
const schema = `pointsman_test_${process.pid}_${Date.now()}`

describe.skipIf(server === '')('the store on PostgreSQL', () => {
  let admin: Pool
  let one: Store
  let two: Store
  const open = () => openStore({ kind: 'postgres', url: addressFor(schema) })

  beforeAll(async () => {
    admin = new Pool({ connectionString: server, max: 2, options: `-c search_path=${schema}` })
    await admin.query(`create schema ${schema}`)
    const opened = await Promise.all([open(), open()])
    one = opened[0]
    two = opened[1]
  })
  afterAll(async () => {
    await Promise.all([one.close(), two.close()])
    await admin.query(`drop schema ${schema} cascade`)
    await admin.end()
  })
  beforeEach(() => admin.query(emptyTables))

  storeContract(async () => ({ ...one, close: async () => undefined }))

  it('migrates once when two processes start together, and keeps all in the schema that it was given', async () => {
    const fresh = `${schema}_fresh`
    await admin.query(`create schema ${fresh}`)
    const url = addressFor(fresh)
    const stores = await Promise.all([1, 2, 3].map(() => openStore({ kind: 'postgres', url })))
    const { rows } = await admin.query<{ name: string }>(
      'select table_name as name from information_schema.tables where table_schema = $1',
      [fresh],
    )
    const applied = await admin.query(`select 1 from ${fresh}.pointsman_migrations`)
    await Promise.all(stores.map((store) => store.close()))
    await admin.query(`drop schema ${fresh} cascade`)
    const tables = [...Object.values(postgresTables).map((table) => getTableName(table)), 'pointsman_migrations']
    expect(rows.map(({ name }) => name).toSorted()).toEqual(tables.toSorted())
    expect(applied.rowCount).toBe(readMigrationFiles({ migrationsFolder: migrationsFolder('postgres') }).length)
  })

  it('starts on data that is one migration ahead, and refuses what is further', async () => {
    const ahead = `${schema}_ahead`
    await admin.query(`create schema ${ahead}`)
    const opened = () => openStore({ kind: 'postgres', url: addressFor(ahead) })
    await (await opened()).close()
    const future = (number: number) =>
      admin.query(`insert into ${ahead}.pointsman_migrations (hash, created_at) values ('f', $1)`, [
        Date.now() + number * 1_000,
      ])
    await future(1)
    await (await opened()).close()
    await future(2)
    await expect(opened()).rejects.toMatchObject({ code: 'store.newer' })
    await admin.query(`drop schema ${ahead} cascade`)
  })

  it('says that it cannot be written, and takes nothing', async () => {
    const url = new URL(addressFor(schema))
    url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} -c default_transaction_read_only=on`)
    const database = createStore(createPostgresDatabase(new Pool({ connectionString: url.href }), 'postgres://here'))
    await expect(database.insertDeliveries([sample('deliveries')])).rejects.toMatchObject({ code: 'storage.read-only' })
    await expect(database.ping()).rejects.toThrow('postgres://here cannot be written')
    await database.close()
    expect(await one.count('deliveries')).toBe(0)
  })

  it('says that a server is gone, and works on when it is back', async () => {
    const database = createStore(
      createPostgresDatabase(new Pool({ connectionString: 'postgres://127.0.0.1:9/none' }), 'postgres://gone'),
    )
    await expect(database.insertDeliveries([sample('deliveries')])).rejects.toMatchObject({
      code: 'storage.unreachable',
    })
    await expect(database.list('deliveries')).rejects.toThrow('postgres://gone does not answer')
    await database.close()
  })

  it('names its place without user and password, and closes twice without harm', async () => {
    const store = await open()
    expect(store.place).toBe(`postgres://${new URL(server).host}${new URL(server).pathname}`)
    await store.close()
    await store.close()
    await expect(store.ping()).rejects.toThrow('after calling end')
  })

  describe('with two processes', () => {
    it('hands out each event once, however many ask', async () => {
      await one.commit({ inserts: Array.from({ length: 400 }, () => insert('events')) })
      const got: string[] = []
      const drain = async (store: Store, name: string): Promise<void> => {
        for (let round = 0; ; round += 1) {
          const rows = await store.claimEvents(claimAt(noon, `${name} ${round}`, 7))
          if (rows.length === 0) return
          got.push(...rows.map(({ id }) => id))
        }
      }
      await Promise.all([one, two, one, two, one, two].map((store, index) => drain(store, `worker ${index}`)))
      expect(got).toHaveLength(400)
      expect(new Set(got).size).toBe(400)
      expect(await one.count('events', { starts: 1 })).toBe(400)
    })

    it('hands out each write once, and the writes of a lead to one', async () => {
      const leads = Array.from({ length: 30 }, (_, lead) => `lead ${lead}`)
      await one.commit({
        inserts: leads.flatMap((leadId) => [10, 20, 30].map((seq) => insert('syncs', { leadId, seq }))),
      })
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          (index % 2 ? one : two).claimSyncs('salesforce', claimAt(noon, `claimer ${index}`, 10)),
        ),
      )
      const ids = answers.flat().map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const holders = answers.flatMap((rows) => [...new Set(rows.map(({ leadId }) => leadId))])
      expect(holders.toSorted()).toEqual(leads.toSorted())
    })

    it('passes over a row that another transaction has locked, and does not wait for it', async () => {
      await one.commit({ inserts: [insert('events', { id: 'busy' }), insert('events', { id: 'free' })] })
      const release = await holding(`select 1 from events where id = 'busy' for update`)
      expect((await one.claimEvents(claimAt(noon, 'first'))).map(({ id }) => id)).toEqual(['free'])
      await release()
      expect((await one.claimEvents(claimAt(noon, 'second'))).map(({ id }) => id)).toEqual(['busy'])
    })

    it('locks pools in the order of their ids: commits that name them in any order never block each other', async () => {
      const ids = Array.from({ length: 12 }, (_, index) => `pool ${index}`)
      await one.commit({ inserts: ids.map((id) => insert('pools', { id, version: 0 })) })
      const commits = Array.from({ length: 60 }, (_, index) => {
        const turned = [...ids.slice(index % 12), ...ids.slice(0, index % 12)]
        const order = index % 2 ? turned : turned.toReversed()
        return (index % 3 ? one : two).commit({
          updates: order.map((id) => ({ table: 'pools' as const, id, set: { version: index } })),
          inserts: [insert('turns')],
        })
      })
      await expect(Promise.all(commits)).resolves.toHaveLength(60)
      expect(await one.count('turns')).toBe(60)
    })

    it('puts in new pools in the order of their ids too: whoever is second fails by the key, not by a deadlock', async () => {
      const ids = Array.from({ length: 30 }, (_, index) => `pool ${String(index).padStart(2, '0')}`)
      const release = await holding(`insert into pools (id, version) values ('pool 15', 1)`)
      const outcomes = Promise.allSettled(
        [one, two].map((store, index) =>
          store.commit({ inserts: (index ? ids : ids.toReversed()).map((id) => insert('pools', { id })) }),
        ),
      )
      await untilBlocked(2)
      await release()
      const lost = (await outcomes)
        .filter((outcome) => outcome.status === 'rejected')
        .map(({ reason }) => String(reason))
      expect(lost).toEqual([expect.stringContaining('has this key already')])
    })

    it('lets one of two win who create the same person at once, and the loser leaves nothing', async () => {
      const create = (store: Store, leadId: string): Promise<void> =>
        store.commit({
          inserts: [
            insert('leads', { id: leadId }),
            insert('personKeys', { kind: 'email', key: 'ada@example.com', leadId }),
          ],
        })
      const outcomes = await Promise.allSettled([create(one, 'a'), create(two, 'b')])
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const loser = outcomes.find((outcome) => outcome.status === 'rejected')
      expect(loser?.reason).toBeInstanceOf(StaleError)
      expect(await one.count('leads')).toBe(1)
    })

    it('keeps a delivery once that reaches both at the same moment', async () => {
      const keys = Array.from({ length: 100 }, (_, index) => `key ${index}`)
      const batch = (order: string[]): Rows['deliveries'][] =>
        order.map((deliveryKey) => sample('deliveries', { deliveryKey }))
      const answers = await Promise.all([
        one.insertDeliveries(batch(keys)),
        two.insertDeliveries(batch(keys.toReversed())),
        one.insertDeliveries(batch(keys)),
      ])
      expect(answers.flat().filter(({ duplicate }) => !duplicate)).toHaveLength(100)
      expect(await one.count('deliveries')).toBe(100)
    })
  })

  describe('when the connection is lost', () => {
    it('goes on with the next call, though the server has closed every connection', async () => {
      await Promise.all(Array.from({ length: 10 }, () => one.ping()))
      expect(await killConnections()).toBeGreaterThan(0)
      await one.commit({ inserts: [insert('audit')] })
      await killConnections()
      expect(await one.count('audit')).toBe(1)
      await killConnections()
      expect(await one.insertDeliveries([sample('deliveries')])).toEqual([{ duplicate: false }])
    })

    it('undoes the change set under way, says so, and goes on', async () => {
      await one.commit({ inserts: [insert('pools', { id: 'emea' })] })
      const release = await holding(`select 1 from pools where id = 'emea' for update`)
      const waiting = one.commit({
        upserts: [insert('settings')],
        updates: [
          { table: 'assignments', id: 'none', set: {} },
          { table: 'pools', id: 'emea', set: { version: 2 } },
        ],
      })
      const outcome = Promise.allSettled([waiting])
      await untilBlocked(1)
      await killConnections()
      const [{ status, reason }] = (await outcome) as [PromiseRejectedResult]
      expect(status).toBe('rejected')
      expect(reason).not.toBeInstanceOf(StaleError)
      await release()
      expect(await one.find('pools', 'emea')).toEqual({ id: 'emea', version: 1 })
      expect(await one.count('settings')).toBe(0)
      await one.commit({ updates: [{ table: 'pools', id: 'emea', expect: { version: 1 }, set: { version: 2 } }] })
    })

    it('does not ask a question twice that the server itself refused', async () => {
      const database = await openPostgres(addressFor(schema))
      await admin.query('create sequence if not exists asked')
      await expect(database.read(sql`select 1 / (nextval('asked') - nextval('asked') + 1)`)).rejects.toThrow('division')
      const { rows } = await admin.query<{ last_value: string }>('select last_value from asked')
      await database.close()
      await admin.query('drop sequence asked')
      expect(rows).toEqual([{ last_value: '2' }])
    })
  })

  /** @returns ends the transaction that the statement began: what it wrote or locked is as it was */
  async function holding(statement: string): Promise<() => Promise<void>> {
    const holder = await admin.connect()
    await holder.query('begin')
    await holder.query(statement)
    let ended: Promise<void> | undefined
    const release = (): Promise<void> => (ended ??= holder.query('rollback').then(() => holder.release()))
    onTestFinished(release)
    return release
  }

  /** All of the stores under test; they carry the schema as their name. @returns how many */
  async function killConnections(): Promise<number> {
    const { rowCount } = await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
      [schema],
    )
    return rowCount ?? 0
  }

  /** Until so many connections of the stores wait for a lock. */
  async function untilBlocked(count: number): Promise<void> {
    for (let blocked = -1; blocked !== count;) {
      const { rowCount } = await admin.query(
        `select 1 from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`,
        [schema],
      )
      blocked = rowCount ?? 0
    }
  }
})

function addressFor(into: string): string {
  const url = new URL(server)
  url.searchParams.set('options', `-c search_path=${into}`)
  url.searchParams.set('application_name', into)
  return url.href
}
