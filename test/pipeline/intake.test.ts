// Steps 1 to 3: nothing is answered before it is stored, nothing that was answered is lost, each event is counted once, and what
// the source does not tell now waits.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DeliveryRow } from '../../src/store/rows.ts'
import type { Store } from '../../src/store/store.ts'
import { MINUTE_MS, SECOND_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, inFront, sendContacts, seedContacts, wholeClock } from './leads.ts'

/** Holds back every commit of deliveries until it is let go, and remembers how many rows each held. */
function slowIntake() {
  const sizes: number[] = []
  let open = (): void => undefined
  let gate = Promise.resolve()
  return {
    sizes,
    close() {
      gate = new Promise((resolve) => (open = resolve))
    },
    open: () => open(),
    store: (real: Store): Store =>
      inFront(real, {
        async insertDeliveries(rows: readonly DeliveryRow[]) {
          sizes.push(rows.length)
          await gate
          return real.insertDeliveries(rows)
        },
      }),
  }
}

const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve))

describe('taking a delivery in', () => {
  const intake = slowIntake()
  let pointsman: WholePointsman

  beforeAll(async () => {
    pointsman = await wholePointsman({ store: intake.store })
  })
  beforeEach(() => {
    intake.sizes.length = 0
  })
  afterEach(() => intake.open())
  afterAll(() => pointsman.close())

  const request = (body: string) => ({
    method: 'POST',
    url: 'https://leads.acme.example/webhooks/web-form',
    headers: { 'content-type': 'application/json' },
    repeated: [],
    body: Buffer.from(body),
    receivedAt: pointsman.clock.now(),
    remoteAddress: '192.0.2.1',
  })
  const receive = (body: string) => pointsman.app.pipeline.receive('web-form', request(body))

  it('answers only after the commit', async () => {
    intake.close()
    let answered = false
    const answer = pointsman.send('web-form', form('ada@initech.example')).finally(() => (answered = true))
    while (intake.sizes.length === 0) await turnOfTheLoop()
    for (let turn = 0; turn < 20; turn += 1) await turnOfTheLoop()
    expect(answered).toBe(false)
    expect(await pointsman.store.count('deliveries')).toBe(0)
    intake.open()
    expect(await answer).toMatchObject({ status: 202 })
    expect(await pointsman.store.count('deliveries')).toBe(1)
  })

  it('commits what arrives at one moment in one transaction', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => receive(`{"email":"${index}@one-moment.example"}`)))
    expect(intake.sizes).toEqual([40])
  })

  it('gathers what arrives during a commit for the next one', async () => {
    intake.close()
    const first = receive('{"email":"first@gathered.example"}')
    while (intake.sizes.length === 0) await turnOfTheLoop()
    const others = Array.from({ length: 30 }, (_, index) => receive(`{"email":"${index}@gathered.example"}`))
    intake.open()
    await Promise.all([first, ...others])
    expect(intake.sizes).toEqual([1, 30])
  })

  it('answers the same delivery, sent twice at the same moment and once more later, as received, and keeps one row', async () => {
    const before = await pointsman.store.count('deliveries')
    const twice = await Promise.all([receive('{"email":"twice@x.example"}'), receive('{"email":"twice@x.example"}')])
    expect([...twice, await receive('{"email":"twice@x.example"}')].map(({ status }) => status)).toEqual([
      202, 202, 202,
    ])
    expect(await pointsman.store.count('deliveries')).toBe(before + 1)
  })

  it('tells the form that it cannot be read, and keeps its bytes', async () => {
    const answer = await pointsman.send('web-form', {
      headers: { 'content-type': 'application/json' },
      body: '{"email": ',
    })
    expect(answer).toMatchObject({ status: 400 })
    const [row] = await pointsman.store.list('deliveries', { where: { state: 'unreadable' } })
    expect(row?.body.toString()).toBe('{"email": ')
    expect(row?.fault).toMatch(/JSON/)
  })

  it('sends senders away while ten thousand wait, and takes all that it accepted', async () => {
    const before = await pointsman.store.count('deliveries')
    intake.close()
    const first = receive('{"email":"before-the-flood@x.example"}')
    while (intake.sizes.length === 0) await turnOfTheLoop()
    const flood = Array.from({ length: 10_000 }, (_, index) => receive(`{"email":"${index}@flood.example"}`))
    const overload = await receive('{"email":"too-late@flood.example"}')
    expect(overload).toMatchObject({ status: 503, headers: { 'retry-after': '10' } })
    intake.open()
    const answers = await Promise.all([first, ...flood])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    expect(await pointsman.store.count('deliveries')).toBe(before + 10_001)
  })
})

