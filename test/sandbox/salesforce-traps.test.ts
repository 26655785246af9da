// What a real org does behind the caller's back, and what people do in it: the traps the sandbox springs on purpose.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../sandbox/world.ts'
import { startCaller, type Answer, type Caller } from './salesforce-caller.ts'

let caller: Caller
beforeEach(async () => {
  caller = await startCaller()
})
afterEach(() => caller.close())

const off = { 'sforce-auto-assign': 'FALSE' }
const lead = (key: string, more: object = {}) => ({
  attributes: { type: 'Lead' },
  LastName: 'Lovelace',
  Company: 'Example Ltd',
  Pointsman_Id__c: key,
  ...more,
})
const owner = (key: string) => caller.sandbox.salesforce.find('Lead', key)?.OwnerId
const composite = (compositeRequest: object[], headers?: Record<string, string>, more: object = {}) =>
  caller.call('POST', '/composite', { compositeRequest, ...more }, headers)
const sub = (
  method: string,
  path: string,
  referenceId: string,
  body?: object,
  httpHeaders?: Record<string, string>,
) => ({
  method,
  url: `/services/data/v66.0${path}`,
  referenceId,
  body,
  httpHeaders,
})
const subanswers = (answer: Answer) =>
  (answer.body as { compositeResponse: { httpStatusCode: number; body: unknown }[] }).compositeResponse

describe('an active assignment rule', () => {
  let ann: string
  let bob: string
  beforeEach(() => {
    ;[ann, bob] = [caller.user('ann@example.com'), caller.user('bob@example.com')]
    caller.sandbox.seed({ salesforce: { assignmentRule: { active: true, ownerId: bob } } })
  })

  it('overwrites the owner on create and on update, unless the call says FALSE', async () => {
    await caller.call('POST', '/composite/sobjects', { records: [lead('taken', { OwnerId: ann })] })
    await caller.call('POST', '/composite/sobjects', { records: [lead('kept', { OwnerId: ann })] }, off)
    expect([owner('taken'), owner('kept')]).toEqual([bob, ann])
    await caller.call('PATCH', '/sobjects/Lead/Pointsman_Id__c/kept', { Title: 'CTO' })
    expect(owner('kept')).toBe(bob)
    await caller.call('PATCH', '/sobjects/Lead/Pointsman_Id__c/kept', { OwnerId: ann }, off)
    expect(owner('kept')).toBe(ann)
    const landed = caller.sandbox.ledger.entries().map((entry) => entry.effects[0]?.fields?.OwnerId)
    expect(landed).toEqual([bob, ann, bob, ann])
  })

  it('is kept out of a composite by the outer header, and of one subrequest by its own', async () => {
    const make = (key: string, headers?: Record<string, string>) =>
      sub('POST', '/sobjects/Lead', key, { ...lead(key), OwnerId: ann }, headers)
    await composite([make('outer')], off)
    await composite([make('own', { 'Sforce-Auto-Assign': 'FALSE' }), make('none')])
    expect([owner('outer'), owner('own'), owner('none')]).toEqual([ann, ann, bob])
  })
})

describe('owners', () => {
  it('may be a queue for leads, but only one that serves them, and never for accounts', async () => {
    const queue = String(caller.sandbox.salesforce.rows('Group')[0]?.Id)
    caller.sandbox.seed({ salesforce: { queues: [{ Name: 'Cases', SobjectTypes: ['Case'] }] } })
    const cases = String(caller.sandbox.salesforce.rows('Group')[1]?.Id)
    expect((await caller.call('POST', '/sobjects/Lead', lead('q', { OwnerId: queue }))).status).toBe(201)
    const unserved = await caller.call('POST', '/sobjects/Lead', lead('r', { OwnerId: cases }))
    expect(unserved.body).toMatchObject([{ errorCode: 'INVALID_OPERATION', fields: ['OwnerId'] }])
    const account = await caller.call('POST', '/sobjects/Account', { Name: 'A', OwnerId: queue })
    expect(account.body).toMatchObject([{ errorCode: 'MALFORMED_ID' }])
  })

  it('leave two rows of history when they change, and make the lead unread', async () => {
    const ann = caller.user('ann@example.com')
    await caller.call('POST', '/sobjects/Lead', lead('a'))
    await caller.call('PATCH', '/sobjects/Lead/Pointsman_Id__c/a', { OwnerId: ann })
    expect(caller.sandbox.salesforce.find('Lead', 'a')).toMatchObject({ IsUnreadByOwner: true, OwnerId: ann })
    const { integrationUserId } = caller.sandbox.salesforce
    expect(caller.sandbox.salesforce.rows('LeadHistory')).toMatchObject([
      { Field: 'created' },
      { Field: 'Owner', OldValue: 'Pointsman Integration', NewValue: 'Ann Lee' },
      { Field: 'Owner', OldValue: integrationUserId, NewValue: ann, CreatedById: integrationUserId },
    ])
  })
})

