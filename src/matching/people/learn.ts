// Weights refitted to a table of the user's own. Its one rule: what the table hardly shows keeps near the shipped weight, so that little data does little
// harm; the same records give the same weights, in whatever order they come.
//
// How often true pairs agree on a level (m) comes from expectation and maximisation over the pairs that share a key, or from labels; how often any two
// records do (u) from pairs drawn at random. A weight is log2(m / u). Fellegi and Sunter 1969; Winkler 1988.
import { crowd, defaultBands } from './bands.ts'
import { candidateOf, eachCandidatePair } from './candidates.ts'
import { weigh } from './compare.ts'
import type { Evidence } from './evidence.ts'
import { countFrequencies, sectorOf, type Frequencies, type Term } from './frequencies.ts'
import { fields, weights as shipped, type Weights } from './levels.ts'
import { readPerson, type Person } from './person.ts'
import type { RawPerson } from './raw-person.ts'
import { mapWeights } from './weight-settings.ts'

export interface LearnOptions {
  /** record → who it truly is. Without it true pairs are estimated. */
  labels?: ReadonlyMap<string, string>
}

export interface LearnedLevel {
  field: string
  level: string
  /** Bits as shipped, and as the table says. */
  shipped: number
  learned: number
  /** Of true pairs, and of any two records, whose field can be compared: the share that agree so. */
  m: number
  u: number
  /** So many true pairs were compared in the field. */
  pairs: number
}

export interface Learned {
  weights: Weights
  levels: LearnedLevel[]
  /** True pairs, as labelled or as estimated. */
  matches: number
  /** Rounds until nothing changed; 1 with labels. */
  rounds: number
}

const RANDOM_PAIRS = 100_000
const MOST_ROUNDS = 25
const STILL = 0.01
/** So many true pairs weigh as much as the shipped weight. */
const LEAN = 30
/** Further from what is shipped no table may take a weight. */
const MOST_CHANGE = 4
/** Log-odds in bits. */
const HOPELESS = -14
/** Fewer tell nothing. */
const LEAST_MATCHES = 20

/** Counts by `field level`, and of all levels of a field by `field`. */
type Counts = Map<string, number>

/** @throws RangeError when too few pairs are alike to learn from */
export function learn(records: readonly RawPerson[], { labels }: LearnOptions = {}): Learned {
  const people = records.map(readPerson).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const frequencies = countFrequencies(people)
  const random = countRandom(people, frequencies, labels)
  const typical = typicalSurprise(people, frequencies)
  const fit = (matched: Counts): LearnedLevel[] => fitted(matched, random, typical)
  if (labels) {
    const { counts, matches } = countLabelled(people, frequencies, labels)
    if (matches < LEAST_MATCHES) throw new RangeError(`only ${matches} pairs of records are labelled as one person`)
    return { ...resultOf(fit(counts)), matches, rounds: 1 }
  }
  return estimated(people, frequencies, fit)
}

function estimated(
  people: readonly Person[],
  frequencies: Frequencies,
  fit: (matched: Counts) => LearnedLevel[],
): Learned {
  const all = (people.length * (people.length - 1)) / 2
  const pairs: [Person, Person][] = []
  eachCandidatePair(
    people.map((person) => candidateOf(person.id, [person])),
    (left, right) => {
      const [a, b] = [people[left] as Person, people[right] as Person]
      // Most pairs are so far from it that no weights could make them one.
      if (weigh(a, b, frequencies, shipped).score() + priorOf(people.length) > HOPELESS) pairs.push([a, b])
    },
  )
  let weights: Weights = shipped
  let before: LearnedLevel[] | undefined
  let prior = priorOf(people.length)
  for (let round = 1; ; round += 1) {
    const counts: Counts = new Map()
    let matches = 0
    for (const [a, b] of pairs) {
      const found = weigh(a, b, frequencies, weights)
      const likely = likelihood(found.score() + prior)
      // Too little to move anything, and most pairs are so.
      if (likely < 1e-4) continue
      matches += likely
      count(counts, found, likely)
    }
    if (matches < LEAST_MATCHES)
      throw new RangeError(`only ${Math.round(matches)} pairs of records look like one person`)
    const levels = fit(counts)
    const next = resultOf(levels)
    const moved = furthest(before, levels)
    weights = next.weights
    before = levels
    prior = Math.log2(matches / Math.max(1, all - matches))
    if (moved < STILL || round === MOST_ROUNDS) return { ...next, matches, rounds: round }
  }
}

/** Log-odds of any two records, in bits, where nothing is known: the shipped thresholds are made for them. */
const priorOf = (records: number): number => -(defaultBands.join.bits + crowd(records))

const likelihood = (bits: number): number => 1 / (1 + 2 ** -bits)

function countLabelled(
  people: readonly Person[],
  frequencies: Frequencies,
  labels: ReadonlyMap<string, string>,
): { counts: Counts; matches: number } {
  const counts: Counts = new Map()
  let matches = 0
  const truly = Map.groupBy(
    people.filter(({ id }) => (labels.get(id) ?? '') !== ''),
    ({ id }) => labels.get(id),
  )
  for (const group of truly.values()) {
    for (const [at, one] of group.entries()) {
      for (const other of group.slice(at + 1)) {
        count(counts, weigh(one, other, frequencies, shipped), 1)
        matches += 1
      }
    }
  }
  return { counts, matches }
}

