// What the HubSpot connector reads, how many calls it takes, and whether HubSpot's own files take its requests.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CrmWrite } from '../../src/connector.ts'
import { createOutbound } from '../../src/outbound.ts'
import { contactTouches, createSearchPace } from '../../connectors/hubspot/crm-changes.ts'
import { createApi, versionedPath } from '../../connectors/hubspot/crm-client.ts'
import { relationshipOf } from '../../connectors/hubspot/crm-companies.ts'
import { isForward } from '../../connectors/hubspot/crm-plans.ts'
import { writeBatch } from '../../connectors/hubspot/crm-write.ts'
import { settings as schema } from '../../connectors/hubspot/settings.ts'
import { loadHubSpotApis, openApiFolder, whySkipped } from '../sandbox/hubspot-openapi.ts'
import { again, base, kinds, threeWrites, type Bench } from './crm-bench.ts'
import { startHubspot, token } from './hubspot-bench.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startHubspot()
})
afterEach(() => bench.close())

const calls = () => bench.sandbox.ledger.entries().length

async function wholeLife(): Promise<void> {
  const { crm } = bench
  const writes = threeWrites(bench, 'lead-1', 'ada@example.com')
  await crm.write(writes)
  const id = bench.person('ada@example.com')?.id ?? null
  const more: CrmWrite[] = [
    {
      ...base('lead-1', 'ada@example.com', id),
      action: 'save-person',
      fields: { phone: '+14155550100', lifecyclestage: 'lead' },
    },
    {
      ...base('lead-1', 'ada@example.com', id),
      action: 'set-owner',
      ownerId: bench.owners.bob,
      expects: bench.owners.ann,
    },
    { ...base('lead-1', 'ada@example.com', id), action: 'add-note', body: 'Hello' },
    { ...base('lead-1', 'ada@example.com', id), action: 'return-to-nurture', reason: 'nobody acted' },
  ]
  expect(kinds(await crm.write(more))).toEqual(['done', 'done', 'done', 'done'])
  const seen = writes.map((write) => (write.action === 'set-owner' ? { ...write, expects: bench.owners.bob } : write))
  expect(kinds(await crm.write(again([...seen, ...more])))).not.toContain('dead')
  await crm.readOwners()
  await crm.readAccounts(null)
  await crm.readAccounts(null, bench.now())
  await crm.readContacts?.(null)
  await crm.readContacts?.(null, bench.now())
  await crm.changesSince((await crm.changesSince(null, bench.now())).cursor, bench.now())
}

describe('calls to the API', () => {
  it.each([
    [1, 3],
    [100, 3],
    [1_000, 30],
  ])('%i new leads with owner and task take %i', async (leads, expected) => {
    const writes = Array.from({ length: leads }, (_, n) =>
      threeWrites(bench, `lead-${n}`, `person-${n}@example.com`),
    ).flat()
    for (let from = 0; from < leads; from += bench.crm.batchSize) {
      const outcomes = await bench.crm.write(writes.slice(from * 3, (from + bench.crm.batchSize) * 3))
      expect(new Set(kinds(outcomes))).toEqual(new Set(['done']))
    }
    expect(calls()).toBe(expected)
  })

  it('give a lead back to marketing by list and status', async () => {
    await wholeLife()
    const contact = bench.sandbox.hubspot.find('contacts', 'ada@example.com')
    expect(contact?.properties.hs_lead_status).toBe('UNQUALIFIED')
    expect(bench.sandbox.hubspot.members('9')).toEqual([contact?.id])
  })
})

describe.skipIf(!openApiFolder)(`HubSpot's own files${whySkipped}`, () => {
  it('take every request of the connector', async () => {
    await wholeLife()
    const apis = await loadHubSpotApis(openApiFolder ?? '')
    const faults = bench.sandbox.ledger
      .entries()
      .flatMap(({ method, path, request }) => apis.faultsOf({ method, path, body: request }))
    expect(faults).toEqual([])
    expect(calls()).toBeGreaterThan(15)
  })
})

