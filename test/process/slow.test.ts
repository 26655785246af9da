// Whoever is slow is let go (patience is six seconds; the bound leaves room for a busy machine), on the process as it runs: slow to begin, slow to send, slow to read, or silent.
import { once } from 'node:events'
import { connect } from 'node:net'
import nock from 'nock'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newFolder, type Folder, type Server } from '../cli/pointsman-process.ts'

// nock takes every socket for a client of its own: these speak to the process alone.
beforeAll(() => nock.restore())
afterAll(() => nock.activate())

let folder: Folder
let server: Server
beforeAll(async () => {
  folder = newFolder({ ADMIN_TOKEN: 'admin-token-of-the-tests-0000' })
  server = await folder.serve()
  // It is put together at the first look: the time of that is not patience.
  await (await fetch(`${server.url}/docs/json`)).text()
})
afterAll(async () => {
  await server.stop()
  await folder.remove()
})

const head = 'POST /webhooks/web-form HTTP/1.1\r\nHost: a\r\n'

// oxlint-disable-next-line vitest/expect-expect -- concurrent tests take their own
it.concurrent.for([
  ['a sender whose headers never end', head, true],
  ['a sender whose headers come a letter at a time', head, 'x'],
  ['a sender whose body never ends', `${head}Content-Length: 1000\r\n\r\nabc`, true],
  ['a sender whose body comes a letter at a time', `${head}Content-Length: 1000\r\n\r\nabc`, 'x'],
  ['one that asks for 300 pages and reads none', 'GET /docs/json HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(300), false],
] as const)('%s', { timeout: 40_000 }, async ([_who, text, reads], { expect: here }) => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => {})
  await once(socket, 'connect')
  const begun = performance.now()
  const closed = new Promise<number>((resolve) => socket.once('close', () => resolve(performance.now() - begun)))
  if (reads !== false) socket.resume()
  socket.write(text)
  const drip = setInterval(() => typeof reads === 'string' && socket.write(reads), 200)
  // A socket that reads nothing hears of its end only by writing.
  const probe = setInterval(() => reads === false && socket.write('\r\n'), 200)
  const tookMs = await closed
  clearInterval(drip)
  clearInterval(probe)
  here(tookMs).toBeLessThan(20_000)
  // It was patience, not a refusal.
  here(tookMs).toBeGreaterThan(3_000)
})

it('goes on for everybody else', async () => {
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})
