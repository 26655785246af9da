// Rules that never win, rules that get in each other's way, gaps between them: each shown by a lead, and nothing is called unreachable that is not.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findingLine, githubLine, type Finding } from '../../../src/routing/check/finding.ts'
import { gapFindings } from '../../../src/routing/check/gaps.ts'
import { reachFindings } from '../../../src/routing/check/reach.ts'
import type { RoutingBook } from '../../../src/routing/book.ts'
import { decide } from '../../../src/routing/decide.ts'
import type { Question } from '../../../src/routing/question.ts'
import { test } from '../../../src/routing/rules/condition.ts'
import { bookOf, question } from '../book-of.ts'

const ignore = 'ignore: { reason: r }'
const pool = 'assign: { pool: emea }'

function book(...rules: [when: string, action: string][]) {
  const entries = rules.map(([when, action], n) => `  - { name: r${n}, when: ${when}, ${action} }\n`)
  return bookOf(`rules:\n${entries.join('')}otherwise: { pool: spare }`)
}

const codes = (findings: readonly Finding[]) => findings.map(({ code, line }) => `${code} ${line}`)
const found = (...rules: Parameters<typeof book>) => codes(reachFindings(book(...rules)))

describe('a rule that never wins', () => {
  const never: [string, string, string][] = [
    ['a wider list', '{ lead.country: [DE, AT] }', '{ lead.country: at }'],
    ['a wider band', '{ lead.employees: { gte: 50 } }', '{ lead.employees: { between: [50, 99] }, lead.country: DE }'],
    ['an open end', '{ lead.employees: { gt: 49 } }', '{ lead.employees: { gte: 50, lt: 90 } }'],
    ['what is known', '{ lead.city: { exists: true } }', '{ lead.city: { starts: B } }'],
    [
      'any of its ways',
      '{ any: [{ lead.country: DE }, { lead.score: { gte: 5 } }] }',
      '{ lead.score: { between: [7, 9] } }',
    ],
    ['a beginning', '{ lead.city: { starts: [B, K] } }', '{ lead.city: [Bonn, Köln] }'],
    ['not the other', '{ not: { lead.country: DE } }', '{ lead.country: FR }'],
    ['the same pattern', '{ lead.title: { matches: "^vp" } }', '{ lead.title: { matches: "^vp" }, lead.country: DE }'],
    ['both ways of another', '{ lead.stage: [MQL, SAL] }', '{ any: [{ lead.stage: MQL }, { lead.stage: SAL }] }'],
  ]
  it.each(never)('behind %s', (_, wide, narrow) => {
    expect(found([wide, ignore], [narrow, pool])).toEqual(['rule.unreachable 3'])
    expect(found([wide, pool], [narrow, ignore])).toEqual(['rule.shadowed 3'])
    // The other way round it is a special case that stands first, as it should.
    expect(found([narrow, pool], [wide, ignore])).toEqual([])
  })

  it('because nothing can be so', () => {
    const contradictions = [
      '{ all: [{ lead.country: DE }, { lead.country: FR }] }',
      '{ lead.employees: { gte: 50, lt: 50 } }',
      '{ lead.city: { exists: false, equals: Bonn } }',
      '{ lead.country: DE, not: { lead.country: [DE, AT] } }',
    ]
    for (const when of contradictions) expect(found([when, pool])).toEqual(['rule.impossible 2'])
  })

  it('is told with the rule that stands before it', () => {
    const [finding] = reachFindings(book(['{ lead.country: [DE] }', ignore], ['{ lead.country: DE }', pool]))
    expect(finding && findingLine(finding)).toBe(
      'rulebook/rules.yaml:3: warning: Rule "r1" never wins: whatever it holds for, "r0" (rulebook/rules.yaml:2) takes before it. Put it before that rule, or remove it. [rule.unreachable]',
    )
    expect(finding && githubLine({ ...finding, message: '50 %\nof, all: it' })).toBe(
      '::warning file=rulebook/rules.yaml,line=3,title=rule.unreachable::50 %25%0Aof, all: it',
    )
  })
})

