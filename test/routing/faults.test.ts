// A faulty rulebook: every fault of both files at once, each with its line and what to do.
import { describe, expect, it } from 'vitest'
import { ConfigError, faultLine } from '../../src/errors.ts'
import { bookOf, somePools } from './book-of.ts'

function faultsOf(rules: string, pools = somePools): string[] {
  try {
    bookOf(rules, pools)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(faultLine)
    throw error
  }
  return []
}

const rulesWith = (rule: string): string => `rules:\n  - ${rule}\notherwise: { pool: emea }\n`
const named = (rest: string): string => rulesWith(`{ name: one, ${rest} }`)
const assign = 'assign: { pool: emea }'

it('has none to tell of a good one', () => {
  expect(faultsOf(named(`when: { lead.country: DE }, ${assign}`))).toEqual([])
})

it('tells the faults of both files at once, in one list', () => {
  const rules = `rules:
  - name: one
    when: { lead.employes: 5 }
    assign: { pool: emea }
`
  const pools = `pools:
  emea:
    sla: standrad
    members: [mia@acme.example, mia@acme.example, nobody]
`
  const faults = faultsOf(rules, pools)
  expect(faults).toEqual([
    `rulebook/pools.yaml:4:51 pools.emea.members[2]: Expected a user's e-mail address.`,
    'rulebook/rules.yaml:3:13 rules[0].when.lead.employes: Unknown key "lead.employes" (did you mean "lead.employees"?).',
    'rulebook/rules.yaml:1:1 otherwise: Expected the pool that takes what no rule took: nothing is ever dropped.',
  ])
})

it('points at a pool and a policy that there is not, and at the one that was meant', () => {
  const rules = `rules:
  - name: one
    when: { lead.country: DE }
    assign: { pool: emae }
    sla: five-minuts
  - name: two
    when: { lead.country: FR }
    assign: { owner: account.owner, else: pool spar }
otherwise: { pool: everybody }
`
  expect(faultsOf(rules)).toEqual([
    'rulebook/rules.yaml:9:14 otherwise.pool: No pool "everybody" in pools.yaml.',
    'rulebook/rules.yaml:5:5 rules[0].sla: No policy "five-minuts" in sla.yaml (did you mean "five-minutes"?).',
    'rulebook/rules.yaml:4:15 rules[0].assign.pool: No pool "emae" in pools.yaml (did you mean "emea"?).',
    'rulebook/rules.yaml:8:37 rules[1].assign.else: No pool "spar" in pools.yaml (did you mean "spare"?).',
  ])
})

