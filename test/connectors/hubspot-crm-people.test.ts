// People under companies are asked for no more than whose they are and at which address.
import nock from 'nock'
import { expect, it } from 'vitest'
import { allSent, answers, at, connect, contact, HOST } from './hubspot-nocks.ts'

allSent()

const properties = ['email', 'associatedcompanyid', 'hubspot_owner_id', 'hs_merged_object_ids']
const ada = contact('101', {
  email: 'Ada@example.com',
  associatedcompanyid: '501',
  hubspot_owner_id: '77',
  hs_merged_object_ids: '99;100',
})
const bare = contact('102', { email: null, associatedcompanyid: '', hubspot_owner_id: null })
const expected = [
  { crmId: '101', accountId: '501', ownerId: '77', email: 'Ada@example.com', updatedAt: new Date(at) },
  { crmId: '102', accountId: null, ownerId: null, email: null, updatedAt: new Date(at) },
]
const gone = [
  { crmId: '99', mergedInto: '101' },
  { crmId: '100', mergedInto: '101' },
]

it('are read page by page', async () => {
  const query = (after: [string, string][]) =>
    new URLSearchParams([
      ['limit', '100'],
      ...after,
      ...properties.map((name): [string, string] => ['properties', name]),
      ['archived', 'false'],
    ]).toString()
  const listed = (after: [string, string][], body: nock.Body) =>
    nock(HOST)
      .get(`/crm/v3/objects/contacts?${query(after)}`)
      .reply(200, body, { 'content-type': 'application/json' })
  listed([], { results: [ada, bare], paging: { next: { after: '102' } } } as never)
  listed([['after', '102']], { results: [] } as never)
  const crm = connect()
  expect(await crm.readContacts?.(null)).toEqual({ contacts: expected, gone, next: '102' })
  expect(await crm.readContacts?.('102')).toEqual({ contacts: [], gone: [], next: null })
})

it('are searched for by their own word for the time of a change', async () => {
  const sent = answers('post', '/crm/v3/objects/contacts/search', {
    status: 200,
    body: { total: 2, results: [ada, bare] },
  })
  const since = new Date('2026-11-23T10:00:00Z')
  expect(await connect().readContacts?.(null, since)).toEqual({ contacts: expected, gone, next: null })
  const from = String(since.getTime() - 5 * 60_000)
  expect(sent).toEqual([
    {
      filterGroups: [{ filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE', value: from }] }],
      sorts: ['lastmodifieddate'],
      properties: ['lastmodifieddate', ...properties],
      limit: 200,
      after: '0',
    },
  ])
})
