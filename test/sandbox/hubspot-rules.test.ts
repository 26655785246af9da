// What the pretend HubSpot does on its own: stages, owners, search lag, faults, and state that is kept.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startCaller, type Caller } from './hubspot-caller.ts'

let caller: Caller
beforeEach(async () => {
  caller = await startCaller()
})
afterEach(() => caller.close())

const contacts = '/crm/v3/objects/contacts'
const set = (id: string, properties: object) => caller.call('PATCH', `${contacts}/${id}`, { properties })
const update = (...inputs: object[]) => caller.call('POST', `${contacts}/batch/update`, { inputs })
const find = async (...filters: object[]) => {
  const answer = await caller.call<{ results: { id: string }[] }>('POST', `${contacts}/search`, {
    filterGroups: filters.length > 0 ? [{ filters }] : [],
    limit: 200,
  })
  return answer.status === 200 ? answer.body.results.map((one) => one.id) : answer.body
}
const email = (value: string) => ({ propertyName: 'email', operator: 'EQ', value })

describe('a contact', () => {
  it('moves forward through its stages, stays where it is on a step back, and starts anew once cleared', async () => {
    const stage = () => caller.contact('101')['lifecyclestage']
    const back = await set('101', { lifecyclestage: 'subscriber', phone: '1' })
    expect([back.status, stage(), caller.contact('101')['phone']]).toEqual([200, 'marketingqualifiedlead', '1'])
    expect(back.body).toMatchObject({ properties: { lifecyclestage: 'marketingqualifiedlead' } })
    await set('101', { lifecyclestage: 'customer' })
    expect(stage()).toBe('customer')
    await set('101', { lifecyclestage: '' })
    await set('101', { lifecyclestage: 'subscriber' })
    expect(stage()).toBe('subscriber')
  })

  it('forgets the first engagement when its owner changes, not when the same owner is set again', async () => {
    caller.pass(1_000)
    caller.sandbox.hubspot.act({ as: 'ann@example.com', contact: '102', do: 'log-call' })
    await set('102', { hubspot_owner_id: '77' })
    expect(caller.contact('102')).toMatchObject({ hs_sa_first_engagement_date: '2026-05-01T07:25:38.400Z' })
    caller.pass(1_000)
    await set('102', { hubspot_owner_id: '78' })
    expect(caller.contact('102')).toMatchObject({
      hubspot_owner_assigneddate: '2026-05-01T07:25:39.400Z',
      hs_first_outreach_date: '2026-05-01T07:25:38.400Z',
    })
    expect(caller.contact('102')['hs_sa_first_engagement_date']).toBeUndefined()
    await set('102', { hubspot_owner_id: '' })
    expect(caller.contact('102')['hubspot_owner_id']).toBeUndefined()
  })

  it('loses on an upsert by email what the upsert leaves out', async () => {
    const inputs = [{ id: 'ada@example.com', idProperty: 'email', properties: { hubspot_owner_id: '78' } }]
    const answer = await caller.call('POST', `${contacts}/batch/upsert`, { inputs })
    expect(answer.body).toMatchObject({ results: [{ id: '101', new: false }] })
    expect(caller.contact('101')['firstname']).toBeUndefined()
  })

  it('keeps a unique value to itself', async () => {
    await set('101', { pointsman_id: 'lead-1' })
    const answer = await set('102', { pointsman_id: 'lead-1' })
    expect(answer.body).toMatchObject({
      errors: [{ code: 'CONFLICTING_UNIQUE_VALUE', message: expect.stringContaining('101') }],
    })
  })

  it('frees its email when it is archived', async () => {
    await caller.call('DELETE', `${contacts}/101`)
    expect((await caller.call('POST', contacts, { properties: { email: 'ada@example.com' } })).status).toBe(201)
    expect((await caller.call('GET', `${contacts}/101?archived=true`)).body).toMatchObject({ archived: true })
  })
})

