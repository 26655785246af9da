// The server as a whole: how it ends, what it says in general, and what it never writes into its log.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Answer } from '../../src/connector.ts'
import { oneLead } from './rows.ts'
import { bearer, testServer, tokenOf, type TestServer } from './test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await testServer()
  server.store.add(...oneLead)
})
afterEach(() => server.app.close())

it('lets a request under way end before it closes, and takes no new one', async () => {
  const { app, pipeline } = server
  const arrived = Promise.withResolvers<void>()
  const stored = Promise.withResolvers<Answer>()
  pipeline.answer = () => {
    arrived.resolve()
    return stored.promise
  }
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const delivery = fetch(`${address}/webhooks/web-form`, { method: 'POST', body: '{}' })
  await arrived.promise
  let closed = false
  const closing = app.close().then(() => {
    closed = true
  })
  await expect(fetch(`${address}/healthz`)).rejects.toThrow('fetch failed')
  expect(closed).toBe(false)
  stored.resolve({ status: 200, body: '{"stored":true}' })
  const answer = await delivery
  expect([answer.status, await answer.text()]).toEqual([200, '{"stored":true}'])
  await closing
})

it('bounds how slowly a request may come, headers first', async () => {
  await server.app.ready()
  const { requestTimeout, headersTimeout } = server.app.server
  expect(requestTimeout).toBe(5_000)
  expect(headersTimeout).toBe(4_000)
})

it('answers what is no HTTP in the same form', async () => {
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const socket = connect((server.app.server.address() as AddressInfo).port, '127.0.0.1')
  let text = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  socket.on('error', () => {})
  socket.write('NONSENSE\r\n\r\n')
  await once(socket, 'close')
  expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request/)
  expect(text).toContain('"code":"request.unreadable"')
})

it('gives each answer the id that its log lines carry', async () => {
  const answer = await server.app.inject({ url: '/nowhere' })
  const id = answer.headers['x-request-id']
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
  expect(answer.json()).toMatchObject({ error: { code: 'not-found', requestId: id } })
  expect(server.log.some((line) => line.includes(String(id)) && line.includes('"status":404'))).toBe(true)
})

it('tells browsers to run only our own scripts, and does not force https on a plain net', async () => {
  const { headers } = await server.app.inject({ url: '/docs/static/index.html' })
  expect(headers['content-security-policy']).toContain("script-src 'self'")
  expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests')
  expect(headers['x-content-type-options']).toBe('nosniff')
})

it('writes no token, signature, address, query, body or personal data into its log, whatever happens', async () => {
  const { app, pipeline, log } = server
  const headers = {
    'x-signature': 'canary-signature',
    cookie: 'canary=cookie',
    authorization: 'Bearer canary-token-0123456789',
  }
  const payload = { email: 'canary@example.com' }
  await app.inject({ method: 'POST', url: '/webhooks/web-form?token=canary-query', headers, payload })
  await app.inject({ method: 'POST', url: '/webhooks/canary@example.com', payload })
  pipeline.answer = () => {
    throw Object.assign(new Error('Failed query: insert into leads\nparams: canary-value,canary@example.com'), {
      code: '23505',
      detail: 'Key (email)=(canary@example.com) already exists.',
      cause: new Error('no mailbox canary@example.com'),
    })
  }
  await app.inject({ method: 'POST', url: '/webhooks/web-form?canary-query', payload })
  await app.inject({ url: '/api/leads?email=canary@example.com', headers: bearer('admin') })
  await app.inject({ url: '/api/leads/canary@example.com', headers: bearer('admin') })
  await app.inject({ url: '/canary@example.com/%zz', headers })
  pipeline.status = () => Promise.reject(new Error('canary@example.com'))
  await app.inject({ url: '/readyz', headers })
  await app.inject({ method: 'POST', url: '/api/syncs/sync-1/retry', headers: bearer('operator') })
  const all = log.join('')
  expect(all).toContain('23505')
  expect(all).toContain('"route":"/webhooks/:connection"')
  expect(all).toContain('"actor":"operator-token"')
  expect(all).not.toMatch(/canary/i)
  for (const token of Object.values(tokenOf)) expect(all).not.toContain(token)
  for (const line of log) expect(() => JSON.parse(line)).not.toThrow()
})

it('writes one line per request', async () => {
  const before = server.log.length
  await server.app.inject({ url: '/api/status', headers: bearer('viewer') })
  expect(server.log.slice(before).map((line) => JSON.parse(line).msg)).toEqual(['request answered'])
})

it('writes one line per record, also when a name tries to forge a second', async () => {
  const { app, log } = server
  const before = log.length
  await app.inject({ method: 'POST', url: '/webhooks/a%0A%7B%22level%22%3A60%7D%1B[31m', payload: 'x' })
  const lines = log.slice(before)
  expect(lines.every((line) => line.indexOf('\n') === line.length - 1 && !line.includes('\u001b'))).toBe(true)
})
