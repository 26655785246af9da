// Names of people as they are typed into forms, and as a lead has them.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanNameFields, cleanPersonName } from '../../src/cleanse/person-name.ts'

type Fields = readonly [first: string | undefined, last: string | undefined]

function clean([first, last]: Fields): Fields {
  const { firstName, lastName } = cleanNameFields({
    ...(first !== undefined && { firstName: first }),
    ...(last !== undefined && { lastName: last }),
  })
  return [firstName?.value, lastName?.value]
}

/** "first | last", an empty half is no field. */
const fields = (text: string): Fields => {
  const [first = '', last = ''] = text.split('|').map((half) => half.trim())
  return [first === '' ? undefined : first, last === '' ? undefined : last]
}

describe('order', () => {
  it.each([
    ['Lovelace, Ada |', 'Ada | Lovelace'],
    ['| Lovelace, Ada', 'Ada | Lovelace'],
    ['Lovelace, | Ada', 'Ada | Lovelace'],
    ['Ada, | Lovelace', 'Ada | Lovelace'],
    ['Ada Lovelace |', 'Ada | Lovelace'],
    ['Ada King Lovelace |', 'Ada King | Lovelace'],
    ['Ada Lovelace | Lovelace', 'Ada | Lovelace'],
    ['Ada | Ada Lovelace', 'Ada | Lovelace'],
    ['Ada Lovelace | Ada Lovelace', 'Ada | Lovelace'],
    ['LOVELACE Ada |', 'Ada | Lovelace'],
    ['Jean DUPONT MARTIN |', 'Jean | Dupont Martin'],
    ['Jan van der Berg |', 'Jan | van der Berg'],
    ['van | der Berg, Jan', 'Jan | van der Berg'],
    ['Jan | Berg, van der', 'Jan | van der Berg'],
    ['Jan van der | Berg', 'Jan | van der Berg'],
    ['Beethoven, Ludwig van |', 'Ludwig | van Beethoven'],
    ['García | López, Juan', 'Juan | García López'],
    ['José Luis García López |', 'José Luis | García López'],
    ['María del Carmen Ruiz |', 'María del Carmen | Ruiz'],
    ['Dr. | Ada Lovelace', 'Ada | Lovelace'],
    ['J. Smith |', 'J. | Smith'],
  ])('%s → %s', (typed, wanted) => {
    expect(clean(fields(typed))).toEqual(fields(wanted))
  })

  it.each([
    'Madonna |',
    '| Madonna',
    'Mary Ann |',
    'Jean Luc |',
    'José María |',
    'Ada L. |',
    '| García López',
    '| van der Berg',
    'Head of Sales |',
    'Jan | de Vries',
    'Ada | Müller-Lüdenscheidt',
    'Ada | Smith, London',
    'a, b, c |',
  ])('leaves %s', (typed) => {
    const [first, last] = clean(fields(typed))
    expect([first?.toLowerCase(), last?.toLowerCase()]).toEqual(fields(typed).map((name) => name?.toLowerCase()))
  })
})

describe('titles and suffixes', () => {
  it.each([
    ['Dr. Ada | Lovelace', 'Ada | Lovelace'],
    ['Ada | Dr. Lovelace', 'Ada | Lovelace'],
    ['Prof. Dr. med. Hans-Peter | von der Heide', 'Hans-Peter | von der Heide'],
    ['Dr. H. | Müller', 'H. | Müller'],
    ['Prof. Dr. Dr. h. c. Max | Müller', 'Max | Müller'],
    ['MS ANNA | SMITH', 'Anna | Smith'],
    ['Dr.-Ing. Max | Müller', 'Max | Müller'],
    ['Prof.Dr.Max | Müller', 'Max | Müller'],
    ['Frau | Müller', '| Müller'],
    ['Herr Max | Müller', 'Max | Müller'],
    ['Mr | John Smith', 'John | Smith'],
    ['Mme Marie | Curie', 'Marie | Curie'],
    ['Sra. Ana | García', 'Ana | García'],
    ['Sig.ra Anna | Rossi', 'Anna | Rossi'],
    ['De heer Jan | Jansen', 'Jan | Jansen'],
    ['Ada | Lovelace PhD', 'Ada | Lovelace'],
    ['Ada | Lovelace, Ph.D., MBA', 'Ada | Lovelace'],
    ['Ada Lovelace | PhD', 'Ada | Lovelace'],
    ['Ada Lovelace, M.D. |', 'Ada | Lovelace'],
    ['John | Smith MD', 'John | Smith'],
    ['Ada (she/her) | Lovelace', 'Ada | Lovelace'],
    // Part of the name: it tells the son from the father.
    ['Martin Luther | King, Jr.', 'Martin Luther | King Jr.'],
    ['Martin Luther King Jr. |', 'Martin Luther | King Jr.'],
    ['Martin Jr. | King', 'Martin | King Jr.'],
    ['JOHN | SMITH III', 'John | Smith III'],
  ])('%s → %s', (typed, wanted) => {
    expect(clean(fields(typed))).toEqual(fields(wanted))
  })

  it.each([
    'Jack | Ma',
    'Minh | Do',
    'Ing | Chen',
    'Ada | Phil',
    'Phil | McGraw',
    'Naosuke | Ii',
    'Don | Johnson',
    'Mag | Ruffman',
    'Drew | Mrsic',
    'D. | Smith',
    'M. | Dupont',
    'MS | Dhoni',
    'Miss |',
    'Dr |',
    '| Jr.',
    'Madonna | Jr.',
  ])('leaves %s, a name', (typed) => {
    expect(clean(fields(typed))).toEqual(fields(typed))
  })
})

