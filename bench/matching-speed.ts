// How long it takes to find an account by key and by misspelt name among a million, and how often the right one is found. Prints one table.
// Run: node bench/matching-speed.ts [names]
// Its one rule: names, queries and answers are made from a seed, so only times differ from run to run. A query counts as answered when an account
// with the very name is found; "ms" times include the close comparison of all candidates.
import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { companyKey } from '../src/cleanse/company-key.ts'
import { KeyIndex } from '../src/matching/index/key-index.ts'
import { NameIndex } from '../src/matching/index/name-index.ts'
import { comparedName, companySimilarity } from '../src/matching/index/name-similarity.ts'
import { accountNames, changed, changes, domainsOf, seeded, type Change } from './matching/account-names.ts'
import { fullText } from './matching/full-text.ts'
import { wordSearch } from './matching/mini-search.ts'

const COUNT = Number(process.argv[2] ?? 1_000_000)
const LOOK_UPS = 100_000
const QUERIES = 1_000
/** Full text takes a hundred times as long. */
const SLOW_QUERIES = 50
const CANDIDATES = 40

type Row = Partial<Record<'names' | 'build' | 'MB' | 'p50' | 'p95' | 'p99' | 'cpu' | 'recall' | 'top1', string>>
const rows: [string, Row][] = []
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0)

interface Times {
  p50: string
  p95: string
  p99: string
  cpu: string
}

/** Wall-clock percentiles, and the processor time for each, which says more on a busy machine. */
function timed(count: number, unit: 'us' | 'ms', run: (at: number) => void): Times {
  const scale = unit === 'us' ? 1000 : 1
  const times = new Float64Array(count)
  const before = process.cpuUsage()
  for (let at = 0; at < count; at += 1) {
    const start = performance.now()
    run(at)
    times[at] = (performance.now() - start) * scale
  }
  const { user, system } = process.cpuUsage(before)
  times.sort()
  const at = (share: number): string => `${(times[Math.floor(count * share)] ?? 0).toFixed(2)} ${unit}`
  return {
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    cpu: `${(((user + system) / 1000 / count) * scale).toFixed(2)} ${unit}`,
  }
}

function sampled<Value>(from: readonly Value[], count: number): Value[] {
  const random = seeded(11)
  return Array.from({ length: count }, () => from[Math.floor(random() * from.length)] as Value)
}

function exact(name: string, keys: readonly string[], find: (key: string) => unknown, row: Row): void {
  const asked = sampled(keys, LOOK_UPS)
  for (const key of asked) find(key)
  rows.push([name, { names: String(keys.length), ...row, ...timed(LOOK_UPS, 'us', (at) => find(asked[at] ?? '')) }])
}

interface Query {
  text: string
  core: string
}

const queriesOf = new Map<string, Query[]>()
function queries(texts: readonly string[], change: Change, count: number, mayMean: (text: string) => boolean): Query[] {
  const random = seeded(7)
  const found: Query[] = []
  while (found.length < count) {
    const meant = texts[Math.floor(random() * texts.length)] ?? ''
    const text = changed(meant, change, random)
    if (text !== null && mayMean(text)) found.push({ text, core: meant.replaceAll(' ', '') })
  }
  return found
}

/** Candidates, each compared closely, and the best. */
function fuzzy(
  name: string,
  asked: readonly Query[],
  find: (text: string, limit: number) => number[],
  textOf: (entity: number) => string,
  row: Row,
): void {
  let [found, first] = [0, 0]
  const answer = (query: Query): { cores: string[]; best: string } => {
    const typed = comparedName(query.text)
    let [best, score] = ['', -1]
    const cores = find(query.text, CANDIDATES).map((entity) => {
      const other = comparedName(textOf(entity))
      const alike = companySimilarity(typed, other)
      if (alike > score) [best, score] = [other.core, alike]
      return other.core
    })
    return { cores, best }
  }
  for (const query of asked) {
    const { cores, best } = answer(query)
    if (cores.includes(query.core)) found += 1
    if (best === query.core) first += 1
  }
  const share = (count: number): string => (count / asked.length).toFixed(3)
  rows.push([
    name,
    {
      ...row,
      ...timed(asked.length, 'ms', (at) => answer(asked[at] as Query)),
      recall: share(found),
      top1: share(first),
    },
  ])
}

console.error(`making ${COUNT} names`)
const names = accountNames(COUNT, seeded(1))
const domains = domainsOf(names)
let start = performance.now()
const texts = names.map((name) => companyKey(name).words.join(' '))
rows.push(['names to keys (companyKey)', { names: String(COUNT), build: seconds(start) }])
names.length = 0

