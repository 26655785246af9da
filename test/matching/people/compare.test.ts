// Two records of one person, or of two: the cases a rule of thumb gets wrong.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandOf } from '../../../src/matching/people/bands.ts'
import { comparePeople, type Comparison } from '../../../src/matching/people/compare.ts'
import { countFrequencies } from '../../../src/matching/people/frequencies.ts'
import { readPerson } from '../../../src/matching/people/person.ts'
import type { RawPerson } from '../../../src/matching/people/raw-person.ts'
import { rawPerson } from './people.ts'

type Given = Omit<RawPerson, 'id'>
/** @param table other records that are known, for what is common and what is shared */
const compare = (a: Given, b: Given, table?: readonly Given[]): Comparison => {
  const [left, right, ...others] = [a, b, ...(table ?? [])].map((raw, at) => readPerson({ id: String(at), ...raw }))
  if (left === undefined || right === undefined) throw new Error('unreachable')
  return comparePeople(left, right, table ? { frequencies: countFrequencies([left, right, ...others]) } : {})
}
const band = (a: Given, b: Given, table?: readonly Given[]): string => bandOf(compare(a, b, table))
const level = (found: Comparison, field: string): string | undefined =>
  found.contributions.find((contribution) => contribution.field === field)?.level

const ada = { first: 'Ada', last: 'Lovelace', email: 'ada.lovelace@example.com', city: 'London' }

it('what is blank or filler neither agrees nor conflicts', () => {
  const a = { first: 'Ada', email: '', city: 'n/a', company: '-', title: 'unknown', phone: ' ' }
  const b = { first: '-', email: 'ada@example.com', city: 'n/a', company: 'none', title: 'unknown', phone: 'n/a' }
  expect(compare(a, b)).toEqual({ score: 0, contributions: [], conflicts: [], signals: 0, named: false, against: 0 })
})

describe('one person, without asking', () => {
  it.each<[what: string, a: Given, b: Given]>([
    ['one name and one mailbox', ada, ada],
    ['a nickname', { ...ada, first: 'Robert' }, { ...ada, first: 'Bob' }],
    ['first and last name swapped', ada, { ...ada, first: 'Lovelace', last: 'Ada' }],
    ['the name in one field', ada, { full: 'Lovelace, Ada', email: ada.email }],
    ['marks and script', { ...ada, last: 'Müller' }, { ...ada, last: 'MUELLER' }],
    [
      'a typing error in the address',
      { ...ada, phone: '+442071234567' },
      { ...ada, email: 'ada.lovelcae@example.com' },
    ],
    ['a new name after marriage, at the same mailbox', ada, { ...ada, last: 'King' }],
    [
      'two employers, one phone in the pocket',
      { first: 'Ada', last: 'Lovelace', company: 'Acme', phone: '+447911123456' },
      { first: 'Ada', last: 'Lovelace', company: 'Bolt', phone: '0044 7911 123456' },
    ],
    [
      'an error of one digit in the birth date',
      { first: 'Ada', last: 'Lovelace', birthDate: '1980-03-27', postalCode: 'SW1A 1AA' },
      { first: 'Ada', last: 'Lovelace', birthDate: '27.03.1981', postalCode: 'SW1A1AA' },
    ],
  ])('%s', (_, a, b) => {
    expect(band(a, b)).toBe('auto')
  })
})

const home = { street: '12 High Street', postalCode: 'SW1A 1AA', city: 'London', phone: '+442071234567' }

describe('never without asking', () => {
  it.each<[what: string, a: Given, b: Given]>([
    [
      'twins',
      { first: 'Anna', last: 'Berg', birthDate: '1990-05-04', ...home },
      { first: 'Lisa', last: 'Berg', birthDate: '1990-05-04', ...home },
    ],
    [
      'father and son of one name in one house',
      { first: 'John', last: 'Berg', birthDate: '1950-05-04', ...home },
      { first: 'John', last: 'Berg', birthDate: '1981-11-23', ...home },
    ],
    ['senior and junior', { first: 'John', last: 'Berg Sr.', ...home }, { first: 'John', last: 'Berg Jr.', ...home }],
    ['a couple', { first: 'Anna', last: 'Berg', ...home }, { first: 'Carl', last: 'Berg', ...home }],
    ['a family name at one address', { first: 'Anna', last: 'Berg', ...home }, { last: 'Berg', ...home }],
    [
      'one name in two companies',
      { first: 'Anna', last: 'Berg', company: 'Acme', email: 'anna.berg@acme.com' },
      { first: 'Anna', last: 'Berg', company: 'Bolt', email: 'anna.berg@bolt.org' },
    ],
    ['a rare name, and nothing else', { first: 'Ada', last: 'Lovelace' }, { first: 'Ada', last: 'Lovelace' }],
    [
      'two national ids',
      { first: 'Ada', last: 'Lovelace', nationalId: '12345678', ...home },
      { first: 'Ada', last: 'Lovelace', nationalId: '97531864', ...home },
    ],
    [
      'colleagues with one initial',
      { first: 'Olivia', last: 'Brown', email: 'obrown@acme.com', company: 'Acme' },
      { first: 'Oscar', last: 'Brown', email: 'oscar.brown@acme.com', company: 'Acme' },
    ],
    ['two shops in one house', { company: 'Cafe Ritz', ...home }, { company: 'Dining Room', ...home }],
  ])('%s', (_, a, b) => {
    expect(band(a, b)).not.toBe('auto')
  })
})

