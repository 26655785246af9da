// Two leads without a common address: who is surely one person, who is asked about, and who is let alone. What is shared, and what a family has in
// common, never joins.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Who } from '../../../src/lead/history.ts'
import { compareLeads, sharedAmong, type Asking } from '../../../src/matching/people/live.ts'
import { personOf } from '../../../src/matching/people/lead-person.ts'
import { defaultPeopleSettings, peopleSettingsSchema } from '../../../src/matching/people/settings.ts'

const asked = (left: Who, right: Who, more: Partial<Asking> = {}): Asking => ({
  left: [left],
  right: [right],
  records: 0,
  shared: { emails: [], phones: [] },
  ...more,
})
const compare = (left: Who, right: Who, more: Partial<Asking> = {}, settings = defaultPeopleSettings) =>
  compareLeads(asked(left, right, more), settings)
const band = (left: Who, right: Who, more: Partial<Asking> = {}) => compare(left, right, more).band

const robert: Who = {
  firstName: 'Robert',
  lastName: 'Miller',
  email: 'robert.miller@contoso.example',
  company: 'Contoso Ltd',
  domain: 'contoso.example',
  phone: '+442071838750',
}
const someone = (who: Who): Who => ({ company: 'Contoso Ltd', domain: 'contoso.example', ...who })

describe('surely one person', () => {
  it.each<[string, Who]>([
    ['a nickname, at the same domain', someone({ firstName: 'Bob', lastName: 'Miller', email: 'bob@contoso.example' })],
    ['transposed names', someone({ firstName: 'Miller', lastName: 'Robert', email: 'rm@contoso.example' })],
    [
      'a typing error in the address',
      { firstName: 'Robert', lastName: 'Miller', email: 'robert.miler@contoso.example' },
    ],
    [
      'an address of their own, and the same phone',
      { firstName: 'Robert', lastName: 'Miller', email: 'bob77@gmail.com', phone: '+442071838750' },
    ],
    ['a further first name', someone({ firstName: 'Robert James', lastName: 'Miller', email: 'rj@contoso.example' })],
  ])('%s', (_what, other) => {
    expect(band(robert, other)).toBe('auto')
    expect(band(other, robert)).toBe('auto')
  })

  it('dots and tags that the provider ignores, with the same name', () => {
    const ada = (email: string): Who => ({ firstName: 'Ada', lastName: 'Lovelace', email })
    expect(band(ada('ada.lovelace@gmail.com'), ada('adalovelace+fair@googlemail.com'))).toBe('auto')
  })
})

describe('a person is asked', () => {
  it.each<[string, Who]>([
    ['an initial', someone({ firstName: 'R.', lastName: 'Miller', email: 'r.m@contoso.example' })],
    [
      'a last name spelled otherwise',
      someone({ firstName: 'Robert', lastName: 'Millar', email: 'rmillar@contoso.example' }),
    ],
    [
      'the next number of a mailbox',
      someone({ firstName: 'Robert', lastName: 'Miller', email: 'robert.miller2@contoso.example' }),
    ],
    ['the same phone, and no name', { email: 'office77@gmail.com', phone: '+442071838750' }],
  ])('%s', (_what, other) => {
    expect(band(robert, other)).toBe('review')
  })

  it('a namesake in the same town who named no employer', () => {
    const ada = (more: Who): Who => ({ firstName: 'Ada', lastName: 'Lovelace', city: 'London', ...more })
    const atWork = ada({ email: 'ada@contoso.example', company: 'Contoso', domain: 'contoso.example' })
    expect(band(atWork, ada({ email: 'al1815@gmail.com' }))).toBe('review')
    const elsewhere = ada({ email: 'ada@fabrikam.example', company: 'Fabrikam', domain: 'fabrikam.example' })
    expect(band(atWork, elsewhere)).toBe('none')
  })

  it('Jean-Paul and Jean-Pierre share a word, not the name', () => {
    const martin = (firstName: string, email: string): Who => someone({ firstName, lastName: 'Martin', email })
    expect(band(martin('Jean-Paul', 'jp1@contoso.example'), martin('Jean-Pierre', 'x@contoso.example'))).not.toBe(
      'auto',
    )
  })
})

describe('two people', () => {
  it('whose first names are alike but both exist: Jon and Joan Smith, with addresses alike too', () => {
    const smith = (firstName: string): Who =>
      someone({ firstName, lastName: 'Smith', email: `${firstName.toLowerCase()}.smith@contoso.example` })
    expect(band(smith('Jon'), smith('Joan'))).toBe('none')
  })

  it.each<[string, Who]>([
    [
      'of one family: same last name, phone and company',
      { ...robert, firstName: 'Susan', email: 'susan.miller@contoso.example' },
    ],
    [
      'of one surname at one company, one without a first name',
      someone({ lastName: 'Miller', email: 'miller@contoso.example' }),
    ],
    [
      'colleagues at one switchboard',
      { ...robert, firstName: 'Grace', lastName: 'Hopper', email: 'grace@contoso.example' },
    ],
    [
      'namesakes at two companies',
      {
        firstName: 'Robert',
        lastName: 'Miller',
        email: 'bob@fabrikam.example',
        company: 'Fabrikam',
        domain: 'fabrikam.example',
      },
    ],
  ])('%s', (_what, other) => {
    expect(band(robert, other)).toBe('none')
  })

  it('a shared mailbox alone says nothing', () => {
    const info = (more: Who): Who => ({ email: 'info@contoso.example', ...more })
    expect(band(info({ lastName: 'Miller' }), info({ firstName: 'Grace', lastName: 'Hopper' }))).toBe('none')
    expect(band(info({}), info({ phone: '+442071838750' }))).toBe('none')
  })

  it('leads without a name are no business of one name', () => {
    const nameless = (email: string): Who => ({
      email,
      company: 'Contoso Ltd',
      domain: 'contoso.example',
      phone: '+442071838750',
    })
    expect(band(nameless('a@contoso.example'), nameless('b@contoso.example'))).not.toBe('auto')
  })
})

