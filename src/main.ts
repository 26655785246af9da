// Configuration, start and graceful stop: everything that the command line opens is opened here.
import { existsSync, mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp, type App } from './app.ts'
import { checkDemoHost, readConfig, type Config } from './config.ts'
import { ConfigError, type Fault } from './errors.ts'
import { createMetrics } from './http/metrics.ts'
import { createServer } from './http/server.ts'
import { openTokens, type Tokens } from './http/tokens.ts'
import { loadConnectors } from './load-connectors.ts'
import { loadSetup, type Setup } from './load-files.ts'
import { createLog } from './log.ts'
import { connectionNames } from './pipeline/connections.ts'
import { openStore } from './store/open-store.ts'
import type { Store } from './store/store.ts'
import { systemClock } from './time.ts'

/** The pretend CRMs of demo mode; they live outside src, which names no outside system. */
export interface Demo {
  sandboxUrl: string
  connectionsFile: string
  secrets: Record<string, string>
  curl(baseUrl: string): string
  close(): Promise<void>
}

export interface Running {
  url: string
  dataDir: string
  storePlace: string
  /** The admin token, when one was made by us; null when it came from the environment. */
  newToken: string | null
  tokenFile: string | null
  demo: Demo | null
  close(): Promise<void>
}

/** Draining waits this long for calls under way; what is unfinished resumes at the next start. */
const DRAIN_MS = 7_000

/** @throws ConfigError listing every fault */
export async function start(options: { forceDemo: boolean }): Promise<Running> {
  const config = environment()
  const demo = options.forceDemo || !(await isConfigured(config))
  if (demo) checkDemoHost(config)
  const dataDir = demo ? demoDataDir(config) : config.dataDir
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const log = createLog(config.logLevel)
  const opened: (() => Promise<void>)[] = []
  try {
    const store = await openStoreOf(config, dataDir, demo)
    opened.push(() => store.close())
    await store.freeClaims()
    const pretend = demo ? await startDemo(dataDir) : null
    if (pretend) opened.push(() => pretend.close())
    const setup = await loadAll(config, pretend)
    const { tokens, admin } = await openTokens(config.tokens, dataDir)
    const app = createApp({ setup, store, clock: systemClock, log, watchMs: config.watchSeconds * 1_000, demo })
    await app.publish('serve')
    const server = await serverOf({ app, store, config, tokens, log })
    await server.listen({ host: config.host, port: config.port })
    opened.push(() => server.close())
    app.jobs.start()
    opened.push(() => stopJobs(app))
    const { port } = server.server.address() as AddressInfo
    return {
      url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
      dataDir,
      storePlace: store.place,
      newToken: admin.file === null ? null : admin.token,
      tokenFile: admin.file,
      demo: pretend,
      close: () => closeAll(opened),
    }
  } catch (error) {
    await closeAll(opened)
    throw error
  }
}

/** Last opened, first closed: no new requests, then the jobs, then what they stand on. */
async function closeAll(opened: (() => Promise<void>)[]): Promise<void> {
  for (const close of opened.toReversed()) await close()
  opened.length = 0
}

async function stopJobs(app: App): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, DRAIN_MS)
  })
  await Promise.race([app.jobs.stop(), patience])
  clearTimeout(timer)
}

function serverOf(parts: {
  app: App
  store: Store
  config: Config
  tokens: Tokens
  log: ReturnType<typeof createLog>
}) {
  const { app, store, config, tokens, log } = parts
  const { pipeline } = app
  return createServer({ pipeline, store, config, tokens, logger: log, clock: systemClock, metrics: createMetrics() })
}

export interface CommandHost {
  token: string
  /** Of the running server; null when the command opened the store itself. */
  url: string | null
  inject(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body: unknown,
  ): Promise<{ status: number; data: unknown }>
  close(): Promise<void>
}