function countRandom(
  people: readonly Person[],
  frequencies: Frequencies,
  labels: ReadonlyMap<string, string> | undefined,
): Counts {
  const counts: Counts = new Map()
  const next = randomBelow(people.length)
  const most = Math.min(RANDOM_PAIRS, (people.length * (people.length - 1)) / 2)
  for (let drawn = 0; drawn < most; drawn += 1) {
    const [a, b] = [people[next()] as Person, people[next()] as Person]
    const truth = labels?.get(a.id)
    if (a === b || (truth !== undefined && truth !== '' && truth === labels?.get(b.id))) continue
    const found = weigh(a, b, frequencies, shipped)
    // A table with many true pairs has some among those drawn at random.
    count(counts, found, labels ? 1 : 1 - likelihood(found.score() + priorOf(people.length)))
  }
  return counts
}

/** Always the same numbers, or two runs over one file would differ. Park and Miller 1988. */
function randomBelow(most: number): () => number {
  let seed = 20_261_126
  return () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % Math.max(1, most)
  }
}

function count(counts: Counts, found: Evidence, weight: number): void {
  for (const [index, field] of fields.entries()) {
    const level = found.levels[index]
    const table = field === 'company' && found.companies ? 'business' : field
    if (level === undefined || !(level in shipped[table])) continue
    for (const key of [table, `${table} ${level}`]) counts.set(key, (counts.get(key) ?? 0) + weight)
  }
}

function fitted(matched: Counts, random: Counts, typical: ReadonlyMap<string, number>): LearnedLevel[] {
  const levels: LearnedLevel[] = []
  mapWeights((field, level, weight) => {
    const [pairs, drawn] = [matched.get(field) ?? 0, random.get(field) ?? 0]
    const kinds = Object.keys(shipped[field as keyof Weights]).length
    const share = (counts: Counts, all: number): number =>
      ((counts.get(`${field} ${level}`) ?? 0) + 0.5) / (all + 0.5 * kinds)
    const [m, u] = [share(matched, pairs), share(random, drawn)]
    // A weight with surprise adds to that of the value: on average it gives what the level is worth.
    const says =
      Math.log2(m / u) -
      (weight.surprise === undefined ? 0 : (typical.get(`${field} ${level}`) ?? typical.get(field) ?? 0))
    const seen = (matched.get(`${field} ${level}`) ?? 0) + (random.get(`${field} ${level}`) ?? 0)
    // What many share is kept from deciding, however often it would be right.
    const known = pairs > 0 && drawn > 0 && seen >= 1 && level !== 'shared'
    const trust = known ? pairs / (pairs + LEAN) : 0
    const change = Math.max(-MOST_CHANGE, Math.min(MOST_CHANGE, trust * (says - weight.bits)))
    levels.push({ field, level, shipped: weight.bits, learned: tenths(weight.bits + change), m, u, pairs })
    return weight
  })
  return levels
}

/** By field, or by `field level` where that is of another kind of value. */
const termOf: Readonly<Record<string, Term>> = {
  given: 'given',
  family: 'family',
  birthDate: 'birthDate',
  company: 'core',
  business: 'core',
  domain: 'domain',
  street: 'street',
  postalCode: 'postalCode',
  'postalCode start': 'sector',
  city: 'city',
  state: 'state',
  birthPlace: 'birthPlace',
  title: 'title',
}

/** Of a field's values, the surprise of the one on which two random records agree: -log2 of the sum of squared shares. */
function typicalSurprise(people: readonly Person[], frequencies: Frequencies): ReadonlyMap<string, number> {
  const typical = new Map<string, number>()
  for (const [field, term] of Object.entries(termOf)) {
    const values = people.flatMap((person) => valueOf(person, field) ?? [])
    if (values.length === 0) continue
    const sum = values.reduce((all, value) => all + 2 ** -frequencies.surprise(term, value), 0)
    typical.set(field, -Math.log2(sum / values.length))
  }
  return typical
}

function valueOf(person: Person, field: string): string | undefined {
  switch (field) {
    case 'given':
      return person.given[0]
    case 'family':
      return person.familyText === '' ? undefined : person.familyText
    case 'company':
    case 'business':
      return person.company?.core
    case 'domain':
      return person.domains[0]
    case 'street':
      return person.street?.text
    case 'postalCode start':
      return person.postalCode === undefined ? undefined : sectorOf(person.postalCode)
    case 'birthDate':
    case 'postalCode':
    case 'city':
    case 'state':
    case 'birthPlace':
    case 'title':
      return person[field]
    default:
      return undefined
  }
}

function resultOf(levels: LearnedLevel[]): Pick<Learned, 'weights' | 'levels'> {
  const bits = new Map(levels.map(({ field, level, learned }) => [`${field} ${level}`, learned]))
  return {
    levels,
    weights: mapWeights((field, level, weight) => ({ ...weight, bits: bits.get(`${field} ${level}`) ?? weight.bits })),
  }
}

/** How far any weight went. */
function furthest(before: readonly LearnedLevel[] | undefined, after: readonly LearnedLevel[]): number {
  return Math.max(
    ...after.map(({ learned, shipped: first }, at) => Math.abs(learned - (before?.[at]?.learned ?? first))),
  )
}

const tenths = (bits: number): number => Math.round(bits * 10) / 10