describe('a store that fails', () => {
  let failing = false
  let pointsman: WholePointsman

  beforeAll(async () => {
    pointsman = await wholePointsman({
      store: (real) =>
        inFront(real, {
          insertDeliveries: (rows) =>
            failing ? Promise.reject(new Error('disk I/O error')) : real.insertDeliveries(rows),
        }),
    })
  })
  afterAll(() => pointsman.close())

  it('is answered 5xx, so that the sender sends again, and what is sent again is stored', async () => {
    failing = true
    expect((await pointsman.send('web-form', form('ada@initech.example'))).status).toBe(500)
    failing = false
    expect((await pointsman.send('web-form', form('ada@initech.example'))).status).toBe(202)
    expect(await pointsman.store.count('deliveries')).toBe(1)
  })
})

describe('what is no delivery', () => {
  let pointsman: WholePointsman

  beforeAll(async () => {
    pointsman = await wholePointsman()
  })
  afterAll(() => pointsman.close())

  it.each([
    ['an unknown connection, with a guess', 'web-from', 400, 'did you mean "web-form"'],
    ['a connection that takes no leads in', 'salesforce', 400, 'writesTo'],
    ['a wrong secret', 'marketo', 401, ''],
  ])('%s is refused and not stored', async (_, connection, status, text) => {
    const answer = await pointsman.send(connection, form('ada@initech.example'))
    expect(answer.status).toBe(status)
    expect(JSON.stringify(JSON.parse(answer.body))).toContain(JSON.stringify(text).slice(1, -1))
    expect(await pointsman.store.count('deliveries')).toBe(0)
  })
})

describe('splitting deliveries', () => {
  let pointsman: WholePointsman
  const ids = Array.from({ length: 100 }, (_, index) => String(9_000 + index))

  beforeAll(async () => {
    pointsman = await wholePointsman()
    await pointsman.settle()
    // No contact can be read from HubSpot: events stay as they were split.
    pointsman.sandbox.faults.set([{ name: 'server-error', system: 'hubspot', rate: 1, path: '/contacts/batch/read' }])
  })
  afterAll(() => pointsman.close())

  it('makes a hundred events of a body that holds a hundred', async () => {
    await sendContacts(pointsman, ids)
    await pointsman.settle()
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ waiting: 100 })
    const [event] = await pointsman.store.list('events', { where: { hydrateId: '9099' } })
    expect(event).toMatchObject({ connection: 'hubspot', kind: 'person' })
  })

  it('knows an event that comes again in another delivery: it is counted as a duplicate and not worked on', async () => {
    await sendContacts(pointsman, ['9500', '9000', '9000'])
    await pointsman.settle()
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ waiting: 101, duplicate: 2 })
  })

  it('keeps a body that cannot be read, with the reason, beside those that can', async () => {
    const wrong = JSON.stringify([{ objectId: 1 }])
    await pointsman.store.commit({
      inserts: [
        {
          table: 'deliveries',
          row: {
            ...(await pointsman.store.list('deliveries'))[0]!,
            id: 'unreadable-one',
            deliveryKey: 'unreadable-one',
            state: 'received',
            body: Buffer.from(wrong),
          },
        },
      ],
    })
    await pointsman.send('web-form', form('ada@initech.example'))
    await pointsman.settle()
    const delivery = await pointsman.store.find('deliveries', 'unreadable-one')
    expect(delivery).toMatchObject({ state: 'unreadable', claimId: null })
    expect(delivery?.fault).toContain('subscriptionType')
    expect(delivery?.body.toString()).toBe(wrong)
    expect(await pointsman.store.countBy('events', 'state')).toMatchObject({ routed: 1 })
  })

  it('keeps what a removed connection had sent, and says what to do', async () => {
    const [sample] = await pointsman.store.list('deliveries')
    await pointsman.store.commit({
      inserts: [
        {
          table: 'deliveries',
          row: { ...sample!, id: 'removed', connection: 'old-form', deliveryKey: 'k', state: 'received' },
        },
      ],
    })
    await pointsman.settle()
    const delivery = await pointsman.store.find('deliveries', 'removed')
    expect(delivery).toMatchObject({ state: 'unreadable', fault: expect.stringContaining('"old-form"') })
  })
})

