// Configuration, and what is opened by it: a server, or for a command the way to the one that runs.
import { existsSync, mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { checkDemoHost, readConfig, readPlaces, type Config } from './config.ts'
import { ConfigError, ConflictError, InputError, NotFoundError } from './errors.ts'
import { addressOf } from './http/listen.ts'
import { openTokens } from './http/tokens.ts'
import type { Setup } from './load-files.ts'
import type { Mapping } from './mapping/mapping.ts'
import { connectionNames } from './pipeline/connections.ts'
import type { TerritoryTable } from './routing/territories/table.ts'
import type { CommandHost, Demo, Running } from './start.ts'
import type { StoreCheck } from './store/check-store.ts'
import type { Copied } from './store/copy-store.ts'
import { withDrizzle } from './store/load-drizzle.ts'

export type { StoreCheck } from './store/check-store.ts'
export type { Copied } from './store/copy-store.ts'

/** @throws ConfigError listing every fault */
export async function start(options: { forceDemo: boolean }): Promise<Running> {
  // All of it before anything is opened: a faulty start leaves nothing behind.
  const everything = await readEverything(options.forceDemo)
  const { config, demo } = everything
  let { setup } = everything
  const demoPlace = demo ? findDemo() : null
  const dataDir = demo ? demoDataDir(config) : config.dataDir
  makeDataDir(dataDir)
  const { startServer } = await import('./start.ts')
  return startServer({
    config,
    dataDir,
    startDemo: demoPlace === null ? null : () => startDemo(demoPlace, dataDir),
    load: async (pretend) => {
      // What was checked a moment ago; read anew each time after.
      const checked = pretend ? null : setup
      setup = null
      return checked ?? loadAll(config, pretend)
    },
  })
}

/**
 * Where a command sends its calls: the server that runs on the data folder, or one opened in this process, without jobs and port.
 * The latter publishes nothing: it decides by the files as they stand.
 * @throws ConflictError when there is neither a server nor anything configured
 */
export async function openForCommand(findServer: FindServer): Promise<CommandHost> {
  const { config, dataDir, demo } = await placeOf()
  const running = await findServer(dataDir)
  if (!running && demo) {
    throw new ConflictError(
      'No server runs and no connection is configured: start the demo with "npm start" in another terminal, then run this again.',
      'server.none',
    )
  }
  makeDataDir(dataDir)
  const { tokens, admin } = await openTokens(config.tokens, dataDir)
  if (running) return { token: admin.token, url: running.url, inject: notHere, close: async () => {} }
  const { setup } = await readEverything(false)
  if (setup === null) throw new Error('A set-up was checked, but is not there.')
  const { openInProcess } = await import('./start.ts')
  return { token: admin.token, url: null, ...(await openInProcess({ config, dataDir, setup, tokens, admin })) }
}

type FindServer = (dataDir: string) => Promise<{ url: string } | undefined>

function notHere(): Promise<never> {
  return Promise.reject(new Error('Calls go to the running server.'))
}

/** For `pointsman check`: reads everything, opens nothing. @throws ConfigError */
export async function checkSetup(): Promise<{ setup: Setup; demo: boolean }> {
  const { setup, demo } = await readEverything(false)
  if (setup === null) throw new Error('A set-up was checked, but is not there.')
  return { setup, demo }
}

/**
 * For `pointsman map`: needs nothing but the mapping.
 * @param name `web-form`, or a path to its file. @throws NotFoundError, ConfigError with the faults of this one
 */
export async function readMapping(name: string): Promise<Mapping> {
  loadEnvFile()
  const [{ mappingTexts }, { mappingName, parseMapping }] = await Promise.all([
    import('./load-files.ts'),
    import('./mapping/mapping.ts'),
  ])
  const isFile = /[./\\]/u.test(name)
  const folder = isFile ? dirname(name) : readPlaces().mappingsDir
  const texts = await mappingTexts(folder)
  const names = texts.map(({ path }) => mappingName(path))
  const file = texts[names.indexOf(mappingName(name))]
  if (!file) {
    const { didYouMean } = await import('./yaml-file.ts')
    throw new NotFoundError(`There is no mapping "${name}"${didYouMean(mappingName(name), names)}.`, 'mapping.unknown')
  }
  return parseMapping(file, texts)
}

/** For `pointsman territories`. @param name `emea`, or a path to its file. @throws NotFoundError, ConfigError with the faults of this one */
export async function readTerritoryTable(name: string): Promise<TerritoryTable> {
  loadEnvFile()
  const { territoryTable } = await import('./load-files.ts')
  return territoryTable(readPlaces().rulebookDir, name)
}

/** Of the running server, or where one that is started now would answer. @throws ConfigError */
export async function serverUrl(findServer: FindServer): Promise<string> {
  const { config, dataDir } = await placeOf()
  return (await findServer(dataDir))?.url ?? addressOf(config.host, config.port)
}

/**
 * For `pointsman db check`: changes nothing, beside a server or without one.
 * @param file a backup; default: the data itself. @throws ConfigError
 */
export async function checkStore(file: string | undefined): Promise<StoreCheck[]> {
  const { config, dataDir, demo } = await placeOf()
  const { checkPostgresAt, checkSqlite } = await import('./store/check-store.ts')
  if (file !== undefined) return checkSqlite(file)
  if (config.databaseUrl !== null && !demo) return checkPostgresAt(config.databaseUrl)
  return checkSqlite(join(dataDir, 'pointsman.db'))
}

/**
 * For `pointsman db copy`: no server may run on either.
 * @param from a file of SQLite, postgres://…, or `env:NAME` of a variable that holds one; default: what is configured
 * @throws ConfigError, ConflictError
 */
export async function copyData(
  from: string | undefined,
  to: string,
  tell: (table: string, rows: number) => void,
): Promise<{ from: string; to: string; tables: Copied[] }> {
  const { config, dataDir } = await placeOf()
  const source = from === undefined ? configuredStore(config, dataDir) : storeNamed(config, from, 'from')
  const target = storeNamed(config, to, 'to')
  if (JSON.stringify(source) === JSON.stringify(target)) {
    throw new InputError('Both are the same database: say another one with --to.', { code: 'copy.same' })
  }
  if (source.kind === 'sqlite' && !existsSync(source.file)) {
    throw new ConfigError([{ file: source.file, message: 'There is no database here to copy from.' }], {
      code: 'store.none',
    })
  }
  const { openStore } = await import('./store/open-store.ts')
  const old = await openStore(source)
  try {
    const fresh = await openStore(target)
    try {
      const { copyStore } = await withDrizzle(() => import('./store/copy-store.ts'))
      return { from: old.place, to: fresh.place, tables: await copyStore(old, fresh, tell) }
    } finally {
      await fresh.close()
    }
  } finally {
    await old.close()
  }
}

type StorePlace = { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string }

function configuredStore({ databaseUrl }: Config, dataDir: string): StorePlace {
  return databaseUrl === null
    ? { kind: 'sqlite', file: join(dataDir, 'pointsman.db') }
    : { kind: 'postgres', url: databaseUrl }
}

/** A password need not stand on the command line: `env:NAME`. */
function storeNamed(config: Config, text: string, option: string): StorePlace {
  const name = /^env:(\w+)$/.exec(text)?.[1]
  const place = name === undefined ? text : config.resolveSecret(name)
  if (place === undefined || place === '') {
    throw new InputError(`--${option}: the variable ${name} is not set.`, { code: 'copy.variable' })
  }
  return /^postgres(?:ql)?:\/\//.test(place) ? { kind: 'postgres', url: place } : { kind: 'sqlite', file: place }
}

function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env')
}

