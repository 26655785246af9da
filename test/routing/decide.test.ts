// Who gets the lead: rules in order, owners by name, pools, and what takes the rest.
import { describe, expect, it } from 'vitest'
import { decide } from '../../src/routing/decide.ts'
import type { Decision } from '../../src/routing/decision.ts'
import { accountOf, bookOf, everyone, owner, ownersOf, question } from './book-of.ts'

const rest = 'otherwise: { pool: spare, sla: standard, alert: revops }'
const german = question({ lead: { fields: { country: 'DE' } } })

function decided(rules: string, asked = german): Decision {
  return decide(asked, bookOf(`rules:\n${rules}\n${rest}`))
}

describe('rules', () => {
  it('are asked in order, and the first that holds wins', () => {
    const decision = decided(`
  - { name: French, when: { lead.country: FR }, ignore: { reason: french } }
  - { name: German, when: { lead.country: DE }, ignore: { reason: german } }
  - { name: Known, when: { lead.country: { exists: true } }, ignore: { reason: known } }`)
    expect(decision.rule).toBe('German')
    expect(decision.outcome).toEqual({ kind: 'ignore', reason: 'german' })
    expect(decision.rules.map(({ rule, place, holds }) => ({ rule, place, holds }))).toEqual([
      { rule: 'French', place: 'rulebook/rules.yaml:3', holds: false },
      { rule: 'German', place: 'rulebook/rules.yaml:4', holds: true },
    ])
  })

  it('may send a lead to nurture', () => {
    const decision = decided('  - { name: one, when: { lead.country: DE }, nurture: { reason: too small } }')
    expect(decision).toMatchObject({ outcome: { kind: 'nurture', reason: 'too small' }, turns: [] })
  })

  it('that find nobody pass the lead on, and say why', () => {
    const decision = decided(
      `
  - { name: Mine, when: { lead.country: DE }, assign: { owner: lead.owner } }
  - { name: Pool, when: { lead.country: DE }, assign: { pool: emea } }`,
      question({ lead: { fields: { country: 'DE' } }, owners: ownersOf(owner('zoe@acme.example')) }),
    )
    expect(decision.rules.map(({ noOwner }) => noOwner)).toEqual([
      'lead.owner is not set',
      'nobody in pool emea can take it',
    ])
    expect(decision).toMatchObject({
      rule: 'otherwise',
      outcome: { kind: 'assign', ownerName: 'zoe', sla: 'standard' },
    })
  })
})

describe('what no rule took', () => {
  it('goes to the pool of otherwise', () => {
    expect(decided('  []').outcome).toEqual({
      kind: 'assign',
      ownerId: 'id-zoe',
      ownerName: 'zoe',
      pool: 'spare',
      member: 'zoe@acme.example',
      sla: 'standard',
      fastTrack: false,
    })
  })

  it('waits for a person when even there is nobody: it is never dropped', () => {
    const decision = decided('  []', question({ owners: ownersOf() }))
    expect(decision.rule).toBe('otherwise')
    expect(decision.outcome).toEqual({
      kind: 'unrouted',
      reason: 'nobody in pool spare can take it; revops must help',
    })
    expect(decision.turns).toEqual([])
  })
})

