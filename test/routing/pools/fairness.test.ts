// Shares over many leads: within one of the weighted target where all can take all; with skills and caps as a plain reading of the rule says.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RoutingBook } from '../../../src/routing/book.ts'
import type { Pool } from '../../../src/routing/pools/pool.ts'
import { address, Dealer, poolBook } from './dealing.ts'

it('after 10,000 leads every member that is always there is within one of its weighted target', () => {
  const weights = [1, 2, 3, 0.5, 7, 1.25, 1, 10]
  const names = weights.map((_weight, n) => `m${n}`)
  const members = weights.map((weight, n) => `{ email: ${address(`m${n}`)}, weight: ${weight} }`).join(', ')
  const dealer = new Dealer(poolBook(`{ members: [${members}] }`), names)
  const got = dealer.deal(10_000)
  const all = weights.reduce((a, b) => a + b)
  for (const [n, weight] of weights.entries()) {
    expect(Math.abs((got[`m${n}`] ?? 0) - (10_000 * weight) / all)).toBeLessThan(1)
  }
  expect(dealer.ledger.every(({ kind }) => kind === 'assigned')).toBe(true)
})

/** The rule said plainly, member by member, without anything of the engine: who can take it, and of those the smallest (got + 1) / weight. */
function oracle(book: RoutingBook, dealer: Dealer, country: string): Set<string> {
  const pool = book.pools.get('sales') as Pool
  const got = (email: string): number =>
    dealer.ledger.filter(({ member }) => member === email).reduce((sum, { amount }) => sum + amount, 0)
  const leads = (email: string): number =>
    dealer.ledger.filter(({ member, kind }) => member === email && kind === 'assigned').length
  const able = pool.members.filter(
    ({ email, skills }) => leads(email) < 12 && (skills?.get('lead.country')?.includes(country) ?? true),
  )
  const sum = able.reduce((total, { weight }) => total + weight, 0)
  const all = able.reduce((total, { email }) => total + got(email), 0)
  const below = able.filter(({ email, weight }) => ((all + 1) * weight) / sum - got(email) > 1e-9)
  const load = ({ email, weight }: Pool['members'][number]): number => (got(email) + 1) / weight
  const least = Math.min(...below.map(load))
  return new Set(below.filter((member) => load(member) === least).map(({ email }) => email))
}

it('with skills and caps each pick is one that a plain reading allows, until nobody is left', () => {
  const countries = ['de', 'fr', 'es']
  const someMember = fc.record({
    weight: fc.integer({ min: 1, max: 4 }),
    speaks: fc.subarray(countries, { minLength: 1 }),
  })
  fc.assert(
    fc.property(
      fc.array(someMember, { minLength: 2, maxLength: 5 }),
      fc.array(fc.constantFrom(...countries), { minLength: 1, maxLength: 40 }),
      (some, leads) => {
        const members = some.map(
          ({ weight, speaks }, n) =>
            `{ email: ${address(`m${n}`)}, weight: ${weight}, skills: { lead.country: [${speaks.join(', ')}] } }`,
        )
        // Full: what members catch up is another rule, told by tests of its own.
        const book = poolBook(
          `{ catchUp: full, needs: [lead.country], memberCaps: [{ leads: 12, per: month }], members: [${members.join(', ')}] }`,
        )
        const dealer = new Dealer(
          book,
          members.map((_text, n) => `m${n}`),
        )
        for (const { email } of (book.pools.get('sales') as Pool).members)
          dealer.take({ pool: 'sales', member: email, kind: 'manual', amount: 0 })
        for (const country of leads) {
          const allowed = oracle(book, dealer, country)
          const name = dealer.lead({ lead: { fields: { country } } })
          expect(name === null ? allowed.size === 0 : allowed.has(address(name))).toBe(true)
        }
      },
    ),
    { numRuns: 60 },
  )
})

it('with absences at random nobody gets less than its share of the leads that came while it was there', () => {
  const names = ['m0', 'm1', 'm2', 'm3']
  const dealer = new Dealer(poolBook(`{ members: [${names.map(address).join(', ')}] }`), names)
  const expected: Record<string, number> = {}
  const got: Record<string, number> = {}
  let random = 7
  const next = (): number => (random = (random * 48_271) % 2_147_483_647) / 2_147_483_647
  const there = new Set(names)
  for (let n = 0; n < 8_000; n += 1) {
    // Absences last for some two hundred leads.
    if (n % 50 === 0) {
      for (const name of names) {
        if (there.has(name) ? next() < 0.1 : next() < 0.25) {
          if (there.delete(name)) dealer.away(name)
          else {
            there.add(name)
            dealer.back(name)
          }
        }
      }
    }
    const name = dealer.lead()
    if (name === null) continue
    got[name] = (got[name] ?? 0) + 1
    for (const one of there) expected[one] = (expected[one] ?? 0) + 1 / there.size
  }
  // Chi-square with three degrees of freedom: 11.3 is reached once in a hundred even if leads were drawn by lot; turns are far steadier.
  const chi = names.reduce(
    (sum, name) => sum + ((got[name] ?? 0) - (expected[name] ?? 0)) ** 2 / (expected[name] ?? 1),
    0,
  )
  expect(chi).toBeLessThan(11.3)
})
