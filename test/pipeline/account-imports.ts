// Lists of accounts brought to a whole Pointsman over its API, which is closed after each test.
import { afterEach } from 'vitest'
import { createAccountIndexes } from '../../src/pipeline/account-indexes.ts'
import { accountQuery } from '../../src/matching/accounts/query.ts'
import { defaultAccountSettings } from '../../src/matching/accounts/settings.ts'
import type { Store } from '../../src/store/store.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'

let open: WholePointsman | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

export async function begin(): Promise<WholePointsman> {
  open = await wholePointsman()
  await open.settle()
  return open
}

export type Cells = Record<string, string>
export const FIRST = '2026-11-24T09:00:00.000Z'
export const SECOND = '2026-11-24T10:00:00.000Z'
export const initech: Cells = {
  id: 'A1',
  name: 'Initech Ltd',
  domain: 'initech.example',
  relationship: 'Customer',
  owner: 'jonas.weber@acme.example',
}
export const hooli: Cells = {
  id: 'A2',
  name: 'Hooli',
  domain: 'hooli.example',
  parent: 'A1',
  country: 'Deutschland',
  phone: '030 1234567',
}

export async function take(accounts: Cells[], startedAt = FIRST, more: object = {}) {
  const rows = accounts.map((account, index) => ({ row: index + 2, account }))
  const { data } = await (open as WholePointsman).api(
    'POST',
    '/api/accounts/import',
    { startedAt, rows, ...more },
    'editor',
  )
  return data as { added: number; changed: number; same: number; refused: { row: number; why: string }[] }
}
export const drop = async (startedAt: string, more: object = {}) =>
  (await (open as WholePointsman).api('POST', '/api/accounts/drop-absent', { startedAt, ...more }, 'editor'))
    .data as object

export const foundBy = async (store: Store, domain: string, index = createAccountIndexes(store)) =>
  (await index('salesforce')).candidates(accountQuery({ domain }, defaultAccountSettings), defaultAccountSettings)
