// How many accounts have a word in their names. Its one rule: never too low; two words that share a place are counted together.

const BITS = 22

export class WordCounts {
  #counts = new Uint32Array(1 << BITS)

  add(words: Iterable<string>): void {
    for (const word of new Set(words)) this.#counts[placeOf(word)]! += 1
  }

  of(word: string): number {
    return this.#counts[placeOf(word)] as number
  }
}

/** FNV-1a, its upper bits folded in. http://www.isthe.com/chongo/tech/comp/fnv (2026-11) */
function placeOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> BITS)) & ((1 << BITS) - 1)
}
