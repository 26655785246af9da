// How common a value is: two Smiths tell less than two Featherstonehaughs. Its one rule: counted from the records at hand, and leaning on shipped shares where those are few.
import { jaroWinkler } from '../index/jaro-winkler.ts'
import { fullOverlap, measureOverlap, type Overlap } from './overlap.ts'
import type { Person } from './person.ts'

export const terms = [
  'given',
  'family',
  'core',
  'word',
  'domain',
  'title',
  'street',
  'city',
  'postalCode',
  'sector',
  'state',
  'birthDate',
  'birthPlace',
] as const
export type Term = (typeof terms)[number]

export interface Frequencies {
  /** Records counted; 0 for the shipped shares alone. */
  records: number
  /** How surprising it is that a random record has this value: -log2 of its share. */
  surprise(term: Term, value: string): number
  /** An e-mail address or phone number of three and more people: tells nothing of who it is. */
  isShared(kind: 'email' | 'phone', key: string): boolean
  /** Bits that the agreement of a second field of a place adds to that of a first. */
  beyond: Overlap
}

/** Share of a value nobody has counted. Rough on purpose: a first name is one of hundreds, a surname one of thousands. */
const shares: Readonly<Record<Term, number>> = {
  given: 1 / 250,
  family: 1 / 1500,
  core: 1 / 1000,
  word: 1 / 1000,
  domain: 1 / 1000,
  title: 1 / 30,
  street: 1 / 500,
  city: 1 / 60,
  postalCode: 1 / 400,
  sector: 1 / 60,
  state: 1 / 10,
  birthDate: 1 / 15_000,
  birthPlace: 1 / 60,
}

/** The part of a postcode that names a district: SW1A 1 of SW1A 1AA, 941 of 94105. */
export function sectorOf(postalCode: string): string {
  return postalCode.slice(0, postalCode.length >= 6 ? -2 : 3)
}

/** In several countries one of a hundred, or more, is called so. Source: registries of names of US, GB, DE, FR, ES, IT, VN, KR, CN, IN; 2026-11. */
const common: Partial<Record<Term, readonly [share: number, values: string]>> = {
  given: [
    1 / 60,
    'john james robert michael william david richard mary maria jose juan thomas thomas peter paul mark daniel anna ana michel jean pierre andreas stefan martin christian marco andrea mohammed muhammad ahmed ali wei george charles joseph edward henry elizabeth sarah jennifer',
  ],
  family: [
    1 / 150,
    'smith jones williams brown johnson davis miller wilson taylor garcia rodriguez martinez lopez gonzalez hernandez perez sanchez fernandez nguyen tran le wang li zhang liu chen yang kim lee park choi singh kumar sharma patel khan muller schmidt silva santos rossi martin bernard dubois',
  ],
}

const shipped = new Map<Term, Map<string, number>>(
  Object.entries(common).map(([term, [share, values]]) => [
    term as Term,
    new Map(values.split(' ').map((value) => [value, -Math.log2(share)])),
  ]),
)
const unknown = Object.fromEntries(terms.map((term) => [term, -Math.log2(shares[term])])) as Record<Term, number>

/** For one live comparison, where no table is at hand. */
export const defaultFrequencies: Frequencies = {
  records: 0,
  surprise: (term, value) => shipped.get(term)?.get(value) ?? unknown[term],
  isShared: () => false,
  beyond: fullOverlap,
}

/** So many records weigh as much as the shipped share. */
const LEAN = 100

export function countFrequencies(people: readonly Person[]): Frequencies {
  const counts = new Map<Term, Map<string, number>>(terms.map((term) => [term, new Map()]))
  const told = new Map<Term, number>(terms.map((term) => [term, 0]))
  const add = (term: Term, values: readonly (string | undefined)[]): void => {
    const known = counts.get(term) as Map<string, number>
    for (const value of values) {
      if (value === undefined || value === '') continue
      known.set(value, (known.get(value) ?? 0) + 1)
      told.set(term, (told.get(term) as number) + 1)
    }
  }
  for (const person of people) {
    add('given', person.given.slice(0, 1))
    add('family', [person.familyText])
    add('core', [person.company?.core])
    add('word', person.company?.words ?? [])
    add('domain', person.domains)
    add('title', [person.title])
    add('street', [person.street?.text])
    add('city', [person.city])
    add('postalCode', [person.postalCode])
    add('sector', [person.postalCode === undefined ? undefined : sectorOf(person.postalCode)])
    add('state', [person.state])
    add('birthDate', [person.birthDate])
    add('birthPlace', [person.birthPlace])
  }
  const bits = {} as Record<Term, Map<string, number>>
  for (const term of terms) {
    const all = term === 'word' ? people.length : (told.get(term) as number)
    const known = new Map<string, number>()
    for (const [value, count] of counts.get(term) as Map<string, number>) {
      known.set(value, -Math.log2((count + LEAN * 2 ** -defaultFrequencies.surprise(term, value)) / (all + LEAN)))
    }
    bits[term] = known
  }
  const shared = { email: sharedKeys(people, emailsOf), phone: sharedKeys(people, phonesOf) }
  return {
    records: people.length,
    surprise: (term, value) => bits[term].get(value) ?? unknown[term],
    isShared: (kind, key) => shared[kind].has(key),
    beyond: measureOverlap(people),
  }
}

const emailsOf = (person: Person): readonly string[] => person.emails.map(({ key }) => key)
const phonesOf = (person: Person): readonly string[] => person.phones

const SHARED_BY = 3

/** Keys seen on three names, or `after` many, that are plainly not one name misspelt. */
export function sharedKeys(
  people: readonly Person[],
  keysOf: (person: Person) => readonly string[],
  after = SHARED_BY,
): Set<string> {
  const names = new Map<string, Set<string>>()
  for (const person of people) {
    const name = `${person.givenText} ${person.familyText}`.trim()
    if (name === '') continue
    for (const key of keysOf(person)) {
      const known = names.get(key)
      if (known === undefined) names.set(key, new Set([name]))
      else known.add(name)
    }
  }
  const shared = new Set<string>()
  for (const [key, all] of names) {
    if (all.size >= after && distinct([...all].toSorted(), after) >= after) shared.add(key)
  }
  return shared
}

/** So many names unlike each other, as far as we need to count. */
function distinct(names: readonly string[], most: number): number {
  const apart: string[] = []
  for (const name of names) {
    if (apart.every((other) => unlike(name, other))) apart.push(name)
    if (apart.length >= most) break
  }
  return apart.length
}

function unlike(a: string, b: string): boolean {
  const wordsA = a.split(' ')
  const wordsB = b.split(' ')
  const near = (word: string, words: readonly string[]): boolean =>
    words.some((other) => jaroWinkler(word, other) >= 0.8)
  const found = wordsA.filter((word) => near(word, wordsB)).length
  return found < Math.min(wordsA.length, wordsB.length)
}
