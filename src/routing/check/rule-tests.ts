// Tests of rules, written by those who write the rules: a lead, and who must get it. Its one rule: they ask the engine that routes, with
// everybody free and nobody having had a turn, so that a test depends on the rules alone.
import { z } from 'zod'
import { cleanFields } from '../../cleanse/clean.ts'
import { ConfigError, type Fault } from '../../errors.ts'
import { knownDetails, relationships, type Account, type Owner } from '../../lead/account.ts'
import { leadFields, type LeadField } from '../../lead/lead.ts'
import { stages } from '../../lead/stage.ts'
import { didYouMean, readYaml, type FieldPath, type TextFile, type YamlFile } from '../../yaml-file.ts'
import type { RoutingBook } from '../book.ts'
import { decide, decideByScan } from '../decide.ts'
import type { Decision } from '../decision.ts'
import { explainDecision } from '../explain/sentences.ts'
import type { OwnerIndex, Question } from '../question.ts'

const text = z.string().min(1)
const beforeFields = [...(Object.keys(leadFields.shape) as LeadField[]), 'stage'] as const
const instant = z.iso
  .datetime({ offset: true, error: 'Expected a time with its zone: 2026-11-24T09:00:00Z' })
  .transform((time) => new Date(time))
const email = z.email({ error: "Expected a user's e-mail address" }).transform((address) => address.toLowerCase())

const expectation = z
  .strictObject({
    rule: text.optional().describe('Name of the rule that takes it, or otherwise'),
    outcome: z.enum(['assign', 'nurture', 'ignore', 'unrouted']).optional(),
    pool: text.optional(),
    owner: email.optional(),
    arm: text.optional().describe('Name of the share, where the rule splits'),
    queue: text.optional().describe('Queue of the CRM, as the rule names it'),
    sla: text.optional().describe('Name of the promise'),
    fastTrack: z.boolean().optional(),
  })
  .refine((wanted) => Object.values(wanted).some((value) => value !== undefined), {
    error: 'Say what must come out: rule, pool, owner, queue, arm, outcome, sla or fastTrack',
  })

const ruleTest = z.strictObject({
  name: text.describe('What must be so, in a sentence'),
  lead: z
    .strictObject(leadFields.partial().shape)
    .default({})
    .describe('Fields as they come; they are cleaned as always'),
  stage: z.enum(stages).default('MQL'),
  owner: email.optional().describe('Who has the lead already'),
  previousOwner: email.optional().describe('Who had the lead before, while nobody has it'),
  previousUntil: instant.optional().describe('Until when; default: until now'),
  account: z
    .strictObject({
      relationship: z.enum(relationships).default('prospect'),
      name: text.default('Example'),
      domain: text.optional(),
      tier: text.optional(),
      owner: email.optional(),
      successManager: email.optional(),
      openPipeline: z.number().nonnegative().optional(),
    })
    .optional(),
  match: z.enum(['new', 'same', 'unsure']).default('new'),
  connection: text.default('web-form'),
  before: z
    .partialRecord(z.enum(beforeFields), z.union([z.string(), z.number(), z.null()]))
    .optional()
    .describe('The lead was known: what the event changed, with the values before; null: unknown'),
  at: instant.optional().describe('When the event happened'),
  now: instant.optional().describe('When it is decided: 2026-11-24T09:00:00Z'),
  breaches: z.number().int().nonnegative().default(0),
  suspicious: z.array(text).default([]),
  away: z.array(email).default([]).describe('Users that are inactive in the CRM'),
  expect: expectation,
})
type RuleTest = z.infer<typeof ruleTest>

const testsFile = z.strictObject({ tests: z.array(ruleTest).min(1, { error: 'Expected at least one test' }) })

export const ruleTestsSchema = (): unknown => z.toJSONSchema(testsFile, { io: 'input' })

/** @returns how many there are; every test that does not come out, and every file that cannot be read */
export function runRuleTests(files: readonly TextFile[], book: RoutingBook): { count: number; faults: Fault[] } {
  let count = 0
  const faults = files.flatMap((file) => {
    try {
      const yaml = readYaml(file, testsFile)
      count += yaml.value.tests.length
      return yaml.value.tests.flatMap((test, index) => faultsOf(test, ['tests', index], yaml, book))
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      return error.faults
    }
  })
  return { count, faults }
}

