// What every call to another system can rely on: deadline, slots, rate, circuit, and errors that say what to do.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import nock from 'nock'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { RemoteError } from '../src/errors.ts'
import { createOutbound, type OutboundOptions } from '../src/outbound.ts'
import { retryAfterMs } from '../src/outbound/retry-after.ts'

const now = new Date('2026-11-23T10:00:00Z')
const clock = { now: () => now }

function outbound(options: Partial<OutboundOptions> = {}) {
  return createOutbound({ name: 'acme', concurrency: 2, timeoutMs: 1_000, clock, ...options })
}

async function failure(promise: Promise<unknown>): Promise<RemoteError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(RemoteError)
  return error as RemoteError
}

afterEach(() => {
  vi.useRealTimers()
  nock.cleanAll()
})

describe('call', () => {
  it('runs no more than `concurrency` at once', async () => {
    const out = outbound({ concurrency: 2 })
    const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
    let [running, most] = [0, 0]
    const calls = gates.map((gate) =>
      out.call('work', async () => {
        running += 1
        most = Math.max(most, running)
        await gate.promise
        running -= 1
      }),
    )
    for (const gate of gates) gate.resolve()
    await Promise.all(calls)
    expect(most).toBe(2)
  })

  it('frees the slot at the deadline though the client hangs, and says the outcome is unknown', async () => {
    vi.useFakeTimers()
    const out = outbound({ concurrency: 1 })
    let signal: AbortSignal | undefined
    const hung = failure(
      out.call('write', (given) => {
        signal = given
        return new Promise<never>(() => undefined)
      }),
    )
    const next = out.call('read', async () => 'answer')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await hung).toMatchObject({ code: 'outbound.timeout', kind: 'temporary', outcomeUnknown: true })
    expect(signal?.aborted).toBe(true)
    expect(await next).toBe('answer')
  })

  it('takes the deadline of the single call before the general one', async () => {
    vi.useFakeTimers()
    const hung = failure(outbound().call('write', () => new Promise<never>(() => undefined), { timeoutMs: 50 }))
    await vi.advanceTimersByTimeAsync(50)
    expect((await hung).message).toBe('acme did not answer write within 50 ms.')
  })

  it('starts no more calls in any interval than allowed', async () => {
    vi.useFakeTimers()
    const out = outbound({ concurrency: 100, perInterval: { count: 3, ms: 1_000 } })
    let started = 0
    const calls = Array.from({ length: 7 }, () =>
      out.call('work', async () => {
        started += 1
      }),
    )
    await vi.advanceTimersByTimeAsync(900)
    expect(started).toBe(3)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(started).toBe(6)
    await vi.advanceTimersByTimeAsync(1_000)
    await Promise.all(calls)
    expect(started).toBe(7)
  })

  it('counts in a sliding window, so that no edge lets twice as many through', async () => {
    vi.useFakeTimers()
    const out = outbound({ concurrency: 100, perInterval: { count: 3, ms: 1_000 } })
    let started = 0
    const start = (count: number) =>
      Array.from({ length: count }, () =>
        out.call('work', async () => {
          started += 1
        }),
      )
    const calls = start(1)
    await vi.advanceTimersByTimeAsync(900)
    calls.push(...start(5))
    await vi.advanceTimersByTimeAsync(200)
    expect(started).toBe(4)
    await vi.advanceTimersByTimeAsync(2_000)
    await Promise.all(calls)
    expect(started).toBe(6)
  })

  it('passes a RemoteError on as it is', async () => {
    const own = new RemoteError('No.', { code: 'x.no', kind: 'gone' })
    expect(await failure(outbound().call('work', () => Promise.reject(own)))).toBe(own)
  })

  it.each([
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['ECONNRESET', true],
    ['UND_ERR_SOCKET', true],
  ])('knows whether a request was sent before %s', async (code, outcomeUnknown) => {
    const cause = Object.assign(new Error('socket'), { code })
    const error = await failure(outbound().call('work', () => Promise.reject(new TypeError('fetch failed', { cause }))))
    expect(error).toMatchObject({ code: 'outbound.network', kind: 'temporary', outcomeUnknown })
  })

  it('takes an error it does not know for a write that may have happened', async () => {
    const error = await failure(outbound().call('work', () => Promise.reject(new Error('odd'))))
    expect(error).toMatchObject({ code: 'outbound.unexpected', kind: 'temporary', outcomeUnknown: true })
  })

  it('tells of each call, its outcome and nothing of its content', async () => {
    const heard: unknown[] = []
    const out = outbound({ onCall: (info) => heard.push(info) })
    await out.call('good', async () => 1)
    await failure(out.call('bad', () => Promise.reject(new RemoteError('No.', { code: 'x', kind: 'rejected' }))))
    expect(heard).toEqual([
      { label: 'good', ms: 0, outcome: 'ok' },
      { label: 'bad', ms: 0, outcome: 'rejected' },
    ])
  })
})

