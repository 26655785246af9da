// How many strokes one name is away from each of many. Its one rule: names stay bytes, so that none of them becomes a string to be compared.
// Myers 1999, "A fast bit-vector algorithm for approximate string matching", as Hyyrö 2003 gives it for the distance of whole texts.

/** Bits of a word: longer names are cut to it, which says enough of how far two are apart. */
const LONGEST = 32

export class Strokes {
  readonly #places = new Uint32Array(256)
  readonly #typed = Buffer.alloc(LONGEST * 3)
  #length = 0

  /** The name that the others are compared with from now on. */
  start(text: string): void {
    for (let at = 0; at < this.#length; at += 1) this.#places[this.#typed[at] as number] = 0
    this.#length = Math.min(LONGEST, this.#typed.write(text))
    for (let at = 0; at < this.#length; at += 1) this.#places[this.#typed[at] as number]! |= 1 << at
  }

  /** Bytes added, dropped or changed on the way to what stands in `bytes` from one place up to another. */
  to(bytes: Uint8Array, from: number, end: number): number {
    const length = this.#length
    const until = Math.min(end, from + LONGEST)
    if (length === 0) return until - from
    const places = this.#places
    const last = 1 << (length - 1)
    let rising = -1
    let falling = 0
    let strokes = length
    for (let at = from; at < until; at += 1) {
      const here = places[bytes[at] as number] as number
      const vertical = here | falling
      const level = (((here & rising) + rising) ^ rising) | here
      let up = falling | ~(level | rising)
      let down = rising & level
      if ((up & last) !== 0) strokes += 1
      if ((down & last) !== 0) strokes -= 1
      up = (up << 1) | 1
      down <<= 1
      rising = down | ~(vertical | up)
      falling = up & vertical
    }
    return strokes
  }
}
