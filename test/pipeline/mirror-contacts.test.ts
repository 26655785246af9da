// People under accounts: who they are stays in the CRM; who was erased here does not come back from there.
import { afterEach, describe, expect, it } from 'vitest'
import type { ContactRead } from '../../src/connector.ts'
import { contactRow } from '../../src/pipeline/mirror-contacts.ts'
import { DAY_MS, MINUTE_MS } from '../../src/time.ts'
import type { Store } from '../../src/store/store.ts'
import { wholePointsman, type WholeOptions, type WholePointsman } from '../whole-pointsman.ts'
import { inFront } from './leads.ts'

const at = new Date('2026-11-24T09:00:00Z')

describe('the row of a contact', () => {
  const read = (more: Partial<ContactRead>): ContactRead => ({
    crmId: '101',
    accountId: '501',
    ownerId: '77',
    email: 'ada@example.com',
    updatedAt: at,
    ...more,
  })

  it('holds whose it is, the key of the address and its domain, and nothing else', () => {
    expect(contactRow('hubspot', read({ email: 'Ada.Love+x@Mail.Acme.example' }), 3)).toEqual({
      id: 'hubspot:101',
      connection: 'hubspot',
      crmId: '101',
      accountId: '501',
      ownerId: '77',
      email: 'ada.love+x@mail.acme.example',
      domain: 'acme.example',
      updatedAt: at,
      run: 3,
    })
  })

  it.each([
    ['a.d.a+news@googlemail.com', 'ada@gmail.com'],
    ['ada@mailinator.com', 'ada@mailinator.com'],
    ['ada@mit.edu', 'ada@mit.edu'],
  ])('of %s has no domain of a company', (email, key) =>
    expect(contactRow('hubspot', read({ email }), 3)).toMatchObject({ email: key, domain: null }),
  )

  it.each<Partial<ContactRead>>([{ accountId: null }, { email: null }, { email: 'nobody' }])('is none for %o', (more) =>
    expect(contactRow('hubspot', read(more), 3)).toBeNull(),
  )
})

let open: WholePointsman | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

const contacts = [
  { properties: { email: 'Ada@contoso.example', firstname: 'Ada' }, companyDomain: 'contoso.example' },
  { properties: { email: 'z.o.e@gmail.com' }, companyDomain: 'contoso.example' },
  { properties: { email: 'alone@contoso.example' } },
  { properties: { phone: '+33142278186' }, companyDomain: 'contoso.example' },
]

async function begin(options: WholeOptions = {}): Promise<WholePointsman> {
  open = await wholePointsman(options)
  open.sandbox.seed({
    hubspot: { contacts },
    salesforce: { contacts: [{ LastName: 'Canary', Email: 'ben@fabrikam.example' }] },
  })
  const [fabrikam] = open.sandbox.salesforce.rows('Account').filter(({ Name }) => Name === 'Fabrikam')
  await salesforce(open, { AccountId: fabrikam?.Id ?? null })
  await open.settle()
  return open
}
async function again(pointsman: WholePointsman, ms = 10 * MINUTE_MS): Promise<void> {
  pointsman.clock.move(ms)
  await pointsman.settle()
}

