// The pretend HubSpot's answers, letter by letter: status, headers and body, as HubSpot documents or was recorded to send them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { people, startCaller, type Caller } from './hubspot-caller.ts'

let caller: Caller
beforeEach(async () => {
  caller = await startCaller()
})
afterEach(() => caller.close())

const uuid = expect.stringMatching(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/)
const contacts = '/crm/v3/objects/contacts'
const read = (id = '101') => caller.call('GET', `${contacts}/${id}`)
const search = (body: object = {}) => caller.call('POST', `${contacts}/search`, body)
const update = (...inputs: object[]) => caller.call('POST', `${contacts}/batch/update`, { inputs })
const create = (...inputs: object[]) => caller.call('POST', `${contacts}/batch/create`, { inputs })
const times = { startedAt: '2026-05-01T07:25:37.400Z', completedAt: '2026-05-01T07:25:37.400Z' }
const refused = (category: string, message: unknown, more: object = {}) => ({
  status: 'error',
  message,
  correlationId: uuid,
  category,
  ...more,
})

describe('a read', () => {
  it('gives a record with texts only, and null for what is not set', async () => {
    const answer = await caller.call('POST', `${contacts}/batch/read`, {
      properties: ['email', 'phone', 'no_such_property'],
      propertiesWithHistory: [],
      inputs: [{ id: '101' }],
    })
    const at = '2026-05-01T07:25:37.400Z'
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        status: 'COMPLETE',
        results: [
          {
            id: '101',
            properties: {
              createdate: at,
              email: 'ada@example.com',
              hs_object_id: '101',
              lastmodifieddate: at,
              phone: null,
            },
            createdAt: at,
            updatedAt: at,
            archived: false,
          },
        ],
        ...times,
      },
    ])
  })

  it('writes whole seconds without a fraction', async () => {
    caller.now.at = new Date('2026-05-02T00:00:00.000Z')
    const made = await create({ properties: { email: 'x@example.com' } })
    expect(made.body).toMatchObject({ results: [{ createdAt: '2026-05-02T00:00:00Z' }] })
  })

  it('of ids that are not there is a 207 with all of them in one error', async () => {
    const answer = await caller.call('POST', `${contacts}/batch/read`, {
      inputs: [{ id: '1' }, { id: '101' }, { id: '2' }],
    })
    expect([answer.status, answer.body]).toMatchObject([
      207,
      {
        status: 'COMPLETE',
        results: [{ id: '101' }],
        numErrors: 1,
        errors: [
          {
            status: 'error',
            category: 'OBJECT_NOT_FOUND',
            message: 'Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.',
            context: { ids: ['1', '2'] },
          },
        ],
      },
    ])
  })

  it('shows the history of a property, newest first', async () => {
    caller.pass(1_000)
    await update({ id: '102', properties: { hubspot_owner_id: '78' } })
    const answer = await caller.call('GET', `${contacts}/102?propertiesWithHistory=hubspot_owner_id`)
    expect(answer.body).toMatchObject({
      properties: { hubspot_owner_id: '78' },
      propertiesWithHistory: {
        hubspot_owner_id: [
          { value: '78', timestamp: '2026-05-01T07:25:38.400Z', sourceType: 'INTEGRATION' },
          { value: '77', timestamp: '2026-05-01T07:25:37.400Z', sourceType: 'CRM_UI' },
        ],
      },
    })
  })
})

