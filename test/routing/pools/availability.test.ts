// Who can take a lead at this hour: away, drained, outside the hours, paused; who stands in, and what becomes of a lead that nobody can take.
import { describe, expect, it } from 'vitest'
import { explainDecision } from '../../../src/routing/explain/sentences.ts'
import { address, Dealer, membersText, poolBook } from './dealing.ts'

const names = ['mia', 'jonas', 'zoe']
const why = (dealer: Dealer): string => explainDecision(dealer.decisions.at(-1)!).join(' ')

describe('a member', () => {
  it('that is away gets nothing until it is back', () => {
    const dealer = new Dealer(poolBook(`{ members: ${membersText('mia', 'jonas')} }`), names)
    dealer.absences.set(address('mia'), [
      { kind: 'away', from: dealer.now, until: new Date('2026-11-25T09:00:00Z'), reason: 'holidays' },
    ])
    expect(dealer.deal(4)).toEqual({ jonas: 4 })
    expect(why(dealer)).toContain('mia@acme.example is away until 2026-11-25T09:00Z.')
    dealer.now = new Date('2026-11-25T09:00:00Z')
    expect(dealer.deal(4)).toEqual({ mia: 2, jonas: 2 })
  })

  it('whose absence has not begun gets leads', () => {
    const dealer = new Dealer(poolBook(`{ members: ${membersText('mia')} }`), names)
    dealer.away('mia', new Date('2026-12-01T00:00:00Z'))
    expect(dealer.lead()).toBe('mia')
  })

  it('gets leads in its own hours only, whatever those of the pool are', () => {
    const members = `[{ email: ${address('mia')}, hours: office }, ${address('jonas')}]`
    const dealer = new Dealer(poolBook(`{ members: ${members} }`), names)
    dealer.now = new Date('2026-11-24T17:30:00Z')
    expect(dealer.deal(2)).toEqual({ jonas: 2 })
    expect(why(dealer)).toContain(
      'mia@acme.example is outside its hours (calendar office, open again 2026-11-25T08:00Z).',
    )
    dealer.now = new Date('2026-11-25T08:00:00Z')
    expect(dealer.deal(2)).toEqual({ mia: 1, jonas: 1 })
  })
})

describe('a backup', () => {
  const two = `[{ email: ${address('mia')}, backup: ${address('zoe')} }, { email: ${address('jonas')}, backup: ${address('zoe')} }, ${address('zoe')}]`

  it('takes the leads of who is away, beside its own share', () => {
    const dealer = new Dealer(poolBook(`{ members: ${two} }`), names)
    dealer.away('mia')
    expect(dealer.deal(9)).toEqual({ zoe: 6, jonas: 3 })
    expect(why(dealer)).toContain('mia@acme.example is away, and zoe@acme.example stands in.')
  })

  it('is not flooded where several who are away name it: it stands in for one', () => {
    const dealer = new Dealer(
      poolBook(`{ members: ${two.replace(/, zoe@acme\.example\]$/, `, ${address('zoe')}, ${address('liam')}]`)} }`),
      [...names, 'liam'],
    )
    dealer.away('mia')
    dealer.away('jonas')
    expect(dealer.deal(9)).toEqual({ zoe: 6, liam: 3 })
  })

  it('that is away itself stands in for nobody', () => {
    const dealer = new Dealer(poolBook(`{ members: ${two} }`), names)
    dealer.away('mia')
    dealer.away('zoe')
    expect(dealer.deal(2)).toEqual({ jonas: 2 })
  })

  it('does not stand in for who is drained: such a member is to get no more on purpose', () => {
    const dealer = new Dealer(poolBook(`{ members: ${two} }`), names)
    dealer.absences.set(address('mia'), [
      { kind: 'drained', from: dealer.now, until: null, reason: 'leaves the company' },
    ])
    expect(dealer.deal(4)).toEqual({ jonas: 2, zoe: 2 })
    expect(why(dealer)).toContain('mia@acme.example is drained.')
  })
})

