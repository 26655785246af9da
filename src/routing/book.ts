// rules.yaml and pools.yaml → compiled rules. Its one rule: every fault of both files is told at once, each with its line.
import { z } from 'zod'
import { ConfigError, type Fault } from '../errors.ts'
import { readYaml, type TextFile, type YamlFile } from '../yaml-file.ts'
import { poolsFile } from './pools/grammar.ts'
import { readPools, type Pool } from './pools/pool.ts'
import { rulesFile } from './rules/grammar.ts'
import { readRules, type Rule } from './rules/rule.ts'
import { RuleIndex } from './rules/rule-index.ts'

export interface RoutingBook {
  rules: Rule[]
  /** Of the rules, where there are too many to ask each; null: they are asked one after the other. */
  index: RuleIndex | null
  pools: ReadonlyMap<string, Pool>
  otherwise: { pool: string; sla: string | null; alert: string | null }
}

/**
 * @param known names of the policies that rules and pools may promise; null: not known, because their file is faulty
 * @throws ConfigError naming every fault of both files
 */
export function parseRoutingBook(
  files: { rules: TextFile; pools: TextFile },
  known: { policies: ReadonlySet<string> | null },
): RoutingBook {
  const faults: Fault[] = []
  const poolsYaml = read(faults, files.pools, poolsFile)
  const rulesYaml = read(faults, files.rules, rulesFile)
  const pools = poolsYaml && readPools(poolsYaml, known.policies, faults)
  const rules = rulesYaml && readRules(rulesYaml, pools ?? null, known.policies, faults)
  if (faults.length > 0 || !pools || !rules || !rulesYaml) throw new ConfigError(faults)
  const { pool, sla, alert } = rulesYaml.value.otherwise
  return {
    rules,
    index: rules.length > FEW_RULES ? RuleIndex.of(rules) : null,
    pools,
    otherwise: { pool, sla: sla ?? null, alert: alert ?? null },
  }
}

/** So few are asked one after the other: the decision then tells of each why it did not hold. */
export const FEW_RULES = 50

/** JSON Schema per file name, for editors. */
export function routingSchemas(): Record<string, unknown> {
  return {
    'rules.yaml': z.toJSONSchema(rulesFile, { io: 'input' }),
    'pools.yaml': z.toJSONSchema(poolsFile, { io: 'input' }),
  }
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
