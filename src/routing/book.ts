// rules.yaml and pools.yaml → compiled rules. Its one rule: every fault of both files is told at once, each with its line.
import { z } from 'zod'
import { ConfigError, type Fault } from '../errors.ts'
import { didYouMean, readYaml, type FieldPath, type TextFile, type YamlFile } from '../yaml-file.ts'
import { compileWhen, type Condition } from './condition.ts'
import { poolsFile, rulesFile, type RuleText } from './grammar.ts'
import { RuleIndex } from './rule-index.ts'

export interface Member {
  /** Lower case; the member's key in the pool's ledger. */
  email: string
  weight: number
}

export interface Pool {
  name: string
  sla: string | null
  members: Member[]
}

export type Action =
  | { kind: 'pool'; pool: string; fastTrack: boolean }
  /** `owner`: `account.owner`, `lead.owner` or an e-mail address. */
  | { kind: 'owner'; owner: string; elsePool: string | null; fastTrack: boolean }
  | { kind: 'nurture' | 'ignore'; reason: string }

export interface Rule {
  name: string
  /** `rulebook/rules.yaml:12` */
  place: string
  when: Condition
  action: Action
  sla: string | null
}

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

function readPools(
  yaml: YamlFile<z.infer<typeof poolsFile>>,
  policies: ReadonlySet<string> | null,
  faults: Fault[],
): Map<string, Pool> {
  const pools = new Map<string, Pool>()
  for (const [name, entry] of Object.entries(yaml.value.pools)) {
    const path: FieldPath = ['pools', name]
    checkSla(yaml, [...path, 'sla'], entry.sla, policies, faults)
    const members = entry.members.map((member) =>
      typeof member === 'string'
        ? { email: member.toLowerCase(), weight: 1 }
        : { email: member.email.toLowerCase(), weight: member.weight },
    )
    for (const [index, { email }] of members.entries()) {
      if (members.findIndex((other) => other.email === email) < index) {
        faults.push(yaml.fault([...path, 'members', index], `${email} stands in this pool twice: use weight: 2.`))
      }
    }
    if (members.every(({ weight }) => weight === 0)) {
      faults.push(yaml.fault([...path, 'members'], 'Nobody here can get a lead: give a member a weight above 0.'))
    }
    pools.set(name, { name, sla: entry.sla ?? null, members })
  }
  return pools
}

function readRules(
  yaml: YamlFile<z.infer<typeof rulesFile>>,
  pools: ReadonlyMap<string, Pool> | null,
  policies: ReadonlySet<string> | null,
  faults: Fault[],
): Rule[] {
  const checkPool = (path: FieldPath, name: string): void => {
    if (pools && !pools.has(name)) {
      faults.push(yaml.fault(path, `No pool "${name}" in pools.yaml${didYouMean(name, pools.keys())}.`))
    }
  }
  const { rules, otherwise } = yaml.value
  checkPool(['otherwise', 'pool'], otherwise.pool)
  checkSla(yaml, ['otherwise', 'sla'], otherwise.sla, policies, faults)
  const names = new Set<string>()
  return rules.map((entry, index) => {
    const path: FieldPath = ['rules', index]
    if (names.has(entry.name)) {
      faults.push(yaml.fault([...path, 'name'], `Two rules are called "${entry.name}": give each its own name.`))
    }
    names.add(entry.name)
    checkSla(yaml, [...path, 'sla'], entry.sla, policies, faults)
    if (entry.sla !== undefined && !entry.assign) {
      faults.push(yaml.fault([...path, 'sla'], 'A promise needs an owner: sla belongs to a rule that assigns.'))
    }
    const action = readAction(entry)
    if (action.kind === 'pool') checkPool([...path, 'assign', 'pool'], action.pool)
    if (action.kind === 'owner') {
      if (action.elsePool !== null) checkPool([...path, 'assign', 'else'], action.elsePool)
      if (!isOwnerWord(action.owner)) {
        const words = `account.owner, lead.owner or a user's e-mail address`
        const hint = didYouMean(action.owner, ['account.owner', 'lead.owner'])
        faults.push(yaml.fault([...path, 'assign', 'owner'], `"${action.owner}" is no owner: write ${words}${hint}.`))
      }
    }
    const { file, line } = yaml.fault(path, '')
    return {
      name: entry.name,
      place: line === undefined ? file : `${file}:${line}`,
      when: compileWhen(entry.when),
      action,
      sla: entry.sla ?? null,
    }
  })
}

function readAction(entry: RuleText): Action {
  if (entry.nurture) return { kind: 'nurture', reason: entry.nurture.reason }
  if (entry.ignore) return { kind: 'ignore', reason: entry.ignore.reason }
  const { pool, owner, else: otherwise, fastTrack = false } = entry.assign ?? {}
  if (owner === undefined) return { kind: 'pool', pool: pool ?? '', fastTrack }
  return { kind: 'owner', owner, elsePool: otherwise?.replace(/^pool /, '').trim() ?? null, fastTrack }
}

function isOwnerWord(owner: string): boolean {
  return owner === 'account.owner' || owner === 'lead.owner' || z.email().safeParse(owner).success
}

function checkSla(
  yaml: YamlFile<unknown>,
  path: FieldPath,
  name: string | undefined,
  policies: ReadonlySet<string> | null,
  faults: Fault[],
): void {
  if (name === undefined || !policies || policies.has(name)) return
  faults.push(yaml.fault(path, `No policy "${name}" in sla.yaml${didYouMean(name, policies)}.`))
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
