// What is read of accounts, to the letter, whatever fields the org has.
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { allSent, clock, composites, connect, HOST, rows, token } from './salesforce-nocks.ts'

allSent()

const always = 'Id, Name, Website, OwnerId, Type, SystemModstamp'

function described(...names: string[]): void {
  nock(HOST, { reqheaders: { authorization: 'Bearer t0ken' } })
    .get('/services/data/v66.0/sobjects/Account/describe')
    .reply(200, { fields: names.map((name) => ({ name, label: name, type: 'string' })) })
}
function query(soql: string, ...records: object[]): void {
  nock(HOST)
    .get('/services/data/v66.0/query')
    .query({ q: soql })
    .reply(200, { totalSize: records.length, done: true, records })
}

describe('accounts', () => {
  it('are read with all that the org has of what serves', async () => {
    token()
    const names =
      'ParentId BillingCountryCode BillingCountry BillingStateCode BillingState BillingCity BillingPostalCode Phone LastActivityDate CreatedDate DunsNumber Sic Tier__c Csm__c'
    described(...names.split(' '))
    query(
      `SELECT ${always}, ParentId, BillingCountryCode, BillingCountry, BillingStateCode, BillingState, BillingCity, BillingPostalCode, Phone, LastActivityDate, CreatedDate, DunsNumber, Tier__c, Csm__c FROM Account ORDER BY Id LIMIT 2000`,
      {
        Id: '001000000000001',
        Name: 'Acme',
        Website: 'www.acme.example/de',
        OwnerId: '005000000000001',
        Type: 'Prospect',
        SystemModstamp: '2026-05-01T07:25:37.000+0000',
        ParentId: '001000000000002',
        BillingCountryCode: 'DE',
        BillingCountry: 'Germany',
        BillingStateCode: null,
        BillingState: 'Bavaria',
        BillingCity: 'München',
        BillingPostalCode: '80331',
        Phone: '(089) 1234567',
        LastActivityDate: '2026-04-30',
        CreatedDate: '2025-01-02T03:04:05.000+0000',
        DunsNumber: '001234567',
        Tier__c: 'strategic',
        Csm__c: '005000000000002',
      },
    )
    const { accounts, next } = await connect({ tierField: 'Tier__c', successManagerField: 'Csm__c' }).readAccounts(null)
    expect(next).toBeNull()
    expect(accounts).toEqual([
      {
        crmId: '001000000000001AAA',
        name: 'Acme',
        domain: 'acme.example',
        ownerId: '005000000000001AAA',
        relationship: 'prospect',
        tier: 'strategic',
        parentId: '001000000000002AAA',
        details: {
          country: 'DE',
          state: 'Bavaria',
          city: 'München',
          postalCode: '80331',
          phone: '(089) 1234567',
          externalIds: { duns: '001234567' },
          successManagerId: '005000000000002AAA',
          lastActivityAt: '2026-04-30T00:00:00.000Z',
          createdAt: '2025-01-02T03:04:05.000Z',
        },
        updatedAt: new Date('2026-05-01T07:25:37Z'),
      },
    ])
  })

  it('are never asked for a field that the org does not show; it is described once a day', async () => {
    token()
    described('Name', 'BillingCountry')
    const soql = `SELECT ${always}, BillingCountry FROM Account ORDER BY Id LIMIT 2000`
    const bare = { Id: '001000000000001AAA', Name: 'Acme', SystemModstamp: '2026-05-01T07:25:37.000+0000' }
    query(soql, bare)
    query(soql, bare)
    const crm = connect()
    expect((await crm.readAccounts(null)).accounts[0]).toMatchObject({ parentId: null, details: null, domain: null })
    await crm.readAccounts(null)
    clock.at = new Date(clock.at.getTime() + 86_400_000)
    described('Name', 'Phone')
    query(`SELECT ${always}, Phone FROM Account ORDER BY Id LIMIT 2000`, bare)
    await crm.readAccounts(null)
  })

  it('are described anew once the org has refused a field', async () => {
    token()
    described('Phone')
    nock(HOST)
      .get('/services/data/v66.0/query')
      .query(true)
      .reply(400, [{ errorCode: 'INVALID_FIELD', message: "No such column 'Phone' on entity 'Account'." }])
    const crm = connect()
    await expect(crm.readAccounts(null)).rejects.toMatchObject({ code: 'INVALID_FIELD' })
    described()
    query(`SELECT ${always} FROM Account ORDER BY Id LIMIT 2000`)
    expect((await crm.readAccounts(null)).accounts).toEqual([])
  })
})

