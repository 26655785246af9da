// Random rulebooks and leads of one kind: country in 3 of 60, industry 1 of 40, employees at least some number. Its one rule: the same
// seed gives the same rules, so that every engine is asked the same.
import isoCountries from 'i18n-iso-countries/index.js'
import type { Owner } from '../../src/lead/account.ts'
import { FEW_RULES, type RoutingBook } from '../../src/routing/book.ts'
import { plainPool, type Pool } from '../../src/routing/pools/pool.ts'
import type { Rule } from '../../src/routing/rules/rule.ts'
import { compileWhen } from '../../src/routing/rules/compile-when.ts'
import type { Question } from '../../src/routing/question.ts'
import { RuleIndex } from '../../src/routing/rules/rule-index.ts'
import type { TextFile } from '../../src/yaml-file.ts'

const COUNTRIES = 60
const codes = Object.keys(isoCountries.getAlpha2Codes()).filter((code) => code !== 'NO')
const INDUSTRIES = 40
const MOST_EMPLOYEES = 10_000

export interface RuleValues {
  countries: string[]
  industry: string
  employees: number
}

export interface LeadValues {
  country: string
  industry: string
  employees: number
}

/** Mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c (2026-11): 0 to below 1. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function someRules(count: number): RuleValues[] {
  const random = randomOf(1)
  const below = (most: number): number => Math.floor(random() * most)
  return Array.from({ length: count }, () => ({
    countries: [countryOf(below(COUNTRIES)), countryOf(below(COUNTRIES)), countryOf(below(COUNTRIES))],
    industry: `industry ${below(INDUSTRIES)}`,
    employees: below(MOST_EMPLOYEES) + 1,
  }))
}

export function someLeads(count: number): LeadValues[] {
  const random = randomOf(2)
  const below = (most: number): number => Math.floor(random() * most)
  return Array.from({ length: count }, () => ({
    country: countryOf(below(COUNTRIES)),
    industry: `industry ${below(INDUSTRIES)}`,
    employees: below(MOST_EMPLOYEES),
  }))
}

/** The worst case: country and industry are those of many rules, and none holds. */
export function tooSmall(leads: readonly LeadValues[]): LeadValues[] {
  return leads.map((lead) => ({ ...lead, employees: 0 }))
}

function countryOf(number: number): string {
  return codes[number] ?? ''
}

export function rulesOf(values: readonly RuleValues[]): Rule[] {
  return values.map(({ countries, industry, employees }, n) => ({
    name: `rule ${n}`,
    place: `rulebook/rules.yaml:${n + 2}`,
    when: compileWhen({
      'lead.country': countries,
      'lead.employees': { gte: employees },
      'lead.industry': industry,
    }),
    action: { kind: 'pool', pool: 'sales', fastTrack: false },
    sla: null,
    caps: [],
    zone: 'Etc/UTC',
  }))
}

/** The same as people write it. */
export function yamlOf(
  values: readonly RuleValues[],
  members: readonly string[],
): { rules: TextFile; pools: TextFile } {
  const rules = values.map(
    ({ countries, industry, employees }, n) => `  - name: rule ${n}
    when: { lead.country: [${countries.join(', ')}], lead.employees: { gte: ${employees} }, lead.industry: ${industry} }
    assign: { pool: sales }
`,
  )
  return {
    rules: { path: 'rules.yaml', text: `rules:\n${rules.join('')}otherwise: { pool: sales }\n` },
    pools: { path: 'pools.yaml', text: `pools:\n  sales: { members: [${members.join(', ')}] }\n` },
  }
}

/** As book.ts makes it, from rules that are parsed already. */
export function bookOf(rules: Rule[], members: readonly string[]): RoutingBook {
  const pool: Pool = { ...plainPool, name: 'sales', members: members.map((email) => ({ email, weight: 1 })) }
  return {
    rules,
    index: rules.length > FEW_RULES ? RuleIndex.of(rules) : null,
    pools: new Map([['sales', pool]]),
    territories: new Map(),
    tables: new Map(),
    otherwise: { pool: 'sales', sla: null, alert: null },
  }
}

export function membersOf(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `member${n}@acme.example`)
}

/** @param hasTurns members got leads before, not all as many; else everybody is level and the seed decides */
export function questionsOf(leads: readonly LeadValues[], members: readonly string[], hasTurns: boolean): Question[] {
  const owners = new Map(members.map((email, n): [string, Owner] => [email, ownerOf(email, n)]))
  const turns = members.map((member, n) => ({ member, total: 100 + (n % 3), lastAt: new Date(n * 1_000) }))
  return leads.map((fields, n) => ({
    lead: { id: `lead ${n}`, fields: { ...fields }, stage: 'MQL', suspicious: [], ownerId: null, breaches: 0 },
    previous: null,
    match: 'new',
    account: null,
    before: null,
    event: { connection: 'web-form', kind: 'person', at: null },
    cause: 'new',
    owners: { byEmail: (email) => owners.get(email), byId: () => undefined, queue: () => undefined },
    turns: hasTurns ? new Map([['sales', turns]]) : new Map(),
    recent: new Map(),
    open: new Map(),
    absences: new Map(),
    excluded: new Map(),
    now: new Date(0),
    seed: `event ${n}`,
  }))
}

function ownerOf(email: string, number: number): Owner {
  const crmId = `id-${number}`
  const updatedAt = new Date(0)
  return { id: `crm:${crmId}`, connection: 'crm', crmId, kind: 'user', name: email, email, active: true, updatedAt }
}