describe('a write', () => {
  it('of a new contact is a 201 with all that is stored', async () => {
    const answer = await caller.call('POST', contacts, { properties: { email: ' New@Example.com ' }, associations: [] })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      properties: { email: 'new@example.com', lifecyclestage: 'lead' },
      archived: false,
    })
    expect(answer.headers.get('location')).toBe(
      `https://api.hubapi.com/crm/v3/objects/contacts/${String(answer.body['id'])}`,
    )
  })

  it('of a batch is a 201, and without trace ids one bad row refuses all', async () => {
    expect((await create({ properties: { email: 'a@example.com' } })).status).toBe(201)
    const answer = await create(
      { properties: { email: 'b@example.com' } },
      { properties: { email: 'ada@example.com' } },
    )
    expect([answer.status, answer.body]).toEqual([
      409,
      refused('CONFLICT', 'Contact already exists. Existing ID: 101', { context: { existingId: ['101'] } }),
    ])
    expect(caller.sandbox.hubspot.find('contacts', 'b@example.com')).toBeUndefined()
  })

  it('that takes the email of another is a 409, also as an update', async () => {
    const answer = await caller.call('PATCH', `${contacts}/102`, { properties: { email: 'ADA@example.com' } })
    expect([answer.status, answer.body['category']]).toEqual([409, 'CONFLICT'])
  })

  it('with bad values names each, in the message and in the errors', async () => {
    const answer = await update(
      { id: '101', properties: { phone: '1', shoe_size: '44' } },
      {
        id: '102',
        properties: { hs_lead_status: 'MAYBE', hubspot_owner_id: '79', createdate: '0', email: 'nonsense' },
      },
    )
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject(
      refused(
        'VALIDATION_ERROR',
        expect.stringMatching(/^Property values were not valid: \[\{"isValid":false,"message":/),
      ),
    )
    expect(
      (answer.body['errors'] as { code: string; context: object }[]).map(({ code, context }) => [code, context]),
    ).toEqual([
      ['PROPERTY_DOESNT_EXIST', { propertyName: ['shoe_size'] }],
      ['INVALID_OPTION', { propertyName: ['hs_lead_status'] }],
      ['INVALID_OWNER_ID', { propertyName: ['hubspot_owner_id'] }],
      ['READ_ONLY_VALUE', { propertyName: ['createdate'] }],
      ['INVALID_EMAIL', { propertyName: ['email'] }],
    ])
    const [first] = JSON.parse(String(answer.body['message']).replace(/^[^[]*/, '')) as unknown[]
    expect(first).toMatchObject({
      message: 'Property "shoe_size" does not exist',
      error: 'PROPERTY_DOESNT_EXIST',
      name: 'shoe_size',
    })
    expect(caller.contact('101')['phone']).toBeUndefined()
  })

  it('takes a value that is no text for a broken request', async () => {
    const answer = await update({ id: '101', properties: { numberofemployees: 30 } })
    expect([answer.status, answer.body]).toEqual([
      400,
      refused(
        'VALIDATION_ERROR',
        'Invalid input JSON: the value of property "numberofemployees" must be a string, not 30.',
      ),
    ])
  })

  it('of the same id twice is refused, and so is one input too many', async () => {
    const twice = await update({ id: '101', properties: {} }, { id: '101', properties: {} })
    expect([twice.status, twice.body]).toEqual([
      400,
      refused('VALIDATION_ERROR', 'Duplicate IDs found in batch input: [101]. IDs must be unique', {
        context: { ids: ['101'] },
      }),
    ])
    const many = await create(
      ...Array.from({ length: 101 }, (_, n) => ({ properties: { email: `n${n}@example.com` } })),
    )
    expect([many.status, many.body['category']]).toEqual([400, 'VALIDATION_ERROR'])
    expect(
      (await create({ properties: { email: 'q@example.com' } }, { properties: { email: 'Q@example.com' } })).status,
    ).toBe(400)
  })

  it('of a task without hs_timestamp, to nobody, or by the wrong type is refused', async () => {
    const task = (properties: object, id = '101', associationTypeId = 204) =>
      caller.call('POST', '/crm/v3/objects/tasks', {
        properties,
        associations: [{ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] }],
      })
    expect((await task({})).body).toMatchObject({
      message: 'Error creating TASK. Some required properties were not set.',
      context: { properties: ['hs_timestamp'] },
    })
    const due = { hs_timestamp: '1777627537400' }
    expect((await task(due, '999')).body).toMatchObject({ message: 'One or more associations are invalid' })
    expect((await task(due, '101', 202)).status).toBe(400)
    expect((await task(due)).body).toMatchObject({ properties: { hs_timestamp: '2026-05-01T09:25:37.400Z' } })
  })

  it('of a record that is not there is a 404', async () => {
    const answer = await caller.call('PATCH', `${contacts}/999`, { properties: {} })
    expect([answer.status, answer.body]).toEqual([
      404,
      refused('OBJECT_NOT_FOUND', 'resource not found', { context: { id: ['999'] } }),
    ])
  })

  it('of broken JSON is a 400 in the same form', async () => {
    const answer = await caller.call('POST', contacts, '{"properties":')
    expect([answer.status, answer.body]).toEqual([
      400,
      refused('VALIDATION_ERROR', expect.stringContaining('Invalid input JSON')),
    ])
  })
})

