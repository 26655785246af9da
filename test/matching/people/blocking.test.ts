// Which records are compared at all.
import { expect, it } from 'vitest'
import { blockingKeys } from '../../../src/matching/people/blocking.ts'
import { candidateOf, eachCandidatePair } from '../../../src/matching/people/candidates.ts'
import { readPerson } from '../../../src/matching/people/person.ts'
import type { RawPerson } from '../../../src/matching/people/raw-person.ts'

type Given = Omit<RawPerson, 'id'>
const keys = (raw: Given): string[] => blockingKeys(readPerson({ id: '1', ...raw }))

it.each<[what: string, a: Given, b: Given]>([
  ['swapped names', { first: 'Ada', last: 'Lovelace' }, { first: 'Lovelace', last: 'Ada' }],
  ['names that sound alike', { first: 'Katherine', last: 'Smith' }, { first: 'Catherine', last: 'Smyth' }],
  ['a nickname', { first: 'Bob', last: 'Stone' }, { first: 'Robert', last: 'Stone' }],
  ['a name and an address made of it', { first: 'Jane', last: 'Doe' }, { email: 'jane.doe@example.com' }],
  ['one mailbox at two providers', { email: 'ada.lovelace@example.com' }, { email: 'ada.lovelace@example.org' }],
  ['a phone', { first: 'Ada', phone: '+442071234567' }, { first: 'Bo', phone: '020 7123 4567', country: 'GB' }],
  [
    'another surname at one address',
    { last: 'Ryan', street: '12 High St', postalCode: '2000' },
    { last: 'Li', street: 'High Street 12', postalCode: '2000' },
  ],
  ['a birth date', { first: 'Ada', birthDate: '1980-03-27' }, { first: 'Eda', birthDate: '27.3.1980' }],
  ['a company', { company: 'Acme Ltd' }, { company: 'ACME' }],
  ['an id of another system', { externalIds: { crm: '1' } }, { externalIds: { crm: '1' } }],
])('meets by %s', (_, a, b) => {
  const other = new Set(keys(b))
  expect(keys(a).filter((key) => other.has(key))).not.toEqual([])
})

it('a mailbox of a role brings nobody together by its name', () => {
  const other = new Set(keys({ email: 'info@acme.com' }))
  expect(keys({ email: 'info@bolt.org' }).filter((key) => other.has(key))).toEqual([])
})

it('nothing known gives no key', () => {
  expect(keys({ first: '-', email: 'n/a' })).toEqual([])
})

it('a name too common is split by a second field, and namesakes without one still meet their neighbours', () => {
  // Towns that sound alike would be one.
  const towns =
    'Berlin Paris London Madrid Lisbon Vienna Prague Oslo Dublin Athens Geneva Krakow Bruges Malmo Tampere Zagreb Riga Ghent Seville Utrecht'.split(
      ' ',
    )
  const people = Array.from({ length: 1_200 }, (_, at) =>
    readPerson({
      id: `p${String(at).padStart(4, '0')}`,
      first: 'John',
      last: 'Smith',
      ...(at % 2 === 0 ? { city: towns[(at / 2) % 20] } : {}),
    }),
  )
  let pairs = 0
  let sameTown = 0
  eachCandidatePair(
    people.map((person) => candidateOf(person.id, [person])),
    (a, b) => {
      pairs += 1
      if (people[a]?.city !== undefined && people[a].city === people[b]?.city) sameTown += 1
    },
  )
  expect(sameTown).toBe(20 * ((30 * 29) / 2))
  expect(pairs).toBeLessThan((1_200 * 1_199) / 2 / 10)
})