describe('circuit', () => {
  const down = () => Promise.reject(new RemoteError('Down.', { code: 'x.down', kind: 'temporary' }))

  it('opens after five temporary failures in a row, sends nothing, and tries again after ten seconds', async () => {
    vi.useFakeTimers()
    const out = outbound()
    for (let n = 0; n < 5; n += 1) await failure(out.call('work', down))
    const work = vi.fn(async () => 'up')
    const refused = await failure(out.call('work', work))
    expect(refused).toMatchObject({ code: 'outbound.circuit-open', kind: 'temporary', outcomeUnknown: false })
    expect(work).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await out.call('work', work)).toBe('up')
  })

  it('stays closed when the other side answers, though with a refusal', async () => {
    const out = outbound()
    const refuse = () => Promise.reject(new RemoteError('No.', { code: 'x.no', kind: 'rejected' }))
    for (let n = 0; n < 6; n += 1) await failure(out.call('work', refuse))
    expect(await out.call('work', async () => 'up')).toBe('up')
  })
})

describe('request', () => {
  const url = 'https://api.acme.test/things?q=1'

  it('sends JSON with the given headers and reads JSON', async () => {
    nock('https://api.acme.test', { reqheaders: { authorization: 'Bearer t0ken', 'content-type': 'application/json' } })
      .post('/things?q=1', { name: 'Ada' })
      .reply(201, { id: '7' }, { 'X-Left': '9' })
    const answer = await outbound().request('things.create', {
      method: 'POST',
      url,
      headers: { Authorization: 'Bearer t0ken', 'Content-Type': 'application/json' },
      body: { name: 'Ada' },
    })
    expect(answer).toMatchObject({ status: 201, data: { id: '7' }, headers: { 'x-left': '9' } })
  })

  it.each([
    [400, 'rejected', false],
    [401, 'unauthorized', false],
    [403, 'unauthorized', false],
    [404, 'rejected', false],
    [410, 'rejected', false],
    [422, 'rejected', false],
    [429, 'exhausted', false],
    [302, 'rejected', false],
    [500, 'temporary', true],
    [503, 'temporary', true],
  ])('classes %i as %s', async (status, kind, outcomeUnknown) => {
    nock('https://api.acme.test')
      .post('/things?q=1')
      .reply(status, { message: 'Their words.' }, { location: 'https://evil.test' })
    const error = await failure(
      outbound().request('things.create', { method: 'POST', url, headers: { Authorization: 'Bearer t0ken' } }),
    )
    expect(error).toMatchObject({ kind, outcomeUnknown, code: `http.${status}` })
    expect(error.message).toBe(`acme answered ${status} to things.create: Their words.`)
  })

  it('knows that a failed read changed nothing', async () => {
    nock('https://api.acme.test').get('/things?q=1').reply(500)
    expect((await failure(outbound().request('things.get', { method: 'GET', url }))).outcomeUnknown).toBe(false)
  })

  it('hands on how long to wait', async () => {
    nock('https://api.acme.test').get('/things?q=1').reply(429, '', { 'retry-after': '7' })
    expect((await failure(outbound().request('things.get', { method: 'GET', url }))).retryAfterMs).toBe(7_000)
  })

  it('refuses JSON that cannot be read', async () => {
    nock('https://api.acme.test').post('/things?q=1').reply(200, '{"id":', { 'content-type': 'application/json' })
    const error = await failure(outbound().request('things.create', { method: 'POST', url }))
    expect(error).toMatchObject({ code: 'outbound.bad-answer', kind: 'temporary', outcomeUnknown: true })
  })

  it('keeps tokens out of every part of an error', async () => {
    nock('https://api.acme.test')
      .post('/things?q=1')
      .replyWithError(Object.assign(new Error('x'), { code: 'ECONNRESET' }))
    const error = await failure(
      outbound().request('things.create', {
        method: 'POST',
        url,
        headers: { Authorization: 'Bearer s3cret' },
        body: { a: 's3cret' },
      }),
    )
    expect(error).toMatchObject({ kind: 'temporary', outcomeUnknown: true })
    expect(JSON.stringify([error.message, error.stack, error.cause, Object.entries(error)])).not.toContain('s3cret')
  })

  it('stops reading an answer that is too large', async () => {
    await withServer(
      (server) => server.on('request', (_request, reply) => reply.end(Buffer.alloc(6 * 1024 * 1024))),
      async (address) => {
        const error = await failure(outbound({ timeoutMs: 10_000 }).request('big', { method: 'GET', url: address }))
        expect(error).toMatchObject({ code: 'outbound.bad-answer', kind: 'temporary' })
      },
    )
  })

  it('ends a drip of bytes at the deadline', async () => {
    await withServer(
      (server) =>
        server.on('request', (_request, reply) => {
          reply.writeHead(200, { 'content-type': 'application/json' })
          const drip = setInterval(() => reply.write(' '), 20)
          reply.on('close', () => clearInterval(drip))
        }),
      async (address) => {
        const error = await failure(outbound().request('drip', { method: 'GET', url: address, timeoutMs: 150 }))
        expect(error).toMatchObject({ kind: 'temporary', outcomeUnknown: true })
      },
    )
  })
})

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['Mon, 23 Nov 2026 10:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 09:00:00 GMT', undefined],
    ['99999999', 3_600_000],
    ['0', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s means %s ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms)
  })
})

async function withServer(
  prepare: (server: Server) => unknown,
  test: (address: string) => Promise<void>,
): Promise<void> {
  const server = createServer()
  prepare(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  try {
    await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
