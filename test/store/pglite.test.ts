// The store's contract over PGlite: PostgreSQL's own code inside this process, where no server is at hand.
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { storeContract } from './contract.ts'
import { emptyTables } from './empty-tables.ts'

let client: PGlite
let store: Store
beforeAll(async () => {
  client = await PGlite.create()
  store = await openStore({ kind: 'pglite', client })
})
afterAll(() => store.close())

describe('the store on PGlite', () => {
  storeContract(async () => {
    await client.exec(emptyTables)
    // Starting it takes a second: one for all tests.
    return { ...store, close: async () => undefined }
  })

  it('closes twice without harm, and answers no more', async () => {
    const another = await PGlite.create()
    const shortLived = await openStore({ kind: 'pglite', client: another })
    await shortLived.close()
    await shortLived.close()
    await expect(shortLived.ping()).rejects.toThrow('closed')
  })
})