console.error('exact keys')
start = performance.now()
const byDomain = new KeyIndex()
domains.forEach((domain, entity) => byDomain.take(domain, entity))
byDomain.settle()
exact('exact: KeyIndex', domains, (key) => byDomain.find(key), { build: seconds(start), MB: megabytes(byDomain.bytes) })
{
  start = performance.now()
  const heap = process.memoryUsage().heapUsed
  const map = new Map(domains.map((domain, entity) => [domain, [entity]]))
  const bytes = process.memoryUsage().heapUsed - heap
  exact('exact: Map', domains, (key) => map.get(key), { build: seconds(start), MB: `${megabytes(bytes)} without keys` })
}
{
  start = performance.now()
  const database = new Database(':memory:')
  database.exec('create table key (key text primary key, entity integer) without rowid')
  const insert = database.prepare('insert into key values (?, ?)')
  database.transaction(() => domains.forEach((domain, entity) => insert.run(domain, entity)))()
  const select = database.prepare<[string]>('select entity from key where key = ?')
  exact('exact: SQLite, in memory', domains, (key) => select.get(key), { build: seconds(start) })
  database.close()
}
domains.length = 0

console.error('names by pieces')
start = performance.now()
const index = NameIndex.build(texts.map((text, entity) => ({ entity, text })))
rows.push(['fuzzy: NameIndex', { names: String(COUNT), build: seconds(start), MB: megabytes(index.bytes) }])

const beginnings = new Map<string, number>()
for (const text of texts) {
  const beginning = text.slice(0, text.lastIndexOf(' '))
  if (text.includes(' ')) beginnings.set(beginning, (beginnings.get(beginning) ?? 0) + 1)
}
const few = (text: string): boolean => (beginnings.get(text) ?? 0) <= CANDIDATES
for (const change of changes)
  queriesOf.set(
    change,
    queries(texts, change, QUERIES, () => true),
  )
queriesOf.set('last word dropped, at most 40 such names', queries(texts, 'last word dropped', QUERIES, few))
/** Where more than 40 names begin so, each may be meant, and no search can know which: the share that chance leaves. */
function ceiling(change: string, asked: readonly Query[]): string {
  if (!change.startsWith('last word dropped')) return ''
  const shares = asked.map(({ text }) => Math.min(1, CANDIDATES / (beginnings.get(text) ?? 1)))
  return ` (at best ${(shares.reduce((sum, share) => sum + share, 0) / shares.length).toFixed(3)})`
}
const ours = (text: string, limit: number): number[] => index.candidates(text, limit)
const textOf = (entity: number): string => index.textOf(entity) ?? ''
for (const asked of queriesOf.values()) for (const { text } of asked.slice(0, 200)) ours(text, CANDIDATES)
for (const [change, asked] of queriesOf) fuzzy(`  ${change}${ceiling(change, asked)}`, asked, ours, textOf, {})

console.error('full text')
const other = fullText(texts)
const note = other.names < COUNT ? ` (${other.names} names: more would take over a minute to load)` : ''
rows.push([
  `fuzzy: SQLite FTS5 trigram, bm25${note}`,
  { names: String(other.names), build: `${other.seconds.toFixed(1)} s`, MB: megabytes(other.bytes) },
])
const slowly = (count: number, find: (text: string, limit: number) => number[]): void => {
  const held = texts.slice(0, count)
  for (const change of changes) {
    const asked = queries(held, change, SLOW_QUERIES, () => true)
    fuzzy(`  ${change}`, asked, find, (entity) => held[entity] ?? '', {})
  }
}
slowly(other.names, other.candidates)

console.error('MiniSearch')
const words = await wordSearch(texts)
if (words === undefined) rows.push(['fuzzy: MiniSearch', { names: 'not installed: skipped' }])
else {
  const { names: count, seconds: took, bytes, candidates } = words
  rows.push([
    'fuzzy: MiniSearch, fuzzy .2',
    { names: String(count), build: `${took.toFixed(1)} s`, MB: megabytes(bytes) },
  ])
  slowly(count, candidates)
}

const columns = ['names', 'build', 'MB', 'p50', 'p95', 'p99', 'cpu', 'recall', 'top1'] as const
const heads = ['names', 'build', 'MB', 'p50', 'p95', 'p99', 'cpu each', `recall@${CANDIDATES}`, 'top-1']
const line = (name: string, cells: readonly string[]): void =>
  console.log(name.padEnd(62) + cells.map((cell) => cell.padStart(11)).join(''))
console.log(
  `\n${COUNT} accounts, Node ${process.version}, resident at the end ${megabytes(process.memoryUsage().rss)} MB with the bench's own names`,
)
line('', heads)
for (const [name, row] of rows)
  line(
    name,
    columns.map((column) => row[column] ?? ''),
  )
