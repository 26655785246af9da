// Errors in the forms of Salesforce: of a record in a collection, and of a whole call.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { people, knownRecords, startCaller, valid, type Caller } from './salesforce-caller.ts'

let caller: Caller
beforeEach(async () => {
  caller = await startCaller(people)
  caller.sandbox.seed({ salesforce: knownRecords })
})
afterEach(() => caller.close())

const ada = () => String(caller.sandbox.salesforce.find('Lead', 'ada@example.com')?.Id)

describe('errors of a record', () => {
  const item = async (method: string, record: object) => {
    const answer = await caller.call(method, '/composite/sobjects', {
      records: [{ attributes: { type: 'Lead' }, ...record }],
    })
    const [result] = answer.body as { success: boolean; errors: unknown[] }[]
    expect([answer.status, result?.success]).toEqual([200, false])
    return result?.errors[0]
  }
  const long = 'x'.repeat(41)
  it.each([
    [
      'STRING_TOO_LONG',
      { ...valid, FirstName: long },
      `First Name: data value too large: ${long} (max length=40)`,
      ['FirstName'],
    ],
    ['INVALID_EMAIL_ADDRESS', { ...valid, Email: 'ada@' }, 'Email: invalid email address: ada@', ['Email']],
    ['REQUIRED_FIELD_MISSING', {}, 'Required fields are missing: [LastName, Company]', ['LastName', 'Company']],
    ['INVALID_FIELD', { ...valid, Nope__c: 1 }, "No such column 'Nope__c' on sobject of type Lead", []],
    [
      'JSON_PARSER_ERROR',
      { ...valid, NumberOfEmployees: 'ten' },
      expect.stringContaining('Cannot deserialize instance of int from VALUE_STRING'),
      [],
    ],
    ['MALFORMED_ID', { ...valid, OwnerId: 'nobody' }, 'Owner ID: id value of incorrect type: nobody', ['OwnerId']],
    ['INVALID_CROSS_REFERENCE_KEY', { ...valid, OwnerId: '0055g0000zzzzzz' }, 'invalid cross reference id', []],
    [
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      { ...valid, CreatedDate: '2026-01-01' },
      expect.stringContaining('Unable to create/update fields: CreatedDate.'),
      ['CreatedDate'],
    ],
    [
      'DUPLICATE_VALUE',
      { ...valid, Pointsman_Id__c: 'a' },
      expect.stringContaining('duplicate value found: Pointsman_Id__c duplicates value on record with id: 00Q'),
      [],
    ],
  ])('create: %s', async (statusCode, record, message, fields) => {
    expect(await item('POST', record)).toEqual({ statusCode, message, fields })
  })

  it.each([
    ['CANNOT_UPDATE_CONVERTED_LEAD', '00Q5g0000000102', 'cannot reference converted lead', []],
    ['ENTITY_IS_DELETED', '00Q5g0000000103', 'entity is deleted', []],
    ['INVALID_CROSS_REFERENCE_KEY', '00Q5g0000000199', 'invalid cross reference id', []],
    ['MALFORMED_ID', '00Q', 'bad id 00Q', ['Id']],
  ])('update: %s', async (statusCode, id, message, fields) => {
    expect(await item('PATCH', { id, Title: 'CTO' })).toEqual({ statusCode, message, fields })
  })

  it('create: INACTIVE_OWNER_OR_USER', async () => {
    const OwnerId = caller.user('gus@example.com')
    expect(await item('POST', { ...valid, OwnerId })).toEqual({
      statusCode: 'INACTIVE_OWNER_OR_USER',
      message: `operation performed with inactive user [${OwnerId.slice(0, 15)}] as owner of lead`,
      fields: ['OwnerId'],
    })
  })

  it('create: INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST, but free picklists take any value', async () => {
    expect(await item('POST', { attributes: { type: 'Task' }, TaskSubtype: 'Fax' })).toEqual({
      statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      message: 'Task Subtype: bad value for restricted picklist field: Fax',
      fields: ['TaskSubtype'],
    })
    expect((await caller.call('POST', '/sobjects/Lead', { ...valid, Status: 'My own' })).status).toBe(201)
  })

  it('a task about something else than a lead or contact: MALFORMED_ID', async () => {
    const WhoId = caller.user('ann@example.com')
    expect(await item('POST', { attributes: { type: 'Task' }, WhoId })).toMatchObject({
      statusCode: 'MALFORMED_ID',
      fields: ['WhoId'],
    })
  })

  it('a record without attributes, or a polymorphic parent without them first: JSON_PARSER_ERROR', async () => {
    const message = 'Nested object for polymorphic foreign key must have an attributes field before any other fields.'
    const error = { statusCode: 'JSON_PARSER_ERROR', message, fields: [] }
    const bare = await caller.call('PATCH', '/composite/sobjects/Lead/Pointsman_Id__c', {
      records: [{ Pointsman_Id__c: 'z' }],
    })
    expect([bare.status, bare.body]).toEqual([200, [{ success: false, errors: [error] }]])
    expect(await item('POST', { attributes: { type: 'Task' }, Who: { Pointsman_Id__c: 'a' } })).toEqual(error)
  })

  it('several records of one external id in a collection: DUPLICATE_EXTERNAL_ID; twice in the call: DUPLICATE_VALUE', async () => {
    const record = { attributes: { type: 'Contact' }, LastName: 'T' }
    const answer = await caller.call('PATCH', '/composite/sobjects/Contact/Pointsman_Id__c', {
      records: ['twin', 'one', 'one'].map((Pointsman_Id__c) => ({ ...record, Pointsman_Id__c })),
    })
    expect(answer.body).toMatchObject([
      { success: false, errors: [{ statusCode: 'DUPLICATE_EXTERNAL_ID' }] },
      { success: true, created: true },
      { success: false, errors: [{ statusCode: 'DUPLICATE_VALUE', message: 'Duplicate external id specified: one' }] },
    ])
  })
})

