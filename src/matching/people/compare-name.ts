// Names of two people. Its one rule: first and last may be swapped, and the better reading of the two counts.
import { jaroWinkler, mightBe } from '../index/jaro-winkler.ts'
import { isGivenName } from '../../cleanse/nicknames.ts'
import { remember } from '../../cleanse/remember.ts'
import { edits } from './alike.ts'
import { bitsOf, type Evidence } from './evidence.ts'
import type { Frequencies } from './frequencies.ts'
import { at, type Weight, type Weights } from './levels.ts'
import { sound, type Person } from './person.ts'

interface Reading {
  level: NameLevel | 'nickname'
  bits: number
}

/** Reading the names crosswise must be worth that much more. */
const SWAP = 1.5

export function compareNames(a: Person, b: Person, frequencies: Frequencies, weights: Weights, found: Evidence): void {
  const given = readGiven(a, b, frequencies, weights)
  const family = read('family', a.familyText, b.familyText, frequencies, weights)
  const straight = (given?.bits ?? 0) + (family?.bits ?? 0)
  if ((given?.level !== 'exact' || family?.level !== 'exact') && mayBeSwapped(a, b)) {
    const across = read('either', a.givenText, b.familyText, frequencies, weights)
    const back = read('either', a.familyText, b.givenText, frequencies, weights)
    const crossed = (across?.bits ?? 0) + (back?.bits ?? 0) - SWAP
    if (crossed > straight && crossed > 0) {
      if (across) found.set(at.given, `swapped, ${across.level}`, { bits: across.bits })
      if (back) found.set(at.family, `swapped, ${back.level}`, { bits: back.bits })
      found.add((across?.bits ?? 0) >= (back?.bits ?? 0) ? at.given : at.family, -SWAP)
      return compareGenerations(a, b, weights, found)
    }
  }
  if (given) found.set(at.given, given.level, { bits: given.bits })
  if (family) found.set(at.family, family.level, { bits: family.bits })
  compareGenerations(a, b, weights, found)
}

function mayBeSwapped(a: Person, b: Person): boolean {
  const alike = (one: string, other: string): boolean => one !== '' && other !== '' && levelOf(one, other) !== 'differ'
  return alike(a.givenText, b.familyText) || alike(a.familyText, b.givenText)
}

function compareGenerations(a: Person, b: Person, weights: Weights, found: Evidence): void {
  if (a.generation === undefined || b.generation === undefined) return
  if (a.generation === b.generation) return found.set(at.generation, 'same', weights.generation.same)
  return found.set(at.generation, 'differ', weights.generation.differ)
}

function readGiven(a: Person, b: Person, frequencies: Frequencies, weights: Weights): Reading | undefined {
  const found = read('given', a.givenText, b.givenText, frequencies, weights)
  const { level } = found ?? {}
  if (level === undefined || level === 'exact' || level === 'part' || level === 'initial') return found
  if (a.forms.length + b.forms.length < 3 || !isNickname(a, b)) {
    return level === 'typo' && areTwoNames(a, b) ? { level: 'weak', bits: weights.given.weak.bits } : found
  }
  const surprise = Math.min(
    frequencies.surprise('given', a.given[0] as string),
    frequencies.surprise('given', b.given[0] as string),
  )
  const bits = bitsOf(weights.given.nickname, surprise)
  return found !== undefined && found.bits >= bits ? found : { level: 'nickname', bits }
}

/** Eric and Erica, Jan and Jane: a letter apart, and each a name of its own. */
function areTwoNames({ given: a }: Person, { given: b }: Person): boolean {
  return a.length === 1 && b.length === 1 && isKnown(a[0] as string) && isKnown(b[0] as string)
}
const isKnown = remember(isGivenName, 20_000)

/** Bob and Robert, Bob and Bobby; not Alexander and Alexandra, who both may be Alex. */
function isNickname(a: Person, b: Person): boolean {
  const [one, other] = [a.given[0] as string, b.given[0] as string]
  if (one === other) return false
  if (a.forms.includes(other) || b.forms.includes(one)) return true
  return a.forms.some((form) => form !== one && b.forms.includes(form))
}

