// Two records of one person, or of two: the cases a rule of thumb gets wrong.
import { expect, it } from 'vitest'
import { bandOf } from '../../../src/matching/people/bands.ts'
import { comparePeople } from '../../../src/matching/people/compare.ts'
import { readPerson } from '../../../src/matching/people/person.ts'
import type { RawPerson } from '../../../src/matching/people/raw-person.ts'

const compare = (a: Partial<RawPerson>, b: Partial<RawPerson>) =>
  comparePeople(readPerson({ id: 'a', ...a }), readPerson({ id: 'b', ...b }))
const band = (a: Partial<RawPerson>, b: Partial<RawPerson>): string => bandOf(compare(a, b))

it('what is blank or filler neither agrees nor conflicts', () => {
  expect(
    compare({ first: 'Ada', email: '', city: 'n/a' }, { first: '-', email: 'ada@example.com', city: 'n/a' }),
  ).toEqual({
    score: 0,
    contributions: [],
    conflicts: [],
    signals: 0,
  })
})

it('one name and one mailbox are one person', () => {
  const ada = { first: 'Ada', last: 'Lovelace', email: 'ada.lovelace@example.com' }
  expect(band(ada, ada)).toBe('auto')
})
