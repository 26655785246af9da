// How many accounts have a word in their names. Its one rule: never too low; two words that share a place are counted together.

const BITS = 22
/** More than a byte counts are written down apart: few words are so common. */
const MANY = 255

export class WordCounts {
  #counts = new Uint8Array(1 << BITS)
  readonly #many = new Map<number, number>()

  get bytes(): number {
    return this.#counts.byteLength
  }

  add(words: Iterable<string>): void {
    for (const word of new Set(words)) {
      const place = placeOf(word)
      const count = this.#counts[place] as number
      if (count < MANY) this.#counts[place] = count + 1
      else this.#many.set(place, (this.#many.get(place) ?? MANY) + 1)
    }
  }

  of(word: string): number {
    const place = placeOf(word)
    const count = this.#counts[place] as number
    return count < MANY ? count : (this.#many.get(place) ?? MANY)
  }
}

/** FNV-1a, its upper bits folded in. http://www.isthe.com/chongo/tech/comp/fnv (2026-11) */
function placeOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> BITS)) & ((1 << BITS) - 1)
}
