// `if`: expressions for what the other words cannot say. Every fault is told when the rules are loaded, with its place; nothing throws later.
import { describe, expect, it } from 'vitest'
import { ConfigError, faultLine, InputError } from '../../../src/errors.ts'
import { decide } from '../../../src/routing/decide.ts'
import { explainDecision } from '../../../src/routing/explain/sentences.ts'
import type { Question } from '../../../src/routing/question.ts'
import { compileExpression } from '../../../src/routing/rules/cel.ts'
import { fields } from '../../../src/routing/rules/fields.ts'
import { accountOf, bookOf, question } from '../book-of.ts'

const lead = (values: Question['lead']['fields']): Question => question({ lead: { fields: values } })
const run = (source: string, asked: Question): boolean | string => compileExpression(source, fields).run(asked)

function fault(source: string): string {
  try {
    compileExpression(source, fields)
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return ''
}

describe('an expression', () => {
  const ada = question({
    match: 'same',
    account: accountOf({ relationship: 'customer', details: { contacts: 4 } }),
    lead: {
      fields: { country: 'DE', employees: 320, score: 40, title: 'Head of Sales', city: 'Bonn' },
      suspicious: ['test lead'],
      breaches: 1,
    },
  })
  it.each([
    ['lead.employees / 10 < lead.score', true],
    ['lead.employees == 320', true],
    ['lead.employees + 1 == 321.0', true],
    ['lead.country == "DE" && account.relationship == "customer"', true],
    ['lead.country in ["AT", "CH"]', false],
    ['account.contacts * 2 > lead.breaches', true],
    ['lead.title.lowerAscii().startsWith("head of") ? lead.city == "Bonn" : false', true],
    ['lead.suspicious.exists(doubt, doubt.contains("test"))', true],
    ['match == "same" && event.kind == "person"', true],
    ['has(lead.phone) || lead.city.endsWith("nn")', true],
    ['lead.?phone.orValue("none") == "none"', true],
    ['time.weekday == "tuesday" && time.hour == 9', true],
  ])('%s → %s', (source, answer) => {
    expect(run(source, ada)).toBe(answer)
  })

  it('has no answer where a field is not known, unless the known part settles it', () => {
    expect(run('lead.employees > 5', lead({}))).toBe('employees is not known')
    expect(run('lead.employees > 5 || lead.country == "DE"', lead({ country: 'DE' }))).toBe(true)
    expect(run('!(account.tier == "gold")', lead({}))).toBe('tier is not known')
  })

  it('throws nothing, whatever it meets', () => {
    expect(run('1 / 0 > 2', lead({}))).toBe('division by zero')
    expect(run('int(lead.city) > 2', lead({ city: 'Bonn' }))).toMatch(/\S/)
  })

  it('says which fields it looks at', () => {
    expect(compileExpression('lead.employees > 5 && match == "new" && has(lead.city)', fields).fields).toEqual([
      'lead.employees',
      'match',
      'lead.city',
    ])
  })
})

describe('is refused when the rules are loaded', () => {
  it.each([
    ['lead.employes > 5', 'No such key: employes:\n    lead.employes > 5\n         ^^^^^^^^'],
    ['lead.country + 1 == 2', 'no such overload: string + int:\n    lead.country + 1 == 2\n    ^^^^^^^^^^^^^^^^'],
    ['lead.employees in [5, 7]', 'a number beside a field is written with a point, 5.0:'],
    ['lead.country ==', 'Unexpected token: EOF:\n    lead.country ==\n                   ^'],
    ['lead.employees', 'This gives double, not true or false:\n    lead.employees\n    ^^^^^^^^^^^^^^'],
    ['lead.title.matches("(a+)+$")', 'use the operator matches'],
    ['!(lead.title.matches("(a+)+$"))', 'use the operator matches'],
    ['lead["city"] == "Bonn"', 'Name the field after a point: lead.country'],
    ['lead.suspicious.all(a, lead.suspicious.exists(b, a == b))', '"exists" within another of its kind is refused'],
    ['owner == "x"', 'Unknown variable: owner'],
  ])('%s', (source, message) => {
    expect(fault(source)).toContain(message)
  })

  it('with file, line and column, as one fault beside the others', () => {
    const rules = `rules:
  - name: one
    if: lead.employes > 5
    assign: { pool: emea }
  - name: two
    when: { lead.city: Bonn, any: [{ if: lead.city > 5 }, { lead.city: Ulm }] }
    assign: { pool: emea }
otherwise: { pool: emea }`
    const faults = (() => {
      try {
        bookOf(rules)
      } catch (error) {
        if (error instanceof ConfigError) return error.faults.map(faultLine)
      }
      return []
    })()
    expect(faults).toEqual([
      'rulebook/rules.yaml:3:5 rules[0].if: No such key: employes:\n    lead.employes > 5\n         ^^^^^^^^',
      'rulebook/rules.yaml:6:38 rules[1].when.any[0].if: no such overload: string > int:\n    lead.city > 5\n    ^^^^^^^^^^^^^',
    ])
  })
})

it('holds beside `when`, and is told in the explanation', () => {
  const book = bookOf(`rules:
  - { name: one, when: { lead.country: DE }, if: lead.employees > 5, ignore: { reason: because } }
otherwise: { pool: emea }`)
  const told = (values: Question['lead']['fields']): string | undefined =>
    explainDecision(decide(lead(values), book))[0]
  expect(told({ country: 'DE', employees: 9 })).toBe(
    'Rule "one" (rulebook/rules.yaml:2) holds: lead.country is DE (it is DE) and if lead.employees > 5 (it is true).',
  )
  expect(told({ country: 'DE' })).toContain('does not hold: if lead.employees > 5 (no answer: employees is not known).')
})
