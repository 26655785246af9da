// rules.yaml, pools.yaml and territories.yaml → compiled rules. Its one rule: every fault of all files is told at once, each with its line.
import { z } from 'zod'
import type { Calendar } from '../calendar/calendar.ts'
import { ConfigError, type Fault } from '../errors.ts'
import { didYouMean, readYaml, type TextFile, type YamlFile } from '../yaml-file.ts'
import { poolsFile } from './pools/grammar.ts'
import { readPools, type Pool } from './pools/pool.ts'
import { rulesFile } from './rules/grammar.ts'
import { isOwnerWord, OWNERS } from './rules/owner-words.ts'
import { readingRules, type Rule } from './rules/rule.ts'
import { RuleIndex } from './rules/rule-index.ts'
import { territoriesFile } from './territories/grammar.ts'
import type { TerritoryTable } from './territories/table.ts'
import { readTerritories, type Territory } from './territories/territory.ts'

export interface RoutingBook {
  rules: Rule[]
  /** Of the rules, where there are too many to ask each; null: they are asked one after the other. */
  index: RuleIndex | null
  pools: ReadonlyMap<string, Pool>
  territories: ReadonlyMap<string, Territory>
  /** By the name of their file. */
  tables: ReadonlyMap<string, TerritoryTable>
  otherwise: { pool: string; sla: string | null; alert: string | null }
}

export interface RoutingFiles {
  rules: TextFile
  pools: TextFile
  /** Absent: there are none. */
  territories?: TextFile | undefined
}

/** What rules and pools name, of other files; null: not known, because their file is faulty. */
export interface KnownNames {
  /** What may be promised. */
  policies: ReadonlySet<string> | null
  /** Absent: there are none. */
  calendars?: ReadonlyMap<string, Calendar> | null
  /** Absent: there are none. */
  tables?: ReadonlyMap<string, TerritoryTable> | null
}

/** @throws ConfigError naming every fault of all files */
export function parseRoutingBook(files: RoutingFiles, known: KnownNames): RoutingBook {
  return whole(parsingRoutingBook(files, known))
}

/**
 * The same in steps of a rule each, so that whoever drives it can let others work between two.
 * @throws ConfigError naming every fault of all files
 */
export function* parsingRoutingBook(files: RoutingFiles, known: KnownNames): Generator<undefined, RoutingBook> {
  const faults: Fault[] = []
  const poolsYaml = read(faults, files.pools, poolsFile)
  const rulesYaml = read(faults, files.rules, rulesFile)
  const territories = files.territories ? territoriesIn(files.territories, faults) : new Map<string, Territory>()
  const { calendars = new Map<string, Calendar>(), tables = new Map<string, TerritoryTable>() } = known
  const pools = poolsYaml && readPools(poolsYaml, { policies: known.policies, calendars }, faults)
  for (const table of tables?.values() ?? []) checkTargets(table, pools ?? null, faults)
  const named = rulesYaml && { calendars, territories: territories ?? null, zone: rulesYaml.value.zone, tables }
  const rules = rulesYaml && named && (yield* readingRules(rulesYaml, pools ?? null, known.policies, named, faults))
  if (faults.length > 0 || !pools || !rules || !rulesYaml || !territories || !tables) throw new ConfigError(faults)
  const { pool, sla, alert } = rulesYaml.value.otherwise
  return {
    rules,
    index: rules.length > FEW_RULES ? yield* RuleIndex.building(rules) : null,
    pools,
    territories,
    tables,
    otherwise: { pool, sla: sla ?? null, alert: alert ?? null },
  }
}

/** All steps at once. */
export function whole<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** So few are asked one after the other: the decision then tells of each why it did not hold. */
export const FEW_RULES = 50

/** JSON Schema per file name, for editors. */
export function routingSchemas(): Record<string, unknown> {
  return {
    'rules.yaml': z.toJSONSchema(rulesFile, { io: 'input' }),
    'pools.yaml': z.toJSONSchema(poolsFile, { io: 'input' }),
    'territories.yaml': z.toJSONSchema(territoriesFile, { io: 'input' }),
  }
}

/** Whom the rows of a table name. */
function checkTargets({ data }: TerritoryTable, pools: ReadonlyMap<string, Pool> | null, faults: Fault[]): void {
  for (const { kind, name, line } of data.targets) {
    const place = { file: data.path, line, column: 1 }
    if (kind === 'pool' && pools && !pools.has(name)) {
      faults.push({ ...place, message: `No pool "${name}" in pools.yaml${didYouMean(name, pools.keys())}.` })
    }
    if (kind === 'owner' && !isOwnerWord(name)) {
      faults.push({ ...place, message: `"${name}" is no owner: write ${OWNERS}.` })
    }
  }
}

function territoriesIn(file: TextFile, faults: Fault[]): Map<string, Territory> | undefined {
  const yaml = read(faults, file, territoriesFile)
  return yaml && readTerritories(yaml, faults)
}

function read<T>(faults: Fault[], file: TextFile, schema: z.ZodType<T>): YamlFile<T> | undefined {
  try {
    return readYaml(file, schema)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    faults.push(...error.faults)
    return undefined
  }
}
