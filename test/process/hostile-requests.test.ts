// Requests that are made to break in: over a real socket, since no client would send them. None reaches the pipeline.
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cutSlowReaders } from '../../src/http/slow-readers.ts'
import { testServer, type TestServer } from '../http/test-server.ts'

// The net is closed by nock, which takes every socket for a client of its own: these speak to this process alone.
beforeAll(() => nock.restore())
afterAll(() => nock.activate())

let server: TestServer
let taken: { url: string; body: string }[]
beforeEach(async () => {
  server = await testServer()
  taken = []
  server.pipeline.answer = async (request) => {
    taken.push({ url: request.url, body: request.body.toString() })
    return { status: 200, body: '{"stored":true}' }
  }
  await server.app.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(() => server.app.close())

/** Everything that comes back until the server closes, or until the answers to `requests` have come. */
async function send(text: string | Buffer, answers = 99): Promise<string> {
  const socket = connect((server.app.server.address() as AddressInfo).port, '127.0.0.1')
  let said = ''
  socket.on('error', () => {})
  socket.setEncoding('utf8').on('data', (part: string) => {
    said += part
    if (said.split('HTTP/1.1 ').length > answers) socket.end()
  })
  socket.write(text)
  await once(socket, 'close')
  return said
}

const smuggled = 'POST /webhooks/web-form HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nsmuggled'
const head = 'POST /webhooks/web-form HTTP/1.1\r\nHost: a\r\n'

describe('refused, with the connection closed and the second request unseen, is', () => {
  it.each([
    ['a length and chunks', `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunks and a length', `${head}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${smuggled}`],
    ['two lengths', `${head}Content-Length: 0\r\nContent-Length: 5\r\n\r\nabcde${smuggled}`],
    ['two lengths in one', `${head}Content-Length: 0, 5\r\n\r\n${smuggled}`],
    ['a length with a sign', `${head}Content-Length: +5\r\n\r\nabcde${smuggled}`],
    ['a length that is none', `${head}Content-Length: 0x5\r\n\r\nabcde${smuggled}`],
    ['a blank before the colon', `${head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['another encoding', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunks and then something', `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a header that goes on in the next line', `${head}X-A: b\r\n Content-Length: 5\r\n\r\n${smuggled}`],
    ['a NUL in a header', `${head}X-A: b\0c\r\nContent-Length: 0\r\n\r\n${smuggled}`],
    ['a bare return in a header', `${head}X-A: b\rContent-Length: 8\r\n\r\n${smuggled}`],
    ['lines that end in LF alone', `POST /webhooks/web-form HTTP/1.1\nHost: a\nContent-Length: 0\n\n${smuggled}`],
    ['a chunk size that is none', `${head}Transfer-Encoding: chunked\r\n\r\n5;x\n\rabcde\r\n0\r\n\r\n${smuggled}`],
    ['a chunk size with a sign', `${head}Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n${smuggled}`],
    ['HTTP 2 without asking', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${smuggled}`],
  ])('%s', async (_what, request) => {
    const said = await send(request)
    expect(said).toMatch(/^HTTP\/1\.1 400 /)
    expect(said.split('HTTP/1.1 ').length - 1).toBe(1)
    expect(taken).toEqual([])
  })
})

it('refuses a request that names no host', async () => {
  expect(await send('POST /webhooks/web-form HTTP/1.1\r\nContent-Length: 0\r\n\r\n', 1)).toMatch(/^HTTP\/1\.1 400 /)
  expect(taken).toEqual([])
})

it('takes two honest requests on one connection as two', async () => {
  const said = await send(`${head}Content-Length: 5\r\n\r\nfirst${smuggled}`, 2)
  expect(said.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
  expect(taken.map(({ body }) => body)).toEqual(['first', 'smuggled'])
})

describe('headers', () => {
  const withHeaders = (many: number): string =>
    `${head}${Array.from({ length: many }, (_, at) => `X-${at}: a\r\n`).join('')}Content-Length: 0\r\nConnection: close\r\n\r\n`

  it('may be 200', async () => {
    expect(await send(withHeaders(197))).toMatch(/^HTTP\/1\.1 200 /)
    expect(await send(withHeaders(198))).toMatch(/^HTTP\/1\.1 431 [^]*"code":"request.headers"/)
    expect(taken).toHaveLength(1)
  })

  it('may be 16 kB', async () => {
    const said = await send(`${head}X-A: ${'a'.repeat(17_000)}\r\nContent-Length: 0\r\n\r\n`)
    expect(said).toMatch(/^HTTP\/1\.1 431 [^]*"code":"request.headers"/)
    expect(taken).toEqual([])
  })
})

describe('an answer that nobody reads', () => {
  const LARGE = 40_000_000

  beforeEach(async () => {
    await server.app.close()
    server = await testServer()
    server.app.get('/large', async () => Buffer.alloc(LARGE, 'x'))
    // Five seconds would be long for a test; that they are five is shown by the process that runs.
    cutSlowReaders(server.app.server, 700)
    await server.app.listen({ host: '127.0.0.1', port: 0 })
  })

  it('is cut off, while one that is read slowly comes whole, and an idle connection stays', async () => {
    const { port } = server.app.server.address() as AddressInfo
    const [silent, slow, idle] = [1, 2, 3].map(() => connect(port, '127.0.0.1').on('error', () => {}))
    if (!silent || !slow || !idle) throw new Error('three sockets')
    const closed = once(silent, 'close')
    let idleClosed = false
    idle.on('close', () => (idleClosed = true))
    idle.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(idle, 'data')
    silent.pause()
    silent.write('GET /large HTTP/1.1\r\nHost: a\r\n\r\n')
    slow.write('GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    let read = 0
    slow.on('data', (part: Buffer) => {
      read += part.length
      slow.pause()
      setTimeout(() => slow.resume(), read < 4_000_000 ? 20 : 0)
    })
    await once(slow, 'close')
    expect(read).toBeGreaterThan(LARGE)
    silent.resume()
    await closed
    expect(silent.bytesRead).toBeLessThan(LARGE)
    expect(idleClosed).toBe(false)
    idle.destroy()
  })
})
