// How many leads somebody may get: by the clock of a zone or rolling, for member, pool and rule, and of open ones.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { windowStart } from '../../../src/routing/pools/caps.ts'
import { explainDecision } from '../../../src/routing/explain/sentences.ts'
import { bookOf } from '../book-of.ts'
import { address, Dealer, membersText, poolBook } from './dealing.ts'

const names = ['mia', 'jonas']
const text = (start: number | null): string => new Date(start ?? 0).toISOString()

describe('a window begins', () => {
  const now = new Date('2026-11-25T14:37:12.345Z')
  it.each([
    ['hour', 'Europe/Berlin', '2026-11-25T14:00:00.000Z'],
    ['hour', 'Asia/Kathmandu', '2026-11-25T14:15:00.000Z'],
    ['day', 'Europe/Berlin', '2026-11-24T23:00:00.000Z'],
    ['day', 'Pacific/Auckland', '2026-11-25T11:00:00.000Z'],
    ['week', 'Europe/Berlin', '2026-11-22T23:00:00.000Z'],
    ['month', 'America/New_York', '2026-11-01T04:00:00.000Z'],
  ] as const)('each %s of %s at %s', (per, zone, begins) => {
    expect(text(windowStart({ leads: 1, per }, zone, now))).toBe(begins)
  })

  it('at the same time for every moment of it, also on a day when clocks change', () => {
    const from = Date.parse('2026-10-24T22:00:00Z')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25 * 3_600_000 - 1 }), (ms) => {
        const start = windowStart({ leads: 1, per: 'day' }, 'Europe/Berlin', new Date(from + ms))
        expect(text(start)).toBe('2026-10-24T22:00:00.000Z')
      }),
    )
  })
})

describe('a member', () => {
  it('gets no more than its caps, and more in the next window', () => {
    const dealer = new Dealer(
      poolBook(`{ zone: Europe/Berlin, memberCaps: [{ leads: 2, per: day }], members: ${membersText('mia')} }`),
      names,
    )
    expect(dealer.deal(5)).toEqual({ mia: 2 })
    expect(explainDecision(dealer.decisions.at(-1)!)).toContain(
      'In pool sales, mia@acme.example got 2 of 2 leads today.',
    )
    dealer.now = new Date('2026-11-24T22:59:00Z')
    expect(dealer.lead()).toBeNull()
    dealer.now = new Date('2026-11-24T23:00:00Z')
    expect(dealer.deal(3)).toEqual({ mia: 2 })
  })

  it('with a rolling cap gets the next one as the oldest falls out', () => {
    const dealer = new Dealer(
      poolBook(`{ memberCaps: [{ leads: 2, within: 1h }], members: ${membersText('mia')} }`),
      names,
    )
    const at = (time: string): string | null => {
      dealer.now = new Date(`2026-11-24T${time}:00Z`)
      return dealer.lead()
    }
    expect(['09:00', '09:30', '09:59', '10:00', '10:01', '10:30', '10:31'].map(at)).toEqual([
      'mia',
      'mia',
      null,
      null,
      'mia',
      null,
      'mia',
    ])
  })

  it('has the caps of the pool however it is written', () => {
    const members = `[{ email: ${address('mia')}, weight: 2 }, ${address('jonas')}]`
    const dealer = new Dealer(poolBook(`{ memberCaps: [{ leads: 2, per: day }], members: ${members} }`), names)
    expect(dealer.deal(9)).toEqual({ mia: 2, jonas: 2 })
  })

  it('has caps of its own in place of those of the pool, several at once', () => {
    const members = `[{ email: ${address('mia')}, caps: [{ leads: 3, per: day }, { leads: 1, per: hour }] }, ${address('jonas')}]`
    const dealer = new Dealer(poolBook(`{ memberCaps: [{ leads: 2, per: day }], members: ${members} }`), names)
    expect(dealer.deal(9)).toEqual({ mia: 1, jonas: 2 })
    dealer.now = new Date('2026-11-24T10:00:00Z')
    expect(dealer.deal(9)).toEqual({ mia: 1 })
  })

  it('gets no more than it may have open, whatever pool they came from', () => {
    const dealer = new Dealer(poolBook(`{ memberCaps: [{ open: 3 }], members: ${membersText('mia', 'jonas')} }`), names)
    dealer.open.set('id-mia', 2)
    expect(dealer.deal(9)).toEqual({ mia: 1, jonas: 3 })
    dealer.open.set('id-mia', 0)
    expect(dealer.lead()).toBe('mia')
  })
})

describe('a pool', () => {
  it('gets no more than its caps, whoever got them', () => {
    const dealer = new Dealer(
      poolBook(`{ caps: [{ leads: 3, per: day }], members: ${membersText('mia', 'jonas')} }`),
      names,
    )
    expect(Object.values(dealer.deal(9)).reduce((a, b) => a + b)).toBe(3)
    expect(explainDecision(dealer.decisions.at(-1)!)).toContain('Pool sales got 3 of 3 leads today.')
  })
})

describe('a rule', () => {
  const rules = (more = ''): string => `
zone: Europe/Berlin
rules:
  - { name: Fair, when: { lead.source: Fair }, assign: { pool: sales${more} }, caps: [{ leads: 2, per: day }] }
otherwise: { pool: rest }`
  const pools = `pools: { sales: { members: ${membersText('mia')} }, rest: { members: ${membersText('jonas')} } }`
  const fair = { lead: { fields: { source: 'Fair' } } }

  it('passes leads on to the next rule when it has had its leads', () => {
    const dealer = new Dealer(bookOf(rules(), pools), names)
    expect(dealer.deal(5, fair)).toEqual({ mia: 2, jonas: 3 })
    expect(explainDecision(dealer.decisions.at(-1)!).join(' ')).toContain(
      'But this rule got 2 of 2 leads today: passed on to the next rule.',
    )
    dealer.now = new Date('2026-11-24T23:00:00Z')
    expect(dealer.lead(fair)).toBe('mia')
  })

  it('on the fast track skips every cap', () => {
    const dealer = new Dealer(
      bookOf(rules(', fastTrack: true'), pools.replace('{ members', '{ memberCaps: [{ leads: 1, per: day }], members')),
      names,
    )
    expect(dealer.deal(5, fair)).toEqual({ mia: 5 })
  })
})

it('leads of the fast track count to caps, unless the pool says that they do not', () => {
  const rules = `
rules: [{ name: Hot, when: { lead.score: { gte: 90 } }, assign: { pool: sales, fastTrack: true } }]
otherwise: { pool: sales }`
  const dealt = (uncounted: string): unknown => {
    const pools = `pools: { sales: { uncounted: [${uncounted}], memberCaps: [{ leads: 2, per: day }], members: ${membersText('mia')} } }`
    const dealer = new Dealer(bookOf(rules, pools), names)
    return [dealer.deal(2, { lead: { fields: { score: 95 } } }), dealer.deal(5)]
  }
  expect(dealt('')).toEqual([{ mia: 2 }, {}])
  expect(dealt('fast-track')).toEqual([{ mia: 2 }, { mia: 2 }])
})