describe('a switchboard', () => {
  const line = '+442071838750'
  const names = [
    ['Ada', 'Byron'],
    ['Grace', 'Hopper'],
    ['Linus', 'Pauling'],
  ] as const
  const people = names.map(([firstName, lastName]) => personOf({ firstName, lastName, phone: line }))

  it('is a phone of three names, or of as many as is set', () => {
    expect(sharedAmong(people, 3).phones).toEqual(people[0]?.phones)
    expect(sharedAmong(people.slice(1), 3).phones).toEqual([])
    expect(sharedAmong(people.slice(1), 2).phones).toEqual(people[0]?.phones)
  })

  it('is not three spellings of one name', () => {
    const spelled = ['Hopper', 'Hoper', 'Hoppper'].map((lastName) =>
      personOf({ firstName: 'Grace', lastName, phone: line }),
    )
    expect(sharedAmong(spelled, 3).phones).toEqual([])
  })

  it('joins nobody, and asks about nobody', () => {
    const shared = { emails: [], phones: personOf({ phone: line }).phones }
    const other: Who = { firstName: 'Robert', lastName: 'Miller', email: 'bob77@gmail.com', phone: line }
    expect(band(robert, other)).toBe('auto')
    expect(band(robert, other, { shared })).toBe('none')
    expect(band(robert, { email: 'office77@gmail.com', phone: line }, { shared })).toBe('none')
  })
})

describe('among many', () => {
  const bob = someone({ firstName: 'Bob', lastName: 'Miller', email: 'bob@contoso.example' })

  it('more must agree: one bit for each doubling', () => {
    expect(compare(robert, bob, { records: 500 }).needed).toBe(12)
    expect(compare(robert, bob, { records: 4_000 }).needed).toBe(15)
    expect(compare(robert, bob, { records: 100_000 }).band).toBe('review')
  })

  it('all that a person was ever called counts', () => {
    const asking = {
      ...asked(bob, robert),
      right: [{ email: 'old@gmail.com' }, robert, { ...robert, phone: '+33142278186' }],
    }
    expect(compareLeads(asking, defaultPeopleSettings).band).toBe('auto')
  })
})

describe('what is set', () => {
  const bob = someone({ firstName: 'Bob', lastName: 'Miller', email: 'bob@contoso.example' })

  it.each([
    ['auto', 'auto'],
    ['review', 'review'],
    ['off', 'none'],
  ])('similar: %s', (similar, expected) => {
    expect(compare(robert, bob, {}, peopleSettingsSchema.parse({ similar })).band).toBe(expected)
  })

  it('never joins on one signal, and never asks about what is sure', () => {
    expect(() => peopleSettingsSchema.parse({ auto: { minSignals: 1 } })).toThrow('Two signals at least')
    expect(() => peopleSettingsSchema.parse({ review: { bits: 13 } })).toThrow('must not be above auto.bits')
  })
})

const word = fc.constantFrom('Ada', 'Bob', 'Robert', 'Byron', 'Miller', 'Müller', 'Li', 'Jean-Paul', '')
const who: fc.Arbitrary<Who> = fc
  .record({
    firstName: word,
    lastName: word,
    email: fc.constantFrom('ada@contoso.example', 'info@contoso.example', 'b.miller@gmail.com', 'bmiller@gmail.com'),
    phone: fc.constantFrom('+442071838750', '+33142278186', ''),
    company: fc.constantFrom('Contoso Ltd', 'Fabrikam', ''),
    city: fc.constantFrom('London', 'Berlin', ''),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')))
const askings = fc.record({
  left: fc.array(who, { minLength: 1, maxLength: 3 }),
  right: fc.array(who, { minLength: 1, maxLength: 3 }),
  records: fc.nat(2_000_000),
  shared: fc.constantFrom({ emails: [], phones: [] }, { emails: ['ada@contoso.example'], phones: ['+442071838750'] }),
})

describe('any two', () => {
  it('score what their contributions sum to', () => {
    fc.assert(
      fc.property(askings, (asking) => {
        const { bits, contributions } = compareLeads(asking, defaultPeopleSettings)
        expect(Math.abs(contributions.reduce((sum, one) => sum + one.bits, 0) - bits)).toBeLessThan(1e-9)
      }),
    )
  })

  it('score the same either way round, in any order of what they are called, and again after a stay in the store', () => {
    fc.assert(
      fc.property(askings, (asking) => {
        const found = compareLeads(asking, defaultPeopleSettings)
        const turned = { ...asking, left: asking.right.toReversed(), right: asking.left.toReversed() }
        const { bits, band: same } = compareLeads(turned, defaultPeopleSettings)
        expect([bits.toFixed(6), same]).toEqual([found.bits.toFixed(6), found.band])
        expect(compareLeads(JSON.parse(JSON.stringify(asking)) as Asking, defaultPeopleSettings)).toEqual(found)
      }),
      { numRuns: 2_000 },
    )
  })
})
