// All that decides, and the mappings that feed it, compiled from their files: one immutable version per content hash.
import { createHash } from 'node:crypto'
import { parseCalendars, type Calendar } from '../calendar/calendar.ts'
import { parseCleansing } from '../cleanse/cleansing-file.ts'
import type { JunkSettings } from '../cleanse/junk.ts'
import { ConfigError, type Fault } from '../errors.ts'
import { mappingClashes, parseMappings, type Mapping } from '../mapping/mapping.ts'
import { parsingRoutingBook, whole, type RoutingBook } from '../routing/book.ts'
import { runRuleTests } from '../routing/check/rule-tests.ts'
import { nameOfTable, TerritoryTable } from '../routing/territories/table.ts'
import { parsePolicies } from '../sla/policies.ts'
import type { SlaPolicy } from '../sla/policy.ts'
import { defaultStrategies, type Strategies } from '../survivorship/strategy.ts'
import type { TextFile, YamlNotes } from '../yaml-file.ts'
import { defaultAccountSettings, type AccountSettings } from '../matching/accounts/settings.ts'
import { defaultPeopleSettings, type PeopleSettings } from '../matching/people/settings.ts'
import { isTable, markOf, tablesIn, type ReadTable } from './rulebook-tables.ts'
import { matchingFile, MATCHING_FILE, parseMatching, type MatchingSettings } from './matching-file.ts'

export const rulebookFileNames = ['rules.yaml', 'pools.yaml', 'calendars.yaml', 'sla.yaml'] as const

const CLEANSING_FILE = 'cleansing.yaml'
const TERRITORIES_FILE = 'territories.yaml'

/** May be missing: then only what everybody doubts is doubted, the defaults say which values stay, and there are no territories. */
export const optionalFileNames = [CLEANSING_FILE, MATCHING_FILE, TERRITORIES_FILE] as const

export interface Rulebook {
  hash: string
  /** path → text; of a table of territories its mark. */
  files: Record<string, string>
  /** Those that its marks stand for. */
  tables: readonly ReadTable[]
  routing: RoutingBook
  policies: ReadonlyMap<string, SlaPolicy>
  calendars: ReadonlyMap<string, Calendar>
  /** In the order of their file names. */
  mappings: readonly Mapping[]
  /** Which value of a field stays. */
  strategies: Strategies
  /** How accounts are chosen. */
  accounts: AccountSettings
  /** Who is the same person. */
  people: PeopleSettings
  /** How many tests of its rules came out. */
  tests: number
}

const isMapping = (path: string): boolean => /(?:^|\/)mappings\/[^/]+\.ya?ml$/u.test(path)
const isTest = (path: string): boolean => /(?:^|\/)tests\/[^/]+\.ya?ml$/u.test(path)

/** What was read before, elsewhere. */
export interface ReadBefore {
  /** By the hash of their content. */
  tables?: ReadonlyMap<string, ReadTable>
  /** Files that a thread has read, or reads for somebody else, by path. */
  notes?: ReadonlyMap<string, YamlNotes>
  /** How many tests of rules came out there; they are not run again. */
  tests?: number
}

/** @throws ConfigError with the faults of all files at once */
export function compileRulebook(files: Record<string, string>, before: ReadBefore = {}): Rulebook {
  return whole(compilingRulebook(files, before))
}

/**
 * The same in small steps, so that whoever drives it can let others work between two.
 * @throws ConfigError with the faults of all files at once
 */