describe('errors of a call', () => {
  it.each([
    [
      401,
      'INVALID_SESSION_ID',
      'Session expired or invalid',
      () => caller.call('GET', '/limits', undefined, { authorization: 'Bearer no' }),
    ],
    [
      404,
      'NOT_FOUND',
      'The requested resource does not exist',
      () => caller.call('GET', '/sobjects/Lead/00Q5g0000000199'),
    ],
    [
      404,
      'ENTITY_IS_DELETED',
      'entity is deleted',
      () => caller.call('PATCH', '/sobjects/Lead/00Q5g0000000103', { Title: 'x' }),
    ],
    [
      400,
      'JSON_PARSER_ERROR',
      expect.stringContaining('at [line:1'),
      () => caller.call('POST', '/sobjects/Lead', '{"LastName":'),
    ],
    [
      400,
      'EXCEEDED_ID_LIMIT',
      'record limit reached. cannot submit more than 200 records into this call',
      () => caller.call('POST', '/composite/sobjects', { records: Array.from({ length: 201 }, () => valid) }),
    ],
    [
      400,
      'LIMIT_EXCEEDED',
      expect.stringContaining('more than 10 chunks'),
      () =>
        caller.call('POST', '/composite/sobjects', {
          records: Array.from({ length: 11 }, (_, n) => ({ attributes: { type: n % 2 ? 'Lead' : 'Task' } })),
        }),
    ],
  ])('%i %s', async (status, errorCode, message, ask) => {
    const answer = await ask()
    expect([answer.status, answer.body]).toEqual([status, [{ errorCode, message }]])
  })

  it('a row of one call carries code and fields at the top', async () => {
    const answer = await caller.call('POST', '/sobjects/Lead', { LastName: 'NoCompany' })
    const message = 'Required fields are missing: [Company]'
    expect([answer.status, answer.body]).toEqual([
      400,
      [{ message, errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Company'] }],
    ])
  })

  it('403 REQUEST_LIMIT_EXCEEDED without Retry-After once the daily calls are used up, until a day has passed', async () => {
    caller.sandbox.seed({ salesforce: { dailyApiRequests: 1 } })
    expect((await caller.call('GET', '/limits')).status).toBe(200)
    const answer = await caller.call('GET', '/limits')
    expect([answer.status, answer.body]).toEqual([
      403,
      [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
    ])
    expect(answer.headers.get('retry-after')).toBeNull()
    expect(answer.headers.get('sforce-limit-info')).toBe('api-usage=1/1')
  })

  it('412 when the row was changed after If-Unmodified-Since', async () => {
    const early = { 'if-unmodified-since': 'Fri, 01 May 2026 07:25:36 GMT' }
    const exact = { 'if-unmodified-since': 'Fri, 01 May 2026 07:25:37 GMT' }
    expect((await caller.call('PATCH', `/sobjects/Lead/${ada()}`, { Title: 'x' }, early)).status).toBe(412)
    expect((await caller.call('PATCH', `/sobjects/Lead/${ada()}`, { Title: 'x' }, exact)).status).toBe(204)
  })

  it('token errors as OAuth has them, and a session ends after two hours', async () => {
    const ask = async (form: Record<string, string>) => {
      const response = await fetch(`${caller.url}/services/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams(form),
      })
      return [response.status, await response.json()]
    }
    const grant = { grant_type: 'client_credentials' }
    const id = { client_id: 'pointsman-sandbox', client_secret: 'wrong' }
    expect(await ask({ ...grant, client_id: 'x' })).toEqual([
      400,
      { error: 'invalid_client_id', error_description: 'client identifier invalid' },
    ])
    expect(await ask({ ...grant, ...id })).toEqual([
      400,
      { error: 'invalid_client', error_description: 'invalid client credentials' },
    ])
    expect(await ask({ grant_type: 'password' })).toEqual([
      400,
      { error: 'unsupported_grant_type', error_description: 'grant type not supported' },
    ])
    expect(caller.sandbox.ledger.entries()[1]?.request).toEqual({
      ...grant,
      client_id: id.client_id,
      client_secret: '***',
    })
    caller.now.at = new Date('2026-05-01T09:25:38Z')
    expect((await caller.call('GET', '/limits')).status).toBe(401)
  })
})
