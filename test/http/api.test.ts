// The admin API: lists and their filters, what each role sees, and the traces that changes leave.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Role } from '../../src/pipeline/pipeline.ts'
import { eventRow, leadRow, oneLead, syncRow } from './rows.ts'
import { bearer, now, testServer, type TestServer } from './test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await testServer()
  server.store.add(...oneLead)
})
afterEach(() => server.app.close())

async function get(url: string, role: Role = 'operator') {
  const answer = await server.app.inject({ url, headers: bearer(role) })
  return { status: answer.statusCode, text: answer.body, json: answer.json() }
}

async function post(url: string, body: object | undefined, role: Role = 'operator') {
  const answer = await server.app.inject({
    method: 'POST',
    url,
    headers: bearer(role),
    ...(body ? { payload: body } : {}),
  })
  return { status: answer.statusCode, json: answer.json() }
}

const ids = (page: { items: { id: string }[] }) => page.items.map((item) => item.id)

it('reads leads newest first, page by page, each once', async () => {
  for (const n of [2, 3, 4, 5]) server.store.add({ table: 'leads', row: leadRow(`lead-${n}`) })
  const first = (await get('/api/leads?limit=2')).json
  expect(ids(first)).toEqual(['lead-5', 'lead-4'])
  // A lead that comes in meanwhile does not shift the next page.
  server.store.add({ table: 'leads', row: leadRow('lead-6') })
  const second = (await get(`/api/leads?limit=2&cursor=${first.next}`)).json
  expect(ids(second)).toEqual(['lead-3', 'lead-2'])
  const last = (await get(`/api/leads?limit=2&cursor=${second.next}`)).json
  expect(ids(last)).toEqual(['lead-1'])
  expect(last.next).toBeNull()
})

it('finds leads by each filter', async () => {
  server.store.add({
    table: 'leads',
    row: leadRow('lead-2', {
      email: 'bob@other.org',
      domain: 'other.org',
      company: 'Other Inc',
      stage: 'nurture',
      ownerId: '005B',
      crm: 'hubspot',
    }),
  })
  const filters = [
    'email=BOB@other.org',
    'domain=other.org',
    'company=other',
    'stage=nurture',
    'owner=005B',
    'crm=hubspot',
  ]
  for (const filter of [...filters, 'q=other', 'q=other&stage=nurture', 'q=bob@']) {
    expect([filter, ...ids((await get(`/api/leads?${filter}`)).json)]).toEqual([filter, 'lead-2'])
  }
  expect(ids((await get('/api/leads?q=other&crm=salesforce')).json)).toEqual([])
})

it('refuses filters it does not know, and pages that are too long, naming the field', async () => {
  const unknown = await get('/api/leads?emial=a@b.c')
  expect(unknown.status).toBe(400)
  expect(unknown.json.error.message).toContain('emial')
  const long = await get('/api/leads?limit=201')
  expect(long.json.error).toMatchObject({
    code: 'request.invalid',
    message: expect.stringContaining('querystring.limit'),
  })
  expect((await get('/api/leads?q=a&email=a@b.c')).status).toBe(400)
})

it('shows one lead with all that belongs to it', async () => {
  const { json } = await get('/api/leads/lead-1')
  expect(json).toMatchObject({
    lead: { id: 'lead-1', stage: 'MQL', fields: { email: 'ada@example.com' }, createdAt: now.toISOString() },
    owner: { crmId: '005A', name: 'Rita Rep' },
    crmRefs: [{ crmId: '00Q1' }],
    decisions: [{ id: 'decision-1', rule: 'EMEA' }],
    assignments: [{ id: 'assignment-1', deliveredAt: now.toISOString() }],
    clocks: [{ id: 'clock-1', state: 'running' }],
    syncs: [{ id: 'sync-1', code: 'DUPLICATES_DETECTED' }],
    touches: [{ kind: 'opened' }],
  })
  expect((await get('/api/leads/nobody')).json.error).toMatchObject({ code: 'not-found' })
})

it('tells the whole timeline, also the steps of before the lead was known', async () => {
  const { json } = await get('/api/leads/lead-1/timeline')
  expect(json.items).toMatchObject([
    { step: 'received', private: null },
    { step: 'mapped', private: { email: 'ada@example.com' } },
  ])
  const first = (await get('/api/leads/lead-1/timeline?limit=1')).json
  expect(ids(first)).toEqual(['step-1'])
  expect(ids((await get(`/api/leads/lead-1/timeline?limit=1&cursor=${first.next}`)).json)).toEqual(['step-2'])
})

