// What the Salesforce connector makes of answers: of single records, of whole calls, of sessions.
import nock from 'nock'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Crm, CrmWrite } from '../../src/connector.ts'
import { trustedOrigin } from '../../connectors/salesforce/session.ts'
import { failure, kinds } from './crm-bench.ts'
import {
  allSent,
  clock,
  composites,
  connect,
  HOST,
  LOGIN,
  owner,
  rows,
  save,
  setOwner,
  token,
} from './salesforce-nocks.ts'

let crm: Crm
beforeEach(() => {
  crm = connect()
})
allSent()

describe('what is made of answers', () => {
  const known = { ...setOwner, personId: '00Q000000000007EAA', expects: '005000000000002' } as CrmWrite
  const there = rows({ Id: '00Q000000000007EAA', OwnerId: '005000000000002AAA', IsConverted: false, IsDeleted: false })

  it.each([
    ['UNABLE_TO_LOCK_ROW', { kind: 'retry', counts: true }],
    ['INACTIVE_OWNER_OR_USER', { kind: 'reroute' }],
    ['TRANSFER_REQUIRES_READ', { kind: 'reroute' }],
    ['INVALID_CROSS_REFERENCE_KEY', { kind: 'reroute' }],
    ['ENTITY_IS_DELETED', { kind: 'gone' }],
    ['CANNOT_UPDATE_CONVERTED_LEAD', { kind: 'gone' }],
    ['FIELD_CUSTOM_VALIDATION_EXCEPTION', { kind: 'dead', message: 'Their words.' }],
    ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', { kind: 'dead' }],
    ['ENTITY_IS_LOCKED', { kind: 'retry', counts: true, afterMs: 3_600_000 }],
    ['PROCESSING_HALTED', { kind: 'retry', counts: false }],
    ['REQUEST_LIMIT_EXCEEDED', { kind: 'retry', counts: false, afterMs: 300_000 }],
    ['SOMETHING_NEW', { kind: 'dead', code: 'SOMETHING_NEW' }],
  ])('%s of one record', async (statusCode, outcome) => {
    token()
    composites(
      [there],
      [{ status: 200, body: [{ success: false, errors: [{ statusCode, message: 'Their words.', fields: [] }] }] }],
    )
    expect(await crm.write([known])).toMatchObject([outcome])
  })

  it('tries a record again that the answer does not speak of', async () => {
    token()
    composites([there], [{ status: 200, body: [] }])
    expect(await crm.write([known])).toMatchObject([{ kind: 'retry', code: 'salesforce.no-answer', counts: true }])
  })

  it.each([
    ['a merged', { IsDeleted: true, MasterRecordId: '00Q000000000008EAA' }, '00Q000000000008EAA'],
    ['a converted', { IsConverted: true, ConvertedContactId: '003000000000008AAA' }, '003000000000008AAA'],
  ])('says where %s lead lives on', async (_what, row, mergedInto) => {
    token()
    composites([rows({ Id: '00Q000000000007EAA', OwnerId: owner, ...row })])
    expect(await crm.write([known])).toMatchObject([{ kind: 'gone', mergedInto }])
  })

  it.each([
    [403, 'REQUEST_LIMIT_EXCEEDED', { kind: 'exhausted', retryAfterMs: 300_000 }],
    [403, 'API_DISABLED_FOR_ORG', { kind: 'unauthorized' }],
    [503, 'SERVER_UNAVAILABLE', { kind: 'temporary', outcomeUnknown: false }],
    [420, 'ERROR_HTTP_420', { kind: 'unauthorized' }],
    [404, 'NOT_FOUND', { kind: 'rejected' }],
  ])('a call that fails with %i %s', async (status, errorCode, expected) => {
    token()
    composites({ status, body: [{ errorCode, message: 'Their words.' }] })
    const error = await failure(crm.write([known]))
    expect(error).toMatchObject({ ...expected, code: errorCode })
    expect(error.message).toBe(`Salesforce refused salesforce.find: ${errorCode}: Their words.`)
  })

  it('does not know whether a write took effect that ended in 503, and never sends it twice by itself', async () => {
    token()
    composites([there], { status: 503, body: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'Busy.' }] })
    expect(await failure(crm.write([known]))).toMatchObject({ kind: 'temporary', outcomeUnknown: true })
  })

  it('asks the admin to make the field that is missing', async () => {
    token()
    composites([
      {
        status: 400,
        body: [{ errorCode: 'INVALID_FIELD', message: "No such column 'Pointsman_Id__c' on entity 'Lead'." }],
      },
    ])
    const error = await failure(crm.write([save]))
    expect(error).toMatchObject({ kind: 'unauthorized', code: 'INVALID_FIELD' })
    expect(error.message).toContain('Pointsman_Id__c')
  })

  it('keeps the last calls of the day for writes', async () => {
    token()
    nock(HOST)
      .post('/services/data/v66.0/composite')
      .reply(
        200,
        {
          compositeResponse: [0, 1, 2].map((n) => ({
            referenceId: `part${n}`,
            httpStatusCode: 200,
            body: rows().body,
          })),
        },
        {
          'Sforce-Limit-Info': 'api-usage=14500/15000; api-bursts=1/750',
        },
      )
    await crm.readOwners()
    const error = await failure(crm.readOwners())
    expect(error).toMatchObject({ kind: 'exhausted', code: 'salesforce.budget' })
    composites([there], [{ status: 200, body: [{ id: '00Q000000000007EAA', success: true, errors: [] }] }])
    expect(kinds(await crm.write([known]))).toEqual(['done'])
  })
})

