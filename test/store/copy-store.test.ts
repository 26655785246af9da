// Moving house: all rows into another database, and nothing left behind or changed on the way.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { copyStore } from '../../src/store/copy-store.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Insert, Store } from '../../src/store/store.ts'
import { insert, sample, tableNames } from './sample-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'pointsman-copy-'))
const sqlite = (name: string): Promise<Store> => openStore({ kind: 'sqlite', file: join(folder, `${name}.db`) })

let from: Store
let postgres: Store
beforeAll(async () => {
  from = await sqlite('from')
  postgres = await openStore({ kind: 'pglite', client: await PGlite.create() })
  // The database adds the members of pools up by itself.
  const inserts: Insert[] = tableNames.flatMap((table) => (table === 'poolMembers' ? [] : [insert(table)]))
  // More than one page of what is small, and of what is large.
  for (let number = 0; number < 1_200; number += 1) inserts.push(insert('tallies', { id: `many-${number}` }))
  for (let number = 0; number < 50; number += 1) {
    const body = Buffer.from([number, 0, 255, 10])
    inserts.push(insert('deliveries', { id: `body-${number}`, deliveryKey: `body-${number}`, body }))
  }
  await from.commit({ inserts })
})
afterAll(async () => {
  await from.close()
  await postgres.close()
  rmSync(folder, { recursive: true })
})

it('brings every row of every table to PostgreSQL, and back to a file, as it was', async () => {
  const told: string[] = []
  const copied = await copyStore(from, postgres, (table) => told.push(table))
  expect(Object.fromEntries(copied.map(({ table, rows }) => [table, rows]))).toMatchObject({
    tallies: 1_201,
    deliveries: 51,
    leads: 1,
    syncs: 1,
  })
  expect(told.filter((table) => table === 'tallies')).toHaveLength(3)
  const back = await sqlite('back')
  await copyStore(postgres, back)
  for (const table of tableNames.filter((name) => name !== 'leases'))
    expect(await back.list(table)).toEqual(await from.list(table))
  await back.close()
})

it('mixes with nothing: a database with rows is refused, and stays as it is', async () => {
  const other = await sqlite('other')
  const row = sample('audit')
  await other.commit({ inserts: [{ table: 'audit', row }] })
  await expect(copyStore(from, other)).rejects.toThrow('There are rows in "audit"')
  expect(await other.count('deliveries')).toBe(0)
  expect(await other.list('audit')).toEqual([row])
  await other.close()
})

it('says when a row arrived as another one', async () => {
  const other = await sqlite('broken')
  const lossy: Store = {
    ...other,
    commit: (changes) =>
      other.commit({
        inserts: (changes.inserts ?? []).map((each) =>
          each.table === 'leads' ? { ...each, row: { ...each.row, breaches: 9 } } : each,
        ),
      }),
  }
  await expect(copyStore(from, lossy)).rejects.toThrow(/The row .* of "leads" is another one/)
  await other.close()
})
