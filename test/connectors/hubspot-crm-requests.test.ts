// What the HubSpot connector sends, to the letter, and what it makes of answers.
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Crm, CrmWrite } from '../../src/connector.ts'
import { createOutbound } from '../../src/outbound.ts'
import { crm as role } from '../../connectors/hubspot/crm.ts'
import { settings as schema } from '../../connectors/hubspot/settings.ts'
import { base, failure, kinds } from './crm-facts.ts'

const HOST = 'https://api.hubapi.com'
const clock = { now: () => new Date('2026-11-23T10:00:00Z') }

function connect(more: Record<string, unknown> = { accessToken: 'pat-s3cret' }): Crm {
  const outbound = createOutbound({ name: 'hubspot', concurrency: 4, timeoutMs: 2_000, clock })
  return role.connect(schema.parse(more), outbound, { clock })
}

let crm: Crm
beforeEach(() => {
  crm = connect()
})
afterEach(() => {
  const pending = nock.pendingMocks()
  nock.cleanAll()
  // oxlint-disable-next-line vitest/no-standalone-expect -- whatever was expected to be sent, was
  expect(pending).toEqual([])
})

const paths = {
  read: '/crm/v3/objects/contacts/batch/read',
  create: '/crm/v3/objects/contacts/batch/create',
  update: '/crm/v3/objects/contacts/batch/update',
  tasks: '/crm/v3/objects/tasks/batch/create',
} as const

/** @returns the bodies that were sent */
function answers(
  method: 'post' | 'put',
  path: string,
  ...list: { status: number; body: unknown; headers?: Record<string, string> }[]
): unknown[] {
  const sent: unknown[] = []
  for (const { status, body, headers } of list) {
    const scope = nock(HOST, { reqheaders: { authorization: 'Bearer pat-s3cret' } })
    scope[method](path, (given: unknown) => sent.push(given) > 0).reply(status, body as nock.Body, {
      'content-type': 'application/json;charset=utf-8',
      ...headers,
    })
  }
  return sent
}

const at = '2026-11-23T10:00:00.000Z'
const good = (status: number, results: object[], errors: object[] = []) => ({
  status,
  body: {
    status: 'COMPLETE',
    startedAt: at,
    completedAt: at,
    results,
    ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
  },
})
const contact = (id: string, properties: object, more: object = {}) => ({
  id,
  properties,
  createdAt: at,
  updatedAt: at,
  archived: false,
  ...more,
})
const refusal = (status: number, body: object, headers: Record<string, string> = {}) => ({
  status,
  body: { status: 'error', message: 'Their words.', correlationId: 'c-1', ...body },
  headers,
})

const save: CrmWrite = {
  ...base('lead-1', 'Ada@example.com'),
  effectKey: 'decision-1:save',
  action: 'save-person',
  fields: {
    email: 'ada@example.com',
    lastname: 'Love\u0000lace',
    numemployees: 30,
    phone: null,
    company: 'Unknown',
    hubspot_owner_id: '99',
  },
}
const setOwner: CrmWrite = { ...base('lead-1', 'ada@example.com'), action: 'set-owner', ownerId: '77', expects: null }
const task: CrmWrite = {
  ...base('lead-1', 'ada@example.com'),
  effectKey: 'decision-1:task',
  action: 'create-task',
  ownerId: '77',
  subject: 'New lead',
  body: 'Says: "<b>hi</b>"\n& more',
  dueAt: new Date('2026-11-24T09:00:00Z'),
}

