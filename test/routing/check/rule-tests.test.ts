// Tests of rules as RevOps writes them: what passes, and what a test says when it does not.
import { describe, expect, it } from 'vitest'
import { runRuleTests } from '../../../src/routing/check/rule-tests.ts'
import { bookOf } from '../book-of.ts'

const book = bookOf(`
rules:
  - name: Customers
    when: { account.relationship: customer }
    assign: { owner: account.owner, else: pool spare }
  - name: Germany
    when: { lead.country: DE, lead.employees: { gte: 50 } }
    assign: { pool: emea, fastTrack: true }
    sla: five-minutes
  - name: Also Germany
    when: { lead.country: DE }
    nurture: { reason: too small }
otherwise: { pool: spare }
`)

function run(...tests: string[]): string[] {
  const text = `tests:\n${tests.map((test) => `  - { name: a test, ${test} }`).join('\n')}`
  return runRuleTests([{ path: 'rulebook/tests/a.yaml', text }], book).faults.map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  )
}

describe('passes where the engine decides so:', () => {
  it.each([
    [
      'the rule, its pool, its promise',
      'lead: { country: DE, employees: 50 }, expect: { rule: Germany, pool: emea, sla: five-minutes, fastTrack: true }',
    ],
    ['fields as people type them', 'lead: { country: " deutschland ", employees: 50 }, expect: { rule: Germany }'],
    ['nurture', 'lead: { country: DE }, expect: { outcome: nurture }'],
    ['the rest', 'lead: { country: FR }, expect: { rule: otherwise, pool: spare, owner: zoe@acme.example }'],
    [
      "the account's owner",
      'account: { relationship: customer, owner: Mia@acme.example }, expect: { owner: mia@acme.example }',
    ],
    [
      "an account's owner who left",
      'account: { relationship: customer, owner: mia@acme.example }, away: [mia@acme.example], expect: { rule: Customers, pool: spare }',
    ],
    [
      'a pool with one away',
      'lead: { country: DE, employees: 50 }, away: [mia@acme.example], expect: { owner: jonas@acme.example }',
    ],
    ['a pool with all away', 'lead: { country: FR }, away: [zoe@acme.example], expect: { outcome: unrouted }'],
  ])('%s', (_what, test) => {
    expect(run(test)).toEqual([])
  })
})

describe('says with its line', () => {
  it.each([
    [
      'which comparison failed',
      'lead: { country: DE, employees: 49 }, expect: { rule: Germany }',
      'rule must be Germany, but it is Also Germany. Rule "Germany" (rulebook/rules.yaml:6) does not hold: lead.employees is at least 50 (it is 49)',
    ],
    [
      'which rule came before',
      'lead: { country: DE, employees: 50 }, expect: { rule: Also Germany }',
      '"Also Germany" stands after it (rulebook/rules.yaml:10).',
    ],
    ['that there is no pool', 'lead: { country: DE }, expect: { pool: emea }', 'pool must be emea, but there is none.'],
    ['a misspelt rule', 'expect: { rule: Germny }', 'No rule is called "Germny" (did you mean "Germany"?)'],
    ['a misspelt pool', 'expect: { pool: emae }', 'No pool "emae" in pools.yaml (did you mean "emea"?)'],
    [
      'a misspelt field',
      'lead: { contry: DE }, expect: { rule: otherwise }',
      'Unknown key "contry" (did you mean "country"?)',
    ],
    ['that nothing is expected', 'expect: {}', 'Say what must come out'],
  ])('%s', (_what, test, message) => {
    const faults = run('expect: { rule: otherwise }', test)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(/^3:\d+ /)
    expect(faults[0]).toContain(message)
  })
})

it('counts the tests of all files, and tells the faults of all', () => {
  const file = (path: string) => ({
    path,
    text: 'tests: [{ name: a, expect: { rule: Germany } }, { name: b, expect: { rule: otherwise } }]',
  })
  const { count, faults } = runRuleTests([file('a.yaml'), file('b.yaml')], book)
  expect(count).toBe(4)
  expect(faults.map(({ file: path }) => path)).toEqual(['a.yaml', 'b.yaml'])
})
