// The store's contract over a SQLite file.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { storeContract } from './contract.ts'

let folder: string
let opened = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointsman-sqlite-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const open = () => openStore({ kind: 'sqlite', file: join(folder, `${(opened += 1)}.db`) })

describe('the store on SQLite', () => {
  storeContract(open)

  it('closes twice without harm, and answers no more', async () => {
    const store = await open()
    await store.close()
    await store.close()
    await expect(store.ping()).rejects.toThrow('not open')
  })
})