describe('search', () => {
  it('sees a new contact, a change and an end ten seconds late', async () => {
    await caller.call('POST', contacts, { properties: { email: 'new@example.com' } })
    await set('102', { email: 'moved@example.com' })
    await caller.call('DELETE', `${contacts}/101`)
    caller.pass(9_999)
    expect([await find(email('new@example.com')), await find(email('moved@example.com'))]).toEqual([[], []])
    expect([await find(email('grace@example.com')), await find(email('ada@example.com'))]).toEqual([['102'], ['101']])
    caller.pass(1_001)
    expect([await find(email('new@example.com')), await find(email('moved@example.com'))]).toMatchObject([
      [/\d+/],
      ['102'],
    ])
    expect([await find(email('grace@example.com')), await find(email('ada@example.com'))]).toEqual([[], []])
  })

  it.each([
    [{ propertyName: 'firstname', operator: 'EQ', value: 'ADA' }, ['101']],
    [{ propertyName: 'firstname', operator: 'NEQ', value: 'Ada' }, ['102']],
    [{ propertyName: 'firstname', operator: 'IN', values: ['ada', 'Grace'] }, ['101']],
    [{ propertyName: 'firstname', operator: 'NOT_IN', values: ['ada'] }, ['102']],
    [{ propertyName: 'email', operator: 'IN', values: ['ada@example.com', 'grace@example.com'] }, ['101', '102']],
    [{ propertyName: 'hubspot_owner_id', operator: 'EQ', value: '77' }, ['102']],
    [{ propertyName: 'hubspot_owner_id', operator: 'HAS_PROPERTY' }, ['102']],
    [{ propertyName: 'hubspot_owner_id', operator: 'NOT_HAS_PROPERTY' }, ['101']],
    [{ propertyName: 'createdate', operator: 'LT', value: '2026-05-01T07:25:37.400Z' }, []],
    [{ propertyName: 'createdate', operator: 'LTE', value: '1777620337400' }, ['101', '102']],
    [{ propertyName: 'createdate', operator: 'GT', value: '1777620337400' }, []],
    [{ propertyName: 'createdate', operator: 'BETWEEN', value: '0', highValue: '1777620337400' }, ['101', '102']],
    [{ propertyName: 'email', operator: 'CONTAINS_TOKEN', value: 'grace' }, ['102']],
    [{ propertyName: 'email', operator: 'CONTAINS_TOKEN', value: 'ad*@example.com' }, ['101']],
    [{ propertyName: 'email', operator: 'NOT_CONTAINS_TOKEN', value: 'grace' }, ['101']],
  ])('finds by %j', async (filter, ids) => {
    expect(await find(filter)).toEqual(ids)
  })

  it('refuses what HubSpot would: more than 200, beyond 10,000, six groups, unknown names, stray values', async () => {
    const status = async (body: object) => {
      caller.pass(1_000)
      return (await caller.call('POST', `${contacts}/search`, body)).status
    }
    const has = { propertyName: 'email', operator: 'HAS_PROPERTY' }
    expect(await status({ limit: 201 })).toBe(400)
    expect([await status({ limit: 200, after: '9800' }), await status({ limit: 200, after: '9801' })]).toEqual([
      200, 400,
    ])
    expect(await status({ filterGroups: Array.from({ length: 6 }, () => ({ filters: [has] })) })).toBe(400)
    expect(await status({ filterGroups: [{ filters: [{ ...has, propertyName: 'shoe_size' }] }] })).toBe(400)
    expect(await status({ filterGroups: [{ filters: [{ ...has, value: '' }] }] })).toBe(400)
    expect(await status({ filterGroups: [{ filters: [{ ...has, operator: 'LIKE', value: 'a' }] }] })).toBe(400)
  })
})

