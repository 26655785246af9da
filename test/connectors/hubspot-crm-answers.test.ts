// What the HubSpot connector makes of answers.
import nock from 'nock'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Crm, CrmWrite } from '../../src/connector.ts'
import { base, failure, kinds } from './crm-bench.ts'
import {
  HOST,
  connect,
  allSent,
  paths,
  answers,
  good,
  contact,
  refusal,
  save,
  setOwner,
  task,
} from './hubspot-nocks.ts'

let crm: Crm
beforeEach(() => {
  crm = connect()
})
allSent()

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
