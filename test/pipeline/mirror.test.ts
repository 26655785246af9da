// What a CRM knows of its companies is read whole once, and then by what changed; what did not change is not written again.
import { afterEach, describe, expect, it } from 'vitest'
import type { Upsert } from '../../src/store/store.ts'
import { DAY_MS, MINUTE_MS } from '../../src/time.ts'
import { wholePointsman, type WholeOptions, type WholePointsman } from '../whole-pointsman.ts'
import { form, inFront, leadOf, stepsOf } from './leads.ts'

let open: WholePointsman | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

/** What is written into a table, in order. */
const written: { table: string; id: string }[] = []
async function begin(options: WholeOptions = {}): Promise<WholePointsman> {
  written.length = 0
  open = await wholePointsman({
    store: (real) =>
      inFront(real, {
        async commit(changes) {
          const rows = changes.upserts?.map(({ table, row }: Upsert) => ({ table, id: row.id })) ?? []
          written.push(...rows.filter(({ table }) => ['accounts', 'owners', 'contacts'].includes(table)))
          await real.commit(changes)
        },
      }),
    ...options,
  })
  await open.settle()
  return open
}

async function again(pointsman: WholePointsman, ms = 10 * MINUTE_MS): Promise<void> {
  written.length = 0
  pointsman.sandbox.ledger.clear()
  pointsman.clock.move(ms)
  await pointsman.settle()
}

const value = async (pointsman: WholePointsman, name: string) =>
  (await pointsman.store.find('settings', `mirror:${name}`))?.value as Record<string, unknown>
const account = async (pointsman: WholePointsman, name: string, connection = 'salesforce') =>
  (await pointsman.store.list('accounts', { where: { connection, name } }))[0]
const edit = (pointsman: WholePointsman, name: string, fields: Record<string, string>) =>
  pointsman.sandbox.salesforce.actOnAccount({ as: 'mia.kern@acme.example', account: name, do: 'edit', fields })
