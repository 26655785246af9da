// What every store keeps, on whatever database. Run by one test file per database; each part of the contract has a file of its own.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Insert, Store } from '../../src/store/store.ts'
import { commitContract } from './contract-commits.ts'
import { leaseContract } from './contract-leases.ts'
import { poolContract, readContract } from './contract-reading.ts'
import { recordContract } from './contract-records.ts'
import { workContract } from './contract-work.ts'
import { writeClaimContract } from './contract-writes.ts'
import { insert, sample, tableNames } from './sample-rows.ts'

/** @param open gives a store without rows; it is closed after each test */
export function storeContract(open: () => Promise<Store>): void {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())
  const current = (): Store => store

  describe('rows', () => {
    rowContract(current)
  })
  describe('deliveries', () => {
    deliveryContract(current)
  })
  describe('change sets', () => {
    commitContract(current)
  })
  describe('reading', () => {
    readContract(current)
  })
  describe('pools', () => {
    poolContract(current)
  })
  describe('work', () => {
    workContract(current)
  })
  describe('writes to a CRM', () => {
    writeClaimContract(current)
  })
  describe('records', () => {
    recordContract(current)
  })
  describe('leases', () => {
    leaseContract(current)
  })

  it('can be written and read, and leaves nothing behind when it shows so', async () => {
    await store.ping()
    expect(await store.count('leases')).toBe(0)
    expect(store.place).not.toBe('')
  })
}

function rowContract(store: () => Store): void {
  it.each(tableNames)('gives back a row of %s as it was put in', async (table) => {
    const row = sample(table)
    await store().commit({ inserts: [{ table, row } as Insert] })
    expect(await store().find(table, row.id)).toEqual(row)
    expect(await store().list(table)).toEqual([row])
  })

  it.each(tableNames)('overwrites a row of %s whole', async (table) => {
    const row = sample(table)
    await store().commit({ upserts: [{ table, row } as Insert] })
    await store().commit({ upserts: [{ table, row } as Insert, { table, row } as Insert] })
    expect(await store().list(table)).toEqual([row])
  })

  it('finds nothing under an id that is not there', async () => {
    expect(await store().find('leads', 'nobody')).toBeUndefined()
  })

  it('keeps NUL in bodies and JSON, and shows it as U+FFFD in text', async () => {
    const payload = { 'k\0': 'a\0b', lone: '\ud800' }
    const row = sample('events', { payload, reason: 'a\0b', eventKey: 'k\0' })
    await store().commit({ inserts: [{ table: 'events', row }] })
    const kept = await store().list('events', { where: { eventKey: 'k\0' } })
    expect(kept).toEqual([{ ...row, reason: 'a\uFFFDb', eventKey: 'k\uFFFD' }])
  })

  it.each([
    '0001-01-01T00:00:00.000Z',
    '-000044-03-15T08:00:00.001Z',
    '+055000-02-28T23:59:59.999Z',
    '1969-12-31T23:59:59.999Z',
  ])('keeps an instant as odd as %s', async (iso) => {
    const row = sample('events', { occurredAt: new Date(iso) })
    await store().commit({ inserts: [{ table: 'events', row }] })
    expect((await store().find('events', row.id))?.occurredAt.toISOString()).toBe(iso)
  })

  it.each([['text'], ['{"not":"parsed"}'], [0], [false], [[]], [{}], [null]])(
    'keeps %j as a JSON value',
    async (value) => {
      await store().commit({ inserts: [insert('settings', { id: 'one', value })] })
      expect((await store().find('settings', 'one'))?.value).toEqual(value)
    },
  )
}

function deliveryContract(store: () => Store): void {
  it('keeps each delivery once and says which were there before, also within one batch', async () => {
    const [first, second] = [sample('deliveries', { deliveryKey: 'b' }), sample('deliveries', { deliveryKey: 'a' })]
    expect(await store().insertDeliveries([first])).toEqual([{ duplicate: false }])
    const again = sample('deliveries', { deliveryKey: 'b' })
    const twice = sample('deliveries', { deliveryKey: 'a' })
    const elsewhere = sample('deliveries', { deliveryKey: 'a', connection: 'marketo' })
    const answers = await store().insertDeliveries([again, second, twice, elsewhere])
    expect(answers.map(({ duplicate }) => duplicate)).toEqual([true, false, true, false])
    expect((await store().list('deliveries')).map(({ id }) => id)).toEqual([first.id, second.id, elsewhere.id])
  })

  it('takes an empty batch and one of two thousand', async () => {
    expect(await store().insertDeliveries([])).toEqual([])
    const many = Array.from({ length: 2_000 }, () => sample('deliveries'))
    const answers = await store().insertDeliveries(many)
    expect(answers.filter(({ duplicate }) => duplicate)).toEqual([])
    expect(await store().count('deliveries')).toBe(2_000)
  })
}