describe('who calls', () => {
  const who = (authorization: string) => caller.call('GET', `${contacts}/101`, undefined, { authorization })

  it('is a 401 without a token and with one that nobody gave out', async () => {
    for (const header of ['', 'Bearer ', 'Bearer nonsense', 'Basic pat-1']) {
      const answer = await who(header)
      expect([answer.status, answer.body]).toEqual([
        401,
        refused('INVALID_AUTHENTICATION', expect.stringMatching(/^Authentication credentials not found\./)),
      ])
      expect(answer.headers.get('x-hubspot-ratelimit-max')).toBeNull()
    }
  })

  it('is let in by a refreshed token for half an hour', async () => {
    const form =
      'grant_type=refresh_token&client_id=sandbox-client-id&client_secret=sandbox-client-secret&refresh_token='
    const ask = (refreshToken: string) =>
      fetch(`${caller.url}/oauth/v1/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form + refreshToken,
      })
    const given = (await (await ask('sandbox-refresh-token')).json()) as { access_token: string; expires_in: number }
    const bearer = `Bearer ${given.access_token}`
    const fresh = await who(bearer)
    expect([given.expires_in, fresh.status, fresh.headers.get('x-hubspot-ratelimit-daily')]).toEqual([1_800, 200, null])
    caller.pass(1_860_000)
    expect((await who(bearer)).body).toEqual(
      refused('EXPIRED_AUTHENTICATION', 'The OAuth token used to make this call expired 1 minute(s) ago.'),
    )
    expect([(await ask('stolen')).status, await (await ask('stolen')).json()]).toMatchObject([
      400,
      { status: 'BAD_REFRESH_TOKEN' },
    ])
    expect(JSON.stringify(caller.sandbox.ledger.entries())).not.toContain('sandbox-client-secret')
  })
})

describe('the limits', () => {
  it('stand in the headers of every answer but those of search', async () => {
    const names = [
      'max',
      'remaining',
      'interval-milliseconds',
      'secondly',
      'secondly-remaining',
      'daily',
      'daily-remaining',
    ]
    const limits = (headers: Headers) => names.map((name) => headers.get(`x-hubspot-ratelimit-${name}`))
    const first = await read()
    expect(first.headers.get('content-type')).toBe('application/json;charset=utf-8')
    expect(limits(first.headers)).toEqual(['190', '189', '10000', '19', '18', '625000', '624999'])
    expect(limits((await search()).headers)).toEqual(names.map(() => null))
    expect(limits((await read('999')).headers).slice(0, 2)).toEqual(['190', '188'])
  })

  it('of ten seconds: a 429 TEN_SECONDLY_ROLLING until the oldest call is ten seconds past', async () => {
    caller.sandbox.seed({ hubspot: { limits: { perTenSeconds: 2 } } })
    await read()
    caller.pass(4_000)
    await read()
    const third = await read()
    expect([third.status, third.body]).toEqual([
      429,
      refused('RATE_LIMITS', 'You have reached your ten_secondly_rolling limit.', {
        errorType: 'RATE_LIMIT',
        policyName: 'TEN_SECONDLY_ROLLING',
      }),
    ])
    expect(third.headers.get('x-hubspot-ratelimit-remaining')).toBe('0')
    caller.pass(6_000)
    expect([(await read()).status, (await read()).status]).toEqual([200, 429])
  })

  it('of search: the sixth in one second is a 429 SECONDLY, in the words that the client knows', async () => {
    const statuses = []
    for (let n = 0; n < 5; n += 1) statuses.push((await search()).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200])
    const sixth = await search()
    expect([sixth.status, sixth.body]).toEqual([
      429,
      refused('RATE_LIMITS', 'You have reached your secondly limit.', {
        errorType: 'RATE_LIMIT',
        policyName: 'SECONDLY',
      }),
    ])
    expect((await read()).status).toBe(200)
    caller.pass(1_000)
    expect((await search()).status).toBe(200)
  })

  it('of the day: a 429 DAILY until midnight', async () => {
    caller.sandbox.seed({ hubspot: { limits: { daily: 1 } } })
    await read()
    expect((await read()).body).toMatchObject({ policyName: 'DAILY', message: 'You have reached your daily limit.' })
    caller.now.at = new Date('2026-05-02T00:00:00Z')
    expect((await read()).status).toBe(200)
  })
})

describe('what it does not know', () => {
  it('is a 400 with a sentence, and the ledger says so', async () => {
    const paths = ['/crm/v3/objects/tickets/1', '/crm/v3/pipelines/deals', '/automation/v4/sequences', '/crm/v1/x']
    for (const path of paths) expect((await caller.call('GET', path)).status).toBe(400)
    expect(caller.sandbox.ledger.entries().map((entry) => entry.unknown)).toEqual([true, true, true, true])
  })

  it('in a seed is refused with a sentence', () => {
    const seed = (more: object) => () => caller.sandbox.seed({ hubspot: more })
    expect(seed({ contact: [] })).toThrow(/The HubSpot seed does not fit\..*"contact"/s)
    expect(seed({ contacts: [{ properties: { shoe_size: '44' } }] })).toThrow('Property "shoe_size" does not exist')
    expect(seed({ contacts: people.contacts })).toThrow('two contacts with email "ada@example.com"')
  })
})
