// What the Salesforce connector reads, and how many of the org's calls it takes, against the pretend org.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { activityTouch, leadTouches, type Statuses } from '../../connectors/salesforce/touches.ts'
import { relationshipOf, websiteHost } from '../../connectors/salesforce/account-fields.ts'
import { sameId, to18 } from '../../connectors/salesforce/ids.ts'
import { soqlLists, soqlString } from '../../connectors/salesforce/soql.ts'
import { kinds, threeWrites, type Bench } from './crm-bench.ts'
import { startSalesforce } from './salesforce-bench.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startSalesforce({ tierField: 'Tier__c' })
})
afterEach(() => bench.close())

const dataCalls = () => bench.sandbox.ledger.entries().filter(({ path }) => path.startsWith('/services/data')).length

describe('calls to the API', () => {
  it.each([
    [1, 2],
    [200, 2],
    [1_000, 10],
  ])('%i new leads with owner and task take %i', async (leads, calls) => {
    const writes = Array.from({ length: leads }, (_, n) =>
      threeWrites(bench, `lead-${n}`, `person-${n}@example.com`),
    ).flat()
    for (let from = 0; from < leads; from += bench.crm.batchSize) {
      const outcomes = await bench.crm.write(writes.slice(from * 3, (from + bench.crm.batchSize) * 3))
      expect(new Set(kinds(outcomes))).toEqual(new Set(['done']))
    }
    expect(dataCalls()).toBe(calls)
    expect(bench.sandbox.salesforce.rows('Task')).toHaveLength(leads)
  })

  it('takes one to see what people did, however many leads are open', async () => {
    const { cursor } = await bench.crm.changesSince(null, bench.now())
    bench.sandbox.salesforce.seed({
      leads: Array.from({ length: 500 }, (_, n) => ({ LastName: `L${n}`, Company: 'C' })),
    })
    await bench.crm.changesSince(cursor, bench.now())
    expect(dataCalls()).toBe(1)
  })
})

