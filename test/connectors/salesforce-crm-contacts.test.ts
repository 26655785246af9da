// People under accounts are asked for no more than whose they are and at which address.
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { allSent, composites, connect, HOST, rows, token } from './salesforce-nocks.ts'

allSent()

const FIELDS = 'Id, AccountId, OwnerId, Email, SystemModstamp'
const row = (n: number, more: object = {}) => ({
  Id: `0030000000${String(n).padStart(5, '0')}`,
  AccountId: '001000000000001',
  OwnerId: '005000000000001',
  Email: `P${n}@example.com`,
  SystemModstamp: '2026-11-23T09:00:00.000+0000',
  ...more,
})
const read = (n: number, more: object = {}) => ({
  crmId: `0030000000${String(n).padStart(5, '0')}AAA`,
  accountId: '001000000000001AAA',
  ownerId: '005000000000001AAA',
  email: `P${n}@example.com`,
  updatedAt: new Date('2026-11-23T09:00:00Z'),
  ...more,
})

function described(...names: string[]): void {
  nock(HOST)
    .get('/services/data/v66.0/sobjects/Contact/describe')
    .reply(200, { fields: names.map((name) => ({ name, label: name, type: 'boolean' })) })
}
function query(where: string, records: object[]): void {
  nock(HOST)
    .get('/services/data/v66.0/query')
    .query({ q: `SELECT ${FIELDS} FROM Contact WHERE ${where} ORDER BY Id LIMIT 2000` })
    .reply(200, { totalSize: records.length, done: true, records })
}

describe('contacts', () => {
  it('are read in the order of their ids, where they have an account and an address', async () => {
    token()
    described()
    query(
      'AccountId != null AND Email != null',
      Array.from({ length: 2_000 }, (_, n) => row(n)),
    )
    query("AccountId != null AND Email != null AND Id > '003000000001999AAA'", [row(2_000)])
    const crm = connect()
    const first = await crm.readContacts?.(null)
    expect(first?.contacts[0]).toEqual(read(0))
    expect(first?.next).toBe('003000000001999AAA')
    expect(await crm.readContacts?.(first?.next ?? null)).toEqual({ contacts: [read(2_000)], gone: [], next: null })
  })

  it('leave out those who are an account themselves', async () => {
    token()
    described('IsPersonAccount')
    query('AccountId != null AND Email != null AND IsPersonAccount = false', [])
    expect(await connect().readContacts?.(null)).toEqual({ contacts: [], gone: [], next: null })
  })

  it('that changed are told whatever they lost, with those that are gone', async () => {
    token()
    described()
    const sent = composites([
      rows(
        row(1, { AccountId: null, Email: null, IsDeleted: false }),
        row(2, { IsDeleted: true, MasterRecordId: null }),
        row(3, { IsDeleted: true, MasterRecordId: '003000000000001' }),
      ),
    ])
    expect(await connect().readContacts?.(null, new Date('2026-11-23T10:00:00Z'))).toEqual({
      contacts: [read(1, { accountId: null, email: null })],
      gone: [
        { crmId: '003000000000002AAA', mergedInto: null },
        { crmId: '003000000000003AAA', mergedInto: '003000000000001AAA' },
      ],
      next: null,
    })
    const soql = `SELECT ${FIELDS}, IsDeleted, MasterRecordId FROM Contact WHERE SystemModstamp >= 2026-11-23T09:45:00.000Z ORDER BY SystemModstamp, Id LIMIT 2000`
    expect(sent.at(-1)?.compositeRequest[0]?.url).toBe(`/services/data/v66.0/queryAll?q=${encodeURIComponent(soql)}`)
  })
})
