// How fast a decision is with a large rulebook: 1,000 rules, and pools of 500 members. Prints one table; run: node bench/decide.ts
// Its one rule: each case says what makes it hard, and the last rule is the one that takes the lead.
import { performance } from 'node:perf_hooks'
import type { Owner } from '../src/lead/account.ts'
import { parseRoutingBook } from '../src/routing/book.ts'
import { decide } from '../src/routing/decide.ts'
import type { OwnerIndex, Question } from '../src/routing/question.ts'

const RULES = 1_000
const MEMBERS = 500
const WARM_UP = 300
const DECISIONS = 2_000

const emails = Array.from({ length: MEMBERS }, (_, index) => `member${index}@acme.example`)
const tests = [
  (n: number) => `{ lead.country: [AT, CH, DE], lead.employees: { between: [${n}, ${n + 9}] } }`,
  (n: number) => `{ lead.company: { contains: [name ${n}, other ${n}] } }`,
  (n: number) => `{ any: [{ lead.industry: branch ${n} }, { lead.score: { gte: ${10_000 + n} } }] }`,
  (n: number) => `{ not: { lead.country: [AT, CH, DE] }, lead.city: town ${n} }`,
]
const rules = Array.from({ length: RULES - 1 }, (_, index) => {
  const when = tests[index % tests.length]?.(index + 1_000)
  return `  - { name: rule ${index}, when: ${when}, assign: { pool: large } }`
})
const book = parseRoutingBook(
  {
    rules: {
      path: 'rules.yaml',
      text: `rules:\n${rules.join('\n')}\n  - { name: last, when: { lead.country: DE }, assign: { pool: large } }\notherwise: { pool: large }\n`,
    },
    pools: { path: 'pools.yaml', text: `pools:\n  large:\n    members: [${emails.join(', ')}]\n` },
  },
  { policies: new Set() },
)

const owners = new Map(emails.map((email, index): [string, Owner] => [email, ownerOf(email, index)]))
const index: OwnerIndex = { byEmail: (email) => owners.get(email), byId: () => undefined }

function ownerOf(email: string, number: number): Owner {
  const crmId = `id-${number}`
  const updatedAt = new Date(0)
  return { id: `crm:${crmId}`, connection: 'crm', crmId, kind: 'user', name: email, email, active: true, updatedAt }
}

function question(seed: number, turns: Question['turns']): Question {
  return {
    lead: {
      id: 'lead',
      fields: { country: 'DE', employees: 320, company: 'Northwind Traders', industry: 'retail', city: 'Berlin' },
      stage: 'MQL',
      suspicious: [],
      ownerId: null,
      breaches: 0,
    },
    match: 'new',
    account: null,
    event: { connection: 'web-form', kind: 'person' },
    cause: 'new',
    owners: index,
    turns,
    excluded: new Map(),
    now: new Date(0),
    seed: `seed ${seed}`,
  }
}

const level = new Map()
const ledger = new Map([
  ['large', emails.map((member, n) => ({ member, total: 100 + (n % 3), lastAt: new Date(n * 1_000) }))],
])

function measure(hard: string, turns: Question['turns']): string {
  const took: number[] = []
  for (let n = -WARM_UP; n < DECISIONS; n += 1) {
    const asked = question(n, turns)
    const start = performance.now()
    const { outcome, rule } = decide(asked, book)
    if (n >= 0) took.push(performance.now() - start)
    if (outcome.kind !== 'assign' || rule !== 'last') throw new Error('The last rule must take it.')
  }
  took.sort((a, b) => a - b)
  const perSecond = Math.round((DECISIONS / took.reduce((sum, ms) => sum + ms, 0)) * 1_000)
  const at = (share: number): string => (took[Math.ceil(took.length * share) - 1] ?? 0).toFixed(2)
  return `| ${hard} | ${perSecond.toLocaleString('en')} | ${at(0.5)} | ${at(0.99)} |`
}

console.log(`${RULES} rules, all asked, and a pool of ${MEMBERS} members; ${DECISIONS} decisions each

| the pool | decisions a second | p50 ms | p99 ms |
| --- | --- | --- | --- |
${measure('has turns in its ledger', ledger)}
${measure('is new: everybody is level, and the seed decides', level)}`)
