// A Salesforce made of nocks, for what the sandbox does not answer, and for requests that must match to the letter.
import nock from 'nock'
import { afterEach, expect } from 'vitest'
import type { Crm, CrmWrite } from '../../src/connector.ts'
import { createOutbound } from '../../src/outbound.ts'
import connector from '../../connectors/salesforce/connector.ts'
import { base } from './crm-bench.ts'

export const LOGIN = 'https://acme.my.salesforce.com'
export const HOST = 'https://acme.my.salesforce.com'
export const owner = '005000000000001AAA'
export const clock = { at: new Date('2026-11-23T10:00:00Z'), now: () => clock.at }

export function connect(more: Record<string, unknown> = {}): Crm {
  clock.at = new Date('2026-11-23T10:00:00Z')
  const settings = connector.settings.parse({
    loginUrl: LOGIN,
    clientId: 'key',
    clientSecret: 's3cret',
    taskSubjectPrefix: '[Lead]',
    ...more,
  })
  return connector.crm!.connect(
    settings,
    createOutbound({ name: 'salesforce', concurrency: 4, timeoutMs: 2_000, clock }),
    { clock },
  )
}

/** Fails a test that did not send all it was expected to send. */
export function allSent(): void {
  afterEach(() => {
    const pending = nock.pendingMocks()
    nock.cleanAll()
    expect(pending).toEqual([])
  })
}

export function token(times = 1, answer: Record<string, unknown> = {}): void {
  nock(LOGIN)
    .post('/services/oauth2/token', { grant_type: 'client_credentials', client_id: 'key', client_secret: 's3cret' })
    .times(times)
    .reply(200, {
      access_token: 't0ken',
      instance_url: HOST,
      id: `${HOST}/id/00D000000000001EAA/005000000000009`,
      ...answer,
    })
}

export interface CompositeBody {
  compositeRequest: {
    method: string
    url: string
    body?: { records: Record<string, unknown>[] }
    httpHeaders?: Record<string, string>
  }[]
}

/** @returns what was sent, in order */
export function composites(
  ...answers: ({ status: number; body: unknown }[] | { status: number; body: unknown })[]
): CompositeBody[] {
  const sent: CompositeBody[] = []
  for (const answer of answers) {
    nock(HOST, {
      reqheaders: { authorization: 'Bearer t0ken', 'content-type': 'application/json', 'sforce-auto-assign': 'FALSE' },
    })
      .post('/services/data/v66.0/composite', (body: CompositeBody) => sent.push(body) > 0)
      .reply(
        Array.isArray(answer) ? 200 : answer.status,
        (Array.isArray(answer)
          ? {
              compositeResponse: answer.map(({ status, body }, n) => ({
                referenceId: `part${n}`,
                httpStatusCode: status,
                httpHeaders: {},
                body,
              })),
            }
          : answer.body) as nock.Body,
      )
  }
  return sent
}

export const rows = (...records: object[]) => ({
  status: 200,
  body: { totalSize: records.length, done: true, records },
})
export const save: CrmWrite = {
  ...base('0198-lead', "o'hara\\@example.com"),
  action: 'save-person',
  fields: { LastName: "O'Hara\u0007", Company: 'Unknown', Phone: null, Pointsman_Id__c: 'mine', OwnerId: 'mine' },
}
export const setOwner: CrmWrite = {
  ...base('0198-lead', "o'hara\\@example.com"),
  action: 'set-owner',
  ownerId: '005000000000001',
  expects: null,
}
export const task: CrmWrite = {
  ...base('0198-lead', "o'hara\\@example.com"),
  effectKey: 'decision-1:task',
  action: 'create-task',
  ownerId: owner,
  subject: 'New lead',
  body: 'Line\nbreak',
  dueAt: new Date('2026-11-24T09:00:00Z'),
}
