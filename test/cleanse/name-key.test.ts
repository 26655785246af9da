// What two people's names are compared by, as forms, registers and people write them.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameKey } from '../../src/cleanse/name-key.ts'

type Typed = [first: string, last: string, full?: string]
const keyOf = ([first, last, full]: Typed): ReturnType<typeof nameKey> =>
  nameKey(full === undefined ? { first, last } : { first, last, full })

describe('one name', () => {
  it.each<[Typed, Typed]>([
    [
      ['José', 'García'],
      ['Jose', 'GARCIA'],
    ],
    [
      ['Jürgen', 'Müller'],
      ['Juergen', 'Mueller'],
    ],
    [
      ['Søren', 'Sørensen'],
      ['Soeren', 'Soerensen'],
    ],
    [
      ['Łukasz', 'Wałęsa'],
      ['Lukasz', 'Walesa'],
    ],
    [
      ['Åge', 'Groß'],
      ['Aage', 'Gross'],
    ],
    [
      ['Фёдор', 'Достоевский'],
      ['Fedor', 'Dostoevsky'],
    ],
    [
      ['Γιώργος', 'Παπαδόπουλος'],
      ['Giorgos', 'Papadopoulos'],
    ],
    [
      ['Jan', 'van der Berg'],
      ['Jan', 'Berg'],
    ],
    [
      ['Jan', 'van der Berg'],
      ['Jan van der', 'Berg'],
    ],
    [
      ['Jan', 'van der Berg'],
      ['van', 'der Berg, Jan'],
    ],
    [
      ['Ludwig', 'von Beethoven'],
      ['', 'Beethoven, Ludwig van'],
    ],
    [
      ['Sean', "O'Brien"],
      ['Sean', 'O’Brien'],
    ],
    [
      ['Sean', "O'Brien"],
      ['Sean', 'O Brien'],
    ],
    [
      ['Ronald', 'McDonald'],
      ['Ronald', 'Mc Donald'],
    ],
    [
      ['Jean-Luc', 'Picard'],
      ['Jean Luc', 'Picard'],
    ],
    [
      ['Ada', 'Lovelace'],
      ['Lovelace, Ada', ''],
    ],
    [
      ['Ada', 'Lovelace'],
      ['Lovelace,', 'Ada'],
    ],
    [
      ['Ada', 'Lovelace'],
      ['Ada Lovelace', ''],
    ],
    [
      ['Ada', 'Lovelace'],
      ['', '', 'Prof. Dr. Ada Lovelace, PhD (she/her)'],
    ],
    [
      ['Ada', 'Lovelace'],
      ['Ada', '', 'Ada Lovelace'],
    ],
    [
      ['Ada', 'Lovelace'],
      ['', '', 'LOVELACE Ada'],
    ],
    [
      ['Martin Luther', 'King'],
      ['Martin Luther', 'King Jr.'],
    ],
    [
      ['Martin Luther', 'King'],
      ['', '', 'King, Jr., Martin Luther'],
    ],
    [
      ['Abd al-Rahman', 'Al-Sayed'],
      ['Abdulrahman', 'El Sayed'],
    ],
    [
      ['Abdullah', 'bin Rashid'],
      ['Abdallah', 'Rashid'],
    ],
    [
      ['محمد', 'الأحمد'],
      ['مُحَمَّد', 'احمد'],
    ],
    [
      ['太郎', '山田'],
      ['', '', '山田 太郎'],
    ],
    [
      ['J. P.', 'Morgan'],
      ['JP', 'Morgan'],
    ],
    [
      ['José Luis', 'García López'],
      ['', '', 'José Luis García López'],
    ],
    [
      ['Maria', 'Saint John'],
      ['Maria', 'St. John'],
    ],
  ])('%j is %j', (a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)]
    expect(other.given).toEqual(one.given)
    expect(other.family).toEqual(one.family)
    expect(other.initials).toBe(one.initials)
    expect(one.given).not.toEqual([])
    expect(one.family).not.toEqual([])
  })
})