describe('case', () => {
  it.each([
    ['ADA | LOVELACE', 'Ada | Lovelace'],
    ['ada | lovelace', 'Ada | Lovelace'],
    ['Ada | LOVELACE', 'Ada | Lovelace'],
    ['VINCENT | VAN GOGH', 'Vincent | van Gogh'],
    ['jan | van der berg', 'Jan | van der Berg'],
    ['Jan | van GOGH', 'Jan | van Gogh'],
    ["JAN | IN 'T VELD", "Jan | in 't Veld"],
    ['marc-andré | ter stegen', 'Marc-André | ter Stegen'],
    ['JUAN | DE LA CRUZ', 'Juan | de la Cruz'],
    ['JOÃO | DOS SANTOS', 'João | dos Santos'],
    ['LEONARDO | DI CAPRIO', 'Leonardo | Di Caprio'],
    ['mohammed | bin rashid', 'Mohammed | bin Rashid'],
    ["sean | o'brien", "Sean | O'Brien"],
    ['BEVERLY | D’ANGELO', 'Beverly | D’Angelo'],
    ['RONALD | MCDONALD', 'Ronald | McDonald'],
    ['ELLE | MACDONALD', 'Elle | MacDonald'],
    ['NIALL | MACHADO', 'Niall | Machado'],
    ['JEAN-LUC | MÜLLER-LÜDENSCHEIDT', 'Jean-Luc | Müller-Lüdenscheidt'],
    ['J.R.R. | TOLKIEN', 'J.R.R. | Tolkien'],
    ['j. | smith', 'J. | Smith'],
    ['JP | MORGAN', 'JP | Morgan'],
    ['İBRAHİM | YILDIRIM', 'İbrahim | Yıldırım'],
    ['IJSBRAND | IJAZ', 'IJsbrand | Ijaz'],
    ['LI | NG', 'Li | Ng'],
    ['MARIA DEL CARMEN | RUIZ', 'Maria del Carmen | Ruiz'],
  ])('%s → %s', (typed, wanted) => {
    expect(clean(fields(typed))).toEqual(fields(wanted))
  })

  it.each([
    'Ronald | McDonald',
    'DeShawn | LaRue',
    'Vincent | van Gogh',
    'Dick | Van Dyke',
    'Jan | Van den Berg',
    'eBay | iSmith',
    'Ada | MacKenzie',
    'Björk | Guðmundsdóttir',
    'Иван | ПЕТРОВ',
    'мария | Петрова',
    'ΓΙΩΡΓΟΣ | Παπαδόπουλος',
    '明 | 王',
    'محمد | الأحمد',
    'ada@example.com | lovelace',
    'John & Jane | SMITH',
  ])('never touches %s', (typed) => {
    expect(clean(fields(typed))).toEqual(fields(typed))
  })
})

it.each([
  ['Sean | O`Brien', "Sean | O'Brien"],
  ['Ada | -', 'Ada |'],
  ['. | Lovelace', '| Lovelace'],
])('%s → %s', (typed, wanted) => {
  expect(clean(fields(typed))).toEqual(fields(wanted))
})

