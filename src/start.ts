// A server, opened for good or for one command: store, parts and port in order, and closed in the other order.
// Only loaded where one is opened: a command that asks the running server, and each health check, starts in a third of the time without.
import type { AddressInfo } from 'node:net'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createApp, type App } from './app.ts'
import type { Config } from './config.ts'
import { openDataKey } from './data-key.ts'
import { addressOf, listen, stopListening } from './http/listen.ts'
import { createMetrics } from './http/metrics.ts'
import { createServer } from './http/server.ts'
import { openTokens, type OpenedTokens, type Tokens } from './http/tokens.ts'
import { followFiles } from './follow-files.ts'
import type { Setup } from './load-files.ts'
import { createLog } from './log.ts'
import { diskLimits, openStore } from './store/open-store.ts'
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
  /** Reads rulebook and mappings again, and makes them live when they hold no fault. */
  reload(): Promise<void>
  close(): Promise<void>
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

/** Draining waits this long for what is under way; what is unfinished resumes at the next start, or is sent again. */
const DRAIN_MS = 5_000

/** The clients of CRMs are loaded by the first jobs, which takes a tenth of a second: whoever waited for the port to open is answered before. */
const SENDERS_FIRST_MS = 100

export interface StartParts {
  config: Config
  dataDir: string
  /** Begins the pretend CRMs; null when the real ones are meant. */
  startDemo: (() => Promise<Demo>) | null
  load(demo: Demo | null): Promise<Setup>
}

/** @throws ConfigError listing every fault */
export async function startServer({ config, dataDir, startDemo, load }: StartParts): Promise<Running> {
  const demo = startDemo !== null
  const log = createLog(demo ? config.demoLogLevel : config.logLevel)
  const opened: (() => Promise<unknown>)[] = []
  try {
    const store = await openStoreOf(config, dataDir, demo, true)
    opened.push(() => store.close())
    await store.freeClaims()
    const pretend = startDemo && (await startDemo())
    if (pretend) opened.push(() => pretend.close())
    const setup = await load(pretend)
    const { tokens, admin } = await openTokens(config.tokens, dataDir)
    const dataKey = openDataKey(config.dataKey, dataDir)
    const watchMs = config.watchSeconds * 1_000
    const app = createApp({ setup, store, clock: systemClock, log, dataKey, watchMs, demo })
    await app.checkKey(config.dataKeyLost)
    await app.publish('serve')
    const server = await serverOf({ app, store, config, tokens, log })
    await listen(server, config)
    opened.push(() => {
      app.stopWaiting()
      return Promise.all([stopListening(server, DRAIN_MS), stopJobs(app)])
    })
    const following = followFiles({
      folders: config.watchFiles ? watchedFolders(config) : [],
      log,
      load: () => load(pretend),
      publish: (rulebook) => app.publish('files', rulebook),
      refuse: (faults) => app.refuse(faults),
    })
    opened.push(async () => following.stop())
    const jobs = setTimeout(() => app.jobs.start(), SENDERS_FIRST_MS)
    opened.push(async () => clearTimeout(jobs))
    const { port } = server.server.address() as AddressInfo
    return {
      url: addressOf(config.host, port),
      dataDir,
      storePlace: store.place,
      newToken: admin.file === null ? null : admin.token,
      tokenFile: admin.file,
      demo: pretend,
      reload: () => following.again(),
      close: () => closeAll(opened),
    }
  } catch (error) {
    await closeAll(opened)
    throw error
  }
}

/** Last opened, first closed: no new requests and no new work, then what they stand on. */
async function closeAll(opened: (() => Promise<unknown>)[]): Promise<void> {
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

/** What a command needs of a server when none runs: no port, no jobs, nothing published; it decides by the files as they stand. */
export async function openInProcess(
  parts: { config: Config; dataDir: string; setup: Setup } & OpenedTokens,
): Promise<Pick<CommandHost, 'inject' | 'close'>> {
  const { config, dataDir, setup, tokens } = parts
  const log = createLog('silent')
  const store = await openStoreOf(config, dataDir, false, false)
  const watchMs = config.watchSeconds * 1_000
  const dataKey = openDataKey(config.dataKey, dataDir)
  const app = createApp({ setup, store, clock: systemClock, log, dataKey, watchMs, decideBy: 'files' })
  await app.checkKey(config.dataKeyLost)
  const server = await serverOf({ app, store, config, tokens, log })
  return {
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

function openStoreOf(config: Config, dataDir: string, demo: boolean, ownThread: boolean): Promise<Store> {
  if (config.databaseUrl !== null && !demo) return openStore({ kind: 'postgres', url: config.databaseUrl })
  return openStore({ kind: 'sqlite', file: join(dataDir, 'pointsman.db'), disk: diskLimits, ownThread })
}

/** Folders of tests and of tables need not be there. */
function watchedFolders({ rulebookDir, mappingsDir }: Pick<Config, 'rulebookDir' | 'mappingsDir'>): string[] {
  return [rulebookDir, mappingsDir, join(rulebookDir, 'tests'), join(rulebookDir, 'territories')].filter((folder) =>
    existsSync(folder),
  )
}
