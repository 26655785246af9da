// How well names alone tell one person or company from two. Its one rule: taken for one from the shipped threshold on, and nothing else is known.
import { companyKey } from '../../src/cleanse/company-key.ts'
import { companySimilarity } from '../../src/matching/index/name-similarity.ts'
import { defaultBands } from '../../src/matching/people/bands.ts'
import { comparePeople } from '../../src/matching/people/compare.ts'
import { readPerson } from '../../src/matching/people/person.ts'
import { scoreOf, type Score } from '../../src/matching/score.ts'
import type { NamePairs } from './people.ts'

/** As `evidenceClass` takes a similar name for worth a look. */
const SIMILAR = 0.85

export const isOneCompany = (a: string, b: string): boolean =>
  companySimilarity(companyKey(a), companyKey(b)) >= SIMILAR

export function isOnePerson(a: string, b: string): boolean {
  const { score } = comparePeople(readPerson({ id: 'a', full: a }), readPerson({ id: 'b', full: b }))
  return score >= defaultBands.join.bits
}

export const peoplePairs = (sets: readonly NamePairs[]): Score => scored(sets, isOnePerson)
export const companyPairs = (sets: readonly NamePairs[]): Score => scored(sets, isOneCompany)

function scored(sets: readonly NamePairs[], isOne: (a: string, b: string) => boolean): Score {
  const same = sets.flatMap((set) => set.same)
  const differ = sets.flatMap((set) => set.differ)
  const right = same.filter(([a, b]) => isOne(a, b)).length
  return scoreOf(right, right + differ.filter(([a, b]) => isOne(a, b)).length, same.length)
}
