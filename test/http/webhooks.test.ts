// What reaches the pipeline, and what the sender hears.
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import * as http from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { readHeaders } from '../../src/http/webhooks.ts'
import { now, testServer, type TestServer } from './test-server.ts'

const servers: TestServer[] = []
async function start(config = {}): Promise<TestServer> {
  const server = await testServer(config)
  servers.push(server)
  return server
}
afterEach(async () => {
  for (const { app } of servers.splice(0)) await app.close()
})

const bodies: [string, Buffer, string | undefined][] = [
  ['JSON with odd spacing', Buffer.from('{ "a" :1,\n"a":2}'), 'application/json'],
  ['a byte order mark', Buffer.from('\ufeff{"a":1}'), 'application/json; charset=utf-8'],
  ['bytes that are no UTF-8', randomBytes(64), 'application/octet-stream'],
  ['a form', Buffer.from('email=ada%40example.com&email=b'), 'application/x-www-form-urlencoded'],
  ['XML', Buffer.from('<a/>'), 'text/xml'],
  ['no content type', Buffer.from('hello'), undefined],
  ['broken JSON', Buffer.from('{"a":'), 'application/json'],
  ['JSON that poisons prototypes', Buffer.from('{"__proto__":{"a":1}}'), 'application/json'],
  ['an empty body', Buffer.alloc(0), 'application/json'],
]

it.each(bodies)('hands on the exact bytes: %s', async (_name, body, type) => {
  const { app, pipeline } = await start()
  const answer = await app.inject({
    method: 'POST',
    url: '/webhooks/web-form',
    headers: type === undefined ? {} : { 'content-type': type },
    payload: body,
  })
  expect(answer.statusCode).toBe(202)
  expect(pipeline.received[0]?.request.body.equals(body)).toBe(true)
})

it('hands on the public address as it was called, time and sender', async () => {
  const { app, pipeline } = await start({ publicUrl: 'https://leads.example.com/in' })
  await app.inject({ method: 'POST', url: '/webhooks/hubspot?b=2&a=%20x&b=1', payload: 'x' })
  expect(pipeline.received).toMatchObject([
    {
      connection: 'hubspot',
      request: {
        method: 'POST',
        url: 'https://leads.example.com/in/webhooks/hubspot?b=2&a=%20x&b=1',
        receivedAt: now,
        remoteAddress: '127.0.0.1',
        repeated: [],
      },
    },
  ])
})

it.each(['GET', 'HEAD'] as const)('hands on a handshake by %s', async (method) => {
  const { app, pipeline } = await start()
  pipeline.answer = () => ({ status: 200, body: '1158201444', type: 'text/plain' })
  const answer = await app.inject({ method, url: '/webhooks/meta?hub.challenge=1158201444' })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/plain')
  expect(answer.body).toBe(method === 'GET' ? '1158201444' : '')
  expect(pipeline.received[0]?.request.body).toHaveLength(0)
})

it('names every header that came twice, also those of which Node keeps only the first', async () => {
  expect(readHeaders(['X-Signature', 'a', 'Content-Type', 'x', 'x-signature', 'b', 'content-type', 'y'])).toEqual({
    headers: { 'x-signature': 'a, b', 'content-type': 'x, y' },
    repeated: ['x-signature', 'content-type'],
  })
  const { app, pipeline } = await start()
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const headers = ['Host', 'localhost', 'X-Signature', 'one', 'x-signature', 'two']
  const call = http.request({ host: '127.0.0.1', port, method: 'POST', path: '/webhooks/web-form', headers })
  call.end('hi')
  const [answer] = (await once(call, 'response')) as [http.IncomingMessage]
  answer.resume()
  expect(pipeline.received[0]?.request.repeated).toEqual(['x-signature'])
  expect(pipeline.received[0]?.request.headers['x-signature']).toBe('one, two')
})

it('gives the sender the answer of its connection', async () => {
  const { app, pipeline } = await start()
  pipeline.answer = () => ({ status: 200, body: '<Ack/>', type: 'text/xml', headers: { 'x-mark': '1' } })
  const answer = await app.inject({ method: 'POST', url: '/webhooks/salesforce', payload: '<a/>' })
  expect(answer).toMatchObject({ statusCode: 200, body: '<Ack/>' })
  expect(answer.headers).toMatchObject({ 'content-type': 'text/xml', 'x-mark': '1' })
})

it('never answers 404 or 410: an unknown connection hears 400 and what was meant', async () => {
  const { app } = await start()
  const answer = await app.inject({ method: 'POST', url: '/webhooks/hubspt', payload: '{}' })
  expect(answer.statusCode).toBe(400)
  expect(answer.json().error).toMatchObject({
    code: 'connection.unknown',
    message: 'No connection is named "hubspt" (did you mean "hubspot"?).',
  })
  const odd = ['/webhooks', '/webhooks/', '/webhooks/a/b/c', '/webhooks/%zz', '/webhooks?x=1']
  for (const url of odd) {
    expect([url, (await app.inject({ method: 'POST', url, payload: '{}' })).statusCode]).toEqual([url, 400])
  }
  expect((await app.inject({ method: 'DELETE', url: '/webhooks/web-form' })).statusCode).toBe(400)
  expect((await app.inject({ method: 'POST', url: `/webhooks/${'a'.repeat(600)}` })).statusCode).toBe(414)
})

it('refuses a compressed body with 415', async () => {
  const { app, pipeline } = await start()
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' }
  const answer = await app.inject({ method: 'POST', url: '/webhooks/web-form', headers, payload: gzipSync('{}') })
  expect(answer.statusCode).toBe(415)
  const plain = await app.inject({
    method: 'POST',
    url: '/webhooks/web-form',
    headers: { 'content-encoding': 'identity' },
  })
  expect(plain.statusCode).toBe(202)
  expect(pipeline.received).toHaveLength(1)
})

