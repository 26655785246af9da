// Who may import whom (src/README.md). A breach is told in a sentence.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Import {
  from: string
  /** Repository path for own files, else the package or node: module. */
  to: string
  typeOnly: boolean
}

function tsFiles(dir: string): string[] {
  return readdirSync(join(root, dir), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

const files = [...tsFiles('src'), ...tsFiles('connectors'), ...tsFiles('sandbox')]
const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"\n;]*?|\{[^}]*\})\s*from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g

function importsOf(file: string): Import[] {
  const text = texts.get(file) ?? ''
  return [...text.matchAll(IMPORT)].map((match) => {
    const target = match[2] ?? match[3] ?? match[4] ?? ''
    const to = target.startsWith('.') ? relative(root, resolve(root, dirname(file), target)) : target
    return { from: file, to, typeOnly: match[1] !== undefined }
  })
}

const imports = files.flatMap(importsOf)

/** `src/routing/decide.ts` → `routing`; `src/app.ts` → `app` */
function room(file: string): string {
  const [, first = ''] = file.split('/')
  return first.replace(/\.ts$/, '')
}

const everywhere = ['errors', 'time', 'yaml-file']
const core: Record<string, readonly string[]> = {
  lead: [],
  cleanse: ['lead'],
  calendar: ['lead'],
  mapping: ['lead', 'cleanse'],
  matching: ['lead', 'cleanse'],
  survivorship: ['lead', 'cleanse'],
  routing: ['lead', 'calendar', 'cleanse'],
  sla: ['lead', 'calendar'],
}
const coreRooms = Object.keys(core)
const allRooms = [...coreRooms, ...everywhere]

/** Rooms outside the core: what they may import beside the core. */
const outer: Record<string, readonly string[]> = {
  'crm-writes': [],
  connector: ['crm-writes', 'signature', 'webhook-body', 'webhook-xml', 'webhook-xml-names', 'webhook-multipart'],
  'webhook-xml-names': ['webhook-body', 'webhook-xml'],
  'webhook-multipart': [],
  'webhook-body': [],
  'webhook-xml': ['webhook-body'],
  signature: [],
  outbound: ['connector'],
  log: [],
  'data-key': [],
  'new-id': [],
  config: ['pipeline'],
  failpoint: [],
  store: ['connector', 'failpoint'],
  pipeline: ['connector', 'store', 'log', 'data-key', 'failpoint'],
  jobs: ['pipeline', 'store', 'log'],
  'load-files': ['connector', 'pipeline'],
  'load-connectors': ['connector'],
  http: ['connector', 'pipeline', 'store', 'log'],
  app: ['data-key', 'new-id', 'connector', 'outbound', 'pipeline', 'store', 'jobs', 'load-files', 'log'],
}

describe('rooms import only what the map allows', () => {
  it.each(coreRooms)('%s', (name) => {
    const allowed = [name, ...(core[name] ?? []), ...everywhere]
    const breaches = imports
      .filter(({ from, to }) => from.startsWith(`src/${name}/`) && to.startsWith('src/') && !allowed.includes(room(to)))
      .map(
        ({ from, to }) =>
          `${from} imports ${to}: core rooms import only ${allowed.join(', ')}; the pipeline joins them.`,
      )
    expect(breaches).toEqual([])
  })

  it.each(Object.keys(outer))('%s', (name) => {
    const allowed = [name, ...(outer[name] ?? []), ...allRooms]
    const breaches = imports
      .filter(({ from, to }) => from.startsWith('src/') && room(from) === name && to.startsWith('src/'))
      .filter(({ to, typeOnly }) => !allowed.includes(room(to)) && !(typeOnly && room(to) === 'config'))
      .map(({ from, to }) => `${from} imports ${to}: ${name} may import only ${allowed.join(', ')}.`)
    expect(breaches).toEqual([])
  })

  it('the environment is read by main and app only, through config.ts', () => {
    const breaches = imports
      .filter(({ to, typeOnly }) => to === 'src/config.ts' && !typeOnly)
      .filter(({ from }) => !['src/main.ts', 'src/app.ts'].includes(from))
      .map(({ from }) => `${from} imports src/config.ts: only main.ts and app.ts may; hand it what it needs.`)
    expect(breaches).toEqual([])
  })

  it('a connector imports src/connector.ts, its own files, node and packages, never another connector', () => {
    const breaches = imports
      .filter(({ from }) => from.startsWith('connectors/'))
      .filter(({ from, to }) => {
        if (to.startsWith('src/')) return to !== 'src/connector.ts'
        if (to.startsWith('connectors/')) return to.split('/')[1] !== from.split('/')[1]
        return /^(fastify|@fastify|drizzle-orm|better-sqlite3|pg|axios|p-queue)/.test(to)
      })
      .map(
        ({ from, to }) =>
          `${from} imports ${to}: a connector may import only src/connector.ts, zod, node and its vendor's client.`,
      )
    expect(breaches).toEqual([])
  })

  it('src names no outside system', () => {
    const breaches = files
      .filter((file) => file.startsWith('src/'))
      .flatMap((file) => importsOf(file))
      .filter(({ to }) => to.startsWith('connectors/') || /^(jsforce|@hubspot\/)/.test(to))
      .map(({ from, to }) => `${from} imports ${to}: outside systems are known in connectors/ only.`)
    expect(breaches).toEqual([])
  })

  it('the sandbox knows nothing of the product, except its demo', () => {
    const breaches = imports
      .filter(
        ({ from, to }) => from.startsWith('sandbox/') && !from.startsWith('sandbox/demo') && to.startsWith('src/'),
      )
      .map(({ from, to }) => `${from} imports ${to}: the pretend CRMs must not share code with what they test.`)
    expect(breaches).toEqual([])
  })

  it('only the store knows the database', () => {
    const breaches = imports
      .filter(
        ({ from, to }) =>
          !from.startsWith('src/store/') && /^(drizzle-orm|better-sqlite3|pg|@electric-sql)(\/|$)/.test(to),
      )
      .map(({ from, to }) => `${from} imports ${to}: only files in src/store may.`)
    expect(breaches).toEqual([])
  })
})

describe('effects stay at the edge', () => {
  const withoutComments = (file: string): string =>
    (texts.get(file) ?? '').replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '')

  it('the core reads no clock, no chance, no disk, no network, no environment', () => {
    const forbidden = /Date\.now\(|new Date\(\)|Math\.random\(|process\.|\bfetch\(|performance\.now/
    const modules = /^(node:(fs|http|https|net|dns|child_process|worker_threads|os|process)|fastify|axios|pino|p-queue)/
    const inCore = files.filter((file) => coreRooms.some((name) => file.startsWith(`src/${name}/`)))
    const breaches = [
      ...inCore
        .filter((file) => forbidden.test(withoutComments(file)))
        .map(
          (file) =>
            `${file} uses ${forbidden.exec(withoutComments(file))?.[0]}: time, chance and data come in as arguments.`,
        ),
      ...imports
        .filter(({ from, to }) => inCore.includes(from) && modules.test(to))
        .map(({ from, to }) => `${from} imports ${to}: the core is pure.`),
    ]
    expect(breaches).toEqual([])
  })

  it('the real time is read in time.ts only', () => {
    const breaches = files
      .filter((file) => (file.startsWith('src/') || file.startsWith('connectors/')) && file !== 'src/time.ts')
      .filter((file) => /Date\.now\(|new Date\(\)/.test(withoutComments(file)))
      .map((file) => `${file} reads the real time: take a Clock.`)
    expect(breaches).toEqual([])
  })

  it('the environment is read in config.ts only', () => {
    const breaches = files
      .filter((file) => (file.startsWith('src/') || file.startsWith('connectors/')) && file !== 'src/config.ts')
      .filter((file) => /process\.env/.test(withoutComments(file)))
      .map((file) => `${file} reads process.env: only src/config.ts may.`)
    expect(breaches).toEqual([])
  })
})

describe('files', () => {
  it('are at most 300 lines', () => {
    const long = files.filter((file) => (texts.get(file) ?? '').split('\n').length > 301)
    expect(long).toEqual([])
  })

  it('are named after what they hold', () => {
    const vague = files.filter((file) => /(^|\/)(utils?|helpers?|common|manager|misc)(\.ts|\/|-|$)/.test(file))
    expect(vague).toEqual([])
  })

  it('begin by saying what they are for', () => {
    const silent = files.filter((file) => !/^(#!.*\n)?(\/\/|\/\*)/.test(texts.get(file) ?? ''))
    expect(silent).toEqual([])
  })
})