export function* compilingRulebook(
  given: Readonly<Record<string, string>>,
  { tables: readTables = new Map(), notes, tests: tested }: ReadBefore = {},
): Generator<undefined, Rulebook> {
  const faults: Fault[] = []
  const read = tablesIn(given, readTables, faults)
  const files = { ...given, ...Object.fromEntries([...read].map(([path, { hash }]) => [path, markOf(hash)])) }
  const file = (name: string): TextFile => {
    const path = Object.keys(files).find(
      (candidate) =>
        (candidate.endsWith(`/${name}`) && !isMapping(candidate) && !isTest(candidate)) || candidate === name,
    )
    if (path === undefined) {
      faults.push({ file: `rulebook/${name}`, message: 'The file is missing: create it, or restore it from git.' })
      return { path: `rulebook/${name}`, text: '' }
    }
    return { path, text: files[path] ?? '', notes: notes?.get(path) }
  }
  const [rules, pools, calendarFile, slaFile] = rulebookFileNames.map(file)
  if (faults.length > 0 || !rules || !pools || !calendarFile || !slaFile) throw new ConfigError(faults)

  const those = (belongs: (path: string) => boolean): TextFile[] =>
    Object.entries(files)
      .filter(([path]) => belongs(path))
      .map(([path, text]) => ({ path, text, notes: notes?.get(path) }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const { mappings, faults: mappingFaults } = parseMappings(those(isMapping))
  faults.push(...mappingFaults, ...mappingClashes(mappings))
  const junk = collect(faults, () => junkSettings(files))
  const matching = collect(faults, () => matchingSettings(files))

  const calendars = collect(faults, () => parseCalendars(calendarFile))
  const policies = calendars && collect(faults, () => parsePolicies(slaFile, calendars))
  // Where calendars or policies are faulty, "no such policy" at every rule would only be noise.
  const known = policies ? new Set(policies.keys()) : null
  const territories = those((path) => path.endsWith(`/${TERRITORIES_FILE}`) && !isMapping(path) && !isTest(path))[0]
  yield
  const tables = new Map(
    [...read].map(([path, { data }]) => [nameOfTable(path), new TerritoryTable({ ...data, path })]),
  )
  const named = { policies: known, calendars: calendars ?? null, tables: faults.some(isOfTable) ? null : tables }
  const routing = yield* collecting(faults, parsingRoutingBook({ rules, pools, territories }, named))
  yield
  const tests = tested === undefined ? routing && runRuleTests(those(isTest), routing) : { count: tested, faults: [] }
  if (tests) faults.push(...tests.faults)
  if (faults.length > 0 || !calendars || !policies || !routing || !tests || !matching) throw new ConfigError(faults)
  return {
    hash: contentHash(files),
    files,
    tables: [...read.values()],
    routing,
    policies,
    calendars,
    mappings: mappings.map((mapping) => doubting(mapping, junk)),
    strategies: matching.strategies,
    accounts: matching.accounts,
    people: matching.people,
    tests: tests.count,
  }
}

function junkSettings(files: Record<string, string>): JunkSettings {
  const path = Object.keys(files).find((name) => name.endsWith(`/${CLEANSING_FILE}`) && !isMapping(name))
  return path === undefined ? {} : parseCleansing({ path, text: files[path] ?? '' })
}

function matchingSettings(files: Record<string, string>): MatchingSettings {
  const file = matchingFile(files)
  return file
    ? parseMatching(file)
    : { strategies: defaultStrategies, accounts: defaultAccountSettings, people: defaultPeopleSettings }
}

function doubting(mapping: Mapping, junk: JunkSettings | undefined): Mapping {
  return mapping.direction === 'to-lead' && junk ? { ...mapping, junk } : mapping
}

function contentHash(files: Record<string, string>): string {
  const hash = createHash('sha256')
  for (const [path, text] of Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${text}\0`)
  }
  return hash.digest('hex').slice(0, 16)
}

function isOfTable({ file }: Fault): boolean {
  return file !== undefined && isTable(file)
}

function* collecting<T>(faults: Fault[], steps: Generator<undefined, T>): Generator<undefined, T | undefined> {
  try {
    return yield* steps
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    faults.push(...error.faults)
    return undefined
  }
}

function collect<T>(faults: Fault[], work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    faults.push(...error.faults)
    return undefined
  }
}
