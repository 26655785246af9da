// The index of a process follows what others bring and drop, and what the CRM has no more.
import { describe, expect, it } from 'vitest'
import { createAccountIndexes } from '../../src/pipeline/account-indexes.ts'
import { goneAccounts } from '../../src/pipeline/gone-accounts.ts'
import { begin, drop, foundBy, hooli, initech, SECOND, take } from './account-imports.ts'

describe('the index of a process', () => {
  it('follows what another process brought and dropped', async () => {
    const { store } = await begin()
    const other = createAccountIndexes(store)
    expect(await foundBy(store, 'initech.example', other)).toEqual([])
    await take([initech, hooli])
    expect(await foundBy(store, 'initech.example', other)).toContain('list.accounts:A1')
    expect((await other('salesforce')).size).toBe(6)
    await take([hooli], SECOND)
    await drop(SECOND)
    expect(await foundBy(store, 'initech.example', other)).toEqual([])
    expect((await other('salesforce')).size).toBe(5)
  })

  it('keeps an account that was dropped and came again', async () => {
    const { store } = await begin()
    const other = createAccountIndexes(store)
    await take([initech, hooli])
    await other('salesforce')
    await take([hooli], SECOND)
    await drop(SECOND)
    await take([initech], '2026-11-24T11:00:00.000Z')
    expect(await foundBy(store, 'initech.example', other)).toContain('list.accounts:A1')
  })

  it('keeps an account that is there, whatever is told of its end', async () => {
    const { store, clock } = await begin()
    const other = createAccountIndexes(store)
    await take([initech])
    await other('salesforce')
    const row = { id: 'gone-accounts:list.accounts', version: 1, updatedAt: clock.now() }
    const value = { from: 0, ids: ['list.accounts:A1'] }
    await store.commit({ inserts: [{ table: 'settings', row: { ...row, value } }] })
    await take([{ ...hooli, parent: '' }], SECOND)
    expect(await foundBy(store, 'initech.example', other)).toEqual(['list.accounts:A1'])
  })

  it('is built anew where more was dropped than is told', async () => {
    const { store, clock } = await begin()
    const other = createAccountIndexes(store)
    await take([initech])
    await other('salesforce')
    await take([hooli], SECOND)
    await drop(SECOND)
    const told = await goneAccounts(store, 'list.accounts')
    expect(told).toMatchObject({ from: 0, ids: ['list.accounts:A1'] })
    const value = { from: 7, ids: [] }
    await store.commit({
      upserts: [
        {
          table: 'settings',
          row: { id: 'gone-accounts:list.accounts', value, version: told.version + 1, updatedAt: clock.now() },
        },
      ],
    })
    expect((await other('salesforce')).size).toBe(5)
  })

  it('follows what the CRM has no more', async () => {
    const pointsman = await begin()
    const other = createAccountIndexes(pointsman.store)
    expect(await foundBy(pointsman.store, 'contoso.example', other)).toHaveLength(1)
    const before = (await other('salesforce')).size
    pointsman.sandbox.salesforce.actOnAccount({ as: 'mia.kern@acme.example', account: 'Contoso', do: 'delete' })
    pointsman.clock.move(11 * 60_000)
    await pointsman.settle()
    expect(await foundBy(pointsman.store, 'contoso.example', other)).toEqual([])
    expect((await other('salesforce')).size).toBe(before - 1)
  })
})
