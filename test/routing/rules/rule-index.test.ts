// The index of a large rulebook against the plain scan: it leaves out only rules that do not hold.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RoutingBook } from '../../../src/routing/book.ts'
import type { Rule } from '../../../src/routing/rules/rule.ts'
import { when, type When } from '../../../src/routing/rules/condition-grammar.ts'
import { compileWhen } from '../../../src/routing/rules/compile-when.ts'
import { test } from '../../../src/routing/rules/condition.ts'
import { decide, decideByScan } from '../../../src/routing/decide.ts'
import { explainDecision } from '../../../src/routing/explain/sentences.ts'
import type { Question } from '../../../src/routing/question.ts'
import { RuleIndex } from '../../../src/routing/rules/rule-index.ts'
import { runRuleTests } from '../../../src/routing/check/rule-tests.ts'
import { accountOf, bookOf, calendars, question, somePools } from '../book-of.ts'

// Few values, so that rules and leads meet often; beginnings and ends of each other, capitals, and numbers as text.
const word = fc.constantFrom('a', 'A', 'ab', 'ba', 'aba', 'b', '1', '10', '-0', 'İ', 'ß')
const number = fc.constantFrom(-1, 0, 1, 2, 10, 10.5, Infinity)
const code = fc.constantFrom('DE', 'at', 'CH')
const some = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }))
const each = (words: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.oneof(...Object.entries(words).map(([operator, value]) => fc.record({ [operator]: value })))
const day = fc.constantFrom('2026-11-23', '2026-11-24', '2026-11-25')
const finite = number.filter(Number.isFinite)
const band = fc.tuple(finite, finite).map(([a, b]) => [Math.min(a, b), Math.max(a, b)])

const equality = (one: fc.Arbitrary<unknown>) => ({
  equals: one,
  in: fc.array(one, { minLength: 1, maxLength: 3 }),
  not: some(one),
  exists: fc.boolean(),
})
const textWords = {
  ...equality(word),
  starts: some(word),
  ends: some(word),
  contains: some(word),
  matches: fc.constant('^a'),
}
const ofAccount = fc.oneof(some(word), each(textWords))
const ofText = fc.oneof(some(word), each({ ...textWords, changed: fc.boolean() }))
const ofPostal = fc.oneof(
  ofText,
  fc.record({ within: some(fc.constantFrom('a', 'a-b', '1', '0-1', '10-20', 'ab-ba')) }),
)
const ofDay = fc.oneof(some(day), each({ ...equality(day), gte: day, gt: day, lte: day, lt: day }))
const place = fc.constantFrom('north', 'south', 'large', 'both', 'rest', 'named')
const ofNumber = fc.oneof(
  some(finite),
  each({ ...equality(finite), gte: finite, gt: finite, lte: finite, lt: finite, between: band }),
  fc.record({ between: band }),
  fc.record({ gte: finite, lt: finite }),
)
const ofCountry = fc.oneof(some(code), each(equality(code)))
const ofList = each({ contains: some(word), exists: fc.boolean() })
const field = fc.oneof(
  fc.record({ 'lead.company': ofText }),
  fc.record({ 'lead.postalCode': ofPostal, 'lead.employees': ofNumber }),
  fc.record({ 'time.date': ofDay }),
  fc.record({ 'time.date': fc.record({ between: fc.constant(['2026-11-23', '2026-11-24']) }) }),
  fc.record({ territory: fc.oneof(some(place), fc.record({ not: some(place) })) }),
  fc.record({ calendar: fc.constantFrom('office', { closed: 'office' }), 'lead.country': ofCountry }),
  fc.record({ if: fc.constantFrom('lead.employees > 1', 'lead.country == "DE" || account.tier != "a"', '1 / 0 > 1') }),
  fc.record({ 'lead.country': ofCountry, 'lead.industry': ofText }),
  fc.record({ 'lead.employees': ofNumber }),
  fc.record({ 'lead.employees': fc.record({ between: band }) }),
  fc.record({ 'lead.score': ofNumber, 'lead.breaches': ofNumber }),
  fc.record({ 'lead.suspicious': ofList }),
  fc.record({ 'account.tier': ofAccount }),
)
const { tree } = fc.letrec<{ tree: unknown }>((tie) => {
  const parts = fc.array(tie('tree'), { minLength: 1, maxLength: 4 })
  return {
    tree: fc.oneof(
      { maxDepth: 3 },
      { arbitrary: field, weight: 4 },
      { arbitrary: fc.record({ all: parts }), weight: 2 },
      { arbitrary: fc.record({ any: parts }), weight: 2 },
      { arbitrary: fc.record({ not: tie('tree') }), weight: 1 },
      { arbitrary: fc.tuple(field, parts).map(([fields, any]) => ({ ...(fields as object), any })), weight: 2 },
    ),
  }
})
const actions: fc.Arbitrary<Rule['action']> = fc.constantFrom(
  { kind: 'pool', pool: 'emea', fastTrack: false },
  { kind: 'nurture', reason: 'later' },
  // Holds without finding anybody, where there is no account.
  { kind: 'owner', owner: 'account.owner', elsePool: null, fastTrack: false },
)
const books = fc.array(fc.tuple(tree, actions), { maxLength: 40, size: 'max' }).map((rules) => book(rules))

const leads = fc
  .record({
    fields: fc.record(
      { company: word, postalCode: word, industry: word, country: code, employees: number, score: number },
      { requiredKeys: [] },
    ),
    suspicious: fc.array(word, { maxLength: 2 }),
    breaches: fc.nat(2),
    tier: fc.option(word),
    before: fc.constantFrom(null, {}, { company: 'a' }, { postalCode: null, industry: 'b' }),
    now: fc.constantFrom('2026-11-22T23:30:00Z', '2026-11-24T09:00:00Z', '2026-11-25T20:00:00Z'),
  })
  .map(({ tier, before, now, ...lead }) =>
    question({
      lead,
      before,
      now: new Date(now),
      account: tier === null ? null : accountOf({ tier, ownerId: 'id-mia' }),
    }),
  )

const few = bookOf(
  'otherwise: { pool: spare }',
  somePools,
  `territories:
  north: { countries: [DE], states: [AT-1], postal: { CH: [a, 0-1] } }
  south: { countries: [AT, CH], exclude: [north] }
  large: { employees: [2, null], industries: [a, b] }
  both: { include: [north, large], employees: [0, 10] }
  rest: { countries: [DE, AT, CH], exclude: [both, named] }
  named: { accounts: [northwind.example, aba], countries: [DE] }
`,
)

function book(entries: readonly (readonly [unknown, Rule['action']])[]): RoutingBook {
  const rules = entries.map(([asked, action], n): Rule => {
    const parsed: When = when.parse(asked)
    const named = { calendars, territories: few.territories, zone: 'Europe/Berlin' }
    return {
      name: `rule ${n}`,
      place: `rules.yaml:${n}`,
      when: compileWhen(parsed, named),
      action,
      sla: null,
      caps: [],
      zone: 'Etc/UTC',
    }
  })
  return { ...few, rules, index: RuleIndex.of(rules) }
}

function placesIn({ index }: RoutingBook, asked: Question): number[] {
  const candidates = index?.candidates(asked)
  const places: number[] = []
  for (let at = candidates?.after(-1) ?? -1; at !== -1; at = candidates?.after(at) ?? -1) places.push(at)
  return places
}

describe('a rulebook with an index', () => {
  it('decides as if every rule had been asked', () => {
    fc.assert(
      fc.property(books, leads, (rulebook, asked) => {
        const { rules, leftOut = 0, ...decision } = decide(asked, rulebook)
        const { rules: all, ...scanned } = decideByScan(asked, rulebook)
        expect(decision).toEqual(scanned)
        expect(rules.length + leftOut).toBe(all.length)
        expect(rules.filter(({ holds }) => holds)).toEqual(all.filter(({ holds }) => holds))
      }),
      { numRuns: 500 },
    )
  })

  it('names every rule that holds, each once and in the order of the file', () => {
    fc.assert(
      fc.property(books, leads, (rulebook, asked) => {
        const places = placesIn(rulebook, asked)
        expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b))
        const holding = rulebook.rules.flatMap(({ when: rule }, n) => (test(rule, asked).holds ? [n] : []))
        expect(places).toEqual(expect.arrayContaining(holding))
      }),
      { numRuns: 500 },
    )
  })
})

