// How much a second field of a place tells when the first agrees already. Its one rule: measured on pairs that are plainly two people, and nothing until there are enough of them.
import { nameLevel } from './compare-name.ts'
import type { Person } from './person.ts'

export const placeFields = ['postalCode', 'city', 'state', 'birthPlace'] as const
export type PlaceField = (typeof placeFields)[number]

/** So many pairs that agree are assumed before any is counted: a city says nothing new when the postcode is the same. */
const ASSUMED = 25
const PAIRS = 20_000
/** Of one value, so that one big city does not speak for all. */
const PAIRS_OF_ONE = 40

export type Overlap = (known: PlaceField, field: PlaceField) => number

/** Where no table is at hand. */
export const fullOverlap: Overlap = () => 0

/** known, field → bits that agreement of `field` adds where `known` agrees. */
export function measureOverlap(people: readonly Person[]): Overlap {
  const bits = new Map<string, number>()
  for (const known of placeFields) {
    const pairs = strangers(people, known)
    for (const field of placeFields) {
      if (field === known) continue
      const told = pairs.filter(([a, b]) => a[field] !== undefined && b[field] !== undefined)
      const same = told.filter(([a, b]) => a[field] === b[field]).length
      bits.set(`${known} ${field}`, -Math.log2((same + ASSUMED) / (told.length + ASSUMED)))
    }
  }
  return (known, field) => bits.get(`${known} ${field}`) ?? 0
}

/** Pairs with one value in `known` and no name in common. */
function strangers(people: readonly Person[], known: PlaceField): [Person, Person][] {
  const groups = new Map<string, Person[]>()
  for (const person of people) {
    const value = person[known]
    if (value === undefined || person.family.length === 0 || person.given.length === 0) continue
    const group = groups.get(value)
    if (group === undefined) groups.set(value, [person])
    else group.push(person)
  }
  const pairs: [Person, Person][] = []
  for (const [, group] of [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    let found = 0
    for (let step = 1; step < group.length && found < PAIRS_OF_ONE; step += 1) {
      for (let at = 0; at + step < group.length && found < PAIRS_OF_ONE; at += step) {
        const [a, b] = [group[at] as Person, group[at + step] as Person]
        if (!areStrangers(a, b)) continue
        pairs.push([a, b])
        found += 1
      }
    }
    if (pairs.length >= PAIRS) break
  }
  return pairs
}

function areStrangers(a: Person, b: Person): boolean {
  return (
    nameLevel(a.given, b.given) === 'differ' &&
    nameLevel(a.family, b.family) === 'differ' &&
    nameLevel(a.given, b.family) === 'differ' &&
    nameLevel(a.family, b.given) === 'differ'
  )
}
