// A reading that fails midway loses nothing; and what a CRM suddenly does not tell any more is doubted before it is dropped.
import { afterEach, expect, it } from 'vitest'
import { silentLog } from '../../src/log.ts'
import { DAY_MS, MINUTE_MS } from '../../src/time.ts'
import { wholePointsman, type WholeOptions, type WholePointsman } from '../whole-pointsman.ts'
import { onCall } from './leads.ts'

const COMPANIES = '/crm/v3/objects/companies?'
const LEFT_ALONE_MS = 30_000

let open: WholePointsman | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

/** HubSpot with 150 companies more: two pages. */
async function begin(options: WholeOptions = {}): Promise<WholePointsman> {
  open = await wholePointsman(options)
  const companies = Array.from({ length: 150 }, (_, n) => ({ properties: { name: `C${n}`, domain: `c${n}.example` } }))
  open.sandbox.seed({ hubspot: { companies } })
  return open
}

const value = async ({ store }: WholePointsman, name = 'hubspot') =>
  (await store.find('settings', `mirror:${name}`))?.value
const kept = ({ store }: WholePointsman) => store.count('accounts', { connection: 'hubspot' })

async function later(pointsman: WholePointsman, ms: number): Promise<void> {
  pointsman.clock.move(ms)
  await pointsman.settle()
}

/** Archives all companies but so many. */
function archiveBut(pointsman: WholePointsman, left: number): Promise<unknown> {
  const dump = pointsman.sandbox.hubspot.dump()
  const inputs = dump.records.companies.slice(left).map(({ id }) => ({ id }))
  const headers = { authorization: 'Bearer pat-person', 'content-type': 'application/json' }
  return Promise.all(
    [inputs.slice(0, 100), inputs.slice(100)].map((part) =>
      fetch(`${pointsman.sandboxUrl}/crm/v3/objects/companies/batch/archive`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ inputs: part }),
      }),
    ),
  )
}

it('a first reading that fails at its second page is done again, and only then anything is known of it', async () => {
  const pointsman = await begin()
  pointsman.sandbox.faults.set([onCall(2, { name: 'server-error', system: 'hubspot', path: COMPANIES })])
  await pointsman.settle()
  expect(await value(pointsman)).toBeUndefined()
  expect(await kept(pointsman)).toBe(100)
  await later(pointsman, LEFT_ALONE_MS)
  expect(await value(pointsman)).toMatchObject({ accounts: 154, run: 1 })
  expect(await kept(pointsman)).toBe(154)
})

it('a later reading of all that fails at its second page drops nothing, and changes are read from where they were', async () => {
  const pointsman = await begin()
  await pointsman.settle()
  const before = await value(pointsman)
  await archiveBut(pointsman, 120)
  pointsman.sandbox.faults.set([onCall(2, { name: 'server-error', system: 'hubspot', path: COMPANIES })])
  await later(pointsman, DAY_MS)
  expect(await value(pointsman)).toEqual(before)
  expect(await kept(pointsman)).toBe(154)
  await later(pointsman, LEFT_ALONE_MS)
  expect(await value(pointsman)).toMatchObject({ accounts: 120, run: 2, droppedIn: 2 })
  expect(await kept(pointsman)).toBe(120)
})

it('changes that could not be read are read the next time', async () => {
  const pointsman = await begin()
  await pointsman.settle()
  const before = await value(pointsman, 'salesforce')
  pointsman.sandbox.salesforce.actOnAccount({
    as: 'mia.kern@acme.example',
    account: 'Contoso',
    do: 'edit',
    fields: { BillingCity: 'Berlin' },
  })
  // The first composite reads owners, the second accounts.
  pointsman.sandbox.faults.set([onCall(2, { name: 'server-error', system: 'salesforce', path: '/composite' })])
  await later(pointsman, 10 * MINUTE_MS)
  expect(await value(pointsman, 'salesforce')).toEqual(before)
  await later(pointsman, LEFT_ALONE_MS)
  expect(await value(pointsman, 'salesforce')).toMatchObject({ run: 2 })
  const [contoso] = await pointsman.store.list('accounts', { where: { connection: 'salesforce', name: 'Contoso' } })
  expect(contoso).toMatchObject({ run: 2, details: { city: 'Berlin' } })
})

it('more than half of all that is missing at once is kept until it is missing a second time', async () => {
  const warned: unknown[] = []
  const pointsman = await begin({ log: { ...silentLog, warn: (...told: unknown[]) => warned.push(told) } })
  await pointsman.settle()
  await archiveBut(pointsman, 10)
  await later(pointsman, DAY_MS)
  expect(await kept(pointsman)).toBe(154)
  expect(warned).toEqual([[{ connection: 'hubspot', what: 'accounts' }, expect.stringContaining('lost its access')]])
  await later(pointsman, 10 * MINUTE_MS)
  expect(await kept(pointsman)).toBe(154)
  await later(pointsman, DAY_MS)
  expect(await kept(pointsman)).toBe(10)
  expect(await value(pointsman)).toMatchObject({ accounts: 10, doubted: [] })
})

it('all is read anew when the settings say that another field is read', async () => {
  const pointsman = await begin()
  await pointsman.settle()
  const row = await pointsman.store.find('settings', 'mirror:salesforce')
  if (!row) throw new Error('Salesforce was not read.')
  const reads = () =>
    pointsman.sandbox.ledger.entries({ system: 'salesforce' }).filter(({ path }) => path.includes('/query?')).length
  const before = reads()
  await later(pointsman, 10 * MINUTE_MS)
  expect(reads()).toBe(before)
  const now = await pointsman.store.find('settings', 'mirror:salesforce')
  await pointsman.store.commit({
    upserts: [{ table: 'settings', row: { ...row, ...now, value: { ...(now?.value as object), form: 'another' } } }],
  })
  await later(pointsman, 10 * MINUTE_MS)
  // Accounts and contacts.
  expect(reads()).toBe(before + 2)
})

it('the row of an older version, which holds counts alone, is taken for no reading', async () => {
  const pointsman = await begin()
  const old = { id: 'mirror:hubspot', value: { owners: 6, accounts: 4 }, version: 1, updatedAt: new Date(0) }
  await pointsman.store.commit({ upserts: [{ table: 'settings', row: old }] })
  await pointsman.settle()
  expect(await value(pointsman)).toMatchObject({ accounts: 154, run: 1 })
})
