// Leads that come back to a pool: who keeps them, and why somebody does not.
import { describe, expect, it } from 'vitest'
import { decide } from '../../src/routing/decide.ts'
import { explainDecision } from '../../src/routing/explain/sentences.ts'
import { accountOf, bookOf, everyone, owner, ownersOf, question } from './book-of.ts'

const now = new Date('2026-11-24T09:00:00Z')
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000)
const jonasHadIt = { ownerId: 'id-jonas', until: daysAgo(30), refused: null }
/** Level, and mia waits longer: by turns she is next. */
const turns = new Map([
  [
    'emea',
    [
      { member: 'mia@acme.example', total: 3, lastAt: daysAgo(2) },
      { member: 'jonas@acme.example', total: 3, lastAt: daysAgo(1) },
    ],
  ],
])
const pools = `pools: { emea: { sla: standard, members: [mia@acme.example, jonas@acme.example] }, spare: { members: [zoe@acme.example] } }`

function decided(sticky: string, asked: Parameters<typeof question>[0] = {}, more = pools, at = '') {
  const rules = `${sticky}\nrules: [{ name: one, when: { match: [new, same] }, assign: { pool: emea }${at} }]\notherwise: { pool: spare }`
  return decide(question({ now, turns, previous: jonasHadIt, ...asked }), bookOf(rules, more))
}
const previous = 'sticky: { owner: previous, notOlderThan: 90d }'
const notBack = (why: string): string =>
  `The rule is sticky, but it does not go back to the previous owner, who ${why}.`

describe('a lead that comes back', () => {
  it('goes to the previous owner out of turn, and it counts as a turn', () => {
    const decision = decided(previous)
    expect(decision).toMatchObject({
      outcome: { ownerName: 'jonas', pool: 'emea', member: 'jonas@acme.example', sla: 'standard' },
      turns: [{ pool: 'emea', member: 'jonas@acme.example', kind: 'assigned', amount: 1 }],
      pools: [],
    })
    expect(explainDecision(decision)).toContain('The rule is sticky: it is to go back to the previous owner.')
  })

  it('goes by turns where nobody had it, where nothing is said, and where the rule says false', () => {
    for (const decision of [
      decided(previous, { previous: null }),
      decided(''),
      decided(previous, {}, pools, ', sticky: false'),
    ]) {
      expect(decision).toMatchObject({ outcome: { ownerName: 'mia' }, owners: [] })
    }
  })

  it.each([
    ['had it until 2026-08-25, longer ago than 90d', { previous: { ...jonasHadIt, until: daysAgo(91) } }],
    ['rejected this lead', { previous: { ...jonasHadIt, refused: 'rejected this lead' } }],
    ['did not act in time', { excluded: new Map([['id-jonas', 'did not act in time']]) }],
    ['is not in pool emea', { previous: { ...jonasHadIt, ownerId: 'id-zoe' } }],
    [
      'is not active in the CRM',
      { owners: ownersOf(owner('mia@acme.example'), owner('jonas@acme.example', { active: false })) },
    ],
  ])('does not go to one who %s', (why, asked) => {
    const decision = decided(previous, asked)
    expect(decision.outcome).toMatchObject({ ownerName: 'mia', pool: 'emea' })
    expect(explainDecision(decision)).toContain(notBack(why))
  })

  it('does so on the last day still', () => {
    expect(decided(previous, { previous: { ...jonasHadIt, until: daysAgo(90) } }).outcome).toMatchObject({
      ownerName: 'jonas',
    })
  })

  it('goes by turns when the previous owner has its fill', () => {
    const capped = pools.replace('sla: standard,', 'sla: standard, memberCaps: [{ open: 2 }],')
    const decision = decided(previous, { open: new Map([['id-jonas', 2]]) }, capped)
    expect(decision.outcome).toMatchObject({ ownerName: 'mia' })
    expect(decision.owners[0]?.refused).toMatch(/2/)
  })
})

it('gives it to the owner of the account, in the pool or not', () => {
  const account = accountOf({ ownerId: 'id-zoe' })
  const wide = decided('sticky: { owner: account, inPool: false }', { account, owners: everyone })
  expect(wide).toMatchObject({ outcome: { ownerName: 'zoe', pool: null, member: null, sla: 'standard' }, turns: [] })
  const strict = decided('sticky: { owner: account }', { account })
  expect(strict.outcome).toMatchObject({ ownerName: 'mia' })
  expect(explainDecision(strict)).toContain(
    "The rule is sticky, but it does not stay with the account's owner, who is not in pool emea.",
  )
})

it('counts as a lead of a rule with caps', () => {
  const decision = decided(previous, {}, pools, ', caps: [{ leads: 5, per: day }]')
  expect(decision.turns.map(({ pool }) => pool)).toEqual(['emea', expect.stringContaining('one')])
})
