// How alike two company names are, word by word. Its one rule: a word that tells companies apart and stands on one side only keeps the score at .8
// or below; different numbers make two companies, however alike the rest is.
import { distance } from 'fastest-levenshtein'
import type { CompanyKey } from '../../cleanse/company-key.ts'
import { hasDigit, isPlace } from './name-words.ts'
import { WordPairs, type Side } from './word-pairs.ts'

export type ComparedName = Pick<CompanyKey, 'core' | 'words'>

/** A name as the indexes keep it: folded, words apart by blanks. */
export const comparedName = (text: string): ComparedName => ({ core: text.replaceAll(' ', ''), words: text.split(' ') })

/** The same words in another order. */
const OTHER_ORDER = 0.98
/** One says no more than the other but weak words and places. */
const CONTAINED = 0.81
const STRONG_WORD_MISSING = 0.8
const OTHER_PLACE = 0.75
const OTHER_NUMBER = 0.3
/** Cores with so much of the longer one unchanged are one name, its words parted in another way and with a slip. */
const CORE_SLIP = 0.87
const FEWEST_FOR_CORE_SLIP = 7

const pairs = new WordPairs()

/**
 * @param weightOf how much a word tells, above 0; only ratios count. Weak words and places count 0.35 of it. Without it all words tell as much.
 * @returns 0 to 1, and 1 for the same core alone; the same whichever way round
 */
export function companySimilarity(a: ComparedName, b: ComparedName, weightOf?: (word: string) => number): number {
  if (a.core === '' || b.core === '') return 0
  if (a.core === b.core) return 1
  const inOrder = a.words.length < b.words.length || (a.words.length === b.words.length && a.core < b.core)
  const [first, second] = inOrder ? [a, b] : [b, a]
  pairs.match(first.words, second.words, weightOf)
  const score = withinLimits(restOf(pairs.left), restOf(pairs.right))
  return a.words.length === b.words.length ? score : Math.max(score, coreSlip(a.core, b.core))
}

interface Rest {
  total: number
  matched: number
  words: number
  strong: number
  place: boolean
  number: boolean
}

function restOf({ words, weights, matched, weak }: Side): Rest {
  const rest: Rest = { total: 0, matched: 0, words: 0, strong: 0, place: false, number: false }
  for (let at = 0; at < words.length; at += 1) {
    rest.total += weights[at] as number
    if (matched[at] === 1) {
      rest.matched += weights[at] as number
      continue
    }
    const word = words[at] as string
    rest.words += 1
    if (weak[at] === 0) rest.strong += 1
    rest.place ||= isPlace(word)
    rest.number ||= hasDigit(word)
  }
  return rest
}

function withinLimits(left: Rest, right: Rest): number {
  const { common, half, hasStrong } = pairs
  const score = Math.min(OTHER_ORDER, (common + half) / (left.total + right.total))
  if (left.number && right.number) return Math.min(score, OTHER_NUMBER)
  if (left.strong + right.strong > 0) return Math.min(score, STRONG_WORD_MISSING)
  if (left.place && right.place) return Math.min(score, OTHER_PLACE)
  if (!hasStrong || (left.words > 0 && right.words > 0)) return score
  return Math.max(score, (CONTAINED * common) / (left.matched + right.matched))
}

function coreSlip(a: string, b: string): number {
  const letters = Math.max(a.length, b.length)
  if (letters < FEWEST_FOR_CORE_SLIP || Math.abs(a.length - b.length) > letters * (1 - CORE_SLIP)) return 0
  if (hasDigit(a) || hasDigit(b)) return 0
  const alike = 1 - distance(a, b) / letters
  return alike >= CORE_SLIP ? alike : 0
}
