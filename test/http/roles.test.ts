// Who may call what, for every operation that the OpenAPI document lists: the matrix makes itself.
import { afterAll, describe, expect, it } from 'vitest'
import { roles } from '../../src/pipeline/pipeline.ts'
import { documentOf, operationsOf, type Operation } from './open-api-document.ts'
import { oneLead } from './rows.ts'
import { bearer, testServer } from './test-server.ts'

const server = await testServer()
const { app, store, pipeline } = server
store.add(...oneLead)
const operations = operationsOf(await documentOf(app))
const guarded = operations.filter((operation) => operation.path.startsWith('/api'))
afterAll(() => app.close())

const examples: Record<string, { id?: string; body?: object }> = {
  getLead: { id: 'lead-1' },
  getTimeline: { id: 'lead-1' },
  explainLead: { id: 'lead-1' },
  getDelivery: { id: 'delivery-1' },
  replayDelivery: { id: 'delivery-1' },
  verifyDeliveries: { body: {} },
  makeBackup: { body: {} },
  forgetPerson: { body: { email: 'ada@example.com' } },
  addLead: { body: { connection: 'web-form', fields: { email: 'a@example.com' } } },
  importLeads: { body: { mapping: 'list', rows: [{ row: 2, fields: { email: 'a@example.com' } }] } },
  importAccounts: { body: { startedAt: '2026-11-24T09:00:00Z', rows: [{ row: 2, account: { name: 'Acme' } }] } },
  dropAbsentAccounts: { body: { startedAt: '2026-11-24T09:00:00Z' } },
  endAlert: { id: 'alert-1' },
  mergeLead: { id: 'lead-1', body: { into: 'lead-2' } },
  undoMerge: { id: 'merge-1' },
  answerReview: { id: 'review-1', body: { chosen: null } },
  getEvent: { id: 'event-1' },
  replayEvent: { id: 'event-1' },
  getDecision: { id: 'decision-1' },
  getSync: { id: 'sync-1' },
  retrySync: { id: 'sync-1' },
  retrySyncs: { body: { filter: {} } },
  publishRulebook: { body: { files: { 'rulebook/rules.yaml': 'rules: []' } } },
  rollBackRulebook: { body: { rulebook: '0123456789abcdef' } },
  sayAbsence: { body: { kind: 'away', member: 'mia@acme.example' } },
  endAbsences: { body: { pool: 'emea' } },
  giveCredit: { body: { pool: 'emea', member: 'mia@acme.example', leads: 1, reason: 'a swap' } },
  getVersion: { id: 'b1' },
  getTable: { id: 'ab'.repeat(32) },
  simulate: { body: { leadId: 'lead-1' } },
}

function call({ method, path, operationId }: Operation, headers: Record<string, string>) {
  const { id = 'none', body } = examples[operationId] ?? {}
  return app.inject({
    method,
    url: path.replace('{id}', id),
    headers,
    ...(body ? { payload: body } : {}),
  })
}

describe('every operation of the admin API', () => {
  it('is in the document with its role, and nothing else asks for one', () => {
    expect(guarded.length).toBeGreaterThanOrEqual(14)
    expect(guarded.filter((operation) => operation.role === undefined)).toEqual([])
    const open = operations.filter((operation) => operation.role === undefined)
    const names = open.map((operation) => `${operation.method} ${operation.path}`)
    expect([...new Set(names)].toSorted()).toEqual([
      'GET /healthz',
      'GET /metrics',
      'GET /readyz',
      'POST /webhooks/{connection}',
    ])
  })

  describe.each(guarded)('$method $path', (operation) => {
    it('refuses a call without a token, and with a wrong one, with 401', async () => {
      for (const authorization of ['', 'Bearer wrong-token-0123456789-abcdef', 'Basic YQ==']) {
        const answer = await call(operation, { authorization })
        expect(answer.statusCode).toBe(401)
        expect(answer.headers['www-authenticate']).toBe('Bearer')
        expect(answer.json().error.code).toBe('auth.token')
      }
    })

    it.each(roles)(`lets ${operation.role} and above in, and refuses others with 403: %s`, async (role) => {
      const answer = await call(operation, bearer(role))
      const may = roles.indexOf(role) >= roles.indexOf(operation.role ?? 'admin')
      expect([answer.statusCode, answer.json().error?.code]).toEqual(may ? [200, undefined] : [403, 'auth.forbidden'])
    })
  })
})

it('refuses before it reads the body or does anything', async () => {
  pipeline.retried.length = 0
  const answer = await app.inject({
    method: 'POST',
    url: '/api/syncs/retry',
    headers: { ...bearer('viewer'), 'content-type': 'application/json' },
    payload: '{"filter": broken',
  })
  expect(answer.statusCode).toBe(403)
  expect(pipeline.retried).toEqual([])
})

it("asks for the role editor to simulate a payload of one's own", async () => {
  const payload = { connection: 'web-form', payload: { email: 'x@example.com' } }
  const statuses = []
  for (const role of roles) {
    const answer = await app.inject({ method: 'POST', url: '/api/simulate', headers: bearer(role), payload })
    statuses.push(answer.statusCode)
  }
  expect(statuses).toEqual([403, 403, 200, 200])
})

it('does not start with a route under /api that names no role', async () => {
  const other = await testServer()
  expect(() => other.app.get('/api/forgotten', async () => ({}))).toThrow('names no role')
  await other.app.close()
})
