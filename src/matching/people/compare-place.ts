// Where two people live or work. Its one rule: postcode, city and state tell of one area, so the one that tells most counts, and the others are silent.
import { jaroWinklerFrom } from '../index/jaro-winkler.ts'
import { edits, shorterFirst } from './alike.ts'
import type { Evidence } from './evidence.ts'
import { sectorOf, type Frequencies } from './frequencies.ts'
import { at, type Weights } from './levels.ts'
import { placeFields } from './overlap.ts'
import type { Person } from './person.ts'
import { isKindOfStreet, type Street } from './street.ts'

const area: readonly number[] = [at.postalCode, at.city, at.state, at.birthPlace, at.country]

export function comparePlaces(a: Person, b: Person, frequencies: Frequencies, weights: Weights, found: Evidence): void {
  compareStreets(a.street, b.street, frequencies, weights, found)
  comparePostalCodes(a, b, frequencies, weights, found)
  if (a.city !== undefined && b.city !== undefined) town('city', a.city, b.city, frequencies, weights, found)
  if (a.state !== undefined && b.state !== undefined) {
    if (a.state === b.state) found.set(at.state, 'same', weights.state.same, frequencies.surprise('state', a.state))
    else found.set(at.state, 'differ', weights.state.differ)
  }
  if (a.country !== undefined && b.country !== undefined) {
    const level = a.country === b.country ? 'same' : 'differ'
    found.set(at.country, level, weights.country[level])
  }
  if (a.birthPlace !== undefined && b.birthPlace !== undefined) {
    town('birthPlace', a.birthPlace, b.birthPlace, frequencies, weights, found)
  }
  let agreeing = 0
  for (const field of placeFields) if (found.of(at[field]) > 0) agreeing += 1
  if (agreeing > 1) return addUp(frequencies, found)
  keepStrongest(area, found)
}

/** The most that speaks for it; where nothing does, the most that speaks against it. */
export function keepStrongest(group: readonly number[], found: Evidence): void {
  let kept = 0
  for (const field of group) {
    const bits = found.of(field)
    if (bits > 0 ? bits > kept : kept <= 0 && bits < kept) kept = bits
  }
  let done = false
  for (const field of group) {
    if (!done && kept !== 0 && found.of(field) === kept) done = true
    else found.silence(field)
  }
}

/** The strongest, and of the others what they add to it, as far as the table shows that they do not follow from it. */
function addUp(frequencies: Frequencies, found: Evidence): void {
  const told = placeFields
    .map((field) => ({ field, bits: found.of(at[field]) }))
    .filter(({ bits }) => bits > 0)
    .toSorted((one, other) => other.bits - one.bits)
  keepStrongest(area, found)
  for (const [place, { field, bits }] of told.entries()) {
    if (place === 0) continue
    const before = told.slice(0, place)
    found.add(at[field], Math.min(bits, ...before.map((one) => frequencies.beyond(one.field, field))))
  }
}

function comparePostalCodes(a: Person, b: Person, frequencies: Frequencies, weights: Weights, found: Evidence): void {
  const [left, right] = [a.postalCode, b.postalCode]
  if (left === undefined || right === undefined) return
  if (left === right) {
    found.set(at.postalCode, 'exact', weights.postalCode.exact, frequencies.surprise('postalCode', left))
  } else if (edits(left, right, 1) === 1) found.set(at.postalCode, 'typo', weights.postalCode.typo)
  else if (sectorOf(left) === sectorOf(right)) {
    found.set(at.postalCode, 'start', weights.postalCode.start, frequencies.surprise('sector', sectorOf(left)))
  } else found.set(at.postalCode, 'differ', weights.postalCode.differ)
}

function town(
  field: 'city' | 'birthPlace',
  a: string,
  b: string,
  frequencies: Frequencies,
  weights: Weights,
  found: Evidence,
): void {
  const table = weights[field]
  const level = townLevel(a, b)
  if (level === 'differ') return found.set(at[field], level, table.differ)
  const surprise = Math.min(frequencies.surprise(field, a), a === b ? Infinity : frequencies.surprise(field, b))
  found.set(at[field], level, table[level], surprise)
}

function townLevel(a: string, b: string): 'exact' | 'typo' | 'part' | 'close' | 'differ' {
  if (a === b) return 'exact'
  // One edit in three letters leaves two thirds of them.
  const alike = jaroWinklerFrom(0.7, a, b)
  if (alike >= 0.93 || (alike > 0 && edits(a, b, 1) === 1)) return 'typo'
  if (contains(a, b)) return 'part'
  return alike >= 0.86 ? 'close' : 'differ'
}

/** "new york" in "new york city" */
function contains(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short.length >= 4 && (` ${long} `.includes(` ${short} `) || long.startsWith(short))
}

function compareStreets(
  a: Street | undefined,
  b: Street | undefined,
  frequencies: Frequencies,
  weights: Weights,
  found: Evidence,
): void {
  if (a === undefined || b === undefined) return
  const table = weights.street
  const sameNumber = a.number !== undefined && a.number === b.number
  const nearNumber = a.number === undefined || b.number === undefined || edits(a.number, b.number, 1) <= 1
  const alike = streetsAlike(a, b)
  const surprise =
    alike < 0.6 ? 0 : Math.min(frequencies.surprise('street', a.text), frequencies.surprise('street', b.text))
  if (alike >= 0.99 && sameNumber) return found.set(at.street, 'exact', table.exact, surprise)
  if (alike >= 0.6) {
    if (sameNumber) return found.set(at.street, 'typo', table.typo, surprise)
    if (nearNumber) {
      return found.set(at.street, 'without number', table['without number'], surprise)
    }
    return found.set(at.street, 'other number', table['other number'], surprise)
  }
  const level = sameNumber && alike > 0.2 ? 'only number' : 'differ'
  found.set(at.street, level, table[level])
}

function streetsAlike(a: Street, b: Street): number {
  if (a.text === b.text) return 1
  const alike = wordsAlike(a.words, b.words)
  // "dixon drive" and "dixondrive"
  if (alike < 0.9 && jaroWinklerFrom(0.93, a.text.replaceAll(' ', ''), b.text.replaceAll(' ', '')) >= 0.93) return 0.9
  return alike
}

/** Share of the words both have, spelling aside; words like `street` count a third. */
function wordsAlike(a: readonly string[], b: readonly string[]): number {
  const [few, many] = shorterFirst(a, b)
  let all = 0
  let both = 0
  for (const word of few) {
    const weight = isKindOfStreet(word) ? 0.33 : 1
    all += weight
    let best = 0
    for (const other of many) {
      const alike = word === other ? 1 : jaroWinklerFrom(0.88, word, other)
      if (alike > best) best = alike
    }
    if (best >= 0.88) both += weight * best
  }
  return all === 0 ? 0 : both / all
}
