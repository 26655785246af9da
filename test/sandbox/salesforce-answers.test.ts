// What the pretend Salesforce answers, compared with the literal forms of the REST API: status, headers, body.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { people, knownRecords, startCaller, valid, type Caller } from './salesforce-caller.ts'

let caller: Caller
beforeEach(async () => {
  caller = await startCaller(people)
  caller.sandbox.seed({ salesforce: knownRecords })
})
afterEach(() => caller.close())

const ada = () => String(caller.sandbox.salesforce.find('Lead', 'ada@example.com')?.Id)

describe('request shapes', () => {
  it('POST of a row: 201, id, no errors', async () => {
    const answer = await caller.call('POST', '/sobjects/Lead', valid)
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({ id: expect.stringMatching(/^00Q\w{15}$/), success: true, errors: [] })
    expect(answer.headers.get('sforce-limit-info')).toBe('api-usage=1/15000')
    expect(answer.headers.get('content-type')).toContain('application/json')
  })

  it('PATCH of a row: 204, no body', async () => {
    const answer = await caller.call('PATCH', `/sobjects/Lead/${ada()}`, { Title: 'Countess' })
    expect([answer.status, answer.body]).toEqual([204, undefined])
    expect(caller.sandbox.salesforce.find('Lead', ada())).toMatchObject({ Title: 'Countess' })
  })

  it('PATCH by external id: 201 created, 200 updated, 300 when several carry it', async () => {
    const created = await caller.call('PATCH', '/sobjects/Lead/Pointsman_Id__c/a%2Fb%3Fc', valid)
    const updated = await caller.call('PATCH', '/sobjects/Lead/Pointsman_Id__c/a%2Fb%3Fc', { Title: 'CTO' })
    const several = await caller.call('PATCH', '/sobjects/Contact/Pointsman_Id__c/twin', { Title: 'CTO' })
    const id = caller.sandbox.salesforce.find('Lead', 'a/b?c')?.Id
    expect([created.status, created.body]).toEqual([201, { id, success: true, errors: [], created: true }])
    expect([updated.status, updated.body]).toEqual([200, { id, success: true, errors: [], created: false }])
    expect(several.status).toBe(300)
    expect(several.body).toEqual([
      expect.stringMatching(/^\/services\/data\/v66.0\/sobjects\/Contact\/003/),
      expect.stringMatching(/^\/services\/data\/v66.0\/sobjects\/Contact\/003/),
    ])
  })

  it('PATCH by external id with updateOnly never creates', async () => {
    const answer = await caller.call('PATCH', '/sobjects/Lead/Pointsman_Id__c/new?updateOnly=true', valid)
    expect([answer.status, answer.body]).toEqual([
      404,
      [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
    ])
    expect(caller.sandbox.salesforce.find('Lead', 'new')).toBeUndefined()
  })

  it('a record of a query: attributes first, times with +0000, parents nested', async () => {
    const answer = await caller.query(
      `SELECT Id, Owner.Name, Owner.Type, CreatedDate, CreatedBy.Email FROM Lead WHERE Id = '${ada()}'`,
    )
    const user = caller.sandbox.salesforce.integrationUserId
    const url = `/services/data/v66.0/sobjects/User/${user}`
    expect(answer.body).toEqual({
      totalSize: 1,
      done: true,
      records: [
        {
          attributes: { type: 'Lead', url: `/services/data/v66.0/sobjects/Lead/${ada()}` },
          Id: ada(),
          Owner: { attributes: { type: 'Name', url }, Name: 'Pointsman Integration', Type: 'User' },
          CreatedDate: '2026-05-01T07:25:37.000+0000',
          CreatedBy: { attributes: { type: 'User', url }, Email: 'integration@pointsman.example' },
        },
      ],
    })
  })

  it('all or none: 200, the culprit with its own error, the innocent rolled back', async () => {
    const records = [valid, { LastName: 'NoCompany' }].map((fields) => ({ attributes: { type: 'Lead' }, ...fields }))
    const answer = await caller.call('POST', '/composite/sobjects', { allOrNone: true, records })
    const rolledBack =
      'Record rolled back because not all records were valid and the request was using AllOrNone header'
    const missing = 'Required fields are missing: [Company]'
    expect([answer.status, answer.body]).toEqual([
      200,
      [
        {
          success: false,
          errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message: rolledBack, fields: [] }],
        },
        { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', message: missing, fields: ['Company'] }] },
      ],
    ])
    expect(caller.sandbox.ledger.counts().effects).toEqual({})
    expect(caller.sandbox.salesforce.rows('Lead')).toHaveLength(2)
  })

  it('GET limits, versions and changed ids', async () => {
    const limits = await caller.call('GET', '/limits')
    expect(limits.body).toMatchObject({ DailyApiRequests: { Max: 15_000, Remaining: 14_999 } })
    const window = 'start=2026-05-01T07:00:00%2B00:00&end=2026-05-01T08:00:00%2B00:00'
    const updated = await caller.call('GET', `/sobjects/Contact/updated/?${window}`)
    expect(updated.body).toEqual({
      ids: [expect.any(String), expect.any(String)],
      latestDateCovered: '2026-05-01T08:00:00.000+0000',
    })
    const deleted = await caller.call('GET', `/sobjects/Lead/deleted/?${window}`)
    expect(deleted.body).toMatchObject({ deletedRecords: [{ deletedDate: '2026-05-01T07:25:37.000+0000' }] })
  })
})