describe('the dated version of the API', () => {
  it.each([
    ['/crm/v3/objects/contacts/batch/read', '/crm/objects/2026-09/contacts/batch/read'],
    ['/crm/v3/owners/', '/crm/owners/2026-09/'],
    ['/crm/v3/lists/9/memberships/add', '/crm/lists/2026-09/9/memberships/add'],
    ['/crm/v4/associations/contacts/tasks/batch/read', '/crm/associations/2026-09/contacts/tasks/batch/read'],
  ])('%s becomes %s', (path, dated) => expect(versionedPath(path, '2026-09')).toBe(dated))

  it('says what became of each record though its errors stand in a good answer', async () => {
    const settings = schema.parse({ accessToken: token, basePath: bench.address })
    const outbound = createOutbound({ name: 'hubspot', concurrency: 4, timeoutMs: 5_000 })
    const api = createApi(settings, outbound, '2026-09')
    const writes = ['ada', 'ben'].flatMap((who) => threeWrites(bench, `lead-${who}`, `${who}@example.com`))
    const bad = writes[0] as Extract<CrmWrite, { action: 'save-person' }>
    bad.fields = { ...bad.fields, ...bench.refusedField }
    const outcomes = await writeBatch(api, settings, writes, bench.now())
    expect(kinds(outcomes)).toEqual(['dead', 'blocked', 'blocked', 'done', 'done', 'done'])
    expect(bench.sandbox.ledger.entries().every(({ path }) => path.includes('/2026-09/'))).toBe(true)
  })
})

describe('reading', () => {
  it('sees each of more changes than fit a page, and then rests', async () => {
    let { cursor } = await bench.crm.changesSince(null, bench.now())
    for (let n = 0; n < 450; n += 1) {
      if (n % 50 === 0) bench.pass(1_000)
      bench.seedPerson(`p${n}@example.com`, bench.owners.ann)
      bench.callPerson(`p${n}@example.com`, bench.owners.ann)
    }
    bench.pass(15_000)
    const seen = new Set<string>()
    let more = true
    let pages = 0
    for (; more && pages < 20; pages += 1) {
      const read = await bench.crm.changesSince(cursor, bench.now())
      for (const touch of read.touches) if (touch.kind === 'contacted') seen.add(touch.personId)
      ;({ cursor, more } = read)
      bench.pass(1_000)
    }
    expect(seen.size).toBe(450)
    expect(more).toBe(false)
    expect(pages).toBeLessThan(6)
  })

  it('sees more changes of one moment than fit a page', async () => {
    let { cursor } = await bench.crm.changesSince(null, bench.now())
    for (let n = 0; n < 450; n += 1) {
      bench.seedPerson(`p${n}@example.com`, bench.owners.ann)
      bench.callPerson(`p${n}@example.com`, bench.owners.ann)
    }
    bench.pass(15_000)
    const seen = new Set<string>()
    let more = true
    for (let page = 0; more && page < 20; page += 1) {
      const read = await bench.crm.changesSince(cursor, bench.now())
      for (const touch of read.touches) seen.add(touch.personId)
      ;({ cursor, more } = read)
      bench.pass(1_000)
    }
    expect([seen.size, more]).toEqual([450, false])
  })

  it('reads companies in pages as accounts', async () => {
    bench.sandbox.seed({
      hubspot: {
        companies: [
          { properties: { name: 'Example', domain: 'Example.com', type: 'PARTNER' }, ownerEmail: 'ann@example.com' },
          ...Array.from({ length: 150 }, (_, n) => ({
            properties: { name: `C${n}`, domain: `c${n}.example`, lifecyclestage: 'customer' },
          })),
        ],
      },
    })
    const first = await bench.crm.readAccounts(null)
    const second = await bench.crm.readAccounts(first.next)
    const all = [...first.accounts, ...second.accounts]
    expect([all.length, second.next]).toEqual([151, null])
    expect(all.find(({ name }) => name === 'Example')).toMatchObject({
      domain: 'example.com',
      ownerId: '77',
      relationship: 'partner',
      tier: null,
    })
    expect(all.find(({ name }) => name === 'C7')).toMatchObject({ relationship: 'customer', ownerId: null })
  })

  it('sees each of more changed companies and contacts than fit a page', async () => {
    const since = bench.now()
    for (let part = 0; part < 3; part += 1) {
      bench.pass(1_000)
      const numbers = Array.from({ length: 150 }, (_, n) => part * 150 + n)
      bench.sandbox.seed({
        hubspot: {
          companies: numbers.map((n) => ({ properties: { name: `C${n}`, domain: `c${n}.example` } })),
          contacts: numbers.map((n) => ({
            properties: { email: `p${n}@c${n}.example` },
            companyDomain: `c${n}.example`,
          })),
        },
      })
    }
    const accounts = new Set<string>()
    const emails = new Set<string>()
    let page: string | null = null
    do {
      const read: Awaited<ReturnType<typeof bench.crm.readAccounts>> = await bench.crm.readAccounts(page, since)
      for (const { name } of read.accounts) accounts.add(name)
      page = read.next
      bench.pass(1_000)
    } while (page !== null)
    do {
      const read: Awaited<ReturnType<NonNullable<typeof bench.crm.readContacts>>> | undefined =
        await bench.crm.readContacts?.(page, since)
      for (const { email, accountId } of read?.contacts ?? []) if (accountId !== null) emails.add(email ?? '')
      page = read?.next ?? null
      bench.pass(1_000)
    } while (page !== null)
    expect([accounts.size, emails.size]).toEqual([450, 450])
    expect(calls()).toBeLessThan(10)
  })

  it('leaves the time between two searches that HubSpot asks for', async () => {
    const clock = { at: new Date(0), now: () => clock.at }
    const pauses: number[] = []
    const pace = createSearchPace(4, clock, async (ms) => {
      pauses.push(ms)
      clock.at = new Date(clock.at.getTime() + ms)
    })
    await pace.turn()
    await pace.turn()
    clock.at = new Date(clock.at.getTime() + 100)
    await pace.turn()
    clock.at = new Date(clock.at.getTime() + 60_000)
    await pace.turn()
    expect(pauses).toEqual([250, 150])
  })
})

