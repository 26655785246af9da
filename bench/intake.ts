// Taking in: durable acks per second, their latency, start time and memory, beside bare Fastify and one commit per request in the same run.
// Run: node bench/intake.ts [--only fast,slow,postgres,overload,start,memory] [--rounds 5] [--seconds 2] [--connections 64]
// Its one rule: cases take turns within one run, a cell is the median over the rounds, and after each case every acked row must be there.
// PostgreSQL is measured when TEST_DATABASE_URL names a server; the slow disk where `cc` is present. Linux tells CPU and memory.
import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Load, Result } from './intake/generator.ts'
import { measureMemory, measureStart } from './intake/footprint.ts'
import { cpuSeconds, slowSyncLibrary, startServer, type Server, type Wish } from './intake/servers.ts'

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'fast,slow,postgres,overload,start,memory' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '64' },
  },
})
const rounds = Number(options.rounds)
const seconds = Number(options.seconds)
const wanted = new Set(options.only.split(','))
const MOST_PER_SECOND = 40_000
/** Above this the machine is shared, and only the CPU column counts. */
const QUIET = 2

const folder = mkdtempSync(join(tmpdir(), 'pointsman-bench-'))
const generator = fork(fileURLToPath(new URL('intake/generator.ts', import.meta.url)))
let highestLoad = loadavg()[0] ?? 0
let lost = 0

interface Case extends Wish {
  name: string
}

interface Round extends Result {
  perSecond: number
  cpuUs: number
}

function ask<T>(child: ChildProcess, message: object): Promise<T> {
  return new Promise((resolve) => {
    child.once('message', (answer) => resolve(answer as T))
    child.send(message)
  })
}

async function runLoad(server: Server, load: Omit<Load, 'port'>): Promise<Round> {
  await ask(generator, { prepare: { ...load, port: server.port } })
  const before = cpuSeconds(server.pid)
  const { result } = await ask<{ result: Result }>(generator, { go: true })
  const cpuUs = ((cpuSeconds(server.pid) - before) * 1e6) / result.acks
  highestLoad = Math.max(highestLoad, loadavg()[0] ?? 0)
  return { ...result, perSecond: result.acks / result.seconds, cpuUs }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN
const over = (all: readonly Round[], pick: (round: Round) => number): number => median(all.map(pick))
const whole = (number: number): string => Math.round(number).toLocaleString('en')

/** They take turns, and those that are not measured stand still: what they took in before would be worked on meanwhile. */
async function ladder(title: string, cases: readonly Case[], connections: number): Promise<void> {
  const servers = await Promise.all(cases.map((wish) => startServer(wish)))
  const measured = new Map(cases.map(({ name }) => [name, [] as Round[]]))
  const acked = new Map(cases.map(({ name }) => [name, 0]))
  let number = 0
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, { name }] of cases.entries()) {
      const prepared = Math.ceil(MOST_PER_SECOND * seconds)
      const load = { connections, seconds, prepared, firstNumber: number, perSecond: null }
      number += prepared
      const server = servers[index] as Server
      for (const other of servers) if (other !== server) other.pause()
      const result = await runLoad(server, load)
      for (const other of servers) other.resume()
      acked.set(name, (acked.get(name) ?? 0) + result.acks)
      // The first round warms up.
      if (round >= 0) measured.get(name)?.push(result)
    }
  }
  const [floor = []] = measured.values()
  const floorPerSecond = over(floor, (round) => round.perSecond)
  const floorP99 = over(floor, (round) => round.p99)
  const lines: string[] = []
  for (const [index, { name }] of cases.entries()) {
    const all = measured.get(name) ?? []
    const stored = await (servers[index] as Server).kill()
    const missing = Math.max(0, (acked.get(name) ?? 0) - stored)
    if (missing > 0) lost += missing
    const perSecond = over(all, (round) => round.perSecond)
    const p99 = over(all, (round) => round.p99)
    const refused = all.reduce((sum, round) => sum + Object.values(round.refused).reduce((a, b) => a + b, 0), 0)
    lines.push(
      `| ${name} | ${whole(perSecond)} | ${(perSecond / floorPerSecond).toFixed(3)} | ${over(all, (r) => r.p50).toFixed(2)} | ${p99.toFixed(2)} | ` +
        `${(p99 / floorP99).toFixed(1)} | ${over(all, (r) => r.cpuUs).toFixed(1)} | ${refused} | ${Number.isNaN(stored) ? '–' : missing} |`,
    )
  }
  print(`${title}: ${connections} connections, ${rounds} rounds of ${seconds} s

| case | acks/s | ratio | p50 ms | p99 ms | p99 ratio | CPU µs per ack | refused | acked but not stored |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}`)
}

