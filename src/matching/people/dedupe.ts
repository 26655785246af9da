// A whole table → who is who. Its one rule: the same records in any order give the same clusters, and memory grows with the records.
import { bandOf, crowd, defaultBands, isLikely, type Band, type Bands } from './bands.ts'
import { eachCandidatePair } from './candidates.ts'
import { cluster, type ClusterRules, type Link } from './clusters.ts'
import { comparePeople, countSignals, weigh, type Comparison } from './compare.ts'
import { countFrequencies } from './frequencies.ts'
import { weights as defaultWeights, type Weights } from './levels.ts'
import { readPerson, type Person } from './person.ts'
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

export function dedupe(records: readonly RawPerson[], options: DedupeOptions = {}): Deduped {
  const bands = options.bands ?? defaultBands
  const weights = options.weights ?? defaultWeights
  const join = options.join ?? 'likely'
  // Sorted, so that nothing below can depend on the order they came in.
  const people = records.map(readPerson).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const byId = new Map(people.map((person) => [person.id, person]))
  const frequencies = countFrequencies(people)
  const pairs: Pair[] = []
  const links: Link[] = []
  const least = bands.review.bits + crowd(people.length)
  let compared = 0
  eachCandidatePair(people, (left, right) => {
    compared += 1
    const [a, b] = [people[left] as Person, people[right] as Person]
    const found = weigh(a, b, frequencies, weights)
    const score = found.score()
    if (score < least) return
    const scored = { score, signals: countSignals(found), conflicts: found.conflicts }
    const band = bandOf(scored, bands, people.length)
    if (band === 'none') return
    pairs.push({ a: a.id, b: b.id, score, band })
    const joins = join === 'auto' ? band === 'auto' : join === 'review' || isLikely(scored, bands, people.length)
    if (joins) links.push({ a: a.id, b: b.id, score })
  })
  const get = (id: string): Person => {
    const person = byId.get(id)
    if (person === undefined) throw new RangeError(`no record with the id ${id}`)
    return person
  }
  const contradict = (a: readonly string[], b: readonly string[]): boolean => {
    if (a.length * b.length === 1) return false
    let against = 0
    let all = 0
    for (const one of sample(a)) {
      for (const other of sample(b)) {
        const found = weigh(get(one), get(other), frequencies, weights)
        all += 1
        if (found.conflicts.length > 0 || found.score() < 0) against += 1
      }
    }
    return against * 2 > all
  }
  return {
    clusters: cluster([...byId.keys()], links, { ...options, contradict }),
    pairs: pairs.toSorted((a, b) => b.score - a.score || (a.a + a.b < b.a + b.b ? -1 : 1)),
    explain: ({ a, b }) => comparePeople(get(a), get(b), { frequencies, weights }),
    compared,
  }
}

const SAMPLE = 8

function sample(ids: readonly string[]): readonly string[] {
  return ids.length <= SAMPLE
    ? ids
    : Array.from({ length: SAMPLE }, (_, at) => ids[Math.floor((at * ids.length) / SAMPLE)] as string)
}