describe('the index', () => {
  const told = (asked: Question, ...whens: unknown[]): number[] =>
    placesIn(book(whens.map((one) => [one, { kind: 'ignore', reason: 'because' }])), asked)
  const lead = question({
    lead: { fields: { country: 'DE', industry: 'Software', postalCode: '10115', employees: 320 } },
  })

  it.each<[string, unknown, unknown]>([
    ['a value', { 'lead.country': 'DE' }, { 'lead.country': 'FR' }],
    ['one of several', { 'lead.country': ['AT', 'DE'] }, { 'lead.country': ['AT', 'FR'] }],
    ['a beginning', { 'lead.postalCode': { starts: [10] } }, { 'lead.postalCode': { starts: ['11', '101150'] } }],
    ['an end', { 'lead.industry': { ends: 'ware' } }, { 'lead.industry': { ends: 'wares' } }],
    ['a band', { 'lead.employees': { between: [50, 999] } }, { 'lead.employees': { between: [1, 319] } }],
    ['a least number', { 'lead.employees': { gte: 320 } }, { 'lead.employees': { gte: 321 } }],
    ['two ends', { 'lead.employees': { gt: 10, lt: 400 } }, { 'lead.employees': { gt: 10, lt: 300 } }],
    [
      'a range of postal codes',
      { 'lead.postalCode': { within: '10000-19999' } },
      { 'lead.postalCode': { within: ['2', '80-89'] } },
    ],
    ['a territory', { territory: 'north' }, { territory: 'south' }],
    ['a day', { 'time.date': { gte: '2026-11-24' } }, { 'time.date': { gte: '2026-11-25' } }],
    ['a calendar', { calendar: 'office' }, { calendar: { closed: 'office' } }],
    ['an unknown value', { 'lead.city': { exists: false } }, { 'lead.city': { exists: true } }],
    ['a part of a text', { 'lead.industry': { contains: 'x' } }, { 'lead.city': { contains: 'x' } }],
    [
      'all of several',
      { 'lead.country': 'DE', 'lead.industry': 'Software' },
      { 'lead.country': 'DE', 'lead.industry': 'Banking' },
    ],
    [
      'a value and a number',
      { 'lead.country': 'DE', 'lead.employees': { gte: 320 } },
      { 'lead.country': 'DE', 'lead.employees': { gte: 321 } },
    ],
    [
      'one of different fields',
      { any: [{ 'lead.country': 'FR' }, { 'lead.employees': { gte: 320 } }] },
      { any: [{ 'lead.country': 'FR' }, { 'lead.employees': { gte: 321 } }] },
    ],
  ])('asks only rules that can hold: %s', (_, can, cannot) => {
    expect(told(lead, cannot, can, cannot, can)).toEqual([1, 3])
  })

  it('keeps the order of the file, whatever the order of numbers', () => {
    const bands = [
      [300, 400],
      [320, 330],
      [1, 9],
      [10, 999],
    ].map((between) => ({ 'lead.employees': { between } }))
    const least = [{ 'lead.employees': { gte: 200 } }, { 'lead.employees': { gte: 100 } }]
    expect(told(lead, ...bands, ...least, ...bands.toReversed())).toEqual([0, 1, 3, 4, 5, 6, 8, 9])
  })

  it('asks a rule always of which nothing can be looked up', () => {
    const whens = [
      { not: { 'lead.country': 'DE' } },
      { any: [{ 'lead.city': 'Bonn' }, { 'lead.city': { not: 'Ulm' } }] },
    ]
    expect(told(lead, ...whens)).toEqual([0, 1])
  })
})