async function placeOf(): Promise<{ config: Config; dataDir: string; demo: boolean }> {
  loadEnvFile()
  const config = readConfig()
  const demo = !(await isConfigured(config))
  return { config, demo, dataDir: demo ? demoDataDir(config) : config.dataDir }
}

type Places = ReturnType<typeof readPlaces>

interface Everything {
  config: Config
  demo: boolean
  /** null for a demo that was asked for: it has connections of its own, whatever is configured. */
  setup: Setup | null
}

/** Environment and files in one go. @throws ConfigError listing the faults of both */
async function readEverything(forceDemo: boolean): Promise<Everything> {
  loadEnvFile()
  const places = readPlaces()
  const demo = forceDemo || !(await isConfigured(places))
  const [config, setup] = await Promise.allSettled([
    (async () => readConfig())().then((read) => {
      if (demo) checkDemoHost(read)
      return read
    }),
    forceDemo ? null : loadAll(places, null),
  ])
  if (config.status === 'fulfilled' && setup.status === 'fulfilled') {
    return { config: config.value, demo, setup: setup.value }
  }
  const failed = [config, setup].flatMap((part) => (part.status === 'rejected' ? [part.reason as unknown] : []))
  const unexpected = failed.find((reason) => !(reason instanceof ConfigError))
  if (unexpected !== undefined) throw unexpected
  throw new ConfigError(failed.flatMap((reason) => (reason as ConfigError).faults))
}

function demoDataDir(config: Config): string {
  return join(config.dataDir, 'demo')
}

/** True when rulebook/connections.yaml names a connection. A faulty file counts as configured: it must not be hidden by a demo. */
async function isConfigured(config: Places): Promise<boolean> {
  const file = join(config.rulebookDir, 'connections.yaml')
  if (!existsSync(file)) return false
  try {
    return connectionNames({ path: file, text: await readFile(file, 'utf8') }).length > 0
  } catch (error) {
    if (error instanceof ConfigError) return true
    throw error
  }
}

async function loadAll(config: Places, demo: Demo | null): Promise<Setup> {
  const [{ loadConnectors }, { loadSetup }] = await Promise.all([
    import('./load-connectors.ts'),
    import('./load-files.ts'),
  ])
  const connectors = await loadConnectors(nearest('connectors') ?? 'connectors')
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

/** Beside or above this code, wherever the bundler put it: at the root of the repository, or in dist/. */
function nearest(name: string): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, name)
    if (existsSync(candidate)) return candidate
    if (dirname(folder) === folder) return undefined
  }
}

/** @throws ConfigError where the pretend CRMs are not installed, as in the Docker image */
function findDemo(): string {
  const place = nearest('sandbox/demo.ts')
  if (place !== undefined) return place
  const message =
    'No connection is configured, and the demo is not part of this installation: describe your systems here.'
  throw new ConfigError([{ file: 'rulebook/connections.yaml', message }])
}

async function startDemo(place: string, dataDir: string): Promise<Demo> {
  const { startDemo: begin } = (await import(pathToFileURL(place).href)) as {
    startDemo(dataDir: string): Promise<Demo>
  }
  return begin(dataDir)
}

/** What stands here is personal and secret: nobody else on the machine may read it, also not in a folder that was there before. */
function makeDataDir(dataDir: string): void {
  process.umask(0o077)
  mkdirSync(dataDir, { recursive: true })
}