describe('two names', () => {
  it.each<[Typed, Typed]>([
    [
      ['Anna', 'Bauer'],
      ['Anna', 'Baur'],
    ],
    [
      ['Michael', 'Schmidt'],
      ['Michal', 'Schmidt'],
    ],
    [
      ['Jean-Luc', 'Martin'],
      ['Jean-Pierre', 'Martin'],
    ],
    [
      ['रमेश', 'कुमार'],
      ['रोमश', 'कुमार'],
    ],
    [
      ['Ada', 'Müller-Lüdenscheidt'],
      ['Ada', 'Müller'],
    ],
  ])('%j is not %j', (a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)]
    expect([other.given, other.family]).not.toEqual([one.given, one.family])
  })
})

it.each<[Typed, Typed]>([
  [
    ['Catherine', 'Smith'],
    ['Kathryn', 'Smyth'],
  ],
  [
    ['Stephen', 'Meyer'],
    ['Steven', 'Maier'],
  ],
  [
    ['Yelena', 'Tchaikovsky'],
    ['Elena', 'Чайковский'],
  ],
  [
    ['Philipp', 'Schmidt'],
    ['Filip', 'Schmitt'],
  ],
])('%j sounds like %j', (a, b) => {
  const [one, other] = [keyOf(a).sounds, keyOf(b).sounds]
  expect(one.given.some((sound) => other.given.includes(sound))).toBe(true)
  expect(one.family.some((sound) => other.family.includes(sound))).toBe(true)
})

it.each([
  ['Vandenberg', 'van den Berg'],
  ['Leblanc', 'Le Blanc'],
  ['DeLaCruz', 'de la Cruz'],
  ['Müllerlüdenscheidt', 'Müller-Lüdenscheidt'],
])('%s and %s are one when joined', (a, b) => {
  expect(nameKey({ last: a }).joined).toEqual(nameKey({ last: b }).joined)
})

it.each(['Van', 'Le', 'Do', 'De La', 'Ng', 'Ma', 'St', 'Al'])('never takes the whole family name: %s', (last) => {
  expect(nameKey({ first: 'Ada', last }).family).not.toEqual([])
})

it.each([
  ['an initial', { first: 'J.', last: 'Smith' }, ['j'], ['smith']],
  ['a lone given name', { full: 'Anna' }, ['anna'], []],
  ['a lone name that is no known given one', { full: 'Sukarno' }, [], ['sukarno']],
  ['a name in one word', { full: '王小明' }, [], ['王小明']],
  ['two halves of a first name', { first: 'Mary Ann' }, ['mary', 'ann'], []],
  ['nothing', {}, [], []],
])('reads %s', (_, name, given, family) => {
  expect(nameKey(name)).toMatchObject({ given, family })
})

it('gives initials, of given names first', () => {
  expect(nameKey({ first: 'John Ronald', last: 'Reuel Tolkien' }).initials).toBe('jrrt')
  expect(nameKey({ first: 'Ángel', last: 'de la Cruz' }).initials).toBe('ac')
})

const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    'Dr. Ada',
    'Lovelace, Ada',
    'van',
    'der Berg, Jan',
    'PhD',
    'Jr.',
    "O'",
    'Mc',
    'abd',
    '王',
    'МАРИЯ',
    ',',
    'JP',
    'Frau',
  ),
)

it('never throws, and has a word and a sound for a name that has a letter', () => {
  fc.assert(
    fc.property(anyName, anyName, anyName, (first, last, full) => {
      const { given, family, initials, sounds } = nameKey({ first, last, full })
      const words = [...given, ...family]
      const letters = [first, last, full].some((text) => /\p{Lu}|\p{Ll}|\p{Lo}/u.test(text))
      expect({ letters, none: words.length === 0 }).not.toEqual({ letters: true, none: true })
      for (const word of words) expect(word).toMatch(/^[\p{L}\p{M}\p{N}]+$/u)
      expect(Array.from(initials)).toHaveLength(words.length)
      expect([sounds.given.length > 0, sounds.family.length > 0]).toEqual([given.length > 0, family.length > 0])
    }),
    { numRuns: 2000 },
  )
})
