// Which rows a query finds, in which order, and that what is not understood is refused in words and marked in the ledger.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseQuery } from '../../sandbox/salesforce/soql-parse.ts'
import { Table } from '../../sandbox/salesforce/table.ts'
import { idsOf, people, startCaller, type Caller } from './salesforce-caller.ts'

let caller: Caller
const rows = [
  { FirstName: 'Ada', LastName: 'Lovelace', Company: 'Analytical', Email: 'ada@example.com', NumberOfEmployees: 10 },
  { FirstName: 'Grace', LastName: "O'Hara", Company: '100% Navy', Email: 'grace@example.com', NumberOfEmployees: 200 },
  { FirstName: 'Alan', LastName: 'Turing', Company: 'back\\slash', NumberOfEmployees: 50, Status: 'Nurture' },
  { FirstName: 'Del', LastName: 'Eted', Company: 'Gone', Email: 'del@example.com', IsDeleted: true },
]
beforeAll(async () => {
  caller = await startCaller(people)
  caller.sandbox.seed({ salesforce: { leads: rows.map((row) => ({ OwnerEmail: 'ann@example.com', ...row })) } })
})
afterAll(() => caller.close())

/** First names of what a WHERE finds, sorted by the query. */
async function names(where: string, resource = 'query'): Promise<string> {
  const answer = await caller.query(`SELECT FirstName FROM Lead ${where}`, resource)
  const { records } = answer.body as { records: { FirstName: string }[] }
  return records.map((record) => record.FirstName).join(' ')
}

describe('a query', () => {
  it.each([
    ["WHERE Email = 'ADA@example.com'", 'Ada'],
    ["WHERE Email IN ('ada@example.com', 'grace@example.com', 'x@example.com')", 'Ada Grace'],
    ["WHERE Email NOT IN ('ada@example.com')", 'Grace Alan'],
    ["WHERE Email != 'ada@example.com'", 'Grace Alan'],
    ['WHERE Email = null', 'Alan'],
    ['WHERE Email != null', 'Ada Grace'],
    [String.raw`WHERE LastName = 'O\'Hara'`, 'Grace'],
    [String.raw`WHERE Company = 'back\\slash'`, 'Alan'],
    [String.raw`WHERE Company LIKE '100\% %'`, 'Grace'],
    ["WHERE LastName LIKE '%u_ing'", 'Alan'],
    ["WHERE LastName LIKE 'love%'", 'Ada'],
    ['WHERE NumberOfEmployees >= 50 AND NumberOfEmployees < 200', 'Alan'],
    ["WHERE NumberOfEmployees > 100 OR (Status = 'Nurture' AND IsConverted = false)", 'Grace Alan'],
    ["WHERE NOT (FirstName = 'Ada')", 'Grace Alan'],
    ["WHERE Owner.Name = 'Ann Lee' AND FirstName = 'Ada'", 'Ada'],
    ['WHERE CreatedDate >= 2026-05-01T07:25:37Z', 'Ada Grace Alan'],
    ['WHERE CreatedDate > 2026-05-01T09:25:37+02:00', ''],
    ["WHERE Email = 'ada@example.com' OR Email = 'grace@example.com'", 'Ada Grace'],
    ['ORDER BY NumberOfEmployees DESC', 'Grace Alan Ada'],
    ['ORDER BY Email', 'Alan Ada Grace'],
    ['ORDER BY Email NULLS LAST, Id', 'Ada Grace Alan'],
    ['ORDER BY SystemModstamp, Id LIMIT 1 OFFSET 1', 'Grace'],
  ])('%s', async (where, expected) => {
    expect(await names(where)).toBe(expected)
  })

  it('finds deleted rows by queryAll alone', async () => {
    expect(await names('WHERE IsDeleted = true')).toBe('')
    expect(await names('WHERE IsDeleted = true', 'queryAll')).toBe('Del')
  })

  it('takes ids of 15 characters and of 18, and keeps their case apart', async () => {
    const [id = ''] = idsOf(await caller.query("SELECT Id FROM Lead WHERE FirstName = 'Ada'"))
    expect(await names(`WHERE Id = '${id}'`)).toBe('Ada')
    expect(await names(`WHERE Id IN ('${id.slice(0, 15)}')`)).toBe('Ada')
  })

  it('counts', async () => {
    expect((await caller.query('SELECT COUNT() FROM Lead')).body).toEqual({ totalSize: 3, done: true, records: [] })
  })

  it('keeps a string together whatever is in it', () => {
    const { where } = parseQuery(String.raw`SELECT Id FROM Lead WHERE LastName = 'x\' OR Name != \'\n\u00e9'`)
    expect(where).toMatchObject({ is: 'compare', values: [{ value: "x' OR Name != '\né" }] })
  })
})