/** Changes Ben. */
async function salesforce(pointsman: WholePointsman, fields: object, method = 'PATCH'): Promise<void> {
  const token = (await (
    await fetch(`${pointsman.sandboxUrl}/services/oauth2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&client_id=pointsman-sandbox&client_secret=pointsman-sandbox-secret',
    })
  ).json()) as { access_token: string }
  const id = String(pointsman.sandbox.salesforce.find('Contact', 'ben@fabrikam.example')?.Id)
  await fetch(`${pointsman.sandboxUrl}/services/data/v66.0/sobjects/Contact/${id}`, {
    method,
    headers: {
      authorization: `Bearer ${token.access_token}`,
      ...(method === 'PATCH' ? { 'content-type': 'application/json' } : {}),
    },
    ...(method === 'PATCH' ? { body: JSON.stringify(fields) } : {}),
  })
}
const hubspot = (pointsman: WholePointsman, method: string, path: string, body?: unknown) =>
  fetch(`${pointsman.sandboxUrl}/crm/v3/objects${path}`, {
    method,
    headers: {
      authorization: 'Bearer pat-person',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const rows = (store: Store, connection = 'hubspot') => store.list('contacts', { where: { connection } })
const emails = async (store: Store, connection = 'hubspot') =>
  (await rows(store, connection)).map(({ email }) => String(email)).toSorted()
const count = async (store: Store, connection = 'hubspot') =>
  ((await store.find('settings', `mirror:${connection}`))?.value as { contacts: number } | undefined)?.contacts

describe('the mirror of people', () => {
  it('keeps those who have an account and an address, by key', async () => {
    const { store } = await begin()
    const [contoso] = await store.list('accounts', { where: { connection: 'hubspot', name: 'Contoso' } })
    expect(await emails(store)).toEqual(['ada@contoso.example', 'zoe@gmail.com'])
    expect((await rows(store)).map(({ accountId }) => accountId)).toEqual([contoso?.crmId, contoso?.crmId])
    expect(await rows(store, 'salesforce')).toMatchObject([
      { email: 'ben@fabrikam.example', domain: 'fabrikam.example', run: 1 },
    ])
    expect([await count(store), await count(store, 'salesforce')]).toEqual([2, 1])
    expect(JSON.stringify(await store.list('contacts'))).not.toMatch(/Ada|Canary|142278186/)
  })

  it('follows what changed, and drops who lost account or address, or is gone', async () => {
    const pointsman = await begin()
    const { store, sandbox } = pointsman
    const ada = sandbox.hubspot.find('contacts', 'ada@contoso.example')?.id ?? ''
    await hubspot(pointsman, 'PATCH', `/contacts/${ada}`, { properties: { email: 'ada@fabrikam.example' } })
    await salesforce(pointsman, { AccountId: null })
    await again(pointsman)
    expect(await store.find('contacts', `hubspot:${ada}`)).toMatchObject({ email: 'ada@fabrikam.example', run: 2 })
    expect(await rows(store, 'salesforce')).toEqual([])
    expect(await count(store, 'salesforce')).toBe(0)
    const zoe = sandbox.hubspot.find('contacts', 'z.o.e@gmail.com')?.id ?? ''
    await hubspot(pointsman, 'DELETE', `/contacts/${zoe}`)
    await again(pointsman)
    expect(await emails(store)).toContain('zoe@gmail.com')
    await again(pointsman, DAY_MS)
    expect(await emails(store)).toEqual(['ada@fabrikam.example'])
  })

  it('drops a deleted contact of Salesforce at the next look, and one of HubSpot that was merged away', async () => {
    const pointsman = await begin()
    const { store, sandbox } = pointsman
    await salesforce(pointsman, {}, 'DELETE')
    const [primaryObjectId, objectIdToMerge] = ['ada@contoso.example', 'z.o.e@gmail.com'].map(
      (email) => sandbox.hubspot.find('contacts', email)?.id,
    )
    await hubspot(pointsman, 'POST', '/contacts/merge', { primaryObjectId, objectIdToMerge })
    await again(pointsman)
    expect(await rows(store, 'salesforce')).toEqual([])
    expect(await emails(store)).toEqual(['ada@contoso.example'])
  })
})

describe('a person who was erased', () => {
  const forget = (pointsman: WholePointsman, email: string, more: object = {}) =>
    pointsman.api('POST', '/api/people/forget', { email, ...more })

  it('is counted, goes, and does not come back from the CRM, however the address is spelt there', async () => {
    const pointsman = await begin()
    const { store, sandbox } = pointsman
    expect((await forget(pointsman, 'zo.e@googlemail.com', { dryRun: true })).data).toMatchObject({ contacts: 1 })
    expect(await emails(store)).toContain('zoe@gmail.com')
    expect((await forget(pointsman, 'zo.e@googlemail.com')).data).toMatchObject({ leads: 0, contacts: 1 })
    expect(await emails(store)).toEqual(['ada@contoso.example'])
    const zoe = sandbox.hubspot.find('contacts', 'z.o.e@gmail.com')?.id ?? ''
    await hubspot(pointsman, 'PATCH', `/contacts/${zoe}`, { properties: { email: 'zoe+new@gmail.com' } })
    await again(pointsman)
    await again(pointsman, DAY_MS)
    expect(await emails(store)).toEqual(['ada@contoso.example'])
    expect(await store.count('contacts', { connection: 'hubspot' })).toBe(await count(store))
  })

  it('does not come back by a reading that had begun before', async () => {
    const email = 'ada@contoso.example'
    let erasing: Promise<unknown> | undefined
    const pointsman = await begin({
      store: (real) =>
        inFront(real, {
          async commit(changes) {
            const isAda = changes.upserts?.some(({ table, row }) => table === 'contacts' && row.email === email)
            if (isAda && !erasing) {
              erasing = open && forget(open, email)
              await erasing
            }
            await real.commit(changes)
          },
        }),
    })
    expect(erasing).toBeDefined()
    expect(await emails(pointsman.store)).toEqual(['zoe@gmail.com'])
    expect(await count(pointsman.store)).toBe(1)
  })

  it('is dropped when a contact is given the address of somebody who was erased', async () => {
    const pointsman = await begin()
    await forget(pointsman, 'mia@contoso.example')
    const ada = pointsman.sandbox.hubspot.find('contacts', 'ada@contoso.example')?.id ?? ''
    await hubspot(pointsman, 'PATCH', `/contacts/${ada}`, { properties: { email: 'mia@contoso.example' } })
    await again(pointsman)
    expect(await emails(pointsman.store)).toEqual(['zoe@gmail.com'])
  })
})
