// What people do with accounts in the pretend org, as the queries for changes see it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { people, startCaller, type Caller } from './salesforce-caller.ts'

let caller: Caller
beforeEach(async () => {
  caller = await startCaller({
    ...people,
    accounts: [{ Name: 'Old' }, { Name: 'New' }, { Name: 'Child' }, { Name: 'Other' }],
    contacts: [{ LastName: 'Lovelace', Email: 'ada@example.com' }],
  })
  caller.now.at = new Date('2026-05-01T08:00:00Z')
})
afterEach(() => caller.close())

const act = (body: object) =>
  fetch(`${caller.url}/__sandbox/salesforce/act-on-account`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: 'ann@example.com', ...body }),
  })
const id = (name: string) => String(caller.sandbox.salesforce.rows('Account').find((row) => row.Name === name)?.Id)
const contact = () => caller.sandbox.salesforce.find('Contact', 'ada@example.com')
async function changed(object: string): Promise<unknown[]> {
  const soql = `SELECT Name, IsDeleted, MasterRecordId FROM ${object} WHERE SystemModstamp >= 2026-05-01T08:00:00Z ORDER BY SystemModstamp, Id`
  const { records } = (await caller.query(soql, 'queryAll')).body as { records: Record<string, unknown>[] }
  return records.map(({ Name, IsDeleted, MasterRecordId }) => [Name, IsDeleted, MasterRecordId])
}
/** Puts the contact and a child under an account. */
async function settle(account: string): Promise<void> {
  await caller.call('PATCH', `/sobjects/Contact/${String(contact()?.Id)}`, { AccountId: id(account) })
  await caller.call('PATCH', `/sobjects/Account/${id('Child')}`, { ParentId: id(account) })
}

describe('a person at work on an account', () => {
  it('changes fields under their own name, which moves its stamp', async () => {
    expect((await act({ account: 'Old', do: 'edit', fields: { BillingCity: 'Berlin' } })).status).toBe(200)
    expect(await changed('Account')).toEqual([['Old', false, null]])
    expect(caller.sandbox.salesforce.find('Account', id('Old'))).toMatchObject({
      BillingCity: 'Berlin',
      LastModifiedById: caller.user('ann@example.com'),
    })
    expect(caller.sandbox.ledger.counts().effects).toEqual({})
  })

  it('merges it into another: what was under it moves, and the stamp of each with it', async () => {
    await settle('Old')
    const [old, lives] = [id('Old'), id('New')]
    await act({ account: 'Old', do: 'merge', into: 'New' })
    expect(contact()).toMatchObject({ AccountId: lives })
    expect(caller.sandbox.salesforce.find('Account', id('Child'))).toMatchObject({ ParentId: lives })
    expect(caller.sandbox.salesforce.find('Account', old)).toMatchObject({ IsDeleted: true, MasterRecordId: lives })
    expect(await changed('Account')).toEqual([
      ['Old', true, lives],
      ['New', false, null],
      ['Child', false, null],
    ])
    expect(await changed('Contact')).toEqual([['Lovelace', false, null]])
  })

  it('deletes it, and its contacts with it', async () => {
    await settle('Old')
    await act({ account: 'Old', do: 'delete' })
    expect(await changed('Account')).toEqual([
      ['Old', true, null],
      ['Child', false, null],
    ])
    expect(await changed('Contact')).toEqual([['Lovelace', true, null]])
  })

  it('hears of users and accounts that are not there', async () => {
    expect(await (await act({ account: 'Nowhere', do: 'delete' })).json()).toEqual({
      message: 'No account "Nowhere" in the pretend Salesforce: give the id or name of one that is there.',
    })
    expect((await act({ as: 'nobody@example.com', account: 'Old', do: 'delete' })).status).toBe(400)
  })
})