describe('random rulebooks', () => {
  const value = fc.record(
    {
      country: fc.constantFrom('DE', 'FR'),
      city: fc.constantFrom('Bonn', 'Berlin', 'Paris'),
      employees: fc.nat(6),
    },
    { requiredKeys: [] },
  )
  const comparison = fc.oneof(
    fc.constantFrom('DE', '[DE, FR]', '{ not: DE }', '{ exists: false }').map((said) => `{ lead.country: ${said} }`),
    fc
      .constantFrom('Bonn', '{ starts: B }', '{ contains: [n] }', '{ exists: true }')
      .map((said) => `{ lead.city: ${said} }`),
    fc
      .tuple(fc.constantFrom('gte', 'gt', 'lte', 'lt', 'equals', 'not'), fc.nat(6))
      .map(([operator, number]) => `{ lead.employees: { ${operator}: ${number} } }`),
  )
  const when = fc.oneof(
    comparison,
    fc
      .tuple(fc.constantFrom('all', 'any'), fc.array(comparison, { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([word, parts, isNot]) =>
        isNot ? `{ not: { ${word}: [${parts.join()}] } }` : `{ ${word}: [${parts.join()}] }`,
      ),
  )

  const isWrong = (finding: Finding, made: RoutingBook, asked: readonly Question[]): boolean => {
    const rule = made.rules[(finding.line ?? 0) - 2]
    if (!rule) return false
    if (finding.code === 'rule.unreachable') return asked.some((one) => decide(one, made).rule === rule.name)
    return finding.code === 'rule.impossible' && asked.some((one) => test(rule.when, one).holds)
  }

  it('have no rule that is called unreachable and wins, or impossible and holds', () => {
    let told = 0
    fc.assert(
      fc.property(
        fc.array(fc.tuple(when, fc.constantFrom(ignore, pool)), { minLength: 2, maxLength: 6 }),
        fc.array(value, { minLength: 20, maxLength: 40 }),
        (rules, leads) => {
          const made = book(...rules)
          const asked = leads.map((fields) => question({ lead: { fields } }))
          const findings = reachFindings(made)
          told += findings.filter(({ level }) => level === 'warning').length
          return !findings.some((finding) => isWrong(finding, made, asked))
        },
      ),
      { numRuns: 500 },
    )
    // Not because nothing is ever found.
    expect(told).toBeGreaterThan(100)
  })
})

describe('rules that overlap', () => {
  it('are told with a lead for which both hold, where they lead elsewhere', () => {
    const [finding, ...others] = reachFindings(
      book(['{ lead.country: DE }', ignore], ['{ lead.employees: { gte: 500 } }', pool]),
    )
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      level: 'note',
      code: 'rule.overlap',
      message:
        'Rules "r0" (rulebook/rules.yaml:2) and "r1" both hold for a lead with lead.country DE, lead.employees 500: the first gets it.',
    })
    expect(found(['{ lead.country: DE }', pool], ['{ lead.employees: { gte: 500 } }', pool])).toEqual([])
    expect(found(['{ lead.country: DE }', ignore], ['{ lead.country: FR }', pool])).toEqual([])
  })
})

describe('a gap', () => {
  it('between two bands is told with the lead that falls into it', () => {
    const [gap] = gapFindings(
      book(
        ['{ lead.country: DE, lead.employees: { between: [1, 49] } }', pool],
        ['{ lead.country: DE, lead.employees: { gt: 50 } }', ignore],
      ),
    )
    expect(gap?.message).toMatch(/^Only "otherwise" takes a lead with lead.country DE, lead.employees 50, though /)
    const meeting = book(
      ['{ lead.country: DE, lead.employees: { between: [1, 50] } }', pool],
      ['{ lead.country: DE, lead.employees: { gt: 50 } }', ignore],
    )
    expect(gapFindings(meeting)).toEqual([])
  })
})

it('says what was not looked at', () => {
  const parts = (field: string) => `{ any: [${Array.from({ length: 6 }, (_, n) => `{ ${field}: x${n} }`).join()}] }`
  expect(found([`{ all: [${parts('lead.city')}, ${parts('lead.state')}] }`, pool])).toEqual(['check.bounds undefined'])
})