describe('reading', () => {
  it('sees each of more changes than fit a page once, and then rests', async () => {
    let { cursor } = await bench.crm.changesSince(null, bench.now())
    const by = String(bench.sandbox.salesforce.find('User', 'ann@example.com')?.Id)
    bench.pass(1_000)
    bench.sandbox.salesforce.seed({
      leads: Array.from({ length: 4_500 }, (_, n) => ({
        LastName: `L${n}`,
        Company: 'C',
        Status: 'Working - Contacted',
        LastModifiedById: by,
        CreatedDate: '2026-04-01T00:00:00.000Z',
      })),
    })
    const keys: string[] = []
    let more = true
    for (let page = 0; more && page < 10; page += 1) {
      const read = await bench.crm.changesSince(cursor, bench.now())
      keys.push(...read.touches.filter(({ kind }) => kind === 'accepted').map(({ key }) => key))
      ;({ cursor, more } = read)
    }
    expect(more).toBe(false)
    expect(keys).toHaveLength(4_500)
    expect(new Set(keys).size).toBe(4_500)
  })

  it('reads accounts in pages, with host, relationship and tier', async () => {
    bench.sandbox.salesforce.seed({
      fields: [{ object: 'Account', name: 'Tier__c', type: 'string', length: 40 }],
      accounts: [
        {
          Name: 'Example',
          Website: 'https://www.Example.com/de',
          Type: 'Customer - Direct',
          Tier__c: 'strategic',
          OwnerEmail: 'ann@example.com',
        },
        ...Array.from({ length: 2_300 }, (_, n) => ({ Name: `A${n}`, Website: null })),
      ],
    })
    const first = await bench.crm.readAccounts(null)
    const second = await bench.crm.readAccounts(first.next)
    const all = [...first.accounts, ...second.accounts]
    expect(second.next).toBeNull()
    expect(new Set(all.map(({ crmId }) => crmId)).size).toBe(2_301)
    expect(all.find(({ name }) => name === 'Example')).toMatchObject({
      domain: 'example.com',
      relationship: 'customer',
      tier: 'strategic',
      ownerId: bench.owners.ann,
    })
  })

  it('sees each of more changed accounts of one second than fit a page once, and who was merged or deleted', async () => {
    const since = bench.now()
    const { salesforce } = bench.sandbox
    salesforce.seed({ fields: [{ object: 'Account', name: 'Tier__c', type: 'string' }] })
    salesforce.seed({ accounts: Array.from({ length: 4_500 }, (_, n) => ({ Name: `A${n}` })) })
    const merged = salesforce.actOnAccount({ as: 'ann@example.com', account: 'A7', do: 'merge', into: 'A8' }).accountId
    const deleted = salesforce.actOnAccount({ as: 'ann@example.com', account: 'A9', do: 'delete' }).accountId
    const names: string[] = []
    const gone: unknown[] = []
    let page: string | null = null
    do {
      const read: Awaited<ReturnType<typeof bench.crm.readAccounts>> = await bench.crm.readAccounts(page, since)
      names.push(...read.accounts.map(({ name }) => name))
      gone.push(...read.gone)
      page = read.next
    } while (page !== null)
    expect([names.length, new Set(names).size]).toEqual([4_498, 4_498])
    const into = salesforce.rows('Account').find(({ Name }) => Name === 'A8')?.Id
    expect(gone).toEqual([
      { crmId: merged, mergedInto: into },
      { crmId: deleted, mergedInto: null },
    ])
  })

  it('reads place, group and number of an account, and the people under it by address alone', async () => {
    bench.sandbox.seed({
      salesforce: {
        fields: [
          { object: 'Account', name: 'Tier__c', type: 'string' },
          { object: 'Account', name: 'DunsNumber', type: 'string' },
          { object: 'Account', name: 'BillingCountryCode', type: 'string' },
        ],
        accounts: [{ Name: 'Group' }],
      },
    })
    const parent = String(bench.sandbox.salesforce.rows('Account')[0]?.Id)
    bench.sandbox.seed({
      salesforce: {
        accounts: [{ Name: 'Part', ParentId: parent, BillingCountryCode: 'DE', BillingCountry: 'x', DunsNumber: '7' }],
        contacts: [
          { LastName: 'Lovelace', Email: 'ada@example.com', AccountId: parent },
          { LastName: 'Alone', Email: 'alone@example.com' },
          { LastName: 'Mute', AccountId: parent },
        ],
      },
    })
    const { accounts } = await bench.crm.readAccounts(null)
    expect(accounts.find(({ name }) => name === 'Part')).toMatchObject({
      parentId: parent,
      details: {
        country: 'DE',
        externalIds: { duns: '7' },
        createdAt: bench.now().toISOString().replace(/\.\d+/, '.000'),
      },
    })
    expect((await bench.crm.readContacts?.(null))?.contacts).toEqual([
      {
        crmId: expect.stringMatching(/^003/),
        accountId: parent,
        ownerId: expect.stringMatching(/^005/),
        email: 'ada@example.com',
        updatedAt: expect.any(Date),
      },
    ])
  })

  it('reads every user beyond the first 2,000, and only queues that serve leads', async () => {
    bench.sandbox.salesforce.seed({
      users: Array.from({ length: 2_100 }, (_, n) => ({ Name: `User ${n}`, Email: `u${n}@example.com` })),
      queues: [{ Name: 'Cases', SobjectTypes: ['Case'] }],
    })
    const owners = await bench.crm.readOwners()
    expect(owners.filter(({ kind, email }) => kind === 'user' && email?.startsWith('u'))).toHaveLength(2_100)
    expect(owners.filter(({ kind }) => kind === 'queue').map(({ name }) => name)).toEqual(['Inbound'])
  })
})

