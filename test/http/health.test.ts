// Alive, ready, numbers: without a token, and without anything that a stranger should not know.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readyStatus } from './fake-pipeline.ts'
import { testServer, type TestServer } from './test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await testServer()
})
afterEach(() => server.app.close())

it('lives as long as the process answers, even when the store does not', async () => {
  server.pipeline.status = () => Promise.reject(new Error('down'))
  expect(await server.app.inject({ url: '/healthz' })).toMatchObject({ statusCode: 200, body: '{"alive":true}' })
  expect((await server.app.inject({ method: 'HEAD', url: '/healthz' })).statusCode).toBe(200)
})

it('is ready when the pipeline is', async () => {
  expect((await server.app.inject({ url: '/readyz' })).json()).toEqual({ ready: true, missing: [] })
})

it('says by 503 what is missing, by name only', async () => {
  const checks = [
    { name: 'store', ok: true, message: '/data/pointsman.db answers.' },
    { name: 'rulebook', ok: false, message: 'Nothing is live in /secret/place.' },
  ]
  server.pipeline.status = async () => ({ ...readyStatus, ready: false, checks })
  const answer = await server.app.inject({ url: '/readyz' })
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toEqual({ ready: false, missing: ['rulebook'] })
})

it('is not ready while the state cannot be read', async () => {
  server.pipeline.status = () => Promise.reject(new Error('down'))
  const answer = await server.app.inject({ url: '/readyz' })
  expect([answer.statusCode, answer.json()]).toEqual([503, { ready: false, missing: ['store'] }])
})

it('counts rows by state, with 0 for a state that nobody is in', async () => {
  const page = (await server.app.inject({ url: '/metrics' })).body
  expect(page).toContain('pointsman_ready 1')
  expect(page).toContain('pointsman_events{state="routed"} 40')
  expect(page).toContain('pointsman_events{state="held"} 0')
  expect(page).toContain('pointsman_syncs{state="dead"} 3')
  expect(page).toContain('pointsman_sla_clocks{state="running"} 4')
  expect(page).toContain('pointsman_deliveries{state="received"} 1')
  expect(page).toContain('pointsman_connection_paused{connection="salesforce"} 0')
})

it('says so when a connection is paused or the state cannot be read', async () => {
  const [connection] = readyStatus.connections
  const paused = [{ ...connection!, paused: 'bad password' }]
  server.pipeline.status = async () => ({ ...readyStatus, connections: paused })
  expect((await server.app.inject({ url: '/metrics' })).body).toContain('paused{connection="salesforce"} 1')
  server.pipeline.status = () => Promise.reject(new Error('down'))
  const answer = await server.app.inject({ url: '/metrics' })
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toContain('pointsman_ready 0')
})

it("times requests by the route's template, so that no address or id becomes a label", async () => {
  await server.app.inject({ method: 'POST', url: '/webhooks/ada@example.com', payload: 'x' })
  await server.app.inject({ url: '/ada@example.com' })
  const page = (await server.app.inject({ url: '/metrics' })).body
  expect(page).toContain(
    'pointsman_http_request_seconds_count{method="POST",route="/webhooks/:connection",status="202"} 1',
  )
  expect(page).toContain('route="unmatched",status="404"')
  expect(page).not.toContain('ada@')
})

it('counts rows once for all who ask at the same moment', async () => {
  let reads = 0
  const gate = Promise.withResolvers<void>()
  server.pipeline.status = async () => {
    reads += 1
    await gate.promise
    return readyStatus
  }
  const answers = Promise.all(Array.from({ length: 20 }, () => server.app.inject({ url: '/readyz' })))
  await server.app.inject({ url: '/healthz' })
  gate.resolve()
  expect((await answers).map((answer) => answer.statusCode)).toEqual(Array.from({ length: 20 }, () => 200))
  expect(reads).toBe(1)
})
