// On SQLite intake and pipeline share one connection. Nothing may stand between BEGIN and COMMIT of another's change set:
// what was acknowledged there would be gone if that change set were rolled back.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StaleError } from '../../src/errors.ts'
import { createStore } from '../../src/store/body.ts'
import { unwatchedDisk } from '../../src/store/disk-space.ts'
import { migrateSqlite } from '../../src/store/migrate-sqlite.ts'
import { migrationsFolder } from '../../src/store/migrations-folder.ts'
import { createSqliteDatabase } from '../../src/store/sqlite-database.ts'
import { openSession } from '../../src/store/sqlite-session.ts'
import type { ChangeSet, Store } from '../../src/store/store.ts'
import { insert, sample } from './sample-rows.ts'

let folder: string
let db: Sqlite.Database
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointsman-one-writer-'))
  const file = join(folder, 'pointsman.db')
  db = new Sqlite(file)
  migrateSqlite(db, file, migrationsFolder('sqlite'))
  const session = openSession(db, file)
  store = createStore(
    createSqliteDatabase({
      session,
      place: file,
      disk: unwatchedDisk,
      openAnew: () => session,
      afterClose: () => undefined,
    }),
  )
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

/** Many statements, of which the last fails: everything before it is rolled back. */
function doomed(payload: unknown = {}): ChangeSet {
  return {
    updates: [
      ...Array.from({ length: 50 }, () => ({ table: 'pools' as const, id: 'emea', set: { version: 9 } })),
      { table: 'slaClocks', id: 'nobody', set: { version: 9 } },
    ],
    inserts: [...Array.from({ length: 50 }, () => insert('audit')), insert('events', { payload })],
  }
}

/** A good one of three tables. */
const sound = (): ChangeSet => ({
  updates: [{ table: 'pools', id: 'emea', set: { version: 2 } }],
  inserts: [insert('audit'), insert('timeline')],
})

describe('a change set on SQLite', () => {
  beforeEach(() => store.commit({ inserts: [insert('pools', { id: 'emea' })] }))

  /** Each runs the intake at another moment around the commit that it is given. */
  const moments: [string, (commit: (payload?: unknown) => Promise<void>, intake: () => void) => Promise<void>][] = [
    [
      'right after it was asked for',
      async (commit, intake) => {
        const committed = commit()
        intake()
        await committed
      },
    ],
    [
      'in a promise that was ready before',
      async (commit, intake) => {
        const ready = Promise.resolve().then(intake)
        await Promise.allSettled([commit(), ready])
      },
    ],
    [
      'in each of a hundred microtasks',
      async (commit, intake) => {
        const committed = commit()
        for (let turn = 0; turn < 100; turn += 1) {
          await Promise.resolve()
          intake()
        }
        await committed
      },
    ],
    [
      'in process.nextTick',
      async (commit, intake) => {
        process.nextTick(intake)
        await commit()
      },
    ],
    [
      'in timers and immediates',
      async (commit, intake) => {
        setTimeout(intake, 0)
        setImmediate(intake)
        const committed = commit()
        setImmediate(intake)
        await committed
      },
    ],
    [
      'while its rows are written as JSON',
      async (commit, intake) => {
        await commit({
          toJSON: () => {
            intake()
            return {}
          },
        })
      },
    ],
  ]

  it.each(moments)('takes no acknowledged delivery with it when it fails: intake %s', async (_moment, run) => {
    const intakes: Promise<string>[] = []
    const intake = (): void => {
      const row = sample('deliveries')
      intakes.push(store.insertDeliveries([row]).then(() => row.id))
    }
    const outcomes: PromiseSettledResult<void>[] = []
    await run(async (payload) => {
      const [outcome] = await Promise.allSettled([store.commit(doomed(payload))])
      outcomes.push(outcome)
    }, intake)
    await new Promise((resolve) => setTimeout(resolve, 1))
    const acknowledged = await Promise.all(intakes)
    expect(outcomes).toEqual([{ status: 'rejected', reason: expect.any(StaleError) }])
    expect(acknowledged.length).toBeGreaterThan(0)
    expect((await store.list('deliveries')).map(({ id }) => id)).toEqual(acknowledged.toSorted())
    expect(await store.count('audit')).toBe(0)
    expect((await store.find('pools', 'emea'))?.version).toBe(1)
  })

  it('is never seen open by anything else that runs', async () => {
    let seenOpen = 0
    let looks = 0
    const look = (): void => {
      looks += 1
      if (db.inTransaction) seenOpen += 1
    }
    const everyMicrotask = async (): Promise<void> => {
      for (let turn = 0; turn < 500; turn += 1) {
        look()
        await Promise.resolve()
      }
    }
    process.nextTick(look)
    setImmediate(look)
    const watching = everyMicrotask()
    await Promise.allSettled([
      ...Array.from({ length: 20 }, () => [store.commit(doomed()), store.commit(sound())]).flat(),
      store.insertDeliveries([sample('deliveries')]),
      store.ping(),
      watching,
      new Promise((resolve) => setImmediate(resolve)),
    ])
    expect(looks).toBe(502)
    expect(seenOpen).toBe(0)
  })

  it('is over when commit has returned, before its promise is looked at', () => {
    const committed = store.commit(sound())
    expect(db.inTransaction).toBe(false)
    expect(db.prepare('select version from pools').pluck().get()).toBe(2)
    return committed
  })

  it('is rolled back whole, though the row that fails is the last of two thousand', async () => {
    const events = Array.from({ length: 2_000 }, () => insert('events'))
    const taken = insert('personKeys', { key: 'a@example.com' })
    await store.commit({ inserts: [taken] })
    await expect(
      store.commit({ inserts: [...events, insert('personKeys', { key: 'a@example.com' })] }),
    ).rejects.toThrow(StaleError)
    expect(await store.count('events')).toBe(0)
    await store.commit({ inserts: events })
    expect(await store.count('events')).toBe(2_000)
  })

  it('leaves no transaction open when it cannot even be begun', async () => {
    const other = new Sqlite(join(folder, 'pointsman.db'))
    db.pragma('busy_timeout = 0')
    other.exec('begin immediate')
    await expect(store.commit(sound())).rejects.toThrow('Another program holds')
    other.exec('rollback')
    other.close()
    await store.commit(sound())
    expect(await store.count('audit')).toBe(1)
  })
})
