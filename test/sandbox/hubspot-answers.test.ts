// The pretend HubSpot's answers, letter by letter: status, headers and body, as HubSpot documents or was recorded to send them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { people, refused, startCaller, type Caller } from './hubspot-caller.ts'

let caller: Caller
beforeEach(async () => {
  caller = await startCaller()
})
afterEach(() => caller.close())

const contacts = '/crm/v3/objects/contacts'
const update = (...inputs: object[]) => caller.call('POST', `${contacts}/batch/update`, { inputs })
const create = (...inputs: object[]) => caller.call('POST', `${contacts}/batch/create`, { inputs })
const times = { startedAt: '2026-05-01T07:25:37.400Z', completedAt: '2026-05-01T07:25:37.400Z' }

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