describe('what is sent', () => {
  it('reads by address, creates with a trace, and hangs the task on the new contact', async () => {
    const read = answers('post', paths.read, good(200, []))
    const create = answers(
      'post',
      paths.create,
      good(201, [contact('501', { email: 'ada@example.com' }, { objectWriteTraceId: 'decision-1:save' })]),
    )
    const tasks = answers(
      'post',
      paths.tasks,
      good(201, [contact('701', {}, { objectWriteTraceId: 'decision-1:task' })]),
    )
    const outcomes = await crm.write([save, setOwner, task])
    expect(read).toEqual([
      {
        inputs: [{ id: 'ada@example.com' }],
        idProperty: 'email',
        properties: ['email', 'hs_additional_emails', 'hubspot_owner_id', 'lifecyclestage'],
        propertiesWithHistory: [],
      },
    ])
    expect(create).toEqual([
      {
        inputs: [
          {
            properties: {
              email: 'ada@example.com',
              lastname: 'Lovelace',
              numemployees: '30',
              company: 'Unknown',
              hubspot_owner_id: '77',
            },
            associations: [],
            objectWriteTraceId: 'decision-1:save',
          },
        ],
      },
    ])
    expect(tasks).toEqual([
      {
        inputs: [
          {
            objectWriteTraceId: 'decision-1:task',
            properties: {
              hs_timestamp: '2026-11-24T09:00:00.000Z',
              hs_task_subject: 'New lead',
              hs_task_body:
                '<p>Says: &quot;&lt;b&gt;hi&lt;/b&gt;&quot;<br>&amp; more</p><p><small>Pointsman decision-1:task</small></p>',
              hs_task_status: 'NOT_STARTED',
              hs_task_priority: 'HIGH',
              hs_task_type: 'TODO',
              hubspot_owner_id: '77',
            },
            associations: [
              { to: { id: '501' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }] },
            ],
          },
        ],
      },
    ])
    expect(outcomes).toMatchObject([
      { kind: 'done', crmId: '501', created: true, ownerId: '77' },
      { kind: 'done', crmId: '501', ownerId: '77' },
      { kind: 'done', crmId: '701' },
    ])
  })

  it('updates a found contact, without erasing what is known, without its address, and never to an earlier stage', async () => {
    answers(
      'post',
      paths.read,
      good(200, [
        contact('501', {
          email: 'ada.l@example.com',
          hs_additional_emails: 'ada@example.com;x@example.com',
          lifecyclestage: 'opportunity',
        }),
      ]),
    )
    const update = answers('post', paths.update, good(200, [contact('501', {})]))
    const fields = { ...(save as { fields: object }).fields, lifecyclestage: 'marketingqualifiedlead' }
    expect(await crm.write([{ ...save, fields }])).toMatchObject([{ kind: 'done', crmId: '501', created: false }])
    expect(update).toEqual([{ inputs: [{ id: '501', properties: { lastname: 'Lovelace', numemployees: '30' } }] }])
  })

  it('moves the stage forward', async () => {
    answers('post', paths.read, good(200, [contact('501', { email: 'ada@example.com', lifecyclestage: 'lead' })]))
    const update = answers('post', paths.update, good(200, [contact('501', {})]))
    await crm.write([{ ...save, fields: { lifecyclestage: 'marketingqualifiedlead' } }])
    expect(update).toEqual([{ inputs: [{ id: '501', properties: { lifecyclestage: 'marketingqualifiedlead' } }] }])
  })

  it('names a contact once though two leads meet in it', async () => {
    const update = answers('post', paths.update, good(200, [contact('501', {})]))
    const other = { ...base('lead-2', null, '501'), action: 'save-person', fields: { phone: '1' } } as const
    expect(kinds(await crm.write([{ ...save, personId: '501' }, other]))).toEqual(['done', 'done'])
    expect(update).toMatchObject([{ inputs: [{ id: '501', properties: { lastname: 'Lovelace', phone: '1' } }] }])
  })

  it('puts a lead for nurture on the list and sets its status', async () => {
    crm = connect({ accessToken: 'pat-s3cret', nurture: { listId: '9', leadStatus: 'UNQUALIFIED' } })
    const update = answers('post', paths.update, good(200, [contact('501', {})]))
    const list = answers('put', '/crm/v3/lists/9/memberships/add', {
      status: 200,
      body: { recordsIdsAdded: ['501'], recordIdsMissing: [], recordIdsRemoved: [] },
    })
    const back: CrmWrite = { ...base('lead-1', null, '501'), action: 'return-to-nurture', reason: 'nobody acted' }
    expect(await crm.write([back])).toMatchObject([{ kind: 'done', crmId: '501' }])
    expect(update).toEqual([{ inputs: [{ id: '501', properties: { hs_lead_status: 'UNQUALIFIED' } }] }])
    expect(list).toEqual([['501']])
  })

  it('says what to set when nothing says how a lead goes back to marketing', async () => {
    const back: CrmWrite = { ...base('lead-1', null, '501'), action: 'return-to-nurture', reason: 'nobody acted' }
    expect(await crm.write([back])).toMatchObject([{ kind: 'dead', code: 'hubspot.no-nurture' }])
  })

  it('searches two minutes further back than it has seen, since the index lags', async () => {
    const sent = answers('post', '/crm/v3/objects/contacts/search', { status: 200, body: { total: 0, results: [] } })
    const from = '2026-11-23T09:00:00.000Z'
    const { cursor, more } = await crm.changesSince(JSON.stringify({ from }), clock.now())
    expect(sent).toMatchObject([
      {
        filterGroups: [
          {
            filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE', value: String(Date.parse(from) - 120_000) }],
          },
        ],
        sorts: ['lastmodifieddate'],
        limit: 200,
        after: '0',
      },
    ])
    expect([JSON.parse(cursor), more]).toEqual([{ from }, false])
  })

  it('sends nothing without a token', async () => {
    expect(await failure(connect({}).write([save]))).toMatchObject({ kind: 'unauthorized', code: 'hubspot.no-token' })
  })
})

