// SQLite in a thread of its own keeps the same promises, and when the thread ends nobody waits for ever.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StaleError, StorageError } from '../../src/errors.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { commitContract } from './contract-commits.ts'
import { recordContract } from './contract-records.ts'
import { insert, sample } from './sample-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'pointsman-thread-'))
let opened = 0
const open = () => openStore({ kind: 'sqlite', file: join(folder, `${(opened += 1)}.db`), ownThread: true })
afterAll(() => rmSync(folder, { recursive: true }))

const threads: Worker[] = []
process.on('worker', (worker) => threads.push(worker))

let store: Store
beforeEach(async () => {
  store = await open()
  // It answers, so it is known.
  await store.ping()
})
afterEach(() => store.close())

// The whole contract is run on the same session without a thread: here what crosses the border.
describe('change sets', () => {
  commitContract(() => store)
})
describe('records', () => {
  recordContract(() => store)
})

describe('the thread', () => {
  it('does what it is asked in the order in which it was asked', async () => {
    const row = sample('deliveries', { state: 'received' })
    const [[first], [second], count] = await Promise.all([
      store.insertDeliveries([row]),
      store.insertDeliveries([{ ...row, id: 'again' }]),
      store.count('deliveries'),
    ])
    expect([first, second, count]).toEqual([{ duplicate: false }, { duplicate: true }, 1])
  })

  it('hands on what the database refuses, as what it is', async () => {
    const row = insert('audit')
    await store.commit({ inserts: [row] })
    await expect(store.commit({ inserts: [row] })).rejects.toThrow(StaleError)
    await expect(store.commit({ updates: [{ table: 'pools', id: 'nobody', set: { version: 2 } }] })).rejects.toThrow(
      StaleError,
    )
  })

  it('that ends fails what was under way as a disk does, keeps what it had confirmed, and is begun anew', async () => {
    const kept = sample('deliveries')
    await store.insertDeliveries([kept])
    const underWay = store.insertDeliveries([sample('deliveries')])
    const said = underWay.then(
      () => 'done',
      (error: unknown) => (error instanceof StorageError ? error.code : String(error)),
    )
    await threads.at(-1)?.terminate()
    expect(['storage.io', 'done']).toContain(await said)
    const ids = (): Promise<string[]> => store.list('deliveries').then((rows) => rows.map(({ id }) => id))
    await expect.poll(ids, { timeout: 5_000 }).toContain(kept.id)
  })

  it('is gone when the store is closed', async () => {
    let code: number | undefined
    threads.at(-1)?.once('exit', (ended) => (code = ended))
    await store.close()
    expect(code).toBe(0)
    await expect(store.count('deliveries')).rejects.toThrow(StorageError)
  })
})

describe('what is read aside', () => {
  it('holds all that was committed before', async () => {
    const row = sample('deliveries')
    await store.insertDeliveries([row])
    expect(await store.aside.find('deliveries', row.id)).toEqual(row)
    await store.commit({ deletes: [{ table: 'deliveries', id: row.id }] })
    expect(await store.aside.count('deliveries')).toBe(0)
  })

  it('keeps nobody waiting who waits for a commit', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) =>
      sample('deliveries', { id: `many-${index}`, deliveryKey: `many-${index}` }),
    )
    await store.insertDeliveries(many)
    const ended: string[] = []
    const long = store.aside.count('deliveries', { url: { contains: 'stands nowhere' } }).then(() => ended.push('long'))
    await store.insertDeliveries([sample('deliveries')]).then(() => ended.push('commit'))
    await long
    expect(ended).toEqual(['commit', 'long'])
  })

  it('is not in the way of an erasure, and changes nothing', async () => {
    await store.insertDeliveries([sample('deliveries')])
    expect(await store.aside.count('deliveries')).toBe(1)
    await store.finishErasure()
    expect(Object.keys(store.aside).toSorted()).toEqual(['count', 'countBy', 'find', 'list'])
  })
})