describe('accounts that changed', () => {
  const since = new Date('2026-11-23T10:00:00Z')
  const names = `${always}, IsDeleted, MasterRecordId`
  const urlOf = (where: string) =>
    `/services/data/v66.0/queryAll?q=${encodeURIComponent(`SELECT ${names} FROM Account WHERE ${where} ORDER BY SystemModstamp, Id LIMIT 2000`)}`
  const row = (n: number, more: object = {}) => ({
    Id: `0010000000${String(n).padStart(5, '0')}AAA`,
    Name: `A${n}`,
    SystemModstamp: '2026-11-23T10:00:05.000+0000',
    IsDeleted: false,
    MasterRecordId: null,
    ...more,
  })

  it('are read from a little before, deleted ones too, and go on behind the last stamp and id', async () => {
    token()
    described()
    const full = Array.from({ length: 2_000 }, (_, n) => row(n))
    full[5] = row(5, { IsDeleted: true })
    full[6] = row(6, { IsDeleted: true, MasterRecordId: '001000000000007' })
    const sent = composites([rows(...full)], [rows(row(2_000))])
    const crm = connect()
    const first = await crm.readAccounts(null, since)
    expect(first.accounts).toHaveLength(1_998)
    expect(first.gone).toEqual([
      { crmId: '001000000000005AAA', mergedInto: null },
      { crmId: '001000000000006AAA', mergedInto: '001000000000007AAA' },
    ])
    const second = await crm.readAccounts(first.next, since)
    expect([second.accounts.map(({ name }) => name), second.gone, second.next]).toEqual([['A2000'], [], null])
    const at = '2026-11-23T10:00:05.000Z'
    expect(sent.map(({ compositeRequest }) => compositeRequest.map(({ method, url }) => [method, url]))).toEqual([
      [['GET', urlOf('SystemModstamp >= 2026-11-23T09:45:00.000Z')]],
      [['GET', urlOf(`(SystemModstamp > ${at} OR (SystemModstamp = ${at} AND Id > '001000000001999AAA'))`)]],
    ])
  })

  it('leave out people, in an org that keeps people as accounts', async () => {
    token()
    described('IsPersonAccount')
    const sent = composites([rows()])
    query(`SELECT ${always} FROM Account WHERE IsPersonAccount = false ORDER BY Id LIMIT 2000`)
    query(
      `SELECT ${always} FROM Account WHERE IsPersonAccount = false AND Id > '001000000000001AAA' ORDER BY Id LIMIT 2000`,
    )
    const crm = connect()
    await crm.readAccounts(null)
    await crm.readAccounts('001000000000001AAA')
    await crm.readAccounts(null, since)
    expect(sent.at(-1)?.compositeRequest[0]?.url).toBe(
      urlOf('IsPersonAccount = false AND SystemModstamp >= 2026-11-23T09:45:00.000Z'),
    )
  })

  it('are described anew once the org has refused a field', async () => {
    token()
    described('Phone')
    composites([{ status: 400, body: [{ errorCode: 'INVALID_FIELD', message: 'No such column.' }] }], [rows()])
    const crm = connect()
    await expect(crm.readAccounts(null, since)).rejects.toMatchObject({ code: 'INVALID_FIELD' })
    described()
    expect(await crm.readAccounts(null, since)).toEqual({ accounts: [], gone: [], next: null })
  })
})
