// A whole Pointsman for tests: real store, real connectors, real HTTP to the pretend CRMs, and a clock that the test moves.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InjectOptions } from 'fastify'
import { pino } from 'pino'
import { createSandbox, sandboxClient, type Sandbox } from '../sandbox/server.ts'
import { demoSeed } from '../sandbox/demo-seed.ts'
import { createApp, type App } from '../src/app.ts'
import { createDataKey } from '../src/data-key.ts'
import { createMetrics } from '../src/http/metrics.ts'
import { createServer } from '../src/http/server.ts'
import { createTokens } from '../src/http/tokens.ts'
import { loadConnectors } from '../src/load-connectors.ts'
import { loadSetup } from '../src/load-files.ts'
import { silentLog, type Log } from '../src/log.ts'
import { openStore } from '../src/store/open-store.ts'
import type { Store } from '../src/store/store.ts'
import { movedClock, type MovedClock } from './moved-clock.ts'
import { freshSchema, type FreshSchema } from './postgres-schema.ts'

const root = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

export const secrets = {
  DEMO_SALESFORCE_CLIENT_ID: sandboxClient.id,
  DEMO_SALESFORCE_CLIENT_SECRET: sandboxClient.secret,
  DEMO_HUBSPOT_CLIENT_SECRET: 'hubspot-client-secret-of-the-tests',
  DEMO_HUBSPOT_TOKEN: 'pat-tests',
  DEMO_MARKETO_SECRET: 'marketo-secret-of-the-tests',
  DEMO_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
}

export const tokens = {
  viewer: 'viewer-token-of-the-tests-0000',
  operator: 'operator-token-of-the-tests-0000',
  editor: 'editor-token-of-the-tests-0000',
  admin: 'admin-token-of-the-tests-0000',
}

export const publicUrl = 'https://leads.acme.example'

export interface WholePointsman {
  app: App
  store: Store
  sandbox: Sandbox
  clock: MovedClock
  dataDir: string
  /** Where the pretend CRMs listen. */
  sandboxUrl: string
  /** Sends a webhook as its sender would. */
  send(
    connection: string,
    request: { headers?: Record<string, string>; body: string },
  ): Promise<{ status: number; body: string }>
  api(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    role?: keyof typeof tokens,
  ): Promise<{ status: number; data: never }>
  /** Any request, as it is. */
  ask(request: InjectOptions): Promise<{ status: number; body: string }>
  /** Runs until nothing is due. */
  settle(): Promise<void>
  /** Ends this process's parts and starts anew on the same data: a restart. */
  close(): Promise<void>
}

export interface WholeOptions {
  start?: string
  connectionsFile?: string
  sandbox?: Sandbox
  clock?: MovedClock
  dataDir?: string
  mappingsDir?: string
  rulebookDir?: string
  /** Default: nothing is logged. */
  log?: Log
  /** An open store that somebody else closes: for two processes' parts on one. */
  sharedStore?: Store
  /** Instead of the tests' own: a wrong one, say. */
  secrets?: Partial<typeof secrets>
  /** Puts something in front of the store: one that counts, waits or fails. */
  store?(real: Store): Store
}

export async function wholePointsman(options: WholeOptions = {}): Promise<WholePointsman> {
  const clock = options.clock ?? movedClock(options.start ?? '2026-11-24T09:00:00Z')
  const sandbox = options.sandbox ?? (await startSandbox(clock))
  const sandboxUrl = addresses.get(sandbox) ?? ''
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'pointsman-'))
  const schema = await schemaOf(options)
  const opened =
    options.sharedStore ??
    (await openStore(
      schema ? { kind: 'postgres', url: schema.url } : { kind: 'sqlite', file: join(dataDir, 'pointsman.db') },
    ))
  const store = options.store?.(opened) ?? opened
  const setup = await loadSetup(
    {
      connectionsFile: options.connectionsFile ?? root('sandbox/demo-connections.yaml'),
      rulebookDir: options.rulebookDir ?? root('rulebook'),
      mappingsDir: options.mappingsDir ?? root('mappings'),
    },
    await connectors(),
    (name) => ({ ...secrets, ...options.secrets, DEMO_SANDBOX_URL: sandboxUrl })[name],
  )
  const dataKey = createDataKey('data-key-of-the-tests-00000000000000')
  const app = createApp({ setup, store, clock, log: options.log ?? silentLog, dataKey, watchMs: 60_000 })
  await app.checkKey(false)
  await app.publish('test')
  const server = await createServer({
    pipeline: app.pipeline,
    store,
    config: { publicUrl, trustedProxy: [] },
    tokens: createTokens(tokens),
    logger: pino({ level: 'silent' }),
    clock,
    metrics: createMetrics(),
  })
  return {
    app,
    store,
    sandbox,
    clock,
    dataDir,
    sandboxUrl,
    async send(connection, { headers = {}, body }) {
      const answer = await server.inject({ method: 'POST', url: `/webhooks/${connection}`, headers, payload: body })
      return { status: answer.statusCode, body: answer.body }
    },
    async api(method, url, body, role = 'admin') {
      const answer = await server.inject({
        method,
        url,
        headers: { authorization: `Bearer ${tokens[role]}` },
        ...(body === undefined ? {} : { payload: body as object }),
      })
      return { status: answer.statusCode, data: answer.json<never>() }
    },
    async ask(request) {
      const answer = await server.inject(request)
      return { status: answer.statusCode, body: answer.body }
    },
    settle: () => app.jobs.settle(),
    async close() {
      await server.close()
      if (!options.sharedStore) await opened.close()
      await schema?.drop()
      if (!options.sandbox) await sandbox.close()
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** WHOLE_ON=postgres runs the same stories on the server of TEST_DATABASE_URL; a story that restarts on a folder needs SQLite. */
async function schemaOf(options: WholeOptions): Promise<FreshSchema | null> {
  const server = process.env['WHOLE_ON'] === 'postgres' ? process.env['TEST_DATABASE_URL'] : undefined
  return server === undefined || options.sharedStore || options.dataDir ? null : freshSchema(server)
}

let loaded: ReturnType<typeof loadConnectors> | undefined

/** They hold no state: read once for all. */
const connectors = (): ReturnType<typeof loadConnectors> => (loaded ??= loadConnectors(root('connectors')))

const addresses = new WeakMap<Sandbox, string>()

/** Both pretend CRMs with the demo's people and companies, on a port of their own. */
export async function startSandbox(clock: MovedClock): Promise<Sandbox> {
  const sandbox = await createSandbox({ now: () => clock.now() })
  sandbox.seed(demoSeed)
  addresses.set(sandbox, await sandbox.listen())
  return sandbox
}
