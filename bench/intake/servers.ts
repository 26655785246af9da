// The servers of the intake benchmark, each its own process in a folder of its own. Ends only what it started.
import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { Client } from 'pg'
import { freshSchema } from '../../test/postgres-schema.ts'
import { CLIENT_SECRET, PUBLIC_URL } from './signed-request.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const START_MS = 30_000

/** bare: Fastify alone · commit: with one committed insert each · least: the least that acks durably · acks: the product without its jobs · serve: the product as it is run */
export type Kind = 'bare' | 'commit' | 'least' | 'acks' | 'serve'

export interface Server {
  pid: number
  port: number
  folder: string
  /** Rows that a new process finds, after this one was killed. */
  kill(): Promise<number>
  stop(): Promise<void>
  /** It stands still until it is resumed. */
  pause(): void
  resume(): void
}

export interface Wish {
  kind: Kind
  /** Microseconds added to each flush. */
  slowSync?: { library: string; us: number }
  /** A PostgreSQL server; default: SQLite. */
  postgres?: string
  /** The command to run; default: from source. */
  command?: string
  /** A folder that was used before. */
  folder?: string
  env?: Record<string, string>
}

const connections = `connections:
  hubspot:
    connector: hubspot
    writesTo: hubspot
    settings: { basePath: "http://127.0.0.1:9", clientSecret: env:BENCH_SECRET, accessToken: env:BENCH_SECRET }
`

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pointsman-bench-'))
  for (const name of ['rulebook', 'mappings']) cpSync(join(root, name), join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'rulebook/connections.yaml'), connections)
  mkdirSync(join(folder, 'data'), { mode: 0o700 })
  return folder
}

/** @param untilUp other than: it answers at /healthz. `begunAt` is by performance.now(). */
export async function startServer(
  wish: Wish,
  untilUp?: (port: number, begunAt: number) => Promise<void>,
): Promise<Server> {
  const folder = wish.folder ?? newFolder()
  const file = join(folder, 'data/pointsman.db')
  const schema = wish.postgres === undefined ? undefined : await freshSchema(wish.postgres)
  const port = await freePort()
  const env = {
    PATH: process.env['PATH'] ?? '',
    PORT: String(port),
    PUBLIC_URL,
    BENCH_SECRET: CLIENT_SECRET,
    ADMIN_TOKEN: 'admin-token-of-the-bench-0000',
    WEBHOOKS_PER_MINUTE: '10000000',
    ...(schema ? { DATABASE_URL: schema.url } : {}),
    ...(wish.slowSync ? { LD_PRELOAD: wish.slowSync.library, SLOW_SYNC_US: String(wish.slowSync.us) } : {}),
    ...wish.env,
  }
  const begunAt = performance.now()
  const child = begin(wish, folder, file, env)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const told = wish.kind === 'serve' ? port : await portTold(child)
  await (untilUp ? untilUp(told, begunAt) : untilListening(told, ended))
  const rows = async (): Promise<number> => {
    if (schema) return countIn(schema.url)
    return wish.kind === 'bare' ? Number.NaN : countOf(file)
  }
  const leave = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await ended
  }
  const clear = async (): Promise<void> => {
    await schema?.drop()
    if (wish.folder === undefined) rmSync(folder, { recursive: true, force: true })
  }
  return {
    pid: child.pid ?? 0,
    port: told,
    folder,
    async kill() {
      await leave('SIGKILL')
      const count = await rows()
      await clear()
      return count
    },
    async stop() {
      await leave('SIGTERM')
      await clear()
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  }
}

function begin(wish: Wish, folder: string, file: string, env: Record<string, string>): ChildProcess {
  const options = { cwd: folder, env }
  // The log goes nowhere, but is written; standard error is seen when a server does not start.
  if (wish.kind === 'serve') {
    return spawn(process.execPath, [wish.command ?? join(root, 'bin/pointsman.mjs'), 'serve'], {
      ...options,
      stdio: ['ignore', 'ignore', 'ignore'],
    })
  }
  const script = join(root, 'bench/intake', wish.kind === 'acks' ? 'acks-only.ts' : 'floor.ts')
  return fork(script, [wish.kind, file], {
    ...options,
    execArgv: (env['NODE_FLAGS'] ?? '').split(' ').filter(Boolean),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

function portTold(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(Number(new URL((message as { url: string }).url).port)))
    child.once('exit', () => reject(new Error('A server of the benchmark ended before it listened.')))
  })
}

async function untilListening(port: number, ended: Promise<void>): Promise<void> {
  let gone = false
  void ended.then(() => (gone = true))
  const end = Date.now() + START_MS
  while (!gone && Date.now() < end) {
    const status = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`No server came up on port ${port}.`)
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function countOf(file: string): number {
  const db = new Sqlite(file)
  try {
    return db.prepare<[], number>('select count(*) from deliveries').pluck().get() ?? 0
  } finally {
    db.close()
  }
}

async function countIn(url: string): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ count: string }>('select count(*) from deliveries')
  await client.end()
  return Number(rows[0]?.count)
}

/** undefined where there is no C compiler, or no LD_PRELOAD. */
export function slowSyncLibrary(folder: string): string | undefined {
  if (process.platform !== 'linux') return undefined
  const library = join(folder, 'slow-sync.so')
  const source = join(root, 'bench/intake/slow-sync.c')
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'])
  return status === 0 ? library : undefined
}

/** The product as the Docker image holds it. @returns its command */
export function buildBundle(folder: string): string {
  for (const name of ['connectors', 'src', 'node_modules']) symlinkSync(join(root, name), join(folder, name))
  for (const name of ['bin', 'migrations', 'package.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  const { status } = spawnSync(process.execPath, [join(root, 'tools/build.mjs')], { cwd: folder, stdio: 'ignore' })
  const command = join(folder, 'bin/pointsman.mjs')
  if (status !== 0 || !existsSync(join(folder, 'dist/pointsman.mjs'))) throw new Error('The bundle could not be built.')
  for (const name of ['connectors', 'src']) rmSync(join(folder, name))
  return command
}

/** CPU used so far, user and system, in seconds; NaN where /proc does not say. */
export function cpuSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return Number.NaN
  }
}

/** Memory held now, in MB; NaN where /proc does not say. */
export function residentMb(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024
  } catch {
    return Number.NaN
  }
}
