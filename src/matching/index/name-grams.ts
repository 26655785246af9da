// A folded name → the numbers of its grams, by which the trigram index finds it. Its one rule: a name and the name with a slip of the pen, with
// its words joined or in another order keep most of their grams.

const LONGEST = 80
/** Letters that a name is counted with: 0 to 80. */
export const LENGTHS = LONGEST + 1
const BLANK = 32
const LATIN = 37 ** 3
const HASHED_BITS = 20
/** Grams are numbers below it: every Latin trigram has its own, all others share the room behind, where a clash only adds noise. */
export const GRAMS = LATIN + 2 ** HASHED_BITS
/** Of a name at most: the index counts them in a byte. */
const MOST = 250
/** Words up to that many letters are also known by what is left when one letter goes: trigrams of so short words rarely outlive a slip. */
const SHORT = 6

const units = new Uint16Array(LONGEST)
const found = new Uint32Array(MOST)
let count = 0

export interface Grams {
  /** Valid until the next call. */
  grams: Uint32Array
  /** Those of whole words; the rest are words without one letter, and the start of the name. */
  words: readonly number[]
  /** That of the start of the name; -1 where it is too short for one. */
  start: number
  /** How many are pieces of the whole name, blanks left out; they stand first. */
  pieces: number
  /** With those of single words. */
  count: number
  /** Letters, blanks left out; at most 80. */
  letters: number
}
const words: number[] = []
const result: Grams = { grams: found, words, start: -1, pieces: 0, count: 0, letters: 0 }

/** @param text folded, words apart by blanks; more than 80 letters are cut */
export function gramsOf(text: string): Grams {
  count = 0
  words.length = 0
  let letters = 0
  for (let at = 0; at < text.length && letters < LONGEST; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit !== BLANK) units[letters++] = unit
  }
  for (let at = 0; at < letters; at += 1) {
    const unit = units[at] as number
    const after = at + 1 < letters ? (units[at + 1] as number) : 0
    if (isDense(unit)) {
      put(hashed(step(0, unit), 1))
      if (isDense(after)) put(hashed(step(step(0, unit), after), 1))
    } else {
      put(trigram(at === 0 ? 0 : (units[at - 1] as number), unit, after))
    }
  }
  result.pieces = count
  // The start once more: people misspell it least.
  result.start = letters >= 4 ? hashed(hashOf(0, 4, -1), 2) : -1
  if (result.start >= 0) put(result.start)
  let start = 0
  let end = 0
  for (let at = 0; at <= text.length && end < letters; at += 1) {
    if (at < text.length && text.charCodeAt(at) !== BLANK) {
      end += 1
      if (end < letters) continue
    }
    wordGrams(start, end)
    start = end
  }
  result.count = count
  result.letters = letters
  return result
}

function wordGrams(start: number, end: number): void {
  if (start === end) return
  const word = hashOf(start, end, -1)
  words.push(hashed(word, 3))
  put(hashed(word, 3))
  if (end - start < 3 || end - start > SHORT) return
  put(hashed(word, 4))
  for (let gone = start; gone < end; gone += 1) put(hashed(hashOf(start, end, gone), 4))
}

function hashOf(start: number, end: number, gone: number): number {
  let hash = 0
  for (let at = start; at < end; at += 1) if (at !== gone) hash = step(hash, units[at] as number)
  return hash
}

/** Han, kana, Hangul: one sign says what several Latin letters do. Halves of signs beyond the basic plane as well. */
const isDense = (unit: number): boolean => unit >= 0x2e80

function trigram(before: number, unit: number, after: number): number {
  const [a, b, c] = [place(before), place(unit), place(after)]
  if (a >= 0 && b >= 0 && c >= 0) return (a * 37 + b) * 37 + c
  return hashed(step(step(step(0, before), unit), after), 5)
}

/** 0 the edge, 1 to 26 letters, 27 to 36 digits, -1 any other. */
function place(unit: number): number {
  if (unit >= 97 && unit <= 122) return unit - 96
  if (unit >= 48 && unit <= 57) return unit - 21
  return unit === 0 ? 0 : -1
}

function step(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit ^ 0x5bd1e995, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

function hashed(hash: number, kind: number): number {
  const mixed = Math.imul(hash + kind * 0x632be5ab, 0x85ebca6b)
  return LATIN + ((mixed ^ (mixed >>> 13)) >>> (32 - HASHED_BITS))
}

function put(gram: number): void {
  if (count === MOST) return
  for (let at = 0; at < count; at += 1) if (found[at] === gram) return
  found[count] = gram
  count += 1
}
