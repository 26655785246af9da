// Splits: the same lot for what stays together, shares as said, and an arm that finds nobody passes the lead on.
import { expect, it } from 'vitest'
import { decide } from '../../src/routing/decide.ts'
import { explainDecision } from '../../src/routing/explain/sentences.ts'
import { bookOf, owner, ownersOf, question } from './book-of.ts'

const book = (by: string, name = 'one') =>
  bookOf(`
rules:
  - name: ${name}
    when: { match: new }
    split:
      by: ${by}
      shares:
        - { name: small, percent: 12.5, assign: { pool: spare } }
        - { name: large, percent: 87.5, assign: { pool: emea, fastTrack: true } }
otherwise: { pool: spare }`)

function armOf(routing: ReturnType<typeof book>, id: string, domain?: string): string | undefined {
  const { outcome } = decide(question({ lead: { id, fields: domain === undefined ? {} : { domain } } }), routing)
  return outcome.kind === 'assign' ? outcome.arm : undefined
}
const ids = Array.from({ length: 4_000 }, (_, n) => `lead-${n}`)

it('gives each share its part', () => {
  const routing = book('lead.id')
  const small = ids.filter((id) => armOf(routing, id) === 'small').length
  // The lots are fixed, so this is no chance: 500 are expected, with a deviation of 21.
  expect(Math.abs(small - 500)).toBeLessThan(63)
})

it('draws the same lot again, whenever it is asked, and another for another rule', () => {
  const [one, again, other] = [book('lead.id'), book('lead.id'), book('lead.id', 'other')]
  const lots = (routing: ReturnType<typeof book>) => ids.slice(0, 200).map((id) => armOf(routing, id))
  expect(lots(again)).toEqual(lots(one))
  expect(lots(other)).not.toEqual(lots(one))
})

it('keeps a company together by its domain, and a lead without one by itself', () => {
  const routing = book('lead.domain')
  const ofOne = ids.slice(0, 50).map((id) => armOf(routing, id, id.length % 2 ? 'Acme.example' : 'acme.example'))
  expect(new Set(ofOne).size).toBe(1)
  expect(new Set(ids.slice(0, 200).map((id) => armOf(routing, id)))).toEqual(new Set(['small', 'large']))
})

it('acts as the share says, keeps its name, and tells the lot', () => {
  const id = ids.find((each) => armOf(book('lead.id'), each) === 'large') ?? ''
  const decision = decide(question({ lead: { id } }), book('lead.id'))
  expect(decision).toMatchObject({
    rule: 'one',
    outcome: { kind: 'assign', pool: 'emea', arm: 'large', fastTrack: true },
    turns: [{ pool: 'emea' }],
  })
  expect(explainDecision(decision).join(' ')).toMatch(
    /Rule "one" splits by lead\.id: the lot falls at [\d.]+ of 100, on "large"\./,
  )
})

it('passes the lead on where its share has nobody, not to the other share', () => {
  const id = ids.find((each) => armOf(book('lead.id'), each) === 'large') ?? ''
  const decision = decide(question({ lead: { id }, owners: ownersOf(owner('zoe@acme.example')) }), book('lead.id'))
  expect(decision).toMatchObject({ rule: 'otherwise', outcome: { ownerName: 'zoe' } })
  expect(decision.outcome).not.toHaveProperty('arm')
})
