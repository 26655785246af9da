// A whole table → who is who. Its one rule: the same records in any order give the same clusters, and memory grows with the records.
import { bandOf, bitsToJoin, crowd, defaultBands, isFamily, plenty, type Band, type Bands } from './bands.ts'
import { candidateOf, eachCandidatePair } from './candidates.ts'
import { cluster, type ClusterRules, type Link } from './clusters.ts'
import { comparePeople, countSignals, weigh, type Comparison } from './compare.ts'
import { countFrequencies, type Frequencies } from './frequencies.ts'
import { hasHouseholds } from './households.ts'
import { weights as defaultWeights, type Weights } from './levels.ts'
import { readPerson, type Person } from './person.ts'
import { profileOf } from './profile.ts'
import type { RawPerson } from './raw-person.ts'

export interface DedupeOptions extends Pick<ClusterRules, 'mustLink' | 'cannotLink'> {
  bands?: Bands
  weights?: Weights
  /** auto: only what needs no person · likely (default): the best guess · review: all that a person might join */
  join?: 'auto' | 'likely' | 'review'
}

export interface Pair {
  a: string
  b: string
  score: number
  band: Exclude<Band, 'none'>
}

export interface Deduped {
  clusters: string[][]
  /** Of bands auto and review, best first. */
  pairs: Pair[]
  /** The reasons for a pair, computed when asked for: they would take more room than all else. */
  explain(pair: Pick<Pair, 'a' | 'b'>): Comparison
  compared: number
}

interface Table {
  frequencies: Frequencies
  households: boolean
  bands: Bands
  weights: Weights
  join: 'auto' | 'likely' | 'review'
}

/** Groups are compared again as persons, until nothing more is found; in practice the third time. */
const ROUNDS = 4

export function dedupe(records: readonly RawPerson[], options: DedupeOptions = {}): Deduped {
  // Sorted, so that nothing below can depend on the order they came in.
  const people = records.map(readPerson).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const byId = new Map(people.map((person) => [person.id, person]))
  if (byId.size < people.length) throw new RangeError('two records have the same id')
  const table: Table = {
    frequencies: countFrequencies(people),
    households: hasHouseholds(people),
    bands: options.bands ?? defaultBands,
    weights: options.weights ?? defaultWeights,
    join: options.join ?? 'likely',
  }
  const get = (id: string): Person => {
    const person = byId.get(id)
    if (person === undefined) throw new RangeError(`no record with the id ${id}`)
    return person
  }
  const rules = { ...options, contradict: contradiction(get, table) }
  const pairs: Pair[] = []
  const margins: number[] = []
  const alone = people.map((person) => [person])
  let compared = findPairs(
    alone,
    () => true,
    table,
    people.length,
    (pair, margin) => {
      pairs.push(pair)
      margins.push(margin)
    },
  )
  const least = table.join === 'likely' ? -plenty(margins, people.length) : 0
  const links: Link[] = pairs.filter((_, at) => (margins[at] as number) >= least)
  let clusters = cluster([...byId.keys()], links, rules)
  let previous = new Map(people.map(({ id }) => [id, 1]))
  for (let round = 1; round < ROUNDS; round += 1) {
    const more: Link[] = []
    const groups = clusters.map((ids) => ids.map(get))
    const seen = previous
    const isNew = (group: readonly Person[]): boolean => seen.get((group[0] as Person).id) !== group.length
    previous = new Map(clusters.map((ids) => [ids[0] as string, ids.length]))
    compared += findPairs(groups, isNew, table, people.length, (pair, margin) => {
      if (margin >= least) more.push(pair)
    })
    const sure = clusters.flatMap(([first, ...others]) =>
      others.map((other): [string, string] => [first as string, other]),
    )
    const before = clusters.length
    clusters = cluster([...byId.keys()], more, { ...rules, mustLink: [...(rules.mustLink ?? []), ...sure] })
    if (clusters.length === before) break
  }
  return {
    clusters,
    pairs: pairs.toSorted((a, b) => b.score - a.score || (a.a + a.b < b.a + b.b ? -1 : 1)),
    explain: ({ a, b }) => comparePeople(get(a), get(b), table),
    compared,
  }
}

/**
 * @param isNew pairs of groups that are both old were compared before
 * @param call with each pair, and by how many bits it is above what joining asks
 * @returns how many pairs were compared
 */
function findPairs(
  groups: readonly (readonly Person[])[],
  isNew: (group: readonly Person[]) => boolean,
  { frequencies, households, bands, weights, join }: Table,
  records: number,
  call: (pair: Pair, margin: number) => void,
): number {
  const profiles = groups.map(profileOf)
  const least = bands.review.bits + crowd(records)
  let compared = 0
  const candidates = groups.map((group, at) => candidateOf((profiles[at] as Person).id, group))
  const fresh = groups.map(isNew)
  eachCandidatePair(candidates, (left, right) => {
    if (fresh[left] === false && fresh[right] === false) return
    compared += 1
    const [a, b] = [profiles[left] as Person, profiles[right] as Person]
    const found = weigh(a, b, frequencies, weights)
    const score = found.score()
    if (score < least) return
    const { conflicts, named } = found
    const scored = { score, signals: countSignals(found), conflicts, named, against: found.against() }
    const band = bandOf(scored, bands, records)
    if (band === 'none') return
    const likely = score - crowd(records) - bitsToJoin(scored, bands, households)
    const joined = join === 'review' || band === 'auto'
    call({ a: a.id, b: b.id, score, band }, join === 'likely' ? likely : joined ? 0 : -Infinity)
  })
  return compared
}

/** Bits that pairs across two groups must have in the mean, or the pair that would join them is taken for chance. Where no person looks, more. */
const LEAST_MEAN = { auto: 10, likely: 6, review: 6 }
/** One pair, however clear, counts no more bits than these above or below. */
const LOUDEST = 8

/**
 * Two groups contradict each other when what most of their members say names two of a family, or when the pairs across them speak against it on the whole. So a
 * record without a first name does not bridge a couple, nor a chance likeness two crowds.
 */
function contradiction(get: (id: string) => Person, { frequencies, weights, households, join }: Table) {
  return (a: readonly string[], b: readonly string[]): boolean => {
    if (a.length * b.length === 1) return false
    const left = sample(a).map(get)
    const right = sample(b).map(get)
    if (households && isFamily(weigh(profileOf(left), profileOf(right), frequencies, weights))) return true
    let sum = 0
    for (const one of left) {
      for (const other of right) {
        const above = weigh(one, other, frequencies, weights).score() - LEAST_MEAN[join]
        sum += Math.max(-LOUDEST, Math.min(LOUDEST, above))
      }
    }
    return sum < 0
  }
}

const SAMPLE = 8

function sample(ids: readonly string[]): readonly string[] {
  return ids.length <= SAMPLE
    ? ids
    : Array.from({ length: SAMPLE }, (_, at) => ids[Math.floor((at * ids.length) / SAMPLE)] as string)
}