describe('composite', () => {
  it('undoes everything when one part fails and it is all or none', async () => {
    const parts = [
      sub('POST', '/sobjects/Lead', 'good', lead('a')),
      sub('POST', '/sobjects/Lead', 'bad', { LastName: 'x' }),
    ]
    const answers = subanswers(await composite(parts, undefined, { allOrNone: true }))
    expect(answers[0]).toMatchObject({ httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] })
    expect(answers[1]).toMatchObject({ httpStatusCode: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] })
    expect(caller.sandbox.salesforce.rows('Lead')).toEqual([])
    expect(caller.sandbox.ledger.counts().effects).toEqual({})
  })

  it('shows success in a collection that was undone with the rest', async () => {
    const records = { records: [lead('a'), { attributes: { type: 'Lead' } }] }
    const [answer] = subanswers(
      await composite([sub('POST', '/composite/sobjects', 'leads', records)], undefined, { allOrNone: true }),
    )
    expect(answer).toMatchObject({ httpStatusCode: 200, body: [{ success: true }, { success: false }] })
    expect(caller.sandbox.salesforce.rows('Lead')).toEqual([])
  })

  it('goes on after a failure when it is not all or none, but not past a missing reference', async () => {
    const parts = [
      sub('POST', '/sobjects/Lead', 'bad', { LastName: 'x' }),
      sub('POST', '/sobjects/Task', 'needs', { WhoId: '@{bad.id}' }),
      sub('POST', '/sobjects/Lead', 'good', lead('a')),
    ]
    const answers = subanswers(await composite(parts))
    expect(answers.map((one) => one.httpStatusCode)).toEqual([400, 400, 201])
    expect(answers[1]?.body).toMatchObject([{ errorCode: 'PROCESSING_HALTED' }])
  })

  it.each([
    ['26 subrequests', Array.from({ length: 26 }, (_, n) => sub('GET', '/limits', `r${n}`)), 'LIMIT_EXCEEDED'],
    [
      '6 queries',
      Array.from({ length: 6 }, (_, n) => sub('GET', '/query?q=SELECT+Id+FROM+Lead', `r${n}`)),
      'LIMIT_EXCEEDED',
    ],
    ['a barred header', [sub('GET', '/sobjects', 'r', undefined, { Authorization: 'x' })], 'INVALID_INPUT'],
    ['one name twice', [sub('GET', '/sobjects', 'r'), sub('GET', '/sobjects', 'r')], 'INVALID_INPUT'],
  ])('refuses %s', async (_, parts, errorCode) => {
    const answer = await composite(parts)
    expect([answer.status, answer.body]).toMatchObject([400, [{ errorCode }]])
  })
})