describe('a large rulebook', () => {
  const rules = (count: number): RoutingBook => {
    const entries = Array.from(
      { length: count },
      (_, n) => `{ name: r${n}, when: { lead.score: ${n} }, ignore: { reason: no } }`,
    )
    return bookOf(`rules: [${entries.join()}]\notherwise: { pool: spare }`)
  }
  const asked = question({ lead: { fields: { score: 50 } } })

  it('has an index, a small one has none', () => {
    expect(rules(50).index).toBeNull()
    expect(rules(51).index).not.toBeNull()
  })

  it('tells how many rules were not asked', () => {
    expect(decide(asked, rules(51))).toMatchObject({ rules: [{ rule: 'r50', holds: true }], leftOut: 50 })
    expect(explainDecision(decide(asked, rules(51)))).toEqual([
      'Rule "r50" (rulebook/rules.yaml:1) holds: lead.score is 50 (it is 50).',
      'Not told here: 50 rules before it, which need other values than these.',
      'So it is kept and given to nobody: no.',
    ])
  })

  it('tells of every rule when a test fails', () => {
    const text = 'tests: [{ name: t, lead: { score: 50 }, expect: { rule: r7 } }]'
    const [fault] = runRuleTests([{ path: 'rulebook/tests/a.yaml', text }], rules(51)).faults
    expect(fault?.message).toContain('Rule "r7" (rulebook/rules.yaml:1) does not hold: lead.score is 7 (it is 50).')
  })
})