describe('a query that is not understood', () => {
  it.each([
    ['SELECT Id FROM Leads', 'INVALID_TYPE', "sObject type 'Leads' is not supported."],
    ['SELECT Id, Nope FROM Lead', 'INVALID_FIELD', "No such column 'Nope' on entity 'Lead'."],
    [
      "SELECT Id FROM LeadHistory WHERE NewValue = 'x'",
      'INVALID_FIELD',
      "field 'NewValue' can not be filtered in a query call",
    ],
    [
      "SELECT Id FROM Lead WHERE CreatedDate > '2026-01-01T00:00:00Z'",
      'INVALID_FIELD',
      'must be of type dateTime and should not be enclosed in quotes',
    ],
    ["SELECT Id FROM Lead WHERE OwnerId = 'me'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: me'],
    ['SELECT Owner.Nope FROM Lead', 'INVALID_FIELD', "No such column 'Nope' on entity 'Name'."],
    ['SELECT Boss.Name FROM Lead', 'INVALID_FIELD', "Didn't understand relationship 'Boss'"],
    [
      "SELECT Id FROM Lead WHERE FirstName = 'a' AND LastName = 'b' OR Company = 'c'",
      'MALFORMED_QUERY',
      "unexpected token: 'OR'",
    ],
    ["SELECT Id FROM Lead WHERE FirstName = 'a", 'MALFORMED_QUERY', 'unterminated string literal'],
    [String.raw`SELECT Id FROM Lead WHERE FirstName = 'a\x'`, 'MALFORMED_QUERY', 'Illegal character sequence'],
    ['SELECT COUNT(Id), OwnerId FROM Lead GROUP BY OwnerId', 'MALFORMED_QUERY', 'unexpected token'],
    ['SELECT Id FROM Lead WHERE OwnerId IN (SELECT Id FROM User)', 'MALFORMED_QUERY', "unexpected token: 'SELECT'"],
    ['SELECT FROM Lead', 'MALFORMED_QUERY', "unexpected token: 'Lead'"],
  ])('%s', async (soql, errorCode, message) => {
    caller.sandbox.ledger.clear()
    const answer = await caller.query(soql)
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual([{ errorCode, message: expect.stringContaining(message) }])
    expect(caller.sandbox.ledger.entries()[0]).toMatchObject({ status: 400, unknown: true })
  })
})

describe('20,000 leads', () => {
  it('are found by 200 addresses without looking at every row', async () => {
    const big = await startCaller()
    const leads = Array.from({ length: 20_000 }, (_, n) => ({
      LastName: `L${n}`,
      Company: 'C',
      Email: `n${n}@example.com`,
    }))
    big.sandbox.seed({ salesforce: { leads } })
    const wanted = Array.from({ length: 200 }, (_, n) => `'N${n * 100}@example.com'`)
    const scans = vi.spyOn(Table.prototype, 'all')
    const soql = `SELECT Id, Email FROM Lead WHERE Email IN (${wanted.join(',')}) AND IsConverted = false`
    expect(idsOf(await big.query(soql))).toHaveLength(200)
    expect(scans).not.toHaveBeenCalled()
    scans.mockRestore()
    await big.close()
  })
})