function faultsOf(test: RuleTest, path: FieldPath, yaml: YamlFile<unknown>, book: RoutingBook): Fault[] {
  const { rule, pool } = test.expect
  const names = [...book.rules.map(({ name }) => name), 'otherwise']
  if (rule !== undefined && !names.includes(rule)) {
    return [yaml.fault([...path, 'expect', 'rule'], `No rule is called "${rule}"${didYouMean(rule, names)}.`)]
  }
  if (pool !== undefined && !book.pools.has(pool)) {
    return [
      yaml.fault([...path, 'expect', 'pool'], `No pool "${pool}" in pools.yaml${didYouMean(pool, book.pools.keys())}.`),
    ]
  }
  const question = questionOf(test, book)
  const decision = decide(question, book)
  const got = resultOf(decision)
  const wrong = (Object.keys(got) as (keyof typeof got)[]).find(
    (key) => test.expect[key] !== undefined && test.expect[key] !== got[key],
  )
  if (wrong === undefined) return []
  const said = got[wrong] === null ? 'there is none' : `it is ${String(got[wrong])}`
  const message = `Test "${test.name}": ${wrong} must be ${String(test.expect[wrong])}, but ${said}. ${reason(test, decideByScan(question, book), book)}`
  return [yaml.fault([...path, 'expect', wrong], message)]
}

function resultOf({ rule, outcome }: Decision) {
  const assigned = outcome.kind === 'assign' ? outcome : null
  const isQueue = assigned?.ownerKind === 'queue'
  return {
    rule,
    outcome: outcome.kind,
    pool: assigned?.pool ?? null,
    arm: assigned?.arm ?? null,
    owner: isQueue ? null : (assigned?.ownerId ?? null),
    queue: isQueue ? assigned.ownerId : null,
    sla: assigned?.sla ?? null,
    fastTrack: assigned?.fastTrack ?? null,
  }
}

/** Why the rule that was meant did not take it, or which one did. */
function reason({ expect: { rule } }: RuleTest, decision: Decision, book: RoutingBook): string {
  const sentences = explainDecision(decision)
  const at = decision.rules.findIndex((tried) => tried.rule === rule)
  if (at !== -1) return sentences[at] ?? ''
  const winner = sentences[decision.rules.length - 1] ?? ''
  const stands = book.rules.find(({ name }) => name === rule)
  return stands ? `${winner} "${rule}" stands after it (${stands.place}).` : winner
}

function questionOf(test: RuleTest, book: RoutingBook): Question {
  const { fields, suspicious } = cleanFields(test.lead)
  return {
    lead: {
      id: 'test',
      fields,
      stage: test.stage,
      suspicious: [...suspicious, ...test.suspicious],
      ownerId: test.owner ?? null,
      breaches: test.breaches,
    },
    previous: test.previousOwner
      ? { ownerId: test.previousOwner, until: test.previousUntil ?? test.now ?? new Date(0), refused: null }
      : null,
    match: test.match,
    account: test.account ? accountOf(test.account) : null,
    before: test.before ?? null,
    event: { connection: test.connection, kind: 'person', at: test.at ?? null },
    cause: 'new',
    owners: ownersOf(test, book),
    turns: new Map(),
    recent: new Map(),
    open: new Map(),
    absences: new Map(),
    excluded: new Map(),
    now: test.now ?? new Date(0),
    seed: test.name,
  }
}

function accountOf({
  name,
  domain,
  tier,
  owner,
  relationship,
  successManager,
  openPipeline,
}: NonNullable<RuleTest['account']>): Account {
  return {
    id: 'test:account',
    connection: 'test',
    crmId: 'account',
    name,
    domain: domain ?? null,
    ownerId: owner ?? null,
    relationship,
    tier: tier ?? null,
    details: knownDetails({ successManagerId: successManager, openPipeline }),
    updatedAt: new Date(0),
  }
}

/** Everybody whom rules, pools or the test name is a user of the CRM; the address is the id. */
function ownersOf(test: RuleTest, book: RoutingBook): OwnerIndex {
  const named = [
    ...[...book.pools.values()].flatMap(({ members }) => members.map((member) => member.email)),
    ...book.rules
      .flatMap(({ action }) => (action.kind === 'split' ? action.shares.map((share) => share.action) : [action]))
      .flatMap((action) => (action.kind === 'owner' && action.owner.includes('@') ? [action.owner] : [])),
    ...[...book.tables.values()].flatMap(({ data }) =>
      data.targets.flatMap(({ kind, name }) => (kind === 'owner' && name.includes('@') ? [name] : [])),
    ),
    ...[test.owner, test.previousOwner, test.account?.owner, test.account?.successManager].filter(isSaid),
  ]
  const known = new Map(named.map((address) => [address.toLowerCase(), ownerOf(address.toLowerCase(), test)]))
  return {
    byEmail: (address) => known.get(address.toLowerCase()),
    byId: (id) => known.get(id),
    queue: (name) => ({ ...ownerOf(name, test), kind: 'queue', email: null }),
  }
}

function isSaid(word: string | undefined): word is string {
  return word !== undefined
}

function ownerOf(address: string, { away }: RuleTest): Owner {
  return {
    id: `test:${address}`,
    connection: 'test',
    crmId: address,
    kind: 'user',
    name: address,
    email: address,
    active: !away.includes(address),
    updatedAt: new Date(0),
  }
}
