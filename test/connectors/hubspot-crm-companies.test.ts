// What is read of companies, to the letter, whatever properties the portal has.
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { allSent, answers, at, connect, contact, HOST } from './hubspot-nocks.ts'

allSent()

const properties = (
  'name domain hs_additional_domains hubspot_owner_id type lifecyclestage hs_ideal_customer_profile hs_parent_company_id hs_country_code ' +
  'country state city zip phone num_associated_contacts hs_total_deal_value hs_num_open_deals notes_last_updated ' +
  'hs_last_sales_activity_timestamp hs_merged_object_ids'
).split(' ')

function listed(query: Record<string, string>, body: object, own: readonly string[] = []): void {
  const pairs = Object.entries({ limit: '100', ...query }).concat(
    [...properties, ...own].map((name) => ['properties', name]),
  )
  nock(HOST, { reqheaders: { authorization: 'Bearer pat-s3cret' } })
    .get(`/crm/v3/objects/companies?${new URLSearchParams([...pairs, ['archived', 'false']]).toString()}`)
    .reply(200, body as nock.Body, { 'content-type': 'application/json' })
}

it('reads companies in pages with all that serves matching', async () => {
  const full = contact('501', {
    name: 'Acme',
    domain: 'WWW.Acme.example',
    hs_additional_domains: 'acme.co.example; Acme.de.example;',
    hubspot_owner_id: '77',
    type: 'PROSPECT',
    hs_ideal_customer_profile: 'tier_1',
    hs_parent_company_id: '500',
    hs_country_code: 'DE',
    country: 'Germany',
    state: 'Bavaria',
    city: 'München',
    zip: '80331',
    phone: '+49 89 1234567',
    num_associated_contacts: '3',
    hs_total_deal_value: '1200.5',
    hs_num_open_deals: '2',
    notes_last_updated: '2026-11-20T08:00:00Z',
    hs_last_sales_activity_timestamp: '1795424400000',
  })
  listed({}, { results: [full], paging: { next: { after: '501' } } })
  listed(
    { after: '501' },
    {
      results: [
        contact('502', { name: null, domain: null, country: 'Freedonia', hs_num_open_deals: '4' }),
        contact('503', { name: 'Bare', notes_last_updated: 'soon', num_associated_contacts: '' }),
      ],
    },
  )
  const crm = connect()
  const first = await crm.readAccounts(null)
  const second = await crm.readAccounts(first.next)
  expect([first.next, second.next]).toEqual(['501', null])
  expect([...first.accounts, ...second.accounts]).toEqual([
    {
      crmId: '501',
      name: 'Acme',
      domain: 'acme.example',
      ownerId: '77',
      relationship: 'prospect',
      tier: 'tier_1',
      parentId: '500',
      details: {
        country: 'DE',
        state: 'Bavaria',
        city: 'München',
        postalCode: '80331',
        phone: '+49 89 1234567',
        domains: ['acme.co.example', 'acme.de.example'],
        contacts: 3,
        openPipeline: 1200.5,
        lastActivityAt: '2026-11-23T09:00:00.000Z',
        createdAt: at,
      },
      updatedAt: new Date(at),
    },
    {
      crmId: '502',
      name: '502',
      domain: null,
      ownerId: null,
      relationship: 'unknown',
      tier: null,
      parentId: null,
      details: { country: 'Freedonia', openPipeline: 4, createdAt: at },
      updatedAt: new Date(at),
    },
    expect.objectContaining({ crmId: '503', details: { createdAt: at } }),
  ])
})

it('reads the success manager from the property that the settings name', async () => {
  listed({}, { results: [contact('501', { name: 'A', our_csm: '78' }), contact('502', { name: 'B', our_csm: '' })] }, [
    'our_csm',
  ])
  const crm = connect({ accessToken: 'pat-s3cret', successManagerProperty: 'our_csm' })
  const { accounts } = await crm.readAccounts(null)
  expect(accounts.map(({ details }) => details?.successManagerId)).toEqual(['78', undefined])
})

it('tells of those that were merged away by the one that lives on', async () => {
  listed(
    {},
    {
      results: [
        contact('501', { name: 'Acme', hs_merged_object_ids: '498;499; 501' }),
        contact('502', { name: 'B', hs_merged_object_ids: null }),
      ],
    },
  )
  expect((await connect().readAccounts(null)).gone).toEqual([
    { crmId: '498', mergedInto: '501' },
    { crmId: '499', mergedInto: '501' },
  ])
})

describe('companies that changed', () => {
  const since = new Date('2026-11-23T10:00:00Z')
  const SEARCH = '/crm/v3/objects/companies/search'
  const body = (from: string, after = '0') => ({
    filterGroups: [
      { filters: [{ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: String(Date.parse(from)) }] },
    ],
    sorts: ['hs_lastmodifieddate'],
    properties: ['hs_lastmodifieddate', ...properties],
    limit: 200,
    after,
  })
  const found = (ids: string[], stamps: string[], after?: string) => ({
    status: 200,
    body: {
      total: 1_000,
      results: ids.map((id, n) => contact(id, { name: id, hs_lastmodifieddate: stamps[n] ?? null })),
      ...(after === undefined ? {} : { paging: { next: { after } } }),
    },
  })
  const crm = () => connect({ accessToken: 'pat-s3cret', searchPerSecond: 5 })

  it('are searched for from a little before, and go on by the time of the last', async () => {
    const [one, two] = ['2026-11-23T10:00:01.000Z', '2026-11-23T10:00:02.000Z']
    const sent = answers('post', SEARCH, found(['1', '2'], [one, two], '200'), found(['2', '3'], [two, two]))
    const hubspot = crm()
    const first = await hubspot.readAccounts(null, since)
    const second = await hubspot.readAccounts(first.next, since)
    expect([...first.accounts, ...second.accounts].map(({ crmId }) => crmId)).toEqual(['1', '2', '2', '3'])
    expect(second.next).toBeNull()
    expect(sent).toEqual([body('2026-11-23T09:55:00Z'), body(two)])
  })

  it('of one moment go on by place, until the search gives no more', async () => {
    const one = '2026-11-23T10:00:01.000Z'
    const sent = answers(
      'post',
      SEARCH,
      found(['1', '2'], [one, one], '200'),
      found(['3', '4'], [one, one], '9900'),
      found(['5'], [one]),
    )
    const hubspot = crm()
    let page: string | null = null
    for (let n = 0; n < 3; n += 1) page = (await hubspot.readAccounts(page, since)).next
    expect(page).toBeNull()
    expect(sent).toEqual([body('2026-11-23T09:55:00Z'), body(one, '200'), body('2026-11-23T10:00:01.001Z')])
  })
})
