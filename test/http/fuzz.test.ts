// The whole way of a request, from its headers to what the pipeline makes of it, under requests that nobody should send: whatever comes,
// it is answered below 500, and the pipeline goes on.
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectorNames, fixturesOf } from '../connectors/fixtures.ts'
import { hostileBody } from '../connectors/hostile.ts'
import { tokens, wholePointsman, type WholePointsman } from '../whole-pointsman.ts'

let pointsman: WholePointsman
let routes: { method: 'GET' | 'POST'; path: string }[]
beforeAll(async () => {
  pointsman = await wholePointsman()
  const { body } = await pointsman.ask({ url: '/docs/json' })
  const { paths } = JSON.parse(body) as { paths: Record<string, Record<string, unknown>> }
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase() as 'GET' | 'POST', path })),
  )
})
afterAll(() => pointsman.close())

const headerText = fc.string({
  unit: fc.constantFrom('a', ',', ';', '=', ':', '/', '"', '{', '[', '0', '9', ' ', '-', '.', '%', '+', 'ä', '\t'),
})
const contentType = fc.constantFrom(
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'text/xml; charset=utf-16',
  'application/json; charset=utf-7',
  'nonsense',
  '',
)
const part = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    '..',
    '%00',
    '%2e%2e%2f',
    'null',
    '-1',
    '1e999',
    'a'.repeat(3_000),
    "'; drop table leads; --",
  ),
  fc.string({ unit: 'binary' }).map(encodeURIComponent),
)

it('any body with any headers, to every connection', async () => {
  const connections = ['web-form', 'hubspot', 'marketo', 'standard-webhooks', 'list', 'salesforce']
  const request = fc.record({
    // The client itself would make another address of two points.
    connection: fc.oneof(fc.constantFrom(...connections), part).filter((name) => name !== '..' && name !== '.'),
    token: fc.option(part),
    method: fc.constantFrom('POST', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'),
    type: contentType,
    headers: fc.dictionary(
      fc.constantFrom(
        'origin',
        'x-forwarded-for',
        'webhook-id',
        'webhook-signature',
        'x-hubspot-signature-v3',
        'x-hubspot-request-timestamp',
        'content-encoding',
        'authorization',
        'range',
        'accept',
      ),
      headerText,
    ),
    payload: fc.oneof(
      ...connectorNames()
        .flatMap((name) => fixturesOf(name))
        .map(hostileBody),
    ),
  })
  await fc.assert(
    fc.asyncProperty(request, async ({ connection, token, method, type, headers, payload }) => {
      const url = `/webhooks/${connection}${token === null ? '' : `/${token}`}`
      const { status } = await pointsman.ask({
        url,
        method,
        headers: { ...headers, 'content-type': type },
        payload,
      })
      expect(status).toBeLessThan(500)
      // Some senders switch a webhook off for good when they hear one of these.
      expect([404, 410]).not.toContain(status)
    }),
  )
})

it('web forms with anything in their fields go through the whole pipeline, and none is lost', async () => {
  const before = await pointsman.store.count('events')
  const field = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('a@b.example', '\0', '\ud800', '<!--', '=1+1', '+49 30 1'),
  )
  const form = fc.record({
    email: field,
    firstName: field,
    lastName: field,
    company: field,
    phone: field,
    country: field,
    website: field,
    message: field,
  })
  let taken = 0
  await fc.assert(
    fc.asyncProperty(form, async (fields) => {
      const { status } = await pointsman.send('web-form', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...fields, number: taken }),
      })
      expect([202, 400]).toContain(status)
      if (status === 202) taken += 1
    }),
  )
  await pointsman.settle()
  const events = await pointsman.store.countBy('events', 'state')
  expect(Object.values(events).reduce((sum, count) => sum + count, 0) - before).toBeGreaterThanOrEqual(taken)
  expect(events['waiting'] ?? 0).toBe(0)
})

it('anything asked of the admin API', async () => {
  const value = fc.oneof(
    part,
    fc.constantFrom('10', 'desc', 'email', '2026-01-01T00:00:00Z', 'true', 'routed', 'hubspot'),
  )
  const request = fc.record({
    route: fc.nat().map((number) => routes[number % routes.length]),
    id: part,
    query: fc.dictionary(
      fc.constantFrom('limit', 'cursor', 'state', 'email', 'q', 'from', 'to', 'connection', 'id', '__proto__'),
      value,
    ),
    payload: fc.option(fc.oneof(fc.json(), fc.string(), fc.constant('{"__proto__":{}}'))),
    type: contentType,
  })
  let asked = 0
  await fc.assert(
    fc.asyncProperty(request, async ({ route, id, query, payload, type }) => {
      // A backup would be made for each of them.
      if (!route || route.path === '/api/backups') return
      const search = Object.entries(query).map(([name, text]) => `${name}=${text}`)
      asked += 1
      const { status } = await pointsman.ask({
        method: route.method,
        // One address may not ask so often.
        remoteAddress: `10.0.0.${Math.floor(asked / 1_000)}`,
        url: `${route.path.replace(/\{\w+\}/g, id)}?${search.join('&')}`,
        headers: { authorization: `Bearer ${tokens.admin}`, ...(payload === null ? {} : { 'content-type': type }) },
        ...(payload === null ? {} : { payload }),
      })
      expect(status).toBeLessThan(500)
    }),
  )
  expect((await pointsman.ask({ url: '/readyz' })).status).toBe(200)
})