describe('what several people share tells nothing', () => {
  it('a mailbox of a role', () => {
    const info = { email: 'info@acme.com' }
    const found = compare({ ...info, first: 'Ada', last: 'Lovelace' }, { ...info, first: 'Ada', last: 'King' })
    expect(level(found, 'email')).toBe('shared')
    expect(bandOf(found)).not.toBe('auto')
  })

  const phone = '+442071234567'
  const email = 'the.team@acme.com'
  const others = [
    { first: 'Grace', last: 'Hopper', phone, email },
    { first: 'Alan', last: 'Turing', phone, email },
    { first: 'Edsger', last: 'Dijkstra', phone, email },
  ]
  const [a, b] = [
    { first: 'Ada', last: 'Lovelace', phone, email },
    { first: 'Ada', last: 'King', phone, email },
  ]

  it('a switchboard, and a mailbox seen on three names', () => {
    expect(compare(a, b, others)).toMatchObject({
      contributions: expect.arrayContaining([
        expect.objectContaining({ field: 'phone', level: 'shared', bits: 0 }),
        expect.objectContaining({ field: 'email', level: 'shared', bits: 0 }),
      ]),
    })
  })

  it('one name in three spellings is one name', () => {
    const spellings = ['Lovelace', 'Lovelacee', 'Lovlace', 'Lovelase'].map((last) => ({ ...a, last }))
    expect(level(compare(a, b, spellings), 'email')).toBe('exact')
  })
})

describe('what says the same is counted once', () => {
  const bits = (found: Comparison, fields: readonly string[]): number[] =>
    found.contributions.filter(({ field, bits: of }) => fields.includes(field) && of > 0).map(({ bits: of }) => of)

  it('postcode, city, state and country', () => {
    const place = { postalCode: '94105', city: 'San Francisco', state: 'CA', country: 'US' }
    expect(bits(compare(place, place), ['postalCode', 'city', 'state', 'country'])).toHaveLength(1)
  })

  it('company, domain and the domain of the mailbox', () => {
    const job = { company: 'Acme', domain: 'acme.com' }
    const found = compare({ ...job, email: 'ada@acme.com' }, { ...job, email: 'grace@acme.com' })
    expect(bits(found, ['company', 'domain', 'email'])).toHaveLength(1)
  })

  it('another city of the same postcode does not speak against it', () => {
    const found = compare({ postalCode: '90069', city: 'Los Angeles' }, { postalCode: '90069', city: 'W. Hollywood' })
    expect(found.against).toBe(0)
  })
})

it('a rare name tells more than a common one', () => {
  const of = (last: string): number => compare({ last }, { last }).score
  expect(of('Featherstonehaugh')).toBeGreaterThan(of('Smith'))
  const table = Array.from({ length: 200 }, () => ({ last: 'Featherstonehaugh' }))
  expect(compare({ last: 'Featherstonehaugh' }, { last: 'Featherstonehaugh' }, table).score).toBeLessThan(of('Smith'))
})

it('the rarer spelling of a name earns no more than the common one', () => {
  const table = Array.from({ length: 200 }, () => ({ last: 'Smith' }))
  expect(compare({ last: 'Smith' }, { last: 'Smtih' }, table).score).toBeLessThanOrEqual(
    compare({ last: 'Smith' }, { last: 'Smith' }, table).score,
  )
})

it('the reasons add up to the score, and both sides give the same', () => {
  fc.assert(
    fc.property(rawPerson, rawPerson, (a, b) => {
      const found = compare(a, b)
      expect(found.contributions.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(found.score, 9)
      const back = compare(b, a)
      expect(back.score).toBeCloseTo(found.score, 9)
      expect([...back.conflicts].toSorted()).toEqual([...found.conflicts].toSorted())
      expect(back.signals).toBe(found.signals)
    }),
    { numRuns: 500 },
  )
})