const READ = '/crm/v3/objects/contacts/batch/read'

describe('reading the contacts behind thin events', () => {
  let pointsman: WholePointsman
  let eventId = 1

  beforeAll(async () => {
    pointsman = await wholePointsman({ clock: wholeClock() })
    await pointsman.settle()
  })
  afterEach(() => {
    pointsman.sandbox.faults.set([])
    pointsman.clock.move(MINUTE_MS)
  })
  afterAll(async () => {
    await pointsman.close()
    vi.useRealTimers()
  })

  const states = () => pointsman.store.countBy('events', 'state')
  const tell = (ids: readonly string[]) => sendContacts(pointsman, ids, (eventId += 1))
  const lastEvent = async (id: string) => (await pointsman.store.list('events', { where: { hydrateId: id } })).at(-1)
  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${pointsman.sandboxUrl}${path}`, {
      method,
      headers: {
        authorization: 'Bearer pat-person',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  it('takes one call for sixty events', async () => {
    const ids = seedContacts(
      pointsman,
      Array.from({ length: 60 }, (_, index) => `${index}@batch-${index}.example`),
    )
    await tell(ids)
    const before = pointsman.sandbox.ledger.length
    await pointsman.settle()
    const reads = pointsman.sandbox.ledger
      .entries({ system: 'hubspot', after: before })
      .filter(({ path, request }) => path === READ && (request as { idProperty?: string }).idProperty === undefined)
    expect(reads.filter(({ request }) => (request as { inputs: unknown[] }).inputs.length === 60)).toHaveLength(1)
    expect(await states()).toEqual({ routed: 60 })
  })

  it('ignores the event of a contact that is gone', async () => {
    const [id = ''] = seedContacts(pointsman, ['gone@hydrate.example'])
    await call('DELETE', `/crm/v3/objects/contacts/${id}`)
    await tell([id])
    await pointsman.settle()
    expect(await lastEvent(id)).toMatchObject({ state: 'ignored', reason: 'The record is gone from hubspot.' })
  })

  it('ends the event of a merged contact as merged, and names the one that lives on', async () => {
    const [lives = '', merged = ''] = seedContacts(pointsman, ['lives@hydrate.example', 'merged@hydrate.example'])
    const answer = await call('POST', '/crm/v3/objects/contacts/merge', {
      primaryObjectId: lives,
      objectIdToMerge: merged,
    })
    const { id } = (await answer.json()) as { id: string }
    await tell([merged, id])
    await pointsman.settle()
    expect(await lastEvent(merged)).toMatchObject({ state: 'merged', reason: `Merged into record ${id} of hubspot.` })
  })

  it('waits longer and longer while HubSpot is down, holds nothing, and routes all once it is back', async () => {
    const before = await states()
    const [id = ''] = seedContacts(pointsman, ['patient@hydrate.example'])
    await tell([id])
    pointsman.sandbox.faults.set([{ name: 'server-error', system: 'hubspot', rate: 1, path: READ }])
    const waits: number[] = []
    for (let round = 0; round < 4; round += 1) {
      await pointsman.settle()
      const event = await lastEvent(id)
      expect(event).toMatchObject({ state: 'waiting', claimId: null, reason: expect.stringContaining('tried again') })
      waits.push((event?.nextAt.getTime() ?? 0) - pointsman.clock.now().getTime())
      pointsman.clock.move(waits.at(-1) ?? 0)
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect(waits.at(-1)).toBeGreaterThan(2 * (waits[0] ?? 0))
    for (let hour = 0; hour < 20; hour += 1) {
      await pointsman.settle()
      pointsman.clock.move(MINUTE_MS)
    }
    expect(await states()).toEqual({ ...before, waiting: 1 })
    pointsman.sandbox.faults.set([])
    pointsman.clock.move(30 * SECOND_MS)
    await pointsman.settle()
    expect(await states()).toEqual({ ...before, routed: (before['routed'] ?? 0) + 1 })
  })
})

describe('a CRM that cannot be read at the first start', () => {
  let pointsman: WholePointsman

  beforeAll(async () => {
    pointsman = await wholePointsman({ clock: wholeClock() })
  })
  afterAll(async () => {
    await pointsman.close()
    vi.useRealTimers()
  })

  it('keeps events waiting and says so; with wrong credentials it is asked once a minute', async () => {
    pointsman.sandbox.faults.set([{ name: 'expired-token', system: 'hubspot', rate: 1 }])
    const [id = ''] = seedContacts(pointsman, ['early@hydrate.example'])
    await sendContacts(pointsman, [id])
    for (let second = 0; second < 50; second += 10) {
      await pointsman.settle()
      pointsman.clock.move(10 * SECOND_MS)
    }
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ waiting: 1 })
    expect(pointsman.sandbox.ledger.entries({ system: 'hubspot' }).length).toBeLessThanOrEqual(2)
    expect((await pointsman.app.pipeline.status()).checks.find(({ name }) => name === 'mirror')).toMatchObject({
      ok: false,
    })
    pointsman.sandbox.faults.set([])
    pointsman.clock.move(MINUTE_MS)
    await pointsman.settle()
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ routed: 1 })
  })
})

describe('a HubSpot that is only read, and refuses our token', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pointsman-read-'))
  let pointsman: WholePointsman

  beforeAll(async () => {
    const demo = readFileSync(fileURLToPath(new URL('../../sandbox/demo-connections.yaml', import.meta.url)), 'utf8')
    const connectionsFile = join(folder, 'connections.yaml')
    writeFileSync(connectionsFile, demo.replace('writesTo: hubspot', 'writesTo: salesforce'))
    pointsman = await wholePointsman({ clock: wholeClock(), connectionsFile })
    await pointsman.settle()
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await pointsman.close()
    vi.useRealTimers()
  })
  const calls = (after: number) => pointsman.sandbox.ledger.entries({ system: 'hubspot', after })
  const check = async () => (await pointsman.app.pipeline.status()).checks.find(({ ok }) => !ok)

  it('is paused, asked once a minute, and goes on by itself when the token is mended', async () => {
    const [id = ''] = seedContacts(pointsman, ['locked-out@hydrate.example'])
    pointsman.sandbox.faults.set([{ name: 'expired-token', system: 'hubspot', rate: 1 }])
    await sendContacts(pointsman, [id])
    await pointsman.settle()
    expect(await check()).toMatchObject({ name: 'connection hubspot', message: expect.stringContaining('expired') })
    const before = pointsman.sandbox.ledger.length
    for (let second = 0; second < 50; second += 10) {
      pointsman.clock.move(10 * SECOND_MS)
      await pointsman.settle()
    }
    expect(calls(before)).toEqual([])
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ waiting: 1 })
    pointsman.sandbox.faults.set([])
    pointsman.clock.move(2 * MINUTE_MS)
    await pointsman.settle()
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ routed: 1 })
    expect(await check()).toBeUndefined()
  })
})
