// Whose turn it is: shares by weight, kept to within one lead, whatever happened before.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainPool, type Pool } from '../../../src/routing/pools/pool.ts'
import { nextMember } from '../../../src/routing/pools/next-member.ts'
import type { MemberTurns } from '../../../src/routing/pools/turns.ts'
import { owner, ownersOf, question } from '../book-of.ts'

const poolOf = (weights: readonly number[]): Pool => ({
  ...plainPool,
  name: 'pool',
  members: weights.map((weight, index) => ({ email: `m${index}@acme.example`, weight })),
})

/** Gives out so many leads, one after the other. @returns leads of each member, in the pool's order */
function deal(
  weights: readonly number[],
  leads: number,
  options: { seed?: string; eachTime?: (got: readonly number[], leads: number) => void } = {},
): number[] {
  const pool = poolOf(weights)
  const owners = ownersOf(...pool.members.map(({ email }) => owner(email)))
  const turns = new Map<string, MemberTurns>()
  const got = (): number[] => pool.members.map(({ email }) => turns.get(email)?.total ?? 0)
  for (let n = 0; n < leads; n += 1) {
    const seed = `${options.seed ?? 'seed'} ${n}`
    const { member } = nextMember(pool, question({ owners, turns: new Map([['pool', [...turns.values()]]]), seed }))
    if (member === null) throw new Error('Nobody was next.')
    const total = (turns.get(member)?.total ?? 0) + 1
    turns.set(member, { member, total, lastAt: new Date(n * 1_000) })
    options.eachTime?.(got(), n + 1)
  }
  return got()
}

/** How far the one who is furthest from its share is away from it, at the worst moment. */
function furthest(weights: readonly number[], leads: number, seed: string): number {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  let most = 0
  const eachTime = (got: readonly number[], given: number): void => {
    for (const [index, mine] of got.entries()) {
      most = Math.max(most, Math.abs(mine - (given * (weights[index] ?? 0)) / sum))
    }
  }
  deal(weights, leads, { seed, eachTime })
  return most
}

it('gives equal members equal shares', () => {
  expect(deal([1, 1, 1], 30)).toEqual([10, 10, 10])
})

it('gives by weight', () => {
  expect(deal([2, 1, 1], 40)).toEqual([20, 10, 10])
  expect(deal([3, 0, 1], 40)).toEqual([30, 0, 10])
})

it('keeps everybody within one lead of its share, with any weights, at every moment', () => {
  const weight = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0.1, max: 1000, noNaN: true }))
  fc.assert(
    fc.property(
      fc.array(weight, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 2_000 }),
      fc.string(),
      (weights, leads, seed) => {
        expect(furthest(weights, leads, seed)).toBeLessThan(1 + 1e-6)
      },
    ),
    { numRuns: 30 },
  )
})

it('keeps that in a large pool of very different weights too', () => {
  const weights = Array.from({ length: 60 }, (_, index) => 1000 / (index + 1) ** 2)
  expect(furthest(weights, 600, 'seed')).toBeLessThan(1 + 1e-6)
})

describe('when two are level', () => {
  const pool = poolOf([1, 1])
  const owners = ownersOf(owner('m0@acme.example'), owner('m1@acme.example'))
  const turnsOf = (first: number, second: number) =>
    new Map([
      [
        'pool',
        [
          { member: 'm0@acme.example', total: 1, lastAt: new Date(first) },
          { member: 'm1@acme.example', total: 1, lastAt: new Date(second) },
        ],
      ],
    ])

  it('the one who waits longest is next', () => {
    expect(nextMember(pool, question({ owners, turns: turnsOf(2, 1) })).member).toBe('m1@acme.example')
    expect(nextMember(pool, question({ owners, turns: turnsOf(1, 2) })).member).toBe('m0@acme.example')
  })

  it('in all else, the seed decides: the same one each time, and not always the first', () => {
    const first = (seed: string) => nextMember(pool, question({ owners, seed })).member
    expect(first('a')).toBe(first('a'))
    expect(new Set(Array.from({ length: 40 }, (_, n) => first(`seed ${n}`))).size).toBe(2)
  })
})

describe('counts shares among those who can take it', () => {
  it('so an absent member does not hold up the others', () => {
    const pool = poolOf([1, 1, 1])
    const owners = ownersOf(
      owner('m0@acme.example', { active: false }),
      owner('m1@acme.example'),
      owner('m2@acme.example'),
    )
    const turns = new Map([
      [
        'pool',
        [
          { member: 'm1@acme.example', total: 5, lastAt: null },
          { member: 'm2@acme.example', total: 4, lastAt: null },
        ],
      ],
    ])
    const { trace } = nextMember(pool, question({ owners, turns }))
    expect(trace.candidates).toMatchObject([
      { member: 'm0@acme.example', refused: 'is not active in the CRM', target: 0, chosen: false },
      { member: 'm1@acme.example', total: 5, target: 5, shortfall: 0, chosen: false },
      { member: 'm2@acme.example', total: 4, target: 5, shortfall: 1, chosen: true },
    ])
  })

  it('and a lead given back counts no more', () => {
    const pool = poolOf([1, 1])
    const owners = ownersOf(owner('m0@acme.example'), owner('m1@acme.example'))
    const turns = new Map([
      [
        'pool',
        [
          { member: 'm0@acme.example', total: 4 - 1, lastAt: new Date(9) },
          { member: 'm1@acme.example', total: 4, lastAt: new Date(1) },
        ],
      ],
    ])
    expect(nextMember(pool, question({ owners, turns })).member).toBe('m0@acme.example')
  })
})

it('with nobody who can take it, says of each why', () => {
  const { owner: chosen, trace } = nextMember(poolOf([1, 0]), question({ owners: ownersOf(owner('m1@acme.example')) }))
  expect(chosen).toBeNull()
  expect(trace.candidates.map(({ refused }) => refused)).toEqual(['is no user of this CRM', 'has weight 0'])
})
