// Which company a contact counts to, as HubSpot keeps it in the contact itself.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { people, startCaller, type Caller } from './hubspot-caller.ts'

let caller: Caller
beforeEach(async () => {
  caller = await startCaller({
    ...people,
    companies: [
      { id: '901', properties: { name: 'Example Ltd', domain: 'example.com', hs_total_deal_value: '1200' } },
      { id: '902', properties: { name: 'Second', domain: 'second.example', hs_parent_company_id: '901' } },
    ],
    contacts: [
      { id: '101', properties: { email: 'ada@example.com' }, companyDomain: 'example.com' },
      { id: '102', properties: { email: 'grace@second.example' } },
    ],
  })
  caller.pass(60_000)
})
afterEach(() => caller.close())

const link = (from: string, to: string, method = 'PUT') => {
  const path = `/crm/v4/objects/contacts/${from}/associations`
  return caller.call(method, method === 'PUT' ? `${path}/default/companies/${to}` : `${path}/companies/${to}`)
}
const company = (id: string) => caller.contact(id)['associatedcompanyid']

describe('the company of a contact', () => {
  it('is the one that the seed names, and search knows it', async () => {
    const filters = [{ propertyName: 'associatedcompanyid', operator: 'EQ', value: '901' }]
    const found = await caller.call('POST', '/crm/v3/objects/contacts/search', { filterGroups: [{ filters }] })
    expect(found.body).toMatchObject({ total: 1, results: [{ id: '101' }] })
  })

  it('is the first one that it is linked to, and the next when that link goes; each moves its time', async () => {
    await link('102', '902')
    await link('102', '901')
    expect(company('102')).toBe('902')
    expect(caller.contact('102')['lastmodifieddate']).toBe('2026-05-01T07:26:37.400Z')
    await link('102', '902', 'DELETE')
    expect(company('102')).toBe('901')
    await link('102', '901', 'DELETE')
    expect(company('102')).toBeUndefined()
  })

  it('ends with the company, and lives on through a merge', async () => {
    await link('102', '902')
    const merged = await caller.call<{ id: string }>('POST', '/crm/v3/objects/companies/merge', {
      primaryObjectId: '901',
      objectIdToMerge: '902',
    })
    expect([company('101'), company('102')]).toEqual([merged.body.id, merged.body.id])
    await caller.call('DELETE', `/crm/v3/objects/companies/${merged.body.id}`)
    expect([company('101'), company('102')]).toEqual([undefined, undefined])
  })

  it('cannot be written, nor what HubSpot counts by itself', async () => {
    const answer = await caller.call('PATCH', '/crm/v3/objects/companies/902', {
      properties: { hs_parent_company_id: '901', num_associated_contacts: '3' },
    })
    expect(answer.status).toBe(400)
    expect(caller.sandbox.hubspot.find('companies', '902')?.properties['hs_parent_company_id']).toBe('901')
  })
})