describe('faults of records', () => {
  it.each<[Fault['name'], string]>([
    ['row-lock', 'UNABLE_TO_LOCK_ROW'],
    ['partial-failure', 'FIELD_CUSTOM_VALIDATION_EXCEPTION'],
    ['inactive-owner', 'INACTIVE_OWNER_OR_USER'],
  ])('%s strikes single records of a batch', async (name, statusCode) => {
    caller.sandbox.faults.set([{ name, system: 'salesforce', rate: 1, times: 1 }])
    const OwnerId = caller.user('ann@example.com')
    const records = [lead('a', { OwnerId }), lead('b', { OwnerId })]
    const answer = await caller.call('POST', '/composite/sobjects', { records })
    expect(answer.body).toMatchObject([{ success: false, errors: [{ statusCode }] }, { success: true }])
    expect(caller.sandbox.ledger.entries()[0]).toMatchObject({ fault: name, effects: [{ key: 'b' }] })
  })

  it('daily-limit answers 403 and does nothing', async () => {
    caller.sandbox.faults.set([{ name: 'daily-limit', rate: 1 }])
    const answer = await caller.call('POST', '/sobjects/Lead', lead('a'))
    expect([answer.status, answer.body]).toMatchObject([403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }]])
    expect(caller.sandbox.salesforce.rows('Lead')).toEqual([])
  })
})

describe('a person at work', () => {
  const at = (text: string) => {
    caller.now.at = new Date(text)
  }
  beforeEach(async () => {
    await caller.call(
      'POST',
      '/sobjects/Lead',
      lead('a', { Email: 'ada@example.com', OwnerId: caller.user('ann@example.com') }),
    )
    caller.sandbox.ledger.clear()
    at('2026-05-01T08:00:00Z')
  })
  const act = (body: object) =>
    fetch(`${caller.url}/__sandbox/salesforce/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ lead: 'ada@example.com', ...body }),
    })
  const read = () => caller.sandbox.salesforce.find('Lead', 'a')

  it('who owns the lead marks it read by opening it; anybody else does not', async () => {
    await act({ as: 'bob@example.com', do: 'open' })
    expect(read()).toMatchObject({ IsUnreadByOwner: true })
    await act({ as: 'ann@example.com', do: 'open' })
    expect(read()).toMatchObject({
      IsUnreadByOwner: false,
      LastModifiedById: caller.user('ann@example.com'),
      SystemModstamp: '2026-05-01T08:00:00.000+0000',
    })
  })

  it('completes a call under their own name, which moves the stamp of the lead', async () => {
    const done = (await (await act({ as: 'ann@example.com', do: 'complete-call' })).json()) as { madeId: string }
    const soql = `SELECT Who.Type, TaskSubtype, IsClosed, CreatedBy.Email FROM Task WHERE Id = '${done.madeId}'`
    const answer = await caller.query(soql)
    expect(answer.body).toMatchObject({
      records: [
        { Who: { Type: 'Lead' }, TaskSubtype: 'Call', IsClosed: true, CreatedBy: { Email: 'ann@example.com' } },
      ],
    })
    expect(read()).toMatchObject({ LastActivityDate: '2026-05-01', SystemModstamp: '2026-05-01T08:00:00.000+0000' })
    expect(caller.sandbox.ledger.counts().effects).toEqual({})
  })

  it('sets status and owner, converts, and deletes', async () => {
    await act({ as: 'ann@example.com', do: 'set-status', status: 'Working - Contacted' })
    await act({ as: 'ann@example.com', do: 'set-owner', owner: 'bob@example.com' })
    expect(read()).toMatchObject({
      Status: 'Working - Contacted',
      OwnerId: caller.user('bob@example.com'),
      IsUnreadByOwner: true,
    })
    await act({ as: 'bob@example.com', do: 'complete-call' })
    const converted = (await (await act({ as: 'bob@example.com', do: 'convert' })).json()) as { madeId: string }
    expect(read()).toMatchObject({ IsConverted: true, ConvertedContactId: converted.madeId })
    expect(caller.sandbox.salesforce.rows('Task')).toMatchObject([{ WhoId: converted.madeId }])
    const later = await caller.call('PATCH', '/sobjects/Lead/Pointsman_Id__c/a', { Title: 'x' })
    expect(later.body).toMatchObject([{ errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD' }])
    await act({ as: 'bob@example.com', do: 'delete' })
    expect(read()).toBeUndefined()
  })

  it('who is not there is named in the answer', async () => {
    const answer = await act({ as: 'nobody@example.com', do: 'open' })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { message: 'No user "nobody@example.com" in the pretend Salesforce: seed one, or name an existing one.' },
    ])
  })
})