describe('says in one sentence what is wrong with', () => {
  it.each([
    [
      'a condition on an unknown field',
      'when: { account.teir: gold }',
      'Unknown key "account.teir" (did you mean "account.tier"?)',
    ],
    ['a field without its start', 'when: { country: DE }', 'Unknown key "country" (did you mean "lead.country"?).'],
    ['a misspelt operator', 'when: { lead.company: { start: A } }', 'Unknown key "start" (did you mean "starts"?).'],
    [
      'an operator for numbers on a text',
      'when: { lead.company: { gte: 5 } }',
      'Unknown key "gte": expected equals, in, not, exists, changed, starts, ends, contains, matches.',
    ],
    [
      'an operator for texts on a number',
      'when: { lead.employees: { starts: 5 } }',
      'Unknown key "starts": expected equals, in, not, exists, changed, gte, gt, lte, lt, between.',
    ],
    ['a pattern that could take for ever', 'when: { lead.title: { matches: "(?=vp)" } }', 'This pattern looks ahead'],
    ['a pattern with a bracket open', 'when: { lead.title: { matches: "(vp" } }', 'missing closing )'],
    ['a value for a list', 'when: { lead.suspicious: test }', 'Expected an operator: contains, exists.'],
    ['no value', 'when: { lead.company: "" }', 'Expected a text.'],
    ['a code that is no country', 'when: { lead.country: EU }', '"EU" is the code of no country.'],
    ['a code that only people write', 'when: { lead.country: [DE, uk] }', '"uk" is the code of no country: write GB.'],
    ['a list where one condition belongs', 'when: [{ lead.city: X }]', 'Expected what must hold, such as'],
    ['one condition where a list belongs', 'when: { any: { lead.city: X } }', 'Expected a list of conditions, such as'],
    ['a range of words', 'when: { lead.employees: { between: [few, 9] } }', 'Expected a number.'],
    ['a text for a number', 'when: { lead.employees: { gte: many } }', 'Expected a number'],
    ['a stage that there is not', 'when: { lead.stage: MLQ }', 'Expected one of inquiry, MQL'],
    ['a country by its name', 'when: { lead.country: Germany }', 'Expected a country code of two letters, such as DE'],
    ['a range the wrong way round', 'when: { lead.employees: { between: [9, 1] } }', 'must not be above the second'],
    ['a range of one', 'when: { lead.employees: { between: [9] } }', 'Expected two numbers: [50, 999]'],
    ['no condition', 'when: {}', 'Say at least one condition here'],
    ['an empty list of conditions', 'when: { any: [] }', 'Say at least one condition here'],
    [
      'a range of postal codes that is none',
      'when: { lead.postalCode: { within: ["10-199"] } }',
      'must have as many signs',
    ],
    ['a range of a text that is no postal code', 'when: { lead.city: { within: ["1"] } }', 'Unknown key "within"'],
    ['a change of what no event changes', 'when: { account.tier: { changed: true } }', 'Unknown key "changed"'],
    ['a date that there is not', 'when: { time.date: { gte: 2026-02-30 } }', 'Expected a date, such as 2026-12-31'],
    [
      'a calendar that there is not',
      'when: { calendar: ofice }',
      'No calendar "ofice" in calendars.yaml (did you mean "office"?)',
    ],
    ['neither open nor closed', 'when: { calendar: {} }', 'Say open or closed'],
    [
      'a territory that there is not',
      'when: { any: [{ territory: [emae] }] }',
      'No territory "emae" in territories.yaml',
    ],
    ['an expression over a field that there is not', 'when: { if: "lead.employes > 5" }', 'No such key: employes'],
    ['a condition in a list that is unknown', 'when: { any: [{ lead.citty: X }] }', '(did you mean "lead.city"?)'],
  ])('%s', (_, when, message) => {
    const [fault, ...more] = faultsOf(named(`${when}, ${assign}`))
    expect(more).toEqual([])
    expect(fault).toContain(message)
    expect(fault).toMatch(/^rulebook\/rules\.yaml:2:\d+ rules\[0\]\.when/)
  })

  it.each([
    ['a rule without a name', `{ when: { lead.city: X }, ${assign} }`, 'Expected a name'],
    ['a rule without a when', `{ name: one, ${assign} }`, 'rules[0].when: Expected what must hold, such as'],
    [
      'a pool by its name alone',
      '{ name: one, when: { lead.city: X }, assign: emea }',
      'Expected { pool, owner, queue, territory, else, fastTrack }.',
    ],
    ['nurture by its reason alone', '{ name: one, when: { lead.city: X }, nurture: cold }', 'Expected { reason }.'],
    [
      'a word alone',
      'one',
      'rules[0]: Expected { name, when, if, assign, split, nurture, ignore, hold, sla, sticky, caps }.',
    ],
    [
      'two ends',
      `{ name: one, when: { lead.city: X }, ${assign}, ignore: { reason: x } }`,
      'exactly one of assign, split, nurture, ignore and hold',
    ],
    ['no end', '{ name: one, when: { lead.city: X } }', 'exactly one of assign, split, nurture, ignore and hold'],
    ['nurture without a reason', '{ name: one, when: { lead.city: X }, nurture: {} }', 'Expected the reason, in words'],
    [
      'pool and owner together',
      '{ name: one, when: { lead.city: X }, assign: { pool: emea, owner: account.owner } }',
      'Say one of pool, owner, queue and territory',
    ],
    [
      'neither pool nor owner',
      '{ name: one, when: { lead.city: X }, assign: {} }',
      'Say one of pool, owner, queue and territory',
    ],
    [
      'else of a pool',
      '{ name: one, when: { lead.city: X }, assign: { pool: emea, else: pool spare } }',
      'else belongs to owner',
    ],
    [
      'else that names no pool',
      '{ name: one, when: { lead.city: X }, assign: { owner: account.owner, else: spare } }',
      'Expected "pool <name>"',
    ],
    [
      'an owner word that there is not',
      '{ name: one, when: { lead.city: X }, assign: { owner: acount.owner } }',
      '"acount.owner" is no owner: write account.owner, account.successManager, lead.owner, previous owner or a user\'s e-mail address (did you mean "account.owner"?)',
    ],
    [
      'shares that are not a whole',
      '{ name: one, when: { lead.city: X }, split: { by: lead.id, shares: [{ name: a, percent: 50, assign: { pool: emea } }, { name: b, percent: 40, assign: { pool: spare } }] } }',
      'The percentages must sum to 100',
    ],
    [
      'an unknown pool of a share',
      '{ name: one, when: { lead.city: X }, split: { by: lead.id, shares: [{ name: a, percent: 50, assign: { pool: emea } }, { name: b, percent: 50, assign: { pool: spar } }] } }',
      'rules[0].split.shares[1].assign.pool: No pool "spar" in pools.yaml (did you mean "spare"?).',
    ],
    [
      'a sticky rule without a pool',
      '{ name: one, when: { lead.city: X }, assign: { owner: account.owner }, sticky: { owner: previous } }',
      'sticky belongs to a rule that assigns a pool',
    ],
    [
      'an age that is no duration',
      '{ name: one, when: { lead.city: X }, assign: { pool: emea }, sticky: { owner: previous, notOlderThan: 90 days } }',
      'Expected a duration such as 90d',
    ],
    [
      'a misspelt word of sticky',
      '{ name: one, when: { lead.city: X }, assign: { pool: emea }, sticky: { owner: previous, inPol: true } }',
      'inPool',
    ],
    [
      'an unknown pool behind a queue',
      '{ name: one, when: { lead.city: X }, assign: { queue: EMEA, else: pool spar } }',
      'No pool "spar" in pools.yaml (did you mean "spare"?).',
    ],
    [
      'a promise without an owner',
      '{ name: one, when: { lead.city: X }, ignore: { reason: x }, sla: standard }',
      'A promise needs an owner',
    ],
    [
      'a word that there is not',
      `{ name: one, when: { lead.city: X }, ${assign}, slaa: standard }`,
      'Unknown key "slaa" (did you mean "sla"?)',
    ],
  ])('%s', (_, rule, message) => {
    expect(faultsOf(rulesWith(rule)).join('\n')).toContain(message)
    expect(faultsOf(rulesWith(rule))).toHaveLength(1)
  })

  it.each([
    [
      'a member who stands there twice',
      'members: [mia@acme.example, Mia@acme.example]',
      'mia@acme.example stands in this pool twice: use weight: 2.',
    ],
    ['nobody', 'members: []', 'Name at least one member'],
    ['nobody who can get a lead', 'members: [{ email: mia@acme.example, weight: 0 }]', 'Nobody here can get a lead'],
    ['a weight below 0', 'members: [{ email: mia@acme.example, weight: -1 }]', 'Expected 0 or more'],
    [
      'a word that there is not',
      'members: [{ email: mia@acme.example, wieght: 1 }]',
      'Unknown key "wieght" (did you mean "weight"?)',
    ],
  ])('a pool with %s', (_, members, message) => {
    const pools = `pools:\n  emea:\n    ${members}\n`
    const faults = faultsOf('rules: []\notherwise: { pool: emea }', pools)
    expect(faults.join('\n')).toContain(message)
    expect(faults).toHaveLength(1)
  })
})