const readable = [
  '/api/leads',
  '/api/leads/lead-1',
  '/api/leads/lead-1/timeline',
  '/api/leads/lead-1/explain',
  '/api/deliveries',
  '/api/deliveries/delivery-1',
  '/api/events',
  '/api/events/event-1',
  '/api/decisions',
  '/api/decisions/decision-1',
  '/api/syncs',
  '/api/syncs/sync-1',
]
it.each(readable)('shows a viewer no address, name, phone, message or payload of a person: %s', async (url) => {
  const { status, text } = await get(url, 'viewer')
  expect(status).toBe(200)
  const personal = ['ada@example.com', 'rita@our', 'Ada', '30123456', 'the engine', 'a canary']
  // A list of writes shows the CRM's words without knowing their lead.
  if (url !== '/api/syncs') personal.push('Lovelace')
  for (const value of personal) expect(text).not.toContain(value)
})

it('leaves payloads out for a viewer, of events, writes and their tries', async () => {
  expect((await get('/api/events/event-1', 'viewer')).json).toMatchObject({ payload: null, hydrated: null })
  const { json } = await get('/api/syncs/sync-1', 'viewer')
  expect(json).toMatchObject({ payload: null, tries: [{ outcome: 'dead', request: null, response: null }] })
})

it('shows a viewer of a simulation masked values, and its structure whole', async () => {
  const { status, json } = await post('/api/simulate', { leadId: 'lead-1' }, 'viewer')
  expect(status).toBe(200)
  expect(JSON.stringify(json)).not.toContain('ada@example.com')
  expect(json.fields).toEqual({ email: 'a***@example.com', lastName: 'L***', company: 'Example Ltd' })
})

it('does not let a viewer spell out an address by searching', async () => {
  expect(ids((await get('/api/leads?q=ada@', 'viewer')).json)).toEqual([])
  expect(ids((await get('/api/leads?q=ada@', 'operator')).json)).toEqual(['lead-1'])
})

it('shows a delivery as it came to an operator, and only what became of it to a viewer', async () => {
  const shown = (await get('/api/deliveries/delivery-1')).json
  expect(shown).toMatchObject({ state: 'unreadable', body: expect.stringContaining('a canary') })
  const masked = (await get('/api/deliveries/delivery-1', 'viewer')).json
  expect(masked).toMatchObject({ fault: 'The body is not valid JSON.', url: null, headers: null, body: null })
  expect(ids((await get('/api/deliveries?state=unreadable')).json)).toEqual(['delivery-1'])
  expect(ids((await get('/api/deliveries?state=split')).json)).toEqual([])
})

it('shows an operator the payload, and what was sent to the CRM', async () => {
  expect((await get('/api/events/event-1')).json.payload.secretWish).toBe('a canary')
  const { json } = await get('/api/syncs/sync-1')
  expect(json).toMatchObject({ payload: { fields: { Email: 'ada@example.com' } }, tries: [{ outcome: 'dead' }] })
})

it('finds events and syncs by their filters', async () => {
  const later = new Date(now.getTime() + 60_000)
  server.store.add(
    { table: 'events', row: eventRow('event-2', { state: 'held', connection: 'hubspot', receivedAt: later }) },
    {
      table: 'syncs',
      row: syncRow('sync-2', { state: 'done', connection: 'hubspot', action: 'set-owner', code: null }),
    },
  )
  for (const filter of ['state=held', 'connection=hubspot', `since=${later.toISOString()}`]) {
    expect([filter, ...ids((await get(`/api/events?${filter}`)).json)]).toEqual([filter, 'event-2'])
  }
  for (const filter of ['state=done', 'connection=hubspot', 'action=set-owner']) {
    expect([filter, ...ids((await get(`/api/syncs?${filter}`)).json)]).toEqual([filter, 'sync-2'])
  }
  expect(ids((await get('/api/syncs?code=DUPLICATES_DETECTED')).json)).toEqual(['sync-1'])
  expect(ids((await get('/api/decisions?leadId=lead-1&rule=EMEA&outcome=assign')).json)).toEqual(['decision-1'])
  expect(ids((await get('/api/decisions?outcome=nurture')).json)).toEqual([])
})

it('runs a failed write again, and says so when it cannot', async () => {
  const { status, json } = await post('/api/syncs/sync-1/retry', undefined)
  expect(status).toBe(200)
  expect(json.state).toBe('waiting')
  server.store.add({ table: 'syncs', row: syncRow('sync-9', { state: 'done' }) })
  expect(await post('/api/syncs/sync-9/retry', undefined)).toMatchObject({
    status: 409,
    json: { error: { code: 'sync.not-retryable' } },
  })
})

