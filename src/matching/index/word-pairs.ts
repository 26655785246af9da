// Which words of one name are which of another. Its one rule: the surest pairs first, and each word in one pair; what is left over is what the names
// do not share.
import { WEAK } from '../../cleanse/company-key.ts'
import { jaroWinklerFrom } from './jaro-winkler.ts'
import { hasDigit, isWeak, standsFor } from './name-words.ts'

const STANDS_FOR = 0.97
const JOINED = 0.98
const SHORT_OF_WEAK = 0.93
const SHORT_OF_STRONG = 0.9
const ACRONYM = 0.9
/** Above it two words of five letters and more are one with a slip of the pen. In shorter ones a letter makes another word: Visa, Vista. */
const SLIP = 0.9
const FEWEST_FOR_SLIP = 5
/** Two words a little alike count half, for the order of candidates, and are left over all the same. */
const SIMILAR = 0.75
const HALF = 0.5
const FEWEST_FOR_SIMILAR = 4
/** Letters that words are cut to when they are abbreviated: longer ones are words of their own, "micro". */
const FEWEST_FOR_SHORT = 3
const MOST_FOR_SHORT = 4
const FEWEST_FOR_ACRONYM = 3
const MOST_WORDS = 12

export interface Side {
  words: string[]
  weak: Uint8Array
  weights: Float64Array
  matched: Uint8Array
  /** Words that are in no pair yet. */
  open: number
}

const side = (): Side => ({
  words: [],
  weak: new Uint8Array(MOST_WORDS),
  weights: new Float64Array(MOST_WORDS),
  matched: new Uint8Array(MOST_WORDS),
  open: 0,
})

/** Used again and again, so that no memory is taken for a comparison. */
export class WordPairs {
  readonly left = side()
  readonly right = side()
  /** Weight of the pairs, of both sides together, times how alike they are. */
  common = 0
  /** The same of words that are a little alike. */
  half = 0
  /** Some pair tells companies apart. */
  hasStrong = false

  match(left: readonly string[], right: readonly string[], weightOf?: (word: string) => number): void {
    fill(this.left, left, weightOf)
    fill(this.right, right, weightOf)
    this.common = 0
    this.half = 0
    this.hasStrong = false
    this.#each(isSame)
    if (this.#isDone) return
    this.#each(stands)
    this.#runs(joins, JOINED)
    if (this.#isDone) return
    this.#slips()
    if (this.#isDone) return
    this.#each((a, b) => this.#short(a, b))
    this.#runs(isAcronym, ACRONYM)
    if (!this.#isDone) this.#similar()
  }

  get #isDone(): boolean {
    return this.left.open === 0 || this.right.open === 0
  }

  #each(alike: (a: string, b: string) => number): void {
    const { left, right } = this
    for (let at = 0; at < left.words.length; at += 1) {
      for (let of = 0; of < right.words.length && left.matched[at] === 0; of += 1) {
        if (right.matched[of] !== 0) continue
        const score = alike(left.words[at] as string, right.words[of] as string)
        if (score > 0) this.#pair(left, at, right, of, 1, score)
      }
    }
  }

  /** The most alike first. */
  #slips(): void {
    const { left, right } = this
    for (;;) {
      let [best, bestAt, bestOf] = [0, 0, 0]
      for (let at = 0; at < left.words.length; at += 1) {
        const a = left.words[at] as string
        if (left.matched[at] !== 0 || a.length < FEWEST_FOR_SLIP || hasDigit(a)) continue
        for (let of = 0; of < right.words.length; of += 1) {
          const b = right.words[of] as string
          if (right.matched[of] !== 0 || b.length < FEWEST_FOR_SLIP || hasDigit(b)) continue
          const alike = isCut(a, b) ? 0 : jaroWinklerFrom(SLIP, a, b)
          if (alike > best) [best, bestAt, bestOf] = [alike, at, of]
        }
      }
      if (best < SLIP) return
      this.#pair(left, bestAt, right, bestOf, 1, best)
    }
  }

  /** "tech" for "technologies"; of a word that tells companies apart only beside another such word: "Nat Dental". */
  #short(a: string, b: string): number {
    const [short, long] = a.length < b.length ? [a, b] : [b, a]
    if (short.length < FEWEST_FOR_SHORT || !long.startsWith(short) || hasDigit(long)) return 0
    if (isWeak(long)) return SHORT_OF_WEAK
    return this.hasStrong && short.length <= MOST_FOR_SHORT ? SHORT_OF_STRONG : 0
  }

