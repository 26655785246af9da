// A folded name → the numbers of its grams, by which the trigram index finds it. Its one rule: a name and the name with a slip of the pen, with
// its words joined or in another order keep most of their grams.

const LONGEST = 80
const LATIN = 37 ** 3
const HASHED_BITS = 20
/** Grams are numbers below it: every Latin trigram has its own, all others share the room behind, where a clash only adds noise. */
export const GRAMS = LATIN + 2 ** HASHED_BITS
/** Of a name at most: the index counts them in a byte. */
const MOST = 250
/** Names up to that many letters are also known by what is left when one letter goes; trigrams of so short names rarely outlive two slips. */
const SHORT = 6

const units = new Uint16Array(LONGEST)
const found = new Uint32Array(MOST)
let count = 0

export interface Grams {
  /** Valid until the next call. */
  grams: Uint32Array
  count: number
}
const result: Grams = { grams: found, count: 0 }

/** @param text folded, words apart by blanks; more than 80 letters are cut */
export function gramsOf(text: string): Grams {
  count = 0
  let length = 0
  let wordHash = 0
  let wordLength = 0
  for (let at = 0; at <= text.length && length < LONGEST; at += 1) {
    const unit = at < text.length ? text.charCodeAt(at) : 32
    if (unit === 32) {
      if (wordLength > 0) put(hashed(wordHash, 1))
      wordHash = 0
      wordLength = 0
      continue
    }
    units[length] = unit
    length += 1
    wordHash = step(wordHash, unit)
    wordLength += 1
  }
  if (wordLength > 0) put(hashed(wordHash, 1))
  if (length === 0) {
    result.count = 0
    return result
  }
  for (let at = 0; at < length; at += 1) {
    const unit = units[at] as number
    if (isDense(unit)) {
      put(hashed(step(0, unit), 2))
      const after = at + 1 < length ? (units[at + 1] as number) : 0
      if (isDense(after)) put(hashed(step(step(0, unit), after), 2))
    } else {
      put(trigram(at === 0 ? 0 : (units[at - 1] as number), unit, at + 1 === length ? 0 : (units[at + 1] as number)))
    }
  }
  if (length >= 4) {
    // The start once more: people misspell it least.
    let start = 0
    for (let at = 0; at < 4; at += 1) start = step(start, units[at] as number)
    put(hashed(start, 3))
  }
  if (length <= SHORT + 1) {
    for (let gone = -1; gone < length; gone += 1) {
      let rest = 0
      for (let at = 0; at < length; at += 1) if (at !== gone) rest = step(rest, units[at] as number)
      put(hashed(rest, 4))
    }
  }
  result.count = count
  return result
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