describe('the session', () => {
  const gone = { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }] }
  const owners = () => [rows(), rows(), rows()]

  it('is renewed once for all calls that met its end', async () => {
    token(2)
    composites(owners())
    await crm.readOwners()
    composites(gone, gone, gone, owners(), owners(), owners())
    expect(await Promise.all([crm.readOwners(), crm.readOwners(), crm.readOwners()])).toEqual([[], [], []])
  })

  it('is not renewed again within ten seconds', async () => {
    token(2)
    composites(gone, gone)
    expect(await failure(crm.readOwners())).toMatchObject({ kind: 'unauthorized', code: 'INVALID_SESSION_ID' })
    composites(gone)
    const error = await failure(crm.readOwners())
    expect(error.message).toContain('a moment ago')
    clock.at = new Date(clock.at.getTime() + 10_000)
    token()
    composites(gone, owners())
    expect(await crm.readOwners()).toEqual([])
  })

  it.each([
    [
      400,
      { error: 'invalid_grant', error_description: 'request not supported on this domain' },
      'unauthorized',
      /invalid_grant.*My Domain/,
    ],
    [
      400,
      { error: 'invalid_client', error_description: 'invalid client credentials' },
      'unauthorized',
      /client id and client secret/,
    ],
    [503, 'busy', 'temporary', /503/],
    [200, '<html>', 'temporary', /without one/],
    [302, '', 'unauthorized', /My Domain/],
  ])('%i at the token endpoint', async (status, body, kind, words) => {
    nock(LOGIN)
      .post('/services/oauth2/token')
      .reply(status, body as nock.Body, status === 302 ? { location: 'https://evil.test' } : {})
    const error = await failure(crm.readOwners())
    expect(error.kind).toBe(kind)
    expect(error.message).toMatch(words)
    expect(error.message).not.toContain('s3cret')
  })

  it('sends nothing to a host that is not Salesforce', async () => {
    token(1, { instance_url: 'https://evil.test' })
    expect(await failure(crm.readOwners())).toMatchObject({
      kind: 'unauthorized',
      code: 'salesforce.untrusted-instance',
    })
  })

  it.each([
    'https://a.my.salesforce.com/',
    'https://a.b.force.com',
    'https://na1.cloudforce.com',
    'http://127.0.0.1:4700',
    'http://localhost:1',
  ])('trusts %s', (url) => expect(trustedOrigin(url)).toBe(new URL(url).origin))
  it.each([
    'http://a.my.salesforce.com',
    'https://salesforce.com.evil.test',
    'https://evilsalesforce.com',
    'https://a.salesforce.com:8443',
    'https://user:pass@a.salesforce.com',
    'https://169.254.169.254',
    'http://127.0.0.1.evil.test',
    'ftp://127.0.0.1',
    'nonsense',
  ])('does not trust %s', (url) => expect(() => trustedOrigin(url)).toThrow(/instance address/))
})
