// A decision looked at afterwards: made again, who is next in line, and what would change it.
import { describe, expect, it } from 'vitest'
import { decide, decideByScan } from '../../../src/routing/decide.ts'
import { decideAgain } from '../../../src/routing/explain/again.ts'
import { against } from '../../../src/routing/explain/background.ts'
import { changedQuestion } from '../../../src/routing/explain/changed-question.ts'
import { namedValues } from '../../../src/routing/explain/named-values.ts'
import { nextInLine } from '../../../src/routing/explain/next-in-line.ts'
import { keptDecision } from '../../../src/routing/explain/stored-question.ts'
import { explainDecision } from '../../../src/routing/explain/sentences.ts'
import { whatIf } from '../../../src/routing/explain/what-if.ts'
import { accountOf, bookOf, everyone, owner, ownersOf, question } from '../book-of.ts'

const rules = (large: number) => `
rules:
  - { name: Customers, when: { account.relationship: customer }, ignore: { reason: not for sales } }
  - { name: Large, when: { lead.employees: { gte: ${large} } }, assign: { pool: emea } }
  - { name: German, when: { lead.country: DE }, assign: { pool: spare } }
otherwise: { pool: spare }`
const book = bookOf(rules(500))
const german = question({ lead: { fields: { country: 'DE', employees: 20 } }, account: accountOf() })
const stored = (value: unknown) => JSON.parse(JSON.stringify(value))

describe('made again', () => {
  it('is the same, though only what held was stored', () => {
    const kept = keptDecision(decide(german, book))
    expect(kept).toMatchObject({ rules: [{ rule: 'German' }], leftOut: 2 })
    const again = decideAgain(german, book, stored(kept))
    expect(again).toMatchObject({
      isSame: true,
      text: 'Decided again from what was stored: the same rule and the same owner.',
    })
    expect(again.decision.rules.map(({ rule, holds }) => [rule, holds])).toEqual([
      ['Customers', false],
      ['Large', false],
      ['German', true],
    ])
  })

  it('is the same in a large pool, of which only those near their turn were stored', () => {
    const many = Array.from({ length: 60 }, (_, n) => `m${n}@acme.example`)
    const large = bookOf(
      rules(500),
      `pools: { emea: { members: [zoe@acme.example] }, spare: { members: [${many.join(', ')}] } }`,
    )
    const turns = many.map((member, n) => ({ member, total: n % 7, lastAt: new Date(n) }))
    const asked = {
      ...german,
      owners: ownersOf(...many.map((email) => owner(email))),
      turns: new Map([['spare', turns]]),
    }
    const kept = keptDecision(decide(asked, large))
    expect(kept.pools[0]).toMatchObject({ candidates: { length: 20 }, notTold: 40 })
    expect(kept.pools[0]?.candidates.filter(({ chosen }) => chosen)).toHaveLength(1)
    expect(explainDecision(kept)).toContain(
      'What was counted of 40 more members of pool spare is not kept with the decision.',
    )
    const again = decideAgain(asked, large, stored(kept))
    expect([again.isSame, again.decision.pools[0]?.candidates.length]).toEqual([true, 60])
    // Stored by an earlier version, in full.
    expect(decideAgain(asked, large, stored(decide(asked, large))).isSame).toBe(true)
  })

  it('by other rules says what differs', () => {
    const again = decideAgain(german, bookOf(rules(10)), stored(decide(german, book)))
    expect(again.isSame).toBe(false)
    expect(again.text).toMatch(/not the same: the rule was "German" and is "Large"; it was zoe of pool spare and is /)
  })

  it('with another number says where, though rule and owner are the same', () => {
    const other = { ...german, turns: new Map([['spare', [{ member: 'zoe@acme.example', total: 4, lastAt: null }]]]) }
    expect(decideAgain(other, book, stored(decide(german, book))).text).toMatch(/same owner, but .* \(pools\)\.$/)
  })
})

it('the next in line are those that the engine would choose', () => {
  const large = question({ lead: { fields: { employees: 900 } } })
  const decision = decide(large, book)
  const line = nextInLine(large, book, decision)
  expect(line.map(({ ownerName }) => ownerName)).toEqual([
    decision.outcome.kind === 'assign' && decision.outcome.ownerName === 'mia' ? 'jonas' : 'mia',
    'zoe',
  ])
  expect(line.map(({ rule }) => rule)).toEqual(['Large', 'otherwise'])
})

describe('what would change it', () => {
  it('names the bound and the other side of it, and each was decided again', () => {
    const { changes, tried, untried } = whatIf(german, book, decide(german, book))
    expect(changes.map(({ text }) => text)).toEqual([
      'If lead.country were not known: no rule, "otherwise" → zoe of pool spare',
      'If account.relationship were customer: rule "Customers" → ignore',
      expect.stringMatching(/^If lead.employees were 500: rule "Large" → (mia|jonas) of pool emea$/),
    ])
    expect([tried, untried]).toEqual([5, 0])
    for (const { field, to, rule } of changes) {
      const changed = changedQuestion(german, field, to)
      expect(changed && decideByScan(changed, book).rule).toBe(rule)
    }
  })

  it('finds fields in every part of a condition', () => {
    const deep = bookOf(`
rules:
  - name: one
    when: { any: [{ not: { lead.city: { starts: [Bonn] } } }, { all: [{ lead.score: { between: [10, 20] } }] }] }
    ignore: { reason: one }
otherwise: { pool: spare }`)
    expect(Object.fromEntries(namedValues(deep))).toEqual({
      'lead.city': [null, 'Bonn'],
      'lead.score': [null, 10, 9, 20, 21],
    })
  })

  it('leaves out what cannot be changed alone', () => {
    expect(changedQuestion(question(), 'account.relationship', 'customer')).toBeUndefined()
    expect(changedQuestion(question(), 'event.kind', null)).toBeUndefined()
    expect(changedQuestion(question(), 'lead.suspicious', 'test lead')?.lead.suspicious).toEqual(['test lead'])
    expect(changedQuestion(question(), 'match', 'same')?.match).toBe('same')
  })

  it('says how many were not tried, of very many', () => {
    const many = Array.from(
      { length: 1_200 },
      (_, n) => `{ name: r${n}, when: { lead.city: c${n} }, ignore: { reason: r } }`,
    )
    const wide = bookOf(`rules: [${many.join()}]\notherwise: { pool: spare }`)
    const { changes, tried, untried, more } = whatIf(german, wide, decide(german, wide))
    expect([changes.length, tried, untried, changes.length + more]).toEqual([24, 1_000, 200, 1_000])
  })
})

it('what was not looked at then is filled up from now, and what was stored counts first', () => {
  const then = question({ owners: ownersOf(), turns: new Map([['emea', []]]) })
  const wide = against(then, {
    owners: everyone,
    recent: new Map(),
    open: new Map(),
    absences: new Map(),
    turns: new Map(['emea', 'spare'].map((pool) => [pool, [{ member: 'zoe@acme.example', total: 9, lastAt: null }]])),
  })
  expect([wide.turns.get('emea'), wide.turns.get('spare')?.length, wide.owners.byId('id-zoe')?.name]).toEqual([
    [],
    1,
    'zoe',
  ])
})