it.each([
  [{ full: 'Dr. Mary Ann Smith-Jones Jr., PhD' }, ['Mary Ann', undefined, 'Smith-Jones', 'Dr.', 'Jr., PhD']],
  [{ full: 'ada m. lovelace' }, ['Ada', 'M.', 'Lovelace', undefined, undefined]],
  [{ full: 'John Fitzgerald Kennedy' }, ['John', 'Fitzgerald', 'Kennedy', undefined, undefined]],
  [{ full: 'José Luis García López' }, ['José Luis', undefined, 'García López', undefined, undefined]],
  [{ full: 'PROF. DR. MAX VON MÜLLER, PHD' }, ['Max', undefined, 'von Müller', 'Prof. Dr.', 'PhD']],
  [{ first: 'John F.', last: 'Kennedy' }, ['John', 'F.', 'Kennedy', undefined, undefined]],
  [{ first: 'Ada', full: 'Ada Lovelace' }, ['Ada', undefined, 'Lovelace', undefined, undefined]],
  [{ first: 'Ada', last: 'Lovelace', full: 'Somebody Else' }, ['Ada', undefined, 'Lovelace', undefined, undefined]],
  [{ full: 'Madonna' }, [undefined, undefined, 'Madonna', undefined, undefined]],
  [{ full: 'Anna' }, ['Anna', undefined, undefined, undefined, undefined]],
  [{ full: '山田 太郎' }, ['太郎', undefined, '山田', undefined, undefined]],
  [{ full: '王小明' }, [undefined, undefined, '王小明', undefined, undefined]],
  [{}, [undefined, undefined, undefined, undefined, undefined]],
])('tells the parts of %j', (name, parts) => {
  const { first, middle, last, prefix, suffix } = cleanPersonName(name)
  expect([first, middle, last, prefix, suffix]).toEqual(parts)
})

it('tells what was done, and nothing when the name came clean', () => {
  expect(cleanPersonName({ first: ' DR. ADA', last: 'LOVELACE, PhD' }).did).toEqual([
    'trimmed',
    'title taken off',
    'proper case',
    'degree taken off',
  ])
  expect(cleanPersonName({ first: 'Ada', last: 'Lovelace' }).did).toEqual([])
})

const word = fc.constantFrom(
  ...'Ada ADA ada Lovelace LOVELACE Dr. dr Prof. Frau Miss van der de la Van O\'Brien o\'brien mc MCDONALD Jr. III PhD phd MD Ma , , - . J. jp JP Jean Luc Mary Ann Maria del García López (she/her) "Bob" Иван 王 İ ß ŉ ij IJ ǆ 2nd'.split(
    ' ',
  ),
)
const anyName = fc.oneof(
  { weight: 4, arbitrary: fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')) },
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.stringMatching(/^[\p{sc=Latin} .,'-]{0,110}$/u),
)
const anyFields = fc.tuple(fc.option(anyName, { nil: undefined }), fc.option(anyName, { nil: undefined }))
const letters = (text: string): string => text.replace(/[^\p{L}]/gu, '')

it('cleaning twice changes nothing', () => {
  fc.assert(
    fc.property(anyFields, (typed) => {
      const once = clean(typed)
      expect(clean(once)).toEqual(once)
    }),
    { numRuns: 2000 },
  )
})

it('never empties a name of letters, and adds none', () => {
  fc.assert(
    fc.property(anyFields, (typed) => {
      const before = letters(typed.join('').toWellFormed().normalize('NFC'))
      const after = letters(clean(typed).join(''))
      expect(after === '').toBe(before === '')
      expect(after.length).toBeLessThanOrEqual(before.length)
    }),
    { numRuns: 2000 },
  )
})

it('gives a reason for every change, and none without one', () => {
  fc.assert(
    fc.property(anyFields, ([first, last]) => {
      const { firstName, lastName } = cleanNameFields({
        ...(first !== undefined && { firstName: first }),
        ...(last !== undefined && { lastName: last }),
      })
      expect(firstName === undefined || (firstName.did.length === 0) === (firstName.value === first)).toBe(true)
      expect(lastName === undefined || (lastName.did.length === 0) === (lastName.value === last)).toBe(true)
    }),
  )
})

it('never throws on any three texts', () => {
  fc.assert(
    fc.property(anyName, anyName, anyName, (first, last, full) => {
      expect(() => cleanPersonName({ first, last, full })).not.toThrow()
    }),
  )
})
