// What goes wrong in other routers, by their own reports: each as a fact that holds here.
import { describe, expect, it } from 'vitest'
import { decide } from '../../../src/routing/decide.ts'
import { bookOf } from '../book-of.ts'
import { address, Dealer, membersText, poolBook } from './dealing.ts'

const ten = Array.from({ length: 10 }, (_, n) => `m${n}`)

it('tie bias: of members who are level, the one who stands first gets no more (Odoo gave 30 of 30 leads to the oldest)', () => {
  const firsts = Array.from({ length: 300 }, (_, n) => {
    const dealer = new Dealer(poolBook(`{ members: ${membersText('mia', 'jonas', 'zoe')} }`), ['mia', 'jonas', 'zoe'])
    return dealer.lead({ seed: `pool ${n}` })
  })
  for (const name of ['mia', 'jonas', 'zoe']) {
    const got = firsts.filter((first) => first === name).length
    // Four standard deviations: 4 * sqrt(300 / 3 * 2 / 3) = 33.
    expect(Math.abs(got - 100)).toBeLessThan(34)
  }
})

it('bulk to one assignee: a bulk of 10,000 spreads as if the leads came one by one', () => {
  const dealer = new Dealer(poolBook(`{ members: ${membersText(...ten)} }`), ten)
  const got = dealer.deal(10_000)
  expect(new Set(Object.values(got))).toEqual(new Set([1_000]))
})

it('shared backup flooded: several who are away and name one backup do not all fall to it', () => {
  const members = `[${['mia', 'jonas'].map((name) => `{ email: ${address(name)}, backup: ${address('zoe')} }`).join(', ')}, ${address('zoe')}, ${address('liam')}]`
  const dealer = new Dealer(poolBook(`{ members: ${members} }`), ['mia', 'jonas', 'zoe', 'liam'])
  dealer.away('mia')
  dealer.away('jonas')
  const { zoe = 0, liam = 0 } = dealer.deal(300)
  expect([zoe, liam]).toEqual([200, 100])
})

it('queue-balanced, not head-balanced: who shares leads by lot between pools of two and twenty says so by weight', () => {
  const names = Array.from({ length: 22 }, (_, n) => `m${n}`)
  const dealer = new Dealer(poolBook(`{ members: ${membersText(...names)} }`), names)
  const got = Object.values(dealer.deal(2_200))
  expect([Math.min(...got), Math.max(...got)]).toEqual([100, 100])
})

it('returning member flooded: after a fortnight away a member gets its share, no more', () => {
  const dealer = new Dealer(poolBook(`{ members: ${membersText('mia', 'jonas')} }`), ['mia', 'jonas'])
  dealer.deal(100)
  dealer.away('mia')
  dealer.deal(200)
  dealer.back('mia')
  const order = Array.from({ length: 10 }, () => dealer.lead())
  expect(order.filter((name) => name === 'mia')).toHaveLength(5)
  expect(order.slice(0, 3).filter((name) => name === 'mia').length).toBeLessThan(3)
})

it('night shift flooded in the morning: who works by day catches up nothing of the night', () => {
  const members = `[{ email: ${address('mia')}, hours: office }, ${address('jonas')}]`
  const dealer = new Dealer(poolBook(`{ members: ${members} }`), ['mia', 'jonas'])
  dealer.deal(20)
  dealer.now = new Date('2026-11-24T22:00:00Z')
  expect(dealer.deal(20)).toEqual({ jonas: 20 })
  dealer.now = new Date('2026-11-25T09:00:00Z')
  expect(dealer.deal(10)).toEqual({ mia: 5, jonas: 5 })
})

describe('two pollers, or a webhook that comes again', () => {
  it('the same question gives the same answer, so whoever is second changes nothing', () => {
    const book = bookOf(
      'rules: []\notherwise: { pool: sales }',
      `pools: { sales: { members: ${membersText(...ten)} } }`,
    )
    const dealer = new Dealer(book, ten)
    dealer.deal(37)
    const question = dealer.question()
    expect(decide(question, book)).toEqual(decide(question, book))
  })
})

it('deleting state changes the next pick: there is no pointer, so a member that goes and comes back loses and gains nothing', () => {
  const three = poolBook(`{ members: ${membersText('mia', 'jonas', 'zoe')} }`)
  const dealer = new Dealer(three, ['mia', 'jonas', 'zoe'])
  dealer.deal(30)
  dealer.book = poolBook(`{ members: ${membersText('mia', 'jonas')} }`)
  dealer.deal(2)
  dealer.book = three
  for (const got of Object.values(dealer.deal(30))) expect(Math.abs(got - 10)).toBeLessThanOrEqual(1)
})