it('takes 5 MiB and refuses more with 413', async () => {
  const { app, pipeline } = await start()
  const most = Buffer.alloc(5 * 1024 * 1024, 'a')
  expect((await app.inject({ method: 'POST', url: '/webhooks/web-form', payload: most })).statusCode).toBe(202)
  const sum = (bytes: Buffer | undefined) =>
    createHash('sha256')
      .update(bytes ?? '')
      .digest('hex')
  expect(sum(pipeline.received[0]?.request.body)).toBe(sum(most))
  const more = Buffer.concat([most, Buffer.from('a')])
  const answer = await app.inject({ method: 'POST', url: '/webhooks/web-form', payload: more })
  expect(answer.statusCode).toBe(413)
  expect(answer.json().error.code).toBe('request.too-large')
})

it('answers 429 with a time to wait beyond the limit of one address, and still serves others', async () => {
  const { app } = await start({ webhooksPerMinute: 2, trustedProxy: ['127.0.0.1'] })
  const send = (from: string) =>
    app.inject({ method: 'POST', url: '/webhooks/web-form', headers: { 'x-forwarded-for': from }, payload: '{}' })
  expect((await send('203.0.113.7')).statusCode).toBe(202)
  expect((await send('203.0.113.7')).statusCode).toBe(202)
  const refused = await send('203.0.113.7')
  expect(refused.statusCode).toBe(429)
  expect(refused.headers['retry-after']).toBe('10')
  expect(refused.body).toBe('{"busy":"web-form"}')
  expect((await send('203.0.113.8')).statusCode).toBe(202)
})

it('does not believe a forwarded address from a stranger', async () => {
  const { app, pipeline } = await start({ trustedProxy: ['10.0.0.0/8'] })
  const headers = { 'x-forwarded-for': '203.0.113.7' }
  await app.inject({ method: 'POST', url: '/webhooks/web-form', headers, payload: '{}' })
  expect(pipeline.received[0]?.request.remoteAddress).toBe('127.0.0.1')
})

it('lets a browser post from a page whose origin the connection names, and no other', async () => {
  const { app, pipeline } = await start()
  const headers = { origin: 'https://www.example.com', 'access-control-request-method': 'POST' }
  const ask = () => app.inject({ method: 'OPTIONS', url: '/webhooks/web-form', headers })
  const refused = await ask()
  expect(refused.statusCode).toBe(403)
  expect(refused.headers['access-control-allow-origin']).toBeUndefined()
  pipeline.answer = (request) => ({
    status: 200,
    body: '',
    headers: { 'access-control-allow-origin': request.headers['origin'] ?? '' },
  })
  const allowed = await ask()
  expect(allowed.statusCode).toBe(204)
  expect(allowed.headers).toMatchObject({
    'access-control-allow-origin': 'https://www.example.com',
    'access-control-allow-methods': 'POST',
    vary: 'Origin',
  })
  expect(pipeline.received.map(({ request }) => request.method)).toEqual(['OPTIONS', 'OPTIONS'])
})

it('answers 500 with an id, and nothing of the cause, when we fail', async () => {
  const { app, pipeline, log } = await start()
  pipeline.answer = () => {
    throw new Error('disk full at /secret/place')
  }
  const answer = await app.inject({ method: 'POST', url: '/webhooks/web-form', payload: '{}' })
  expect(answer.statusCode).toBe(500)
  expect(answer.body).not.toContain('secret')
  const { requestId } = answer.json().error
  expect(log.some((line) => line.includes(requestId) && line.includes('disk full'))).toBe(true)
})

it('hands on the secret end of an address, and logs neither it nor the address', async () => {
  const { app, pipeline, log } = await start()
  await app.inject({ method: 'POST', url: '/webhooks/web-form/canary%2Dend?a=1', payload: '{}' })
  const { token, url } = pipeline.received[0]?.request ?? {}
  expect(token).toBe('canary-end')
  expect(url).toMatch(/\/webhooks\/web-form\/canary%2Dend\?a=1$/)
  expect(log.join('')).not.toContain('canary')
})

it('counts each connection of an address apart', async () => {
  const { app } = await start({ webhooksPerMinute: 1 })
  const send = async (url: string) => (await app.inject({ method: 'POST', url, payload: '{}' })).statusCode
  expect([await send('/webhooks/web-form'), await send('/webhooks/web-form')]).toEqual([202, 429])
  expect(await send('/webhooks/marketo')).not.toBe(429)
})

it('says in the unit that its sender reads when to come back, and counts names that are made up as one', async () => {
  const { app } = await start({ webhooksPerMinute: 1 })
  const send = (connection: string, headers = {}) =>
    app.inject({ method: 'POST', url: `/webhooks/${connection}`, headers, payload: '{}' })
  await send('hubspot')
  const refused = await send('hubspot', { 'x-reads': 'milliseconds' })
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '10000'])
  await send('made-up-1')
  const unknown = await send('made-up-2')
  expect(unknown.statusCode).toBe(429)
  expect(Number(unknown.headers['retry-after'])).toBeGreaterThan(0)
})

it('tells a browser to make nothing of an answer, and does not say how much may still be sent', async () => {
  const { app } = await start()
  const { headers } = await app.inject({ method: 'POST', url: '/webhooks/web-form', payload: '{}' })
  expect(headers).toMatchObject({
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
  })
  expect(Object.keys(headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([])
  const handshake = await app.inject({ method: 'GET', url: '/webhooks/web-form' })
  expect(handshake.headers['content-security-policy']).toContain("script-src 'self'")
})