describe('an owner by name', () => {
  const byAccount = '  - { name: one, when: { lead.country: DE }, assign: { owner: account.owner, else: pool emea } }'
  const asked = (change: Parameters<typeof question>[0]) => question({ lead: { fields: { country: 'DE' } }, ...change })

  it('may be the owner of the account, and takes no turn of a pool', () => {
    const decision = decided(byAccount, asked({ account: accountOf({ ownerId: 'id-mia' }) }))
    expect(decision).toMatchObject({
      outcome: { ownerId: 'id-mia', pool: null, member: null },
      owners: [{ owner: 'account.owner', ownerId: 'id-mia', refused: null }],
      pools: [],
      turns: [],
    })
  })

  it('may be who owns the lead already', () => {
    const rule = '  - { name: one, when: { lead.country: DE }, assign: { owner: lead.owner } }'
    const decision = decided(rule, question({ lead: { fields: { country: 'DE' }, ownerId: 'id-jonas' } }))
    expect(decision.outcome).toMatchObject({ kind: 'assign', ownerName: 'jonas' })
  })

  it('may be an e-mail address, in any case', () => {
    const rule = '  - { name: one, when: { lead.country: DE }, assign: { owner: Mia@Acme.example } }'
    expect(decided(rule).outcome).toMatchObject({ kind: 'assign', ownerId: 'id-mia', pool: null })
  })

  it.each([
    ['there is no account', asked({}), 'is not set'],
    ['the CRM does not know it', asked({ account: accountOf({ ownerId: 'id-gone' }) }), 'is no user of this CRM'],
    [
      'it left the company',
      asked({
        account: accountOf({ ownerId: 'id-mia' }),
        owners: ownersOf(owner('mia@acme.example', { active: false }), owner('jonas@acme.example')),
      }),
      'is not active in the CRM',
    ],
    [
      'it had the lead before',
      asked({ account: accountOf({ ownerId: 'id-mia' }), excluded: new Map([['id-mia', 'did not act in time']]) }),
      'did not act in time',
    ],
  ])('gives way to the pool behind else when %s', (_, waiting, refused) => {
    const decision = decided(byAccount, waiting)
    expect(decision.owners[0]?.refused).toBe(refused)
    expect(decision.outcome).toMatchObject({ kind: 'assign', ownerName: 'jonas', pool: 'emea' })
  })
})

describe('a promise', () => {
  const promised = (rule: string): string | null => {
    const { outcome } = decided(rule)
    return outcome.kind === 'assign' ? outcome.sla : null
  }

  it('is the rule’s own, else that of the pool, else none', () => {
    const rule = (assign: string, sla = '') => `  - { name: one, when: { lead.country: DE }, assign: ${assign}${sla} }`
    expect(promised(rule('{ pool: emea }', ', sla: five-minutes'))).toBe('five-minutes')
    expect(promised(rule('{ pool: emea }'))).toBe('standard')
    expect(promised(rule('{ pool: spare }'))).toBeNull()
    expect(promised(rule('{ owner: mia@acme.example }'))).toBeNull()
  })

  it('goes with the fast track where the rule says so', () => {
    const rule = '  - { name: one, when: { lead.country: DE }, assign: { pool: emea, fastTrack: true } }'
    expect(decided(rule).outcome).toMatchObject({ fastTrack: true })
  })
})

it('passes over a member who had the lead before, in every pool, and says so', () => {
  const decision = decided(
    '  - { name: one, when: { lead.country: DE }, assign: { pool: emea } }',
    question({ lead: { fields: { country: 'DE' } }, excluded: new Map([['id-mia', 'did not act in time']]) }),
  )
  expect(decision.pools[0]?.candidates).toMatchObject([
    { member: 'mia@acme.example', refused: 'did not act in time', chosen: false },
    { member: 'jonas@acme.example', refused: null, chosen: true },
  ])
  expect(decision.turns).toEqual([{ pool: 'emea', member: 'jonas@acme.example', kind: 'assigned', amount: 1 }])
})

it('gives the same answer to the same question, and changes nothing that it is asked with', () => {
  const asked = deepFreeze(
    question({ turns: new Map([['spare', [{ member: 'zoe@acme.example', total: 3, lastAt: new Date(0) }]]]) }),
  )
  const book = deepFreeze(bookOf(`rules: []\n${rest}`))
  expect(decide(asked, book)).toEqual(decide(asked, book))
  expect(everyone.byEmail('ZOE@acme.example')?.name).toBe('zoe')
})

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part === 'object' && part !== null && !Object.isFrozen(part)) deepFreeze(part)
  }
  return Object.freeze(value)
}

it('holds a lead for a person, and goes no further', () => {
  const book = bookOf(`
rules:
  - { name: Doubtful, when: { lead.suspicious: { exists: true } }, hold: { reason: somebody must look at it } }
  - { name: All, when: { lead.stage: MQL }, assign: { pool: emea } }
otherwise: { pool: spare }`)
  const decision = decide(question({ lead: { suspicious: ['keyboard row'] } }), book)
  expect(decision).toMatchObject({
    rule: 'Doubtful',
    outcome: { kind: 'unrouted', reason: 'somebody must look at it' },
    turns: [],
  })
  expect(decide(question(), book).outcome).toMatchObject({ kind: 'assign', pool: 'emea' })
})