/** What is due at three times the pace it can keep: acks go on, the rest is refused, and none that was acked is lost. */
async function overload(connections: number): Promise<void> {
  const server = await startServer({ kind: 'serve' })
  const at: { closed: Round[]; open: Round[] } = { closed: [], open: [] }
  let number = 0
  let acked = 0
  const load = async (perSecond: number | null, many: number): Promise<Round> => {
    const prepared = Math.ceil((perSecond ?? MOST_PER_SECOND) * seconds)
    const result = await runLoad(server, { connections: many, seconds, prepared, firstNumber: number, perSecond })
    number += prepared
    acked += result.acks
    return result
  }
  await load(null, connections)
  for (let round = 0; round < rounds; round += 1) {
    const closed = await load(null, connections)
    at.closed.push(closed)
    at.open.push(await load(closed.perSecond * 3, connections * 8))
  }
  const missing = Math.max(0, acked - (await server.kill()))
  lost += missing
  const full = over(at.closed, (round) => round.perSecond)
  const kept = over(at.open, (round) => round.perSecond)
  const words = [...new Set(at.open.flatMap(({ refused }) => Object.keys(refused)))].join(', ')
  print(`Overload: three times what ${connections} connections reached is due, open loop over ${connections * 8} connections

| full pace, acks/s | at three times that, acks/s | kept | p50 / p99 ms from the moment it was due | not taken as | acked but not stored |
| --- | --- | --- | --- | --- | --- |
| ${whole(full)} | ${whole(kept)} | ${(kept / full).toFixed(3)} | ${over(at.open, (r) => r.p50).toFixed(0)} / ${over(at.open, (r) => r.p99).toFixed(0)} | ${words || 'none'} | ${missing} |`)
}

function print(text: string): void {
  console.log(`${text}\n`)
}

const least: Case[] = [{ name: 'bare Fastify, one commit per turn (HMAC, unique key)', kind: 'least' }]
const product: Case[] = [
  { name: 'Pointsman, taking in only', kind: 'acks' },
  { name: 'Pointsman, `serve` with all its jobs', kind: 'serve' },
]
const floors: Case[] = [
  { name: 'bare Fastify', kind: 'bare' },
  { name: 'bare Fastify, one commit per request', kind: 'commit' },
]
const connections = Number(options.connections)
const postgres = process.env['TEST_DATABASE_URL']

try {
  print(
    `Bodies of 4 events, 1.2 kB, HubSpot v3 signatures; SQLite with synchronous=FULL. Load average at the start: ${loadavg()[0]?.toFixed(2)}`,
  )
  if (wanted.has('fast')) await ladder('This disk', [...floors, ...least, ...product], connections)
  if (wanted.has('slow')) {
    const library = slowSyncLibrary(folder)
    const slow = (all: readonly Case[]): Case[] =>
      all.map((wish) => ({ ...wish, slowSync: { library: library ?? '', us: 2_000 } }))
    if (library)
      await ladder('A disk whose flush takes 2 ms longer', slow([...floors, ...least, ...product]), connections * 4)
    else print('A disk whose flush takes 2 ms longer: skipped, since there is no `cc` here.')
  }
  if (wanted.has('postgres')) {
    const onPostgres = product.map((wish) => ({ ...wish, ...(postgres ? { postgres } : {}) }))
    if (postgres) await ladder('PostgreSQL', [...floors.slice(0, 1), ...onPostgres], connections)
    else print('PostgreSQL: skipped, since TEST_DATABASE_URL is not set.')
  }
  if (wanted.has('overload')) await overload(connections)
  if (wanted.has('start')) print(await measureStart(folder, rounds))
  if (wanted.has('memory')) print(await measureMemory((server, load) => runLoad(server, load)))
  highestLoad = Math.max(highestLoad, loadavg()[0] ?? 0)
  const noisy =
    highestLoad > QUIET ? ` Above ${QUIET}: the machine was shared, trust the CPU column and rerun for the rest.` : ''
  print(`Highest load average: ${highestLoad.toFixed(2)} (this benchmark itself keeps two cores busy).${noisy}`)
  if (lost > 0) {
    print(`${lost} acked deliveries were not stored.`)
    process.exitCode = 1
  }
} finally {
  generator.disconnect()
  rmSync(folder, { recursive: true, force: true })
}