  /** One word of a side for several in a row of the other. */
  #runs(stands: (word: string, words: readonly string[], from: number) => number, alike: number): void {
    const { left, right } = this
    if (right.words.length > 1) this.#runsOf(left, right, stands, alike)
    if (left.words.length > 1) this.#runsOf(right, left, stands, alike)
  }

  #runsOf(
    one: Side,
    many: Side,
    stands: (word: string, words: readonly string[], from: number) => number,
    alike: number,
  ): void {
    for (let at = 0; at < one.words.length; at += 1) {
      for (let from = 0; from < many.words.length - 1 && one.matched[at] === 0; from += 1) {
        const count = stands(one.words[at] as string, many.words, from)
        if (count > 0 && isFree(many, from, count)) this.#pair(one, at, many, from, count, alike)
      }
    }
  }

  #similar(): void {
    const { left, right } = this
    for (let at = 0; at < left.words.length; at += 1) {
      const a = left.words[at] as string
      if (left.matched[at] !== 0 || a.length < FEWEST_FOR_SIMILAR || hasDigit(a)) continue
      let best = 0
      let weight = 0
      for (let of = 0; of < right.words.length; of += 1) {
        const b = right.words[of] as string
        if (right.matched[of] !== 0 || b.length < FEWEST_FOR_SIMILAR || hasDigit(b)) continue
        const alike = jaroWinklerFrom(SIMILAR, a, b)
        if (alike > best) [best, weight] = [alike, Math.min(left.weights[at] as number, right.weights[of] as number)]
      }
      if (best >= SIMILAR) this.half += HALF * best * weight * 2
    }
  }

  #pair(one: Side, at: number, many: Side, from: number, count: number, alike: number): void {
    let weight = 0
    for (let of = from; of < from + count; of += 1) {
      weight += many.weights[of] as number
      many.matched[of] = 1
    }
    // Misspelt, a weak word does not look weak.
    if (count === 1) many.weights[from] = weight = Math.min(weight, one.weights[at] as number)
    one.weights[at] = weight
    one.matched[at] = 1
    one.open -= 1
    many.open -= count
    this.common += weight * 2 * alike
    this.hasStrong ||= count > 1 || (one.weak[at] === 0 && many.weak[from] === 0)
  }
}

const isSame = (a: string, b: string): number => (a === b ? 1 : 0)

const stands = (a: string, b: string): number => (standsFor(a, b) ? STANDS_FOR : 0)

/** Other than by a slip: "Micro" and "Microsoft", but not "Bearing" and "Bearings". */
function isCut(a: string, b: string): boolean {
  const more = Math.abs(a.length - b.length)
  return more > 2 || (more > 1 && (a.startsWith(b) || b.startsWith(a)))
}

function fill(to: Side, words: readonly string[], weightOf: ((word: string) => number) | undefined): void {
  const count = Math.min(words.length, MOST_WORDS)
  to.words.length = count
  to.open = count
  for (let at = 0; at < count; at += 1) {
    const word = words[at] as string
    const weak = isWeak(word)
    to.words[at] = word
    to.weak[at] = weak ? 1 : 0
    to.weights[at] = (weightOf?.(word) ?? 1) * (weak ? WEAK : 1)
    to.matched[at] = 0
  }
}

function isFree(of: Side, from: number, count: number): boolean {
  for (let at = from; at < from + count; at += 1) if (of.matched[at] !== 0) return false
  return true
}

/** @returns how many words from there on make the word when they are joined, or 0 */
function joins(word: string, words: readonly string[], from: number): number {
  let letters = 0
  for (let at = from; at < words.length; at += 1) {
    const part = words[at] as string
    if (!word.startsWith(part, letters)) return 0
    letters += part.length
    if (letters === word.length) return at - from >= 1 ? at - from + 1 : 0
  }
  return 0
}

/** @returns how many words from there on have the word's letters as their first, or 0 */
function isAcronym(word: string, words: readonly string[], from: number): number {
  if (word.length < FEWEST_FOR_ACRONYM || from + word.length > words.length || hasDigit(word)) return 0
  for (let at = 0; at < word.length; at += 1) if (words[from + at]?.[0] !== word[at]) return 0
  return word.length
}
