// What a member gets after it could not take leads, or when it is new.
import { describe, expect, it } from 'vitest'
import { explainDecision } from '../../../src/routing/explain/sentences.ts'
import { bookOf } from '../book-of.ts'
import { address, Dealer, membersText, poolBook } from './dealing.ts'

const names = ['mia', 'jonas', 'zoe']
const told = (dealer: Dealer): string => dealer.decisions.flatMap((decision) => explainDecision(decision)).join(' ')

/** mia is away for ten leads. @returns what the next ten give */
function afterAbsence(catchUp: string, days = 0): Record<string, number> {
  const dealer = new Dealer(poolBook(`{ catchUp: ${catchUp}, members: ${membersText('mia', 'jonas')} }`), names)
  dealer.deal(4)
  dealer.away('mia')
  dealer.deal(10)
  dealer.back('mia')
  dealer.now = new Date(dealer.now.getTime() + days * 86_400_000)
  return dealer.deal(10)
}

describe('after an absence of ten leads, of the next ten', () => {
  it.each([
    ['none', { mia: 5, jonas: 5 }],
    ['one', { mia: 6, jonas: 4 }],
    ['{ most: 4 }', { mia: 9, jonas: 1 }],
    ['full', { mia: 10 }],
  ])('with catchUp %s, mia and jonas get %o', (catchUp, got) => {
    expect(afterAbsence(catchUp)).toEqual(got)
  })

  it('what may be caught up expires', () => {
    expect(afterAbsence('{ most: 4, expires: 7d }', 6)).toEqual({ mia: 9, jonas: 1 })
    expect(afterAbsence('{ most: 4, expires: 7d }', 8)).toEqual({ mia: 5, jonas: 5 })
  })

  it('is said once, and stands in the ledger', () => {
    const dealer = new Dealer(poolBook(`{ members: ${membersText('mia', 'jonas')} }`), names)
    dealer.away('mia')
    dealer.deal(8)
    dealer.back('mia')
    dealer.deal(20)
    expect(dealer.ledger.filter(({ kind }) => kind !== 'assigned')).toMatchObject([
      { member: address('mia'), kind: 'joined', amount: 8 },
    ])
    expect(told(dealer)).toContain('In pool sales, mia@acme.example is new and begins level with the others, at 8.')
  })
})

it('a new member begins level, also where others may catch up', () => {
  const dealer = new Dealer(poolBook(`{ catchUp: full, members: ${membersText('mia', 'jonas')} }`), names)
  dealer.deal(20)
  dealer.book = poolBook(`{ catchUp: full, members: ${membersText('mia', 'jonas', 'zoe')} }`)
  expect(dealer.deal(6)).toEqual({ mia: 2, jonas: 2, zoe: 2 })
})

it('a higher weight counts from now on', () => {
  const dealer = new Dealer(poolBook(`{ members: ${membersText('mia', 'jonas')} }`), names)
  dealer.deal(20)
  dealer.book = poolBook(`{ members: [{ email: ${address('mia')}, weight: 3 }, ${address('jonas')}] }`)
  expect(dealer.deal(8)).toEqual({ mia: 6, jonas: 2 })
})

describe('credit', () => {
  const dealt = (
    kind: 'rejected-as-junk' | 'manual' | 'expired',
    amount: number,
    leads = 10,
  ): Record<string, number> => {
    const dealer = new Dealer(poolBook(`{ members: ${membersText('mia', 'jonas')} }`), names)
    dealer.deal(10)
    dealer.take({ pool: 'sales', member: address('mia'), kind, amount })
    return dealer.deal(leads)
  }

  it('for junk brings another lead, and is not taken for an absence', () => {
    expect(dealt('rejected-as-junk', -1, 11)).toEqual({ mia: 6, jonas: 5 })
    expect(dealt('rejected-as-junk', -4)).toEqual({ mia: 7, jonas: 3 })
  })

  it('that a person gives or takes is made good', () => {
    expect(dealt('manual', -2)).toEqual({ mia: 6, jonas: 4 })
    expect(dealt('manual', 2)).toEqual({ mia: 4, jonas: 6 })
  })
})

it('a broken promise gives no credit: who lets leads lie gets no more of them', () => {
  const book = bookOf(
    'rules: []\notherwise: { pool: sales }',
    `pools: { sales: { members: ${membersText('mia', 'jonas')} } }`,
  )
  const dealer = new Dealer(book, names)
  const breached = { excluded: new Map([['id-mia', 'did not act in time']]) }
  dealer.deal(10)
  expect(dealer.deal(3, breached)).toEqual({ jonas: 3 })
  // What jonas took over counts for him as any lead, so the next ones are mia's: she is behind, as she would be had they come to him at once.
  expect(dealer.turns.get('sales')?.get(address('mia'))?.total).toBe(5)
})

it('of many who come back at once nobody is flooded: each gets its share from the first round on', () => {
  const all = ['night', ...Array.from({ length: 9 }, (_, n) => `m${n}`)]
  const dealer = new Dealer(poolBook(`{ members: ${membersText(...all)} }`), all)
  for (const name of all.slice(1)) dealer.away(name)
  dealer.deal(500)
  for (const name of all.slice(1)) dealer.back(name)
  const got = dealer.deal(20)
  expect(Object.values(got).every((count) => count <= 3)).toBe(true)
  for (const count of Object.values(dealer.deal(100))) expect(Math.abs(count - 10)).toBeLessThanOrEqual(2)
})

it('turns that were taken are made good also when a lead comes past the order meanwhile', () => {
  const three = ['mia', 'jonas', 'zoe']
  const dealer = new Dealer(poolBook(`{ members: ${membersText(...three)} }`), three)
  dealer.deal(30)
  dealer.take({ pool: 'sales', member: address('mia'), kind: 'manual', amount: 5 })
  // Such as a lead that comes back to her.
  dealer.take({ pool: 'sales', member: address('mia'), kind: 'assigned', amount: 1 })
  expect(dealer.deal(10).mia ?? 0).toBe(0)
})
