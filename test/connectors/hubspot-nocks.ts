// HubSpot's answers, body by body, for tests of what the connector sends and makes of them.
import nock from 'nock'
import { afterEach, expect } from 'vitest'
import type { Crm, CrmWrite } from '../../src/connector.ts'
import { createOutbound } from '../../src/outbound.ts'
import { crm as role } from '../../connectors/hubspot/crm.ts'
import { settings as schema } from '../../connectors/hubspot/settings.ts'
import { base } from './crm-bench.ts'

export const HOST = 'https://api.hubapi.com'
export const clock = { now: () => new Date('2026-11-23T10:00:00Z') }

export function connect(more: Record<string, unknown> = { accessToken: 'pat-s3cret' }): Crm {
  const outbound = createOutbound({ name: 'hubspot', concurrency: 4, timeoutMs: 2_000, clock })
  return role.connect(schema.parse(more), outbound, { clock })
}

/** Fails a test that did not send all it was expected to send. */
export function allSent(): void {
  afterEach(() => {
    const pending = nock.pendingMocks()
    nock.cleanAll()
    expect(pending).toEqual([])
  })
}

export const paths = {
  read: '/crm/v3/objects/contacts/batch/read',
  create: '/crm/v3/objects/contacts/batch/create',
  update: '/crm/v3/objects/contacts/batch/update',
  tasks: '/crm/v3/objects/tasks/batch/create',
} as const

/** @returns the bodies that were sent */
export function answers(
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

export const at = '2026-11-23T10:00:00.000Z'
export const good = (status: number, results: object[], errors: object[] = []) => ({
  status,
  body: {
    status: 'COMPLETE',
    startedAt: at,
    completedAt: at,
    results,
    ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
  },
})
export const contact = (id: string, properties: object, more: object = {}) => ({
  id,
  properties,
  createdAt: at,
  updatedAt: at,
  archived: false,
  ...more,
})
export const refusal = (status: number, body: object, headers: Record<string, string> = {}) => ({
  status,
  body: { status: 'error', message: 'Their words.', correlationId: 'c-1', ...body },
  headers,
})

export const save: Extract<CrmWrite, { action: 'save-person' }> = {
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
export const setOwner: CrmWrite = {
  ...base('lead-1', 'ada@example.com'),
  action: 'set-owner',
  ownerId: '77',
  expects: null,
}
export const task: CrmWrite = {
  ...base('lead-1', 'ada@example.com'),
  effectKey: 'decision-1:task',
  action: 'create-task',
  ownerId: '77',
  subject: 'New lead',
  body: 'Says: "<b>hi</b>"\n& more',
  dueAt: new Date('2026-11-24T09:00:00Z'),
}
