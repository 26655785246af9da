// What HubSpot is told when a waiting workflow may go on: exact bodies, and one callback that ran out holds up no other.
import nock from 'nock'
import { expect, it } from 'vitest'
import type { EventResult } from '../../src/connector.ts'
import { createOutbound } from '../../src/outbound.ts'
import { blockAnswer, completeCallbacks } from '../../connectors/hubspot/custom-action.ts'
import { settings } from '../../connectors/hubspot/settings.ts'
import { allSent, answers, clock, HOST } from './hubspot-nocks.ts'

const PATH = '/automation/v4/actions/callbacks/complete'
const result: EventResult = {
  state: 'nurtured',
  leadId: 'l1',
  decisionId: 'd1',
  owner: null,
  reason: 'below threshold',
}
const complete = (...ids: string[]) => {
  const outbound = createOutbound({ name: 'hubspot', concurrency: 4, timeoutMs: 2_000, clock })
  const replies = ids.map((replyTo) => ({ replyTo, result }))
  return completeCallbacks(replies, settings.parse({ accessToken: 'pat-s3cret' }), outbound)
}
const outputFields = {
  hs_execution_state: 'SUCCESS',
  pointsman_result: 'nurtured',
  pointsman_decision_id: 'd1',
  pointsman_reason: 'below threshold',
}
const refusal = { status: 'error', message: 'Callback has expired', category: 'VALIDATION_ERROR' }

allSent()

it('completes all in one call, texts only, and leaves out what is not known', async () => {
  const sent = answers('post', PATH, { status: 204, body: '' })
  expect(await complete('ap-1', 'ap-2')).toEqual([{ kind: 'done' }, { kind: 'done' }])
  expect(sent).toEqual([
    {
      inputs: [
        { callbackId: 'ap-1', outputFields },
        { callbackId: 'ap-2', outputFields },
      ],
    },
  ])
})

it('goes on one by one where HubSpot refuses the batch', async () => {
  answers(
    'post',
    PATH,
    { status: 400, body: refusal },
    { status: 400, body: refusal },
    { status: 204, body: '' },
    { status: 502, body: refusal },
  )
  expect(await complete('expired', 'waiting', 'unlucky')).toMatchObject([
    { kind: 'dead', message: expect.stringContaining('Callback has expired') },
    { kind: 'done' },
    { kind: 'retry' },
  ])
})

it('throws when the call as a whole failed', async () => {
  answers('post', PATH, { status: 401, body: { ...refusal, message: 'bad token' } })
  await expect(complete('ap-1')).rejects.toMatchObject({ kind: 'unauthorized' })
  nock(HOST).post(PATH).reply(429, refusal, { 'retry-after': '7' })
  await expect(complete('ap-1')).rejects.toMatchObject({ kind: 'exhausted', retryAfterMs: 7_000 })
})

it('lets a workflow wait only where it can be told to go on, and nobody but a workflow', () => {
  const request = (body: unknown) => ({
    method: 'POST',
    url: 'https://leads.example.com/webhooks/hubspot',
    headers: {},
    repeated: [],
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    receivedAt: clock.now(),
    remoteAddress: '192.0.2.1',
  })
  const withToken = settings.parse({ accessToken: 'pat-s3cret', actionExpiresAfter: 'P1D' })
  const action = { callbackId: 'ap-1', object: { objectId: 51 } }
  expect(blockAnswer(request(action), withToken)?.body).toBe(
    '{"outputFields":{"hs_execution_state":"BLOCK","hs_expiration_duration":"P1D"}}',
  )
  expect(blockAnswer(request(action), settings.parse({}))).toBeUndefined()
  for (const other of ['{"callbackId": broken', '[{"callbackId":"ap-1"}]', { callbackId: 7 }, { callbackId: '' }]) {
    expect(blockAnswer(request(other), withToken)).toBeUndefined()
  }
})
