// How the next one is chosen, beside turns: by lot, by load, by what a member is good at, by order.
import { describe, expect, it } from 'vitest'
import { explainDecision } from '../../../src/routing/explain/sentences.ts'
import { address, Dealer, membersText, poolBook } from './dealing.ts'

const names = ['mia', 'jonas', 'zoe']
const told = (dealer: Dealer): string => explainDecision(dealer.decisions.at(-1)!).join(' ')

it('strict order: the first who can', () => {
  const dealer = new Dealer(poolBook(`{ method: strict-order, members: ${membersText('mia', 'jonas')} }`), names)
  expect(dealer.deal(3)).toEqual({ mia: 3 })
  dealer.away('mia')
  expect(dealer.deal(3)).toEqual({ jonas: 3 })
  expect(told(dealer)).toContain('In pool sales the first in its order is next: jonas@acme.example.')
})

it('by lot: shares by weight, and the same lead gives the same answer', () => {
  const members = `[{ email: ${address('mia')}, weight: 3 }, ${address('jonas')}]`
  const dealer = new Dealer(poolBook(`{ method: weighted-random, members: ${members} }`), names)
  const { mia = 0 } = dealer.deal(2_000)
  // Four standard deviations of a binomial distribution: 4 * sqrt(2000 * .75 * .25) = 77.
  expect(Math.abs(mia - 1_500)).toBeLessThan(78)
  const again = Array.from({ length: 5 }, () => dealer.lead({ seed: 'one lead' }))
  expect(new Set(again).size).toBe(1)
})

it('least loaded: the one with the fewest open leads for its weight', () => {
  const members = `[{ email: ${address('mia')}, weight: 2 }, ${address('jonas')}]`
  const dealer = new Dealer(poolBook(`{ method: least-loaded, members: ${members} }`), names)
  dealer.open.set('id-mia', 7)
  dealer.open.set('id-jonas', 2)
  expect(dealer.lead()).toBe('jonas')
  expect(told(dealer)).toContain('jonas@acme.example has 2 open (next); mia@acme.example has 7 open.')
  expect(dealer.deal(9)).toEqual({ mia: 6, jonas: 3 })
})

describe('skills', () => {
  const skilled = (more: string): string =>
    `{ ${more}, members: [{ email: ${address('mia')}, skills: { lead.country: [DE, AT], lead.industry: [Banking] } },` +
    ` { email: ${address('jonas')}, skills: { lead.country: [fr] } }, ${address('zoe')}] }`
  const from = (country?: string, industry?: string): object => ({
    lead: { fields: { ...(country ? { country } : {}), ...(industry ? { industry } : {}) } },
  })

  it('that are needed leave out who lacks them; who names none is good at all, and an unknown value asks for none', () => {
    const dealer = new Dealer(poolBook(skilled('needs: [lead.country]')), names)
    expect(dealer.deal(4, from('FR'))).toEqual({ jonas: 2, zoe: 2 })
    expect(told(dealer)).toContain('In pool sales, mia@acme.example does not work on lead.country fr.')
    expect(Object.keys(dealer.deal(6, from())).toSorted()).toEqual(['jonas', 'mia', 'zoe'])
  })

  it('best fit: those come first who are named for most of what is preferred, by turns', () => {
    const dealer = new Dealer(poolBook(skilled('method: best-fit, prefers: [lead.country, lead.industry]')), names)
    expect(dealer.deal(3, from('DE', 'Banking'))).toEqual({ mia: 3 })
    expect(told(dealer)).toContain('those come first who are good at most of what is preferred (2).')
    dealer.away('mia')
    expect(Object.keys(dealer.deal(4, from('DE', 'Banking'))).toSorted()).toEqual(['jonas', 'zoe'])
  })
})