const soql = (pointsman: WholePointsman): string[] =>
  pointsman.sandbox.ledger
    .entries({ system: 'salesforce' })
    .flatMap(({ path, request }) => [path, ...(JSON.stringify(request ?? '').match(/\/query(?:All)?\?q=[^"]+/g) ?? [])])
    .flatMap((text) => (text.includes('?q=') ? [decodeURIComponent(text.slice(text.indexOf('?q=') + 3))] : []))
    .filter((text) => text.includes('FROM Account'))

describe('the mirror of Salesforce', () => {
  it('reads all at first, and then what changed, with an overlap', async () => {
    const pointsman = await begin()
    expect(await value(pointsman, 'salesforce')).toMatchObject({ accounts: 4, owners: 8, run: 1 })
    await again(pointsman)
    expect(soql(pointsman)).toEqual([
      expect.stringMatching(
        /WHERE SystemModstamp >= 2026-11-24T08:30:00\.000Z ORDER BY SystemModstamp, Id LIMIT 2000$/,
      ),
    ])
    expect(await value(pointsman, 'salesforce')).toMatchObject({ accounts: 4, run: 2 })
  })

  it('writes only what says something new, with the number of the reading', async () => {
    const pointsman = await begin()
    const before = await account(pointsman, 'Contoso')
    edit(pointsman, 'Contoso', { BillingCountry: 'Deutschland', BillingCity: 'Berlin', Phone: '030 1234567' })
    // Its stamp moves, and nothing else.
    edit(pointsman, 'Fabrikam', { Rating: 'Hot' })
    await again(pointsman)
    expect(written).toEqual([{ table: 'accounts', id: before?.id }])
    expect(await account(pointsman, 'Contoso')).toMatchObject({
      run: 2,
      details: { country: 'DE', city: 'Berlin', phone: '+49301234567', ownerActive: true },
    })
    await again(pointsman)
    expect(written).toEqual([])
  })

  it('finds a new account, and counts it', async () => {
    const pointsman = await begin()
    pointsman.sandbox.seed({ salesforce: { accounts: [{ Name: 'Initech', Website: 'initech.example' }] } })
    await again(pointsman)
    expect(await account(pointsman, 'Initech')).toMatchObject({ domain: 'initech.example', run: 2 })
    expect(await value(pointsman, 'salesforce')).toMatchObject({ accounts: 5 })
  })

  it('gives the leads of a merged account to the one that lives on', async () => {
    const pointsman = await begin()
    const leads = ['ada@contoso.example', 'ben@contoso.example', 'cyd@fabrikam.example']
    for (const email of leads) await pointsman.send('web-form', form(email))
    await pointsman.settle()
    const [contoso, fabrikam] = [await account(pointsman, 'Contoso'), await account(pointsman, 'Fabrikam')]
    expect((await leadOf(pointsman, leads[0] ?? '')).accountId).toBe(contoso?.id)
    const act = { as: 'mia.kern@acme.example', account: 'Contoso', do: 'merge', into: 'Fabrikam' } as const
    pointsman.sandbox.salesforce.actOnAccount(act)
    await again(pointsman)
    for (const email of leads) expect((await leadOf(pointsman, email)).accountId).toBe(fabrikam?.id)
    expect(await account(pointsman, 'Contoso')).toBeUndefined()
    expect(await value(pointsman, 'salesforce')).toMatchObject({ accounts: 3, droppedIn: 2 })
    const { id } = await leadOf(pointsman, leads[0] ?? '')
    expect((await stepsOf(pointsman, id)).filter((step) => step === 'account-gone')).toHaveLength(1)
    // Told once more, because of the overlap: nothing is left to do.
    await again(pointsman)
    expect((await stepsOf(pointsman, id)).filter((step) => step === 'account-gone')).toHaveLength(1)
  })

  it('takes a deleted account from its leads', async () => {
    const pointsman = await begin()
    await pointsman.send('web-form', form('ada@contoso.example'))
    await pointsman.settle()
    pointsman.sandbox.salesforce.actOnAccount({ as: 'mia.kern@acme.example', account: 'Contoso', do: 'delete' })
    await again(pointsman)
    expect((await leadOf(pointsman, 'ada@contoso.example')).accountId).toBeNull()
    expect(await account(pointsman, 'Contoso')).toBeUndefined()
  })

  it('follows merges of merges to where the account lives now', async () => {
    const pointsman = await begin()
    await pointsman.send('web-form', form('ada@contoso.example'))
    await pointsman.settle()
    const merge = (name: string, into: string) =>
      pointsman.sandbox.salesforce.actOnAccount({ as: 'mia.kern@acme.example', account: name, do: 'merge', into })
    merge('Contoso', 'Fabrikam')
    merge('Fabrikam', 'Tailspin')
    const tailspin = await account(pointsman, 'Tailspin')
    await again(pointsman)
    expect((await leadOf(pointsman, 'ada@contoso.example')).accountId).toBe(tailspin?.id)
  })

  it('tells the accounts of an owner that they are active or not, though nothing changed in the accounts', async () => {
    const pointsman = await begin()
    const rowOf = async (name: string) => (await account(pointsman, name))?.details
    expect(await rowOf('Contoso')).toMatchObject({ ownerActive: true })
    await pointsman.store.commit({
      updates: (
        await pointsman.store.list('owners', { where: { connection: 'salesforce', email: 'nora.lind@acme.example' } })
      ).map(({ id }) => ({ table: 'owners', id, set: { active: false } })),
    })
    await pointsman.store.commit({
      updates: [
        {
          table: 'accounts',
          id: (await account(pointsman, 'Contoso'))?.id ?? '',
          set: { details: { ownerActive: false } },
        },
      ],
    })
    // The org says that she is active: it is as if she had come back.
    pointsman.clock.move(60 * MINUTE_MS)
    await again(pointsman)
    expect(await rowOf('Contoso')).toMatchObject({ ownerActive: true })
    expect((await account(pointsman, 'Contoso'))?.run).toBeGreaterThan(1)
  })

  it('loses nothing when a reading fails midway', async () => {
    const pointsman = await begin()
    const before = await value(pointsman, 'salesforce')
    edit(pointsman, 'Contoso', { BillingCity: 'Berlin' })
    pointsman.sandbox.faults.set([
      { name: 'server-error', system: 'salesforce', rate: 1, path: '/composite', times: 1 },
    ])
    await again(pointsman)
    expect(await value(pointsman, 'salesforce')).toEqual(before)
    pointsman.sandbox.faults.set([])
    await again(pointsman, MINUTE_MS)
    expect(await value(pointsman, 'salesforce')).toMatchObject({ run: 2 })
    expect(await account(pointsman, 'Contoso')).toMatchObject({ run: 2, details: { city: 'Berlin' } })
  })

  it('reads all again after a week, and drops what nobody told of', async () => {
    const pointsman = await begin()
    await pointsman.send('web-form', form('ada@old.example'))
    const [like] = await pointsman.store.list('accounts', { where: { connection: 'salesforce' } })
    if (!like) throw new Error('No account was read.')
    const ghost = { ...like, id: 'salesforce:001000000000999AAA', crmId: '001000000000999AAA', domain: 'old.example' }
    await pointsman.store.commit({ upserts: [{ table: 'accounts', row: ghost }] })
    await pointsman.settle()
    expect((await leadOf(pointsman, 'ada@old.example')).accountId).toBe(ghost.id)
    await again(pointsman, DAY_MS)
    expect(await pointsman.store.find('accounts', ghost.id)).toBeDefined()
    await again(pointsman, 7 * DAY_MS)
    expect(await pointsman.store.find('accounts', ghost.id)).toBeUndefined()
    expect((await leadOf(pointsman, 'ada@old.example')).accountId).toBeNull()
    expect(written).toEqual([])
  })
})

describe('the mirror of HubSpot', () => {
  const call = (pointsman: WholePointsman, method: string, path: string, body?: unknown) =>
    fetch(`${pointsman.sandboxUrl}${path}`, {
      method,
      headers: {
        authorization: 'Bearer pat-person',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const companies = (pointsman: WholePointsman): string[] =>
    pointsman.sandbox.ledger
      .entries({ system: 'hubspot' })
      .map(({ method, path }) => `${method} ${path.split('?')[0]}`)
      .filter((text) => text.includes('/companies'))
  const crmId = async (pointsman: WholePointsman, name: string) =>
    (await account(pointsman, name, 'hubspot'))?.crmId ?? ''

  it('searches for what changed, and reads all once a day', async () => {
    const pointsman = await begin()
    expect(companies(pointsman)).toEqual(['GET /crm/v3/objects/companies'])
    const id = await crmId(pointsman, 'Contoso')
    await call(pointsman, 'PATCH', `/crm/v3/objects/companies/${id}`, { properties: { city: 'Berlin' } })
    await again(pointsman)
    expect(companies(pointsman)).toEqual(['POST /crm/v3/objects/companies/search'])
    expect(written).toEqual([{ table: 'accounts', id: `hubspot:${id}` }])
    await again(pointsman)
    expect(written).toEqual([])
    await again(pointsman, DAY_MS)
    expect(companies(pointsman)).toEqual(['GET /crm/v3/objects/companies', 'POST /crm/v3/objects/companies/search'])
    expect(written).toEqual([])
  })

  it('drops a deleted company within a day', async () => {
    const pointsman = await begin()
    await call(pointsman, 'DELETE', `/crm/v3/objects/companies/${await crmId(pointsman, 'Contoso')}`)
    await again(pointsman)
    expect(await account(pointsman, 'Contoso', 'hubspot')).toBeDefined()
    await again(pointsman, DAY_MS)
    expect(await account(pointsman, 'Contoso', 'hubspot')).toBeUndefined()
    expect(await value(pointsman, 'hubspot')).toMatchObject({ accounts: 3 })
  })

  it('sees a merge at the next look, though the one that lives on has a new id', async () => {
    const pointsman = await begin()
    const [primaryObjectId, objectIdToMerge] = [await crmId(pointsman, 'Contoso'), await crmId(pointsman, 'Fabrikam')]
    await call(pointsman, 'POST', '/crm/v3/objects/companies/merge', { primaryObjectId, objectIdToMerge })
    await again(pointsman)
    expect(await pointsman.store.find('accounts', `hubspot:${primaryObjectId}`)).toBeUndefined()
    expect(await account(pointsman, 'Fabrikam', 'hubspot')).toBeUndefined()
    expect(await account(pointsman, 'Contoso', 'hubspot')).toMatchObject({ domain: 'contoso.example' })
    expect(await value(pointsman, 'hubspot')).toMatchObject({ accounts: 3 })
  })
})