it('hands the filter on as it was given, and only counts in a dry run', async () => {
  const filter = { connection: 'salesforce', code: 'X', since: '2026-03-01T00:00:00+01:00' }
  expect((await post('/api/syncs/retry', { filter, dryRun: true })).json).toEqual({ matched: 3, retried: 0 })
  expect((await post('/api/syncs/retry', { filter: {} })).json).toEqual({ matched: 3, retried: 3 })
  const actor = { name: 'operator-token', role: 'operator' }
  expect(server.pipeline.retried).toEqual([
    { filter: { connection: 'salesforce', code: 'X', since: new Date('2026-02-28T23:00:00Z') }, dryRun: true, actor },
    { filter: {}, dryRun: false, actor },
  ])
  expect((await post('/api/syncs/retry', { filter: { stat: 'dead' } })).status).toBe(400)
})

it('notes in the audit what was refused, by whom and why; the address given as an id is not', async () => {
  server.store.add({ table: 'syncs', row: syncRow('sync-9', { state: 'done' }) })
  await post('/api/syncs/sync-9/retry', undefined)
  await post('/api/events/nothing/replay', undefined, 'editor')
  expect((await post('/api/events/ada@example.com/replay', undefined)).status).toBe(400)
  const { json, text } = await get('/api/audit', 'admin')
  const wanted = [
    { actor: 'operator-token', action: 'sync.retry', target: 'sync-9', detail: { refused: 'sync.not-retryable' } },
    { actor: 'editor-token', action: 'event.replay', target: 'nothing', detail: { refused: 'not-found' } },
  ]
  expect(json.items).toHaveLength(2)
  expect(json.items).toEqual(expect.arrayContaining(wanted.map((row) => expect.objectContaining(row))))
  expect(text).not.toContain('ada@')
  expect((await get('/api/audit?actor=editor-token', 'admin')).json.items).toHaveLength(1)
})

it('refuses bodies that are too large, too deep, too wide or no JSON', async () => {
  const send = (payload: string) =>
    server.app.inject({
      method: 'POST',
      url: '/api/simulate',
      headers: { ...bearer('editor'), 'content-type': 'application/json' },
      payload,
    })
  const wrap = (payload: string) => `{"connection":"web-form","payload":${payload}}`
  const cases: [string, number, string][] = [
    [wrap(`"${'a'.repeat(1024 * 1024)}"`), 413, 'request.too-large'],
    [wrap('['.repeat(100_000) + ']'.repeat(100_000)), 400, 'request.too-deep'],
    [wrap(`[${'0,'.repeat(60_000)}0]`), 400, 'request.too-wide'],
    ['{"a":', 400, 'request.not-json'],
    [wrap('{"__proto__":{"admin":true}}'), 400, 'request.not-json'],
  ]
  for (const [payload, status, code] of cases) {
    const answer = await send(payload)
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code])
  }
  expect((await send(wrap('{"email":"a@b.c"}'))).statusCode).toBe(200)
})

it('limits how often one address may call, wrong tokens included', async () => {
  let refused = 0
  for (let n = 0; n < 1_300; n += 1) {
    const answer = await server.app.inject({ url: '/api/status', headers: { authorization: `Bearer guess-${n}` } })
    if (answer.statusCode === 429) refused += 1
  }
  expect(refused).toBe(100)
})

it('answers deliveries while more is asked than can be answered, and sends those who ask away', async () => {
  const { app, store } = server
  const held = Promise.withResolvers<void>()
  const { list } = store
  store.list = (async (...all: Parameters<typeof list>) => {
    await held.promise
    return list(...all)
  }) as typeof list
  // It is sent when somebody waits for it.
  const ask = async () => app.inject({ url: '/api/leads', headers: bearer('viewer') })
  const asked = Array.from({ length: 100 }, ask)
  const refused = (await Promise.all(asked.slice(64))).map(({ statusCode, headers }) => [
    statusCode,
    headers['retry-after'],
  ])
  expect(refused).toEqual(Array.from({ length: 36 }, () => [503, '1']))
  const delivery = await app.inject({ method: 'POST', url: '/webhooks/web-form', payload: '{}' })
  expect(delivery.statusCode).toBe(202)
  held.resolve()
  expect((await Promise.all(asked.slice(0, 64))).map(({ statusCode }) => statusCode)).toEqual(
    Array.from({ length: 64 }, () => 200),
  )
  expect((await app.inject({ url: '/api/leads', headers: bearer('viewer') })).statusCode).toBe(200)
})
