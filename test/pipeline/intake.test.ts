// Steps 1 and 2: nothing is answered before it is stored, nothing that was answered is lost.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryRow } from '../../src/store/rows.ts'
import type { StorageError } from '../../src/errors.ts'
import { storageError } from '../../src/store/storage-fault.ts'
import type { Store } from '../../src/store/store.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, inFront } from './leads.ts'

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

  it('commits what arrives at one moment in few transactions, not in one each', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => receive(`{"email":"${index}@one-moment.example"}`)))
    expect(intake.sizes).toHaveLength(2)
    expect(intake.sizes.reduce((a, b) => a + b)).toBe(40)
  })

  it('gathers what arrives during a commit for the next one', async () => {
    intake.close()
    const first = receive('{"email":"first@gathered.example"}')
    while (intake.sizes.length === 0) await turnOfTheLoop()
    const others = Array.from({ length: 10 }, (_, index) => receive(`{"email":"${index}@gathered.example"}`))
    intake.open()
    await Promise.all([first, ...others])
    expect(intake.sizes).toEqual([1, 10])
  })

  it('answers the same delivery, sent twice at the same moment and once more later, as received, and keeps one row', async () => {
    const before = await pointsman.store.count('deliveries')
    const twice = await Promise.all([receive('{"email":"twice@x.example"}'), receive('{"email":"twice@x.example"}')])
    expect([...twice, await receive('{"email":"twice@x.example"}')].map(({ status }) => status)).toEqual([
      202, 202, 202,
    ])
    expect(await pointsman.store.count('deliveries')).toBe(before + 1)
  })

  it('keeps a delivery with the key of an earlier one and another body aside, once; the first one counts', async () => {
    const body = (name: string) => `{"submissionId":"one-key","email":"${name}@key.example"}`
    const answers = [await receive(body('first')), await receive(body('second')), await receive(body('second'))]
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202])
    const aside = await pointsman.store.list('deliveries', { where: { state: 'conflicting' } })
    expect(aside.map((row) => row.body.toString())).toEqual([body('second')])
    const [first] = await pointsman.store.list('deliveries', { where: { deliveryKey: 'submission one-key' } })
    expect(first?.body.toString()).toBe(body('first'))
    expect(aside[0]?.fault).toContain(first?.id)
  })

  it('also when both come at the same moment', async () => {
    const body = (name: string) => `{"submissionId":"one-moment","email":"${name}@key.example"}`
    await Promise.all([receive(body('first')), receive(body('second'))])
    const aside = await pointsman.store.list('deliveries', { where: { state: 'conflicting' } })
    expect(aside.filter((row) => row.deliveryKey.startsWith('submission one-moment other '))).toHaveLength(1)
  })

  it('keeps the secret end of an address out of the store', async () => {
    const url = 'https://leads.acme.example/webhooks/web-form/hidden-end?form=7'
    const body = Buffer.from('{"email":"ann@hidden.example"}')
    await pointsman.app.pipeline.receive('web-form', { ...request(''), url, token: 'hidden-end', body })
    const [row] = await pointsman.store.list('deliveries', { where: { url: { contains: 'form=7' } } })
    expect(row?.url).toBe('https://leads.acme.example/webhooks/web-form/…?form=7')
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
    // All who are refused at once would else come back at once.
    const refused = await Promise.all(Array.from({ length: 32 }, () => receive('{"email":"too-late@flood.example"}')))
    const seconds = refused.map(({ headers }) => Number(headers?.['retry-after']))
    expect(new Set(seconds).size).toBeGreaterThan(9)
    expect([Math.min(...seconds), Math.max(...seconds)]).toEqual([10, 19])
    intake.open()
    const answers = await Promise.all([first, ...flood])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    expect(await pointsman.store.count('deliveries')).toBe(before + 10_001)
  })

  it('sends senders away while 128 MB wait, and takes all that it accepted', async () => {
    intake.close()
    const first = receive('{"email":"before-the-weight@x.example"}')
    while (intake.sizes.length === 0) await turnOfTheLoop()
    const heavy = (number: number): string =>
      JSON.stringify({ email: `${number}@heavy.example`, message: 'x'.repeat(4_500_000) })
    const taken = Array.from({ length: 29 }, (_, index) => receive(heavy(index)))
    expect(await receive(heavy(99))).toMatchObject({ status: 503 })
    intake.open()
    const small = receive('{"email":"small@heavy.example"}')
    const answers = await Promise.all([first, ...taken, small])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    // No commit is so large that everybody waits for it.
    expect(Math.max(...intake.sizes.slice(-10))).toBeLessThan(5)
    expect(await receive(heavy(100))).toMatchObject({ status: 202 })
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

describe('a store in trouble', () => {
  let trouble: StorageError | undefined
  let pointsman: WholePointsman

  beforeAll(async () => {
    pointsman = await wholePointsman({
      store: (real) => {
        const fails = <T>(work: () => Promise<T>): Promise<T> => (trouble ? Promise.reject(trouble) : work())
        return inFront(real, {
          insertDeliveries: (rows) => fails(() => real.insertDeliveries(rows)),
          ping: () => fails(() => real.ping()),
        })
      },
    })
    await pointsman.settle()
  })
  afterAll(() => pointsman.close())

  it('is answered 503 in the sender’s own way, said on /readyz, and over when it is over', async () => {
    trouble = storageError('storage.full', 'pointsman.db')
    const busy = await pointsman.send('web-form', form('full@initech.example'))
    expect(busy).toMatchObject({ status: 503, body: expect.stringContaining('try again') })
    const ready = await pointsman.api('GET', '/readyz')
    expect(ready).toEqual({
      status: 503,
      data: { ready: false, missing: ['store'], why: { store: 'storage.full' } },
    })
    const status = await pointsman.api('GET', '/api/status')
    expect(JSON.stringify(status.data)).toContain('The disk under pointsman.db is full: make room')
    trouble = undefined
    expect((await pointsman.send('web-form', form('full@initech.example'))).status).toBe(202)
    expect((await pointsman.api('GET', '/readyz')).status).toBe(200)
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
  ])('%s is refused and not taken', async (_, connection, status, text) => {
    const answer = await pointsman.send(connection, form('ada@initech.example'))
    expect(answer.status).toBe(status)
    expect(JSON.stringify(JSON.parse(answer.body))).toContain(JSON.stringify(text).slice(1, -1))
    expect(await pointsman.store.count('deliveries', { state: { not: 'quarantined' } })).toBe(0)
  })
})