/** Where a command sends its calls: the server that runs on the data folder, or one opened in this process, without jobs and port. */
export async function openForCommand(
  findServer: (dataDir: string) => { url: string } | undefined,
): Promise<CommandHost> {
  const config = environment()
  const demo = !(await isConfigured(config))
  const dataDir = demo ? demoDataDir(config) : config.dataDir
  const running = findServer(dataDir)
  if (!running && demo) {
    throw new ConfigError([
      {
        file: config.rulebookDir,
        message: 'No connection is configured and no demo is running: start one with `npm start`, in another terminal.',
      },
    ])
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const { tokens, admin } = await openTokens(config.tokens, dataDir)
  if (running) return { token: admin.token, url: running.url, inject: notHere, close: async () => {} }
  const log = createLog('silent')
  const store = await openStoreOf(config, dataDir, demo)
  const setup = await loadAll(config, null)
  const app = createApp({ setup, store, clock: systemClock, log, watchMs: config.watchSeconds * 1_000 })
  await app.publish('command')
  const server = await serverOf({ app, store, config, tokens, log })
  return {
    token: admin.token,
    url: null,
    async inject(method, url, headers, body) {
      const answer = await server.inject({
        method,
        url,
        headers,
        ...(body === undefined ? {} : { payload: body as object }),
      })
      return { status: answer.statusCode, data: answer.json() }
    },
    async close() {
      await server.close()
      await store.close()
    },
  }
}

function notHere(): Promise<never> {
  return Promise.reject(new Error('Calls go to the running server.'))
}

/** For `pointsman check`: reads everything, opens nothing. @throws ConfigError */
export async function checkSetup(): Promise<{ setup: Setup; demo: boolean }> {
  const config = environment()
  return { setup: await loadAll(config, null), demo: !(await isConfigured(config)) }
}

export function serverUrl(): string {
  const { host, port } = environment()
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

function environment(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return readConfig()
}

function demoDataDir(config: Config): string {
  return join(config.dataDir, 'demo')
}

function openStoreOf(config: Config, dataDir: string, demo: boolean): Promise<Store> {
  if (config.databaseUrl !== null && !demo) return openStore({ kind: 'postgres', url: config.databaseUrl })
  return openStore({ kind: 'sqlite', file: join(dataDir, 'pointsman.db') })
}

/** True when rulebook/connections.yaml names a connection. A faulty file counts as configured: it must not be hidden by a demo. */
async function isConfigured(config: Config): Promise<boolean> {
  const file = join(config.rulebookDir, 'connections.yaml')
  if (!existsSync(file)) return false
  try {
    return connectionNames({ path: file, text: await readFile(file, 'utf8') }).length > 0
  } catch (error) {
    if (error instanceof ConfigError) return true
    throw error
  }
}

async function loadAll(config: Config, demo: Demo | null): Promise<Setup> {
  const connectors = await loadConnectors(connectorsDir())
  return loadSetup(
    {
      connectionsFile: demo?.connectionsFile ?? join(config.rulebookDir, 'connections.yaml'),
      rulebookDir: config.rulebookDir,
      mappingsDir: config.mappingsDir,
    },
    connectors,
    (name) => demo?.secrets[name] ?? config.resolveSecret(name),
  )
}

/** Beside the bundle in the image, beside src in the repository. */
function connectorsDir(): string {
  const besideBundle = fileURLToPath(new URL('connectors', import.meta.url))
  return existsSync(besideBundle) ? besideBundle : fileURLToPath(new URL('../connectors', import.meta.url))
}

async function startDemo(dataDir: string): Promise<Demo> {
  const place = new URL('../sandbox/demo.ts', import.meta.url)
  if (!existsSync(place)) {
    const fault: Fault = {
      file: 'rulebook/connections.yaml',
      message:
        'No connection is configured, and the demo is not part of this installation: describe your systems here.',
    }
    throw new ConfigError([fault])
  }
  const { startDemo: begin } = (await import(place.href)) as { startDemo(dataDir: string): Promise<Demo> }
  return begin(dataDir)
}
