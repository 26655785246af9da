// How soon the product answers after its start, and what memory it holds: from source, and as the bundle of the Docker image.
import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Load, Result } from './generator.ts'
import { buildBundle, newFolder, residentMb, startServer, type Server, type Wish } from './servers.ts'
import { signedRequest } from './signed-request.ts'

const SETTLE_MS = 3_000
const EVENTS_PER_DELIVERY = 4

export async function measureStart(folder: string, rounds: number): Promise<string> {
  const wishes: [string, Wish][] = [
    ['from source', { kind: 'serve', env: { NODE_COMPILE_CACHE: join(folder, 'cache-source') } }],
    [
      'bundle of the Docker image',
      { kind: 'serve', command: buildBundle(folder), env: { NODE_COMPILE_CACHE: join(folder, 'cache-bundle') } },
    ],
  ]
  const lines: string[] = []
  const measured = wishes.map(() => ({ ms: [] as number[], mb: [] as number[], first: 0 }))
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, [, wish]] of wishes.entries()) {
      const { ms, mb } = await startOnce(wish)
      const cell = measured[index]
      if (round < 0 && cell) cell.first = ms
      else {
        cell?.ms.push(ms)
        cell?.mb.push(mb)
      }
    }
  }
  for (const [index, [name]] of wishes.entries()) {
    const { ms, mb, first } = measured[index] ?? { ms: [], mb: [], first: 0 }
    lines.push(`| ${name} | ${first.toFixed(0)} | ${middle(ms).toFixed(0)} | ${middle(mb).toFixed(0)} |`)
  }
  return `Start, from the process's birth to the first ack

| as | ms, cold compile cache | ms, warm | MB at rest |
| --- | --- | --- | --- |
${lines.join('\n')}`
}

async function startOnce(wish: Wish): Promise<{ ms: number; mb: number }> {
  let ms = 0
  const server = await startServer(wish, async (port, begun) => {
    await untilAcked(port)
    ms = performance.now() - begun
  })
  await rest()
  const mb = residentMb(server.pid)
  await server.stop()
  return { ms, mb }
}

async function untilAcked(port: number): Promise<void> {
  for (let tries = 0; tries < 6_000; tries += 1) {
    if (await acked(port)) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`Port ${port} never acked.`)
}

function acked(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => socket.write(signedRequest(0, Date.now())))
    socket.once('data', (data) => {
      socket.destroy()
      resolve(data.toString('latin1', 9, 10) === '2')
    })
    socket.once('error', () => resolve(false))
  })
}

/** Memory that waiting events cost: their rows are in the database, and nothing of them should stay in the process. */
export async function measureMemory(
  send: (server: Server, load: Omit<Load, 'port'>) => Promise<Result>,
): Promise<string> {
  const folder = newFolder()
  try {
    const empty = await restMb(folder)
    const server = await startServer({ kind: 'serve', folder })
    const prepared = 100_000 / EVENTS_PER_DELIVERY
    const load = { connections: 64, seconds: 30, prepared, firstNumber: 0, perSecond: null }
    const { acks } = await send(server, load)
    await untilSplit(server.port, acks * EVENTS_PER_DELIVERY)
    await rest()
    const after = residentMb(server.pid)
    await server.stop()
    const full = await restMb(folder)
    return `Memory with ${(acks * EVENTS_PER_DELIVERY).toLocaleString('en')} events waiting

| MB at rest, none waiting | started with them waiting | they add | in the process that took them in |
| --- | --- | --- | --- |
| ${empty.toFixed(0)} | ${full.toFixed(0)} | ${(full - empty).toFixed(0)} | ${after.toFixed(0)} |`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function restMb(folder: string): Promise<number> {
  const server = await startServer({ kind: 'serve', folder })
  await rest()
  const mb = residentMb(server.pid)
  await server.stop()
  return mb
}

async function untilSplit(port: number, events: number): Promise<void> {
  const headers = { authorization: 'Bearer admin-token-of-the-bench-0000' }
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/status`, { headers })
    const status = (await answer.json()) as { events: Record<string, number> }
    if ((status.events['waiting'] ?? 0) >= events) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The deliveries were not split in time.')
}

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