describe('what is made of answers', () => {
  const known = { ...base('lead-1', null, '501'), action: 'save-person', fields: { phone: '1' } } as const

  it('gives what was meant for a new contact to the one that is there already', async () => {
    answers('post', paths.read, good(200, []))
    answers('post', paths.create, {
      ...good(
        207,
        [],
        [
          {
            status: 'error',
            category: 'CONFLICT',
            message: 'Contact already exists. Existing ID: 900719925474099312',
            context: { objectWriteTraceId: ['decision-1:save'] },
            links: {},
            errors: [],
          },
        ],
      ),
    })
    const update = answers('post', paths.update, good(200, [contact('900719925474099312', {})]))
    expect(await crm.write([save, setOwner])).toMatchObject([
      { kind: 'done', crmId: '900719925474099312', created: false },
      { kind: 'done' },
    ])
    expect(update).toMatchObject([{ inputs: [{ id: '900719925474099312', properties: { hubspot_owner_id: '77' } }] }])
  })

  it('halves a refused update until the culprit stands alone', async () => {
    const bad = refusal(400, {
      category: 'VALIDATION_ERROR',
      message: 'phone is wrong',
      errors: [{ code: 'INVALID_PHONE', message: 'no' }],
    })
    const sent = answers(
      'post',
      paths.update,
      bad,
      good(200, [contact('1', {}), contact('2', {})]),
      bad,
      bad,
      good(200, [contact('4', {})]),
    )
    const writes = ['1', '2', '3', '4'].map(
      (id) => ({ ...base(`lead-${id}`, null, id), action: 'save-person', fields: { phone: id } }) as const,
    )
    expect(await crm.write(writes)).toMatchObject([
      { kind: 'done' },
      { kind: 'done' },
      { kind: 'dead', code: 'INVALID_PHONE', message: expect.stringContaining('phone is wrong') },
      { kind: 'done' },
    ])
    expect(sent.map((body) => (body as { inputs: { id: string }[] }).inputs.map(({ id }) => id).join(''))).toEqual([
      '1234',
      '12',
      '34',
      '3',
      '4',
    ])
  })

  it.each([
    [400, { errors: [{ code: 'INVALID_OWNER_ID' }] }, 'reroute'],
    [400, { message: 'Property values were not valid: [{"isValid":false,"error":"INVALID_OWNER_ID"}]' }, 'reroute'],
    [400, { errors: [{ code: 'INVALID_OWNER_ID' }, { code: 'INVALID_OPTION' }] }, 'dead'],
    [404, { category: 'OBJECT_NOT_FOUND' }, 'gone'],
  ])('%i %o while setting an owner', async (status, body, kind) => {
    answers('post', paths.read, good(200, [contact('501', { hubspot_owner_id: '' })]))
    answers('post', paths.update, refusal(status, body))
    expect(kinds(await crm.write([{ ...setOwner, personId: '501' }]))).toEqual([kind])
  })

  it('says where a merged contact lives on', async () => {
    answers(
      'post',
      paths.read,
      good(207, [], [{ category: 'OBJECT_NOT_FOUND', message: 'gone', context: { ids: ['501'] } }]),
      good(200, [contact('502', { email: 'ada@example.com' })]),
    )
    expect(await crm.write([{ ...setOwner, personId: '501' }])).toMatchObject([{ kind: 'gone', mergedInto: '502' }])
  })

  it.each([
    [401, {}, {}, { kind: 'unauthorized' }],
    [403, { category: 'MISSING_SCOPES' }, {}, { kind: 'unauthorized', code: 'MISSING_SCOPES' }],
    [423, {}, {}, { kind: 'temporary', retryAfterMs: 2_000, outcomeUnknown: false }],
    [429, { policyName: 'TEN_SECONDLY_ROLLING' }, {}, { kind: 'exhausted', retryAfterMs: 10_000 }],
    [429, { policyName: 'SECONDLY' }, {}, { kind: 'exhausted', retryAfterMs: 1_000 }],
    [429, { policyName: 'DAILY' }, {}, { kind: 'exhausted', retryAfterMs: 900_000 }],
    [429, { policyName: 'DAILY' }, { 'retry-after': '30' }, { kind: 'exhausted', retryAfterMs: 30_000 }],
    [429, {}, { 'retry-after': '-1' }, { kind: 'exhausted', retryAfterMs: 10_000 }],
    [477, {}, { 'retry-after': '86400' }, { kind: 'exhausted', retryAfterMs: 86_400_000 }],
    [500, {}, {}, { kind: 'temporary', outcomeUnknown: true }],
    [502, {}, {}, { kind: 'temporary', outcomeUnknown: true }],
  ])('a call that fails with %i %o', async (status, body, headers, expected) => {
    answers('post', paths.update, refusal(status, body, headers))
    const error = await failure(crm.write([known]))
    expect(error).toMatchObject(expected)
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain('s3cret')
  })

  it.each([
    [200, '<html>down</html>', 'text/html'],
    [200, '{"results":[', 'application/json'],
    [200, '', ''],
  ])('%i with %s is no answer', async (status, body, type) => {
    nock(HOST)
      .post(paths.update)
      .reply(status, body, type === '' ? {} : { 'content-type': type })
    expect(await failure(crm.write([known]))).toMatchObject({ kind: 'temporary', outcomeUnknown: true })
  })

  it('gives back only the tasks when the contacts were written and the call for tasks broke', async () => {
    answers('post', paths.update, good(200, [contact('501', {})]))
    nock(HOST)
      .post(paths.tasks)
      .replyWithError(Object.assign(new Error('cut'), { code: 'ECONNRESET' }))
    const outcomes = await crm.write([known, { ...task, personId: '501' }])
    expect(outcomes).toMatchObject([{ kind: 'done' }, { kind: 'retry', counts: true }])
  })

  it('does not make a contact twice that has no address to find it by', async () => {
    const nameless = { ...save, email: null, fields: { lastname: 'Lovelace' }, attempt: 1 } as CrmWrite
    expect(await crm.write([nameless])).toMatchObject([{ kind: 'dead', code: 'hubspot.no-address' }])
  })
})