describe('a backup gets nothing that the absent member would not have got', () => {
  const dealt = (pool: string, member: string, change: Parameters<Dealer['lead']>[0] = {}, open = 0): unknown => {
    const members = `[{ email: ${address('mia')}, backup: ${address('zoe')}, ${member} }, ${address('jonas')}]`
    const dealer = new Dealer(poolBook(`{ ${pool} members: ${members} }`), names)
    dealer.now = new Date('2026-11-24T17:30:00Z')
    dealer.open.set('id-zoe', open)
    dealer.away('mia')
    return dealer.deal(4, change)
  }
  const french = { lead: { fields: { country: 'FR' } } }

  it.each([
    ['outside of its hours', dealt('', 'hours: office')],
    ['beyond its cap', dealt('', 'caps: [{ leads: 1, per: day }]'), 1],
    ['of what it is not good at', dealt('needs: [lead.country],', 'skills: { lead.country: [DE] }', french)],
    ['that is not to come to it', dealt('', 'weight: 1', { excluded: new Map([['id-mia', 'did not act in time']]) })],
    ['beyond what the backup may have open', dealt('memberCaps: [{ open: 9 }],', 'weight: 1', {}, 9)],
  ])('%s', (_what, got, zoe = 0) => {
    expect(got).toEqual(zoe === 0 ? { jonas: 4 } : { zoe, jonas: 4 - zoe })
  })
})

it('nobody stands in for who is drained and away at once', () => {
  const members = `[{ email: ${address('mia')}, backup: ${address('zoe')} }, ${address('jonas')}]`
  const dealer = new Dealer(poolBook(`{ members: ${members} }`), names)
  const until = new Date(dealer.now.getTime() + 3_600_000)
  dealer.absences.set(address('mia'), [
    { kind: 'drained', from: dealer.now, until, reason: null },
    { kind: 'away', from: dealer.now, until: null, reason: null },
  ])
  expect(dealer.deal(2)).toEqual({ jonas: 2 })
})

describe('a lead that nobody of the pool can take', () => {
  const empty = (whenEmpty: string, others = ''): Dealer => {
    const dealer = new Dealer(poolBook(`{ whenEmpty: ${whenEmpty}, members: ${membersText('mia')} }`, others), names)
    dealer.away('mia')
    return dealer
  }

  it('is held', () => {
    const dealer = empty('hold')
    expect(dealer.lead()).toBeNull()
    expect(dealer.decisions[0]?.outcome).toEqual({
      kind: 'unrouted',
      reason: 'nobody in pool sales can take it, and it holds its leads',
    })
  })

  it('overflows into another pool, and takes its turn there', () => {
    const dealer = empty('{ overflow: spare }', `  spare: { sla: standard, members: ${membersText('zoe')} }`)
    expect(dealer.lead()).toBe('zoe')
    expect(dealer.decisions[0]?.outcome).toMatchObject({ pool: 'spare', sla: 'standard' })
    expect(dealer.decisions[0]?.turns).toEqual([{ pool: 'spare', member: address('zoe'), kind: 'assigned', amount: 1 }])
  })

  it('goes to the manager, who takes no turn', () => {
    const dealer = empty(`{ manager: ${address('jonas')} }`)
    expect(dealer.lead()).toBe('jonas')
    expect(dealer.decisions[0]?.turns).toEqual([])
    expect(why(dealer)).toContain('The owner named is jonas@acme.example, manager of pool sales,.'.replace(',.', ','))
  })

  it('goes on to the next rule unless something else is said', () => {
    expect(empty('next-rule').lead()).toBeNull()
  })
})

describe('a pool', () => {
  it('that is paused gets nothing', () => {
    const dealer = new Dealer(poolBook(`{ members: ${membersText('mia')} }`), names)
    dealer.absences.set('pool sales', [{ kind: 'paused', from: dealer.now, until: null, reason: 'audit' }])
    expect(dealer.lead()).toBeNull()
    expect(why(dealer)).toContain('Pool sales is paused.')
  })

  it('gets leads in its hours only', () => {
    const dealer = new Dealer(poolBook(`{ hours: office, members: ${membersText('mia')} }`), names)
    dealer.now = new Date('2026-11-28T12:00:00Z')
    expect(dealer.lead()).toBeNull()
    expect(why(dealer)).toContain('Pool sales is outside its hours (calendar office, open again 2026-11-30T08:00Z).')
  })
})