describe('touches', () => {
  const contact = (properties: Record<string, string>) => ({
    id: '501',
    properties: { lastmodifieddate: '2026-11-23T10:00:00Z', ...properties },
  })
  const of = (properties: Record<string, string>) =>
    contactTouches(contact(properties), 'UNQUALIFIED').map(({ kind, key }) => `${kind} ${key}`)

  it.each([
    ['nothing', {}, []],
    ['a new status', { hs_lead_status: 'NEW' }, []],
    ['the status of nurture', { hs_lead_status: 'UNQUALIFIED' }, []],
    ['a status', { hs_lead_status: 'OPEN', hubspot_owner_id: '' }, ['stage-moved contact:501:stage-moved:OPEN:']],
    [
      'a call, told twice',
      { hs_sa_first_engagement_date: '2026-11-23T09:00:00Z', notes_last_contacted: '1795424400000' },
      ['contacted contact:501:contacted:1795424400000'],
    ],
    [
      'an owner',
      { hubspot_owner_id: '77', hubspot_owner_assigneddate: '1970-01-01T00:00:01Z' },
      ['owner-changed contact:501:owner-changed:77:1000'],
    ],
  ])('%s', (_what, properties, expected) => expect(of(properties)).toEqual(expected))
})

describe('words', () => {
  it.each([
    [null, 'lead', true],
    ['lead', 'marketingqualifiedlead', true],
    ['customer', 'lead', false],
    ['lead', 'lead', false],
    ['12345', 'lead', false],
    [undefined, 'customer', false],
  ])('from stage %s to %s is forward: %s', (from, to, expected) => expect(isForward(from, to)).toBe(expected))

  it.each([
    ['CUSTOMER', null, 'customer'],
    ['PROSPECT', 'customer', 'customer'],
    ['RESELLER', null, 'partner'],
    [null, 'lead', 'unknown'],
  ])('a company of type %s at stage %s is %s', (type, stage, expected) =>
    expect(relationshipOf(type, stage)).toBe(expected),
  )
})

it('reads the properties of a contact with what may be written into them, in one call', async () => {
  const fields = (await bench.crm.describePeople?.()) ?? []
  const of = (name: string) => fields.find((field) => field.name === name)
  expect(of('email')).toEqual({
    name: 'email',
    label: 'email',
    kind: 'text',
    maxLength: 65_536,
    createable: true,
    updateable: true,
    required: false,
    choices: [],
    restricted: false,
  })
  expect(of('hs_lead_status')).toMatchObject({
    kind: 'choice',
    restricted: true,
    choices: expect.arrayContaining(['UNQUALIFIED']),
  })
  expect(of('hubspotscore')).toMatchObject({ kind: 'number', createable: false, updateable: false })
  expect(of('hubspot_owner_assigneddate')).toMatchObject({ kind: 'instant' })
  expect(of('hubspot_owner_id')).toMatchObject({ kind: 'reference', restricted: false })
})
