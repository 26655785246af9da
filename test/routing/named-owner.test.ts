// Owners whom a rule means by a word, and queues by their name: who gets the lead, and why somebody does not.
import { describe, expect, it } from 'vitest'
import { decide } from '../../src/routing/decide.ts'
import { explainDecision } from '../../src/routing/explain/sentences.ts'
import type { Question } from '../../src/routing/question.ts'
import { accountOf, bookOf, everyone, owner, ownersOf, question } from './book-of.ts'

const decided = (assign: string, asked: Parameters<typeof question>[0]) =>
  decide(
    question(asked),
    bookOf(`rules: [{ name: one, when: { match: [new, same] }, assign: ${assign} }]\notherwise: { pool: spare }`),
  )
const previous = (change: Partial<NonNullable<Question['previous']>> = {}): Question['previous'] => ({
  ownerId: 'id-mia',
  until: new Date('2026-10-01T09:00:00Z'),
  refused: null,
  ...change,
})

describe('the success manager', () => {
  const manager = '{ owner: account.successManager, else: pool emea }'

  it.each(['id-jonas', 'Jonas@acme.example'])('is known by %s, and takes no turn', (successManagerId) => {
    const account = accountOf({ ownerId: 'id-mia', details: { successManagerId } })
    expect(decided(manager, { account })).toMatchObject({ outcome: { ownerName: 'jonas', pool: null }, turns: [] })
  })

  it("who is not set gives the lead to the pool, and the account's owner gets nothing by it", () => {
    const decision = decided(manager, { account: accountOf({ ownerId: 'id-zoe' }) })
    expect(decision.outcome).toMatchObject({ pool: 'emea' })
    expect(explainDecision(decision)).toContain('The owner named, account.successManager, is not set.')
  })
})

describe('the previous owner', () => {
  it('gets the lead back', () => {
    expect(decided('{ owner: previous owner }', { previous: previous() }).outcome).toMatchObject({ ownerName: 'mia' })
  })

  it.each(['rejected this lead', 'broke a promise about this lead'])('who %s does not', (refused) => {
    const decision = decided('{ owner: previous owner, else: pool emea }', { previous: previous({ refused }) })
    expect(decision.outcome).toMatchObject({ kind: 'assign', pool: 'emea' })
    expect(explainDecision(decision)).toContain(`The owner named, previous owner, ${refused}.`)
  })

  it('who has left, or who there never was, does not', () => {
    const owners = ownersOf(owner('mia@acme.example', { active: false }), owner('zoe@acme.example'))
    for (const [asked, why] of [
      [{ previous: previous(), owners }, 'previous owner is not active in the CRM'],
      [{ previous: null }, 'previous owner is not set'],
    ] as const) {
      const decision = decided('{ owner: previous owner }', asked)
      expect(decision).toMatchObject({ rule: 'otherwise', outcome: { ownerName: 'zoe' } })
      expect(decision.rules[0]?.noOwner).toBe(why)
    }
  })
})

describe('a queue', () => {
  const queue = owner('q@acme.example', { kind: 'queue', crmId: '00G1', name: 'EMEA leads', email: null })
  const owners = { ...everyone, queue: (name: string) => ([queue.name, '00G1'].includes(name) ? queue : undefined) }

  it.each(['EMEA leads', '00G1'])('holds the lead, by %s, and no turn is taken', (name) => {
    const decision = decided(`{ queue: ${name}, fastTrack: true }`, { owners })
    expect(decision).toMatchObject({
      outcome: { kind: 'assign', ownerKind: 'queue', ownerId: '00G1', pool: null, member: null, fastTrack: true },
      turns: [],
    })
    expect(explainDecision(decision).at(-1)).toBe(
      'So it goes to the queue EMEA leads, with no promise, on the fast track.',
    )
  })

  it('that the CRM lacks, or in which the lead lay in vain, gives it to the pool', () => {
    const unknown = decided('{ queue: APAC leads, else: pool emea }', { owners })
    expect(unknown.outcome).toMatchObject({ pool: 'emea' })
    expect(explainDecision(unknown)).toContain('The owner named, queue APAC leads, is no queue of this CRM.')
    const excluded = new Map([['00G1', 'did not act in time']])
    expect(decided('{ queue: EMEA leads, else: pool emea }', { owners, excluded }).outcome).toMatchObject({
      pool: 'emea',
    })
  })
})