function firstWord(text: string): string {
  const end = text.indexOf(' ')
  return end < 0 ? text : text.slice(0, end)
}

/** @param part either: a first name against a last name */
function read(
  part: 'given' | 'family' | 'either',
  a: string,
  b: string,
  frequencies: Frequencies,
  weights: Weights,
): Reading | undefined {
  if (a === '' || b === '') return undefined
  const level = levelOf(a, b)
  const table: Weights['given'] | Weights['family'] = part === 'family' ? weights.family : weights.given
  const weight: Weight = table[level]
  if (weight.surprise === undefined) return { level, bits: weight.bits }
  // Of two spellings the commoner one is likelier to be meant.
  let surprise = Infinity
  for (const term of ['given', 'family'] as const) {
    if (part !== 'either' && part !== term) continue
    const left = term === 'given' ? firstWord(a) : a
    const right = term === 'given' ? firstWord(b) : b
    surprise = Math.min(surprise, frequencies.surprise(term, left))
    if (left !== right) surprise = Math.min(surprise, frequencies.surprise(term, right))
  }
  return { level, bits: bitsOf(weight, surprise) }
}

type NameLevel = keyof Weights['family']

/** Words joined by spaces, neither of them empty. */
function levelOf(textA: string, textB: string): NameLevel {
  if (textA === textB) return textA.length > 1 ? 'exact' : 'initial'
  if (textA.length > 1 && textB.length > 1 && !textA.includes(' ') && !textB.includes(' ')) {
    return spelling(textA, textB)
  }
  const [a, b] = [textA.split(' '), textB.split(' ')]
  const firstA = a[0] as string
  const firstB = b[0] as string
  if (firstA.length === 1 || firstB.length === 1) {
    if (firstA[0] !== firstB[0]) return 'differ'
    return 'initial'
  }
  if (a.length > 1 || b.length > 1) {
    if (a.some((word) => word.length > 2 && b.includes(word))) return isAlsoOther(a, b) ? 'weak' : 'part'
    if (a.join('') === b.join('')) return 'exact'
  }
  const joinedA = a.length === 1 ? firstA : a.join('')
  const joinedB = b.length === 1 ? firstB : b.join('')
  const level = spelling(joinedA, joinedB)
  if (level !== 'differ' || (a.length === 1 && b.length === 1)) return level
  // "Anna Maria" and "Mria"
  const near = a.some(
    (word) => word.length > 3 && b.some((other) => other.length > 3 && spelling(word, other) === 'typo'),
  )
  return near ? 'close' : level
}

/** Both say more than what they share, and not the same: "José Luis" and "José Antonio", but not "Anna M." and "Anna Maria". */
function isAlsoOther(a: readonly string[], b: readonly string[]): boolean {
  const left = a.filter((word) => !b.includes(word))
  const right = b.filter((word) => !a.includes(word))
  return left.length > 0 && right.length > 0 && !left.some((word) => right.some((other) => mayBe(word, other)))
}

function mayBe(a: string, b: string): boolean {
  return a.length === 1 || b.length === 1 ? a[0] === b[0] : spelling(a, b) !== 'differ'
}

export const nameLevel = (a: readonly string[], b: readonly string[]): string => levelOf(a.join(' '), b.join(' '))

/** Less alike than this, the same sound is chance. */
const SOUNDS_ALIKE = 0.7

function spelling(a: string, b: string): NameLevel {
  const short = Math.min(a.length, b.length)
  if (!mightBe(SOUNDS_ALIKE, a, b)) return short >= 3 && (a.startsWith(b) || b.startsWith(a)) ? 'close' : 'differ'
  const apart = edits(a, b, 2)
  if (apart === 1 && short >= 3) return 'typo'
  if (apart === 2 && short >= 6 && a[0] === b[0]) return 'typo'
  const alike = jaroWinkler(a, b)
  if (alike >= 0.92) return 'typo'
  if (alike >= 0.86 || (short >= 3 && alike >= SOUNDS_ALIKE && sound(a) === sound(b))) return 'close'
  // One is cut short: "chris" and "christopher"
  if (short >= 3 && (a.startsWith(b) || b.startsWith(a))) return 'close'
  return alike >= 0.76 || apart <= 2 ? 'weak' : 'differ'
}