describe('touches', () => {
  const us = '005000000000009AAA'
  const ann = '005000000000001AAA'
  const statuses: Statuses = { newStatuses: ['Open'], acceptedStatuses: ['Working'], nurture: { status: 'Nurture' } }
  const row = {
    Id: '00Q000000000007EAA',
    OwnerId: ann,
    Status: 'Open',
    IsConverted: false,
    IsUnreadByOwner: true,
    IsDeleted: false,
    CreatedDate: '2026-11-23T09:00:00.000+0000',
    LastModifiedById: us,
    LastModifiedDate: '2026-11-23T09:30:00.000+0000',
    SystemModstamp: '2026-11-23T09:30:00.000+0000',
  }
  const looked = { IsUnreadByOwner: false, SystemModstamp: '2026-11-23T09:45:00.000+0000' }
  const kindsOf = (change: object) => leadTouches({ ...row, ...change }, us, statuses).map(({ kind }) => kind)

  it.each([
    ['our own write', {}, []],
    ['our own status', { Status: 'Working' }, []],
    ['a look by the owner', looked, ['opened']],
    ['our write after an old look', { IsUnreadByOwner: false }, []],
    ['a look at a lead in a queue', { ...looked, OwnerId: '00G000000000001EAA' }, []],
    ['a person who edits', { LastModifiedById: ann }, ['owner-changed']],
    ['a person who works', { LastModifiedById: ann, Status: 'Working' }, ['owner-changed', 'stage-moved', 'accepted']],
    ['a person who creates', { LastModifiedById: ann, Status: 'Working', CreatedDate: row.LastModifiedDate }, []],
    ['a person who sends to nurture', { LastModifiedById: ann, Status: 'Nurture' }, ['owner-changed']],
    ['a conversion', { IsConverted: true, ConvertedContactId: '003000000000001AAA' }, ['converted']],
    ['a deletion', { IsDeleted: true }, ['gone']],
  ])('%s', (_what, change, expected) => expect(kindsOf(change)).toEqual(expected))

  it('gives the same state the same key, and another state another', () => {
    const keys = (change: object) =>
      leadTouches({ ...row, LastModifiedById: ann, Status: 'Working', ...change }, us, statuses).map(({ key }) => key)
    expect(keys({ SystemModstamp: '2026-11-23T11:00:00.000+0000' })).toEqual(keys({}))
    const [moved, stage, accepted] = keys({})
    expect(keys({ OwnerId: us })).not.toContain(moved)
    expect(keys({ OwnerId: us })).not.toContain(stage)
    expect(keys({ OwnerId: us })).not.toContain(accepted)
  })

  it.each([
    ['of a person', { WhoId: row.Id, CreatedById: ann }, 1],
    ['of our own', { WhoId: row.Id, CreatedById: us }, 0],
    ['with an account', { WhoId: null, CreatedById: ann }, 0],
  ])('a call %s', (_whose, task, count) => {
    const touches = activityTouch(
      'task',
      { Id: '00T000000000001EAA', CompletedDateTime: row.LastModifiedDate, ...task },
      us,
    )
    expect(touches).toHaveLength(count)
  })
})

describe('literals', () => {
  it('leave no way out of a SOQL string', () => {
    expect(soqlString("x\\' OR Name != '")).toBe("'x\\\\\\' OR Name != \\''")
    expect(() => soqlString('a\nb')).toThrow(/control character/)
  })

  it('keep lists short enough for a URL', () => {
    const lists = soqlLists(Array.from({ length: 2_000 }, (_, n) => `person-${n}@example.com`))
    expect(lists.length).toBeGreaterThan(1)
    expect(Math.max(...lists.map((list) => encodeURIComponent(list).length))).toBeLessThan(10_100)
    expect(lists.join('').match(/@/g)).toHaveLength(2_000)
  })

  it('compare ids of 15 and 18 characters', () => {
    expect(to18('00Q000000000007')).toBe('00Q000000000007EAA')
    expect(to18('001A0000006Vm9u')).toBe('001A0000006Vm9uIAC')
    expect(sameId('001A0000006Vm9u', '001A0000006Vm9uIAC')).toBe(true)
    expect(sameId('001A0000006Vm9u', '001a0000006Vm9u')).toBe(false)
  })

  it.each([
    ['https://www.Example.com/de', 'example.com'],
    ['example.co.uk', 'example.co.uk'],
    ['n/a', null],
    ['', null],
    [null, null],
  ])('the host of %s is %s', (website, host) => expect(websiteHost(website)).toBe(host))

  it.each([
    ['Customer - Direct', 'customer'],
    ['Channel Partner / Reseller', 'partner'],
    ['Competitor', 'competitor'],
    ['Prospect', 'prospect'],
    ['Other', 'unknown'],
    [null, 'unknown'],
  ])('%s is %s', (type, relationship) => expect(relationshipOf(type)).toBe(relationship))
})

it('describes the fields of a Lead as our user sees them, in one call', async () => {
  const fields = (await bench.crm.describePeople?.()) ?? []
  const of = (name: string) => fields.find((field) => field.name === name)
  expect(of('LastName')).toEqual({
    name: 'LastName',
    label: 'Last Name',
    kind: 'text',
    maxLength: 80,
    createable: true,
    updateable: true,
    required: true,
    choices: [],
    restricted: false,
  })
  expect(of('Status')).toMatchObject({ kind: 'choice', required: false, choices: expect.arrayContaining(['Nurture']) })
  expect(of('NumberOfEmployees')).toMatchObject({ kind: 'integer', maxLength: null })
  expect(of('CreatedDate')).toMatchObject({ kind: 'instant', createable: false, updateable: false })
  expect(of('OwnerId')).toMatchObject({ kind: 'reference', required: false })
  expect(dataCalls()).toBe(1)
})
