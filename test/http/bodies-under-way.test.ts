// Bodies that are still coming in are bounded, all together and of each address; who comes beyond hears when to come back.
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testServer, type TestServer } from './test-server.ts'

const KB = 1024
let server: TestServer
const open: PassThrough[] = []

beforeEach(async () => {
  server = await testServer({ bodies: { all: 400 * KB, ofAddress: 150 * KB } })
})
afterEach(async () => {
  for (const body of open.splice(0)) body.end()
  await server.app.close()
})

interface Sending {
  body: PassThrough
  answer: Promise<{ status: number; after: unknown; connection: unknown; body: string }>
}

/** Sends so much of a body, and leaves it at that. */
async function sending(kb: number, remoteAddress: string, connection = 'web-form'): Promise<Sending> {
  const body = new PassThrough()
  open.push(body)
  const answered = server.app.inject({
    method: 'POST',
    url: `/webhooks/${connection}`,
    remoteAddress,
    headers: { 'transfer-encoding': 'chunked' },
    payload: body,
  })
  const answer = Promise.resolve(answered).then(({ statusCode, headers, body: text }) => ({
    status: statusCode,
    after: headers['retry-after'],
    connection: headers.connection,
    body: text,
  }))
  body.write(Buffer.alloc(kb * KB, 'x'))
  // Until the server has read it.
  for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve))
  return { body, answer }
}

const whole = async (remoteAddress: string): Promise<number> =>
  (await server.app.inject({ method: 'POST', url: '/webhooks/web-form', remoteAddress, payload: '{}' })).statusCode

describe('bodies that are still coming in', () => {
  it('are refused of an address that sends too many, in the words of its connection; others go on', async () => {
    const first = await sending(100, '203.0.113.2')
    const beyond = await sending(100, '203.0.113.2')
    expect(await beyond.answer).toEqual({ status: 503, after: '10', body: '{"busy":"web-form"}', connection: 'close' })
    expect([await whole('203.0.113.3'), await whole('203.0.113.2')]).toEqual([202, 202])
    first.body.end('x')
    expect(await first.answer).toMatchObject({ status: 202 })
  })

  it('are refused of everybody when all together are too many; what still fits is taken', async () => {
    const many = await Promise.all([2, 3, 4].map((last) => sending(120, `203.0.113.${last}`)))
    expect(await (await sending(60, '203.0.113.5')).answer).toMatchObject({ status: 503, after: '10' })
    expect(await (await sending(60, '203.0.113.6')).answer).toMatchObject({ status: 503 })
    expect(await whole('203.0.113.7')).toBe(202)
    for (const { body, answer } of many) {
      body.end()
      expect(await answer).toMatchObject({ status: 202 })
    }
    const { body, answer } = await sending(60, '203.0.113.5')
    body.end()
    expect(await answer).toMatchObject({ status: 202 })
  })

  it('count no longer once they were answered, whatever the answer', async () => {
    const from = '203.0.113.2'
    for (let round = 0; round < 10; round += 1) {
      const { body, answer } = await sending(100, from)
      expect(await (await sending(60, from)).answer).toMatchObject({ status: 503 })
      body.end()
      expect(await answer).toMatchObject({ status: 202 })
      expect(await whole(from)).toBe(202)
    }
  })

  it('count no longer when their senders have gone', async () => {
    const from = '203.0.113.2'
    for (let round = 0; round < 5; round += 1) {
      const { body, answer } = await sending(149, from)
      body.destroy(new Error('gone'))
      expect(await answer).toMatchObject({ status: 400 })
    }
    expect(await whole(from)).toBe(202)
  })

  it('are refused also where the connection is unknown', async () => {
    await sending(149, '203.0.113.2')
    const { answer } = await sending(10, '203.0.113.2', 'hubspt')
    expect(await answer).toMatchObject({ status: 503, after: '10', body: expect.stringContaining('request.busy') })
  })
})
