// A record that its source does not give holds up no other: its event waits for a person. A connector that fails stalls only its own events.
import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { source } from '../../connectors/meta-lead-ads/source.ts'
import { HOUR_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, leadOf, wholeClock } from './leads.ts'

let folder: string
let graph: Server
let pointsman: WholePointsman
/** Lead id → what the pretend Graph API answers. */
const answers = new Map<string, { status: number; body: unknown }>()

beforeAll(async () => {
  graph = createServer((incoming, outgoing) => {
    const id = /^\/v21\.0\/(\d+)\?/.exec(incoming.url ?? '')?.[1] ?? ''
    const { status, body } = answers.get(id) ?? { status: 500, body: {} }
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve))
  folder = mkdtempSync(join(tmpdir(), 'pointsman-refused-'))
  const demo = readFileSync(fileURLToPath(new URL('../../sandbox/demo-connections.yaml', import.meta.url)), 'utf8')
  const connectionsFile = join(folder, 'connections.yaml')
  writeFileSync(
    connectionsFile,
    `${demo}
  meta:
    connector: meta-lead-ads
    writesTo: salesforce
    settings:
      appSecret: app-secret
      verifyToken: verify-me
      accessToken: EAAtoken
      baseUrl: http://127.0.0.1:${(graph.address() as AddressInfo).port}
`,
  )
  pointsman = await wholePointsman({ connectionsFile, clock: wholeClock() })
})
afterAll(async () => {
  await pointsman.close()
  await new Promise((resolve) => graph.close(resolve))
  rmSync(folder, { recursive: true, force: true })
  vi.useRealTimers()
})

const lead = (email: string) => ({
  status: 200,
  body: {
    field_data: Object.entries({
      email,
      last_name: 'Lee',
      company_name: 'Initech',
      country: 'France',
      company_size: '51-200',
    }).map(([name, value]) => ({ name, values: [value] })),
  },
})

function tell(...ids: string[]): Promise<{ status: number }> {
  const body = JSON.stringify({
    object: 'page',
    entry: [{ id: 1, time: 1, changes: ids.map((id) => ({ field: 'leadgen', value: { leadgen_id: id } })) }],
  })
  const signature = createHmac('sha256', 'app-secret').update(body).digest('hex')
  return pointsman.send('meta', { headers: { 'x-hub-signature-256': `sha256=${signature}` }, body })
}
const eventOf = async (id: string) => (await pointsman.store.list('events', { where: { hydrateId: id } }))[0]

it('routes those that are given, and holds the refused one with its words', async () => {
  answers.set('101', lead('one@refused.example'))
  answers.set('102', { status: 400, body: { error: { code: 100, message: 'Object with ID 102 does not exist' } } })
  answers.set('103', lead('three@refused.example'))
  expect(await tell('101', '102', '103')).toMatchObject({ status: 200 })
  await pointsman.settle()
  expect((await leadOf(pointsman, 'one@refused.example')).fields.company).toBe('Initech')
  expect((await leadOf(pointsman, 'three@refused.example')).ownerId).toBeTruthy()
  expect(await eventOf('102')).toMatchObject({
    state: 'held',
    reason: expect.stringContaining('Object with ID 102 does not exist'),
  })
})

it('goes on with it when a person has it run again after the mend', async () => {
  answers.set('102', lead('two@refused.example'))
  await pointsman.api('POST', `/api/events/${(await eventOf('102'))?.id}/replay`, {})
  await pointsman.settle()
  expect((await leadOf(pointsman, 'two@refused.example')).ownerId).toBeTruthy()
})

it('waits with all of them while the token is refused, and goes on when it is mended', async () => {
  answers.set('104', { status: 400, body: { error: { code: 190, message: 'Session has expired' } } })
  await tell('104')
  await pointsman.settle()
  expect(await eventOf('104')).toMatchObject({ state: 'waiting' })
  const { data } = await pointsman.api('GET', '/api/status')
  expect(data).toMatchObject({
    connections: expect.arrayContaining([
      expect.objectContaining({ name: 'meta', paused: expect.stringContaining('Session has expired') }),
    ]),
  })
  answers.set('104', lead('four@refused.example'))
  pointsman.clock.move(HOUR_MS)
  await pointsman.settle()
  expect((await leadOf(pointsman, 'four@refused.example')).ownerId).toBeTruthy()
})

it('tries one that cannot be read alone, while the others are routed, and holds it after a day', async () => {
  answers.set('110', { status: 500, body: {} })
  answers.set('111', lead('beside-a-failed-one@refused.example'))
  await tell('110', '111')
  await pointsman.settle()
  expect((await leadOf(pointsman, 'beside-a-failed-one@refused.example')).ownerId).toBeTruthy()
  expect(await eventOf('110')).toMatchObject({ state: 'waiting', claimId: null })
  pointsman.clock.move(24 * HOUR_MS)
  answers.set('112', lead('a-day-later@refused.example'))
  await tell('112')
  await pointsman.settle()
  expect(await eventOf('110')).toMatchObject({ state: 'held', reason: expect.stringContaining('for a day') })
})

it('lets a connector that fails stall nobody else, and holds its events in the end', async () => {
  const failing = vi.spyOn(source, 'hydrate').mockRejectedValue(new TypeError('a fault of the connector'))
  await tell('105')
  await pointsman.send('web-form', form('beside@refused.example'))
  await pointsman.settle()
  expect((await leadOf(pointsman, 'beside@refused.example')).ownerId).toBeTruthy()
  expect(await eventOf('105')).toMatchObject({
    state: 'waiting',
    reason: expect.stringContaining('its connector failed'),
  })
  for (let tries = 0; tries < 10; tries += 1) {
    pointsman.clock.move(HOUR_MS)
    await pointsman.settle()
  }
  expect(await eventOf('105')).toMatchObject({ state: 'held' })
  failing.mockRestore()
})