describe('a fault', () => {
  it('partial-failure: one culprit in a 207 of a create, a 400 of an update that finds the same one when split', async () => {
    caller.arm('partial-failure')
    const made = await caller.call('POST', `${contacts}/batch/create`, {
      inputs: ['a', 'b'].map((name) => ({ properties: { email: `${name}@example.com` }, objectWriteTraceId: name })),
    })
    expect([made.status, made.body]).toMatchObject([
      207,
      { results: [{}], errors: [{ context: { objectWriteTraceId: ['b'] } }] },
    ])
    caller.arm('partial-failure')
    const phone = (id: string) => ({ id, properties: { phone: '1' } })
    const statuses = [await update(phone('101'), phone('102')), await update(phone('101')), await update(phone('102'))]
    expect(statuses.map((answer) => answer.status)).toEqual([400, 200, 400])
    caller.sandbox.faults.set([])
    expect((await update(phone('102'))).status).toBe(200)
  })

  it('inactive-owner: the owner is refused, and from then on listed among the archived', async () => {
    caller.arm('inactive-owner')
    const answer = await set('101', { hubspot_owner_id: '77' })
    expect(answer.body).toMatchObject({ category: 'VALIDATION_ERROR', errors: [{ code: 'INVALID_OWNER_ID' }] })
    expect((await set('101', { hubspot_owner_id: '78' })).status).toBe(200)
    const owners = await caller.call('GET', '/crm/v3/owners?archived=true')
    expect(owners.body).toMatchObject({ results: [{ id: '77' }, { id: '79' }] })
  })

  it('row-lock, expired-token, daily-limit and rate-limit: 423, 401 and 429, and nothing is done', async () => {
    for (const [name, status, body] of [
      ['row-lock', 423, { category: 'LOCKED' }],
      ['expired-token', 401, { category: 'EXPIRED_AUTHENTICATION' }],
      ['daily-limit', 429, { policyName: 'DAILY' }],
      ['rate-limit', 429, { policyName: 'TEN_SECONDLY_ROLLING' }],
      ['server-error', 503, { category: 'INTERNAL_ERROR' }],
    ] as const) {
      caller.arm(name)
      const answer = await set('101', { phone: '1' })
      expect([answer.status, answer.body]).toMatchObject([
        status,
        { ...body, status: 'error', message: /./, correlationId: /./ },
      ])
    }
    expect(caller.contact('101')['phone']).toBeUndefined()
    expect(caller.sandbox.ledger.entries().map((entry) => entry.fault)).toEqual([
      'row-lock',
      'expired-token',
      'daily-limit',
      'rate-limit',
      'server-error',
    ])
  })
})

describe('the portal', () => {
  it('is the same after a dump through JSON, and empty after a reset', async () => {
    await caller.call('PUT', '/crm/v3/lists/9/memberships/add', ['101'])
    await caller.call('PUT', '/crm/v4/objects/contacts/101/associations/default/companies/901')
    const dump = JSON.stringify(caller.sandbox.hubspot.dump())
    caller.sandbox.reset()
    expect(caller.sandbox.hubspot.find('contacts', '101')).toBeUndefined()
    caller.sandbox.hubspot.restore(JSON.parse(dump))
    expect(JSON.stringify(caller.sandbox.hubspot.dump())).toBe(dump)
    expect(caller.sandbox.hubspot.members('9')).toEqual(['101'])
    expect(await find(email('ada@example.com'))).toEqual(['101'])
  })

  it('answers fast with 20,000 contacts', async () => {
    caller.sandbox.seed({
      hubspot: {
        contacts: Array.from({ length: 20_000 }, (_, n) => ({
          properties: { email: `n${n}@load.example` },
          ownerEmail: 'bob@example.com',
        })),
      },
    })
    const inputs = Array.from({ length: 100 }, (_, n) => ({ id: `n${n * 199}@load.example` }))
    const before = performance.now()
    for (let n = 0; n < 50; n += 1) {
      const answer = await caller.call<{ results: unknown[] }>('POST', `${contacts}/batch/read`, {
        idProperty: 'email',
        inputs,
      })
      expect(answer.body.results).toHaveLength(100)
    }
    // A scan per input would take minutes; by index it is well below a second.
    expect(performance.now() - before).toBeLessThan(5_000)
  })
})
