// A decision as people read it.
import { describe, expect, it } from 'vitest'
import { decide } from '../../../src/routing/decide.ts'
import { explainDecision } from '../../../src/routing/explain/sentences.ts'
import type { Question } from '../../../src/routing/question.ts'
import type { MemberTurns } from '../../../src/routing/pools/turns.ts'
import { accountOf, bookOf, owner, ownersOf, question } from '../book-of.ts'

const rules = `rules:
  - name: Customers
    when: { account.relationship: customer }
    assign: { owner: account.owner, else: pool spare }
  - name: Small or unknown
    when: { any: [{ lead.employees: { lt: 10 } }, { lead.country: { exists: false } }] }
    nurture: { reason: too small }
  - name: Central Europe
    when: { lead.country: [AT, CH, DE], lead.employees: { between: [50, 999] }, not: { lead.email: { ends: gmail.com } } }
    assign: { pool: emea, fastTrack: true }
otherwise: { pool: spare }
`
const told = (asked: Question): string[] => explainDecision(decide(asked, bookOf(rules)))

it('says which rules were asked, what settled each, and whose turn it was', () => {
  const turns = new Map([
    [
      'emea',
      [
        { member: 'mia@acme.example', total: 3, lastAt: new Date(0) },
        { member: 'jonas@acme.example', total: 2, lastAt: new Date(0) },
      ],
    ],
  ])
  expect(told(question({ turns, lead: { fields: { country: 'DE', employees: 320 } } }))).toEqual([
    'Rule "Customers" (rulebook/rules.yaml:2) does not hold: account.relationship is customer (it is unknown).',
    'Rule "Small or unknown" (rulebook/rules.yaml:5) does not hold: lead.employees is below 10 (it is 320) or lead.country must be unknown (it is DE).',
    'Rule "Central Europe" (rulebook/rules.yaml:8) holds: lead.country is one of AT, CH, DE (it is DE) and lead.employees is between 50 and 999 (it is 320) and not (lead.email ends with gmail.com (it is unknown)).',
    'In pool emea the one with the fewest leads is next: jonas@acme.example got 2 (next); mia@acme.example got 3.',
    'So it goes to jonas, from pool emea, with the promise "standard", on the fast track.',
  ])
})

it('says why a named owner did not get it', () => {
  const account = accountOf({ relationship: 'customer', ownerId: 'id-mia' })
  const owners = ownersOf(owner('mia@acme.example', { active: false }), owner('zoe@acme.example'))
  expect(told(question({ account, owners }))).toEqual([
    'Rule "Customers" (rulebook/rules.yaml:2) holds: account.relationship is customer (it is customer).',
    'The owner named, account.owner, is not active in the CRM.',
    'In pool spare the one with the fewest leads is next: zoe@acme.example got 0 (next).',
    'So it goes to zoe, from pool spare, with no promise.',
  ])
})

it('says why a lead goes to nurture', () => {
  expect(told(question({ lead: { fields: { employees: 4 } } })).slice(1)).toEqual([
    'Rule "Small or unknown" (rulebook/rules.yaml:5) holds: lead.employees is below 10 (it is 4).',
    'So it goes to nurture: too small.',
  ])
})

it('says that a rule passed it on, that "otherwise" took it, and that nobody could', () => {
  const owners = ownersOf(owner('other@acme.example'))
  expect(told(question({ owners, lead: { fields: { country: 'DE', employees: 50 } } })).slice(2)).toEqual([
    'Rule "Central Europe" (rulebook/rules.yaml:8) holds: lead.country is one of AT, CH, DE (it is DE) and lead.employees is between 50 and 999 (it is 50) and not (lead.email ends with gmail.com (it is unknown)). But nobody in pool emea can take it: passed on to the next rule.',
    'No rule took it, so it fell to "otherwise".',
    'In pool emea, mia@acme.example is no user of this CRM.',
    'In pool emea, jonas@acme.example is no user of this CRM.',
    'Pool emea has nobody who can take it.',
    'In pool spare, zoe@acme.example is no user of this CRM.',
    'Pool spare has nobody who can take it.',
    'So nobody has it yet: nobody in pool spare can take it.',
  ])
})

describe('whose turn it was', () => {
  const sentenceOf = (members: string, turns: MemberTurns[]): string | undefined => {
    const book = bookOf('rules: []\notherwise: { pool: all }', `pools: { all: { members: [${members}] } }`)
    return explainDecision(decide(question({ turns: new Map([['all', turns]]) }), book)).at(-2)
  }
  const got = (name: string, total: number, seconds: number): MemberTurns => ({
    member: `${name}@acme.example`,
    total,
    lastAt: new Date(seconds * 1_000),
  })

  it('is told with weights and shares where weights differ', () => {
    const members = '{ email: mia@acme.example, weight: 3 }, jonas@acme.example'
    expect(sentenceOf(members, [got('mia', 4, 1), got('jonas', 2, 2)])).toBe(
      'In pool all, of those below their share the one with the fewest leads for its weight is next: mia@acme.example, weight 3, got 4 of a share of 5.25 (next); jonas@acme.example, weight 1, got 2 of a share of 1.75.',
    )
  })

  it('is told with what decided between two who were level', () => {
    const members = 'mia@acme.example, jonas@acme.example'
    expect(sentenceOf(members, [got('mia', 1, 9), got('jonas', 1, 5)])).toContain(
      'jonas@acme.example got 1 (next, waits longest)',
    )
    expect(sentenceOf(members, [])).toMatch(/ got 0 \(next, by lot\); /)
  })

  it('is told of the eight who are nearest to it', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
    const members = names.map((name) => `${name}@acme.example`).join(', ')
    const wide = bookOf(
      'rules: []\notherwise: { pool: all }',
      `pools: { all: { catchUp: full, members: [${members}] } }`,
    )
    const turns = names.map((name, index) => got(name, 10 - index, 0))
    const owners = ownersOf(...names.map((name) => owner(`${name}@acme.example`)))
    const sentence = explainDecision(decide(question({ owners, turns: new Map([['all', turns]]) }), wide)).at(-2)
    expect(sentence).toMatch(
      /: j@acme\.example got 1 \(next\); i@acme\.example got 2; .*c@acme\.example got 8; and 2 more\.$/,
    )
  })
})