it('tells of two rules with one name', () => {
  const rule = `- { name: one, when: { lead.city: X }, ${assign} }`
  expect(faultsOf(`rules:\n  ${rule}\n  ${rule}\notherwise: { pool: emea }`)).toEqual([
    'rulebook/rules.yaml:3:7 rules[1].name: Two rules are called "one": give each its own name.',
  ])
})

it('tells where the YAML itself breaks, once for each line', () => {
  expect(faultsOf('rules: []\notherwise: { pool: "emea }')).toEqual([
    'rulebook/rules.yaml:2:27: Missing closing "quote. Check the indentation and quotes here.',
  ])
})

it('tells what a file and a pool hold', () => {
  expect(faultsOf('- one', 'pools: [emea]')).toEqual([
    'rulebook/pools.yaml:1:1 pools: Expected a name for each entry.',
    'rulebook/rules.yaml:1:1: Expected { zone, sticky, rules, otherwise }.',
  ])
  expect(faultsOf('rules: []\notherwise: { pool: emea }', 'pools: { emea: [mia@acme.example] }')).toEqual([
    'rulebook/pools.yaml:1:10 pools.emea: Expected { sla, method, hours, zone, caps, memberCaps, uncounted, needs, prefers, catchUp, whenEmpty, members }.',
  ])
})
