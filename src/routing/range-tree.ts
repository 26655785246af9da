// Ranges of numbers in a given order, and which of them hold a number. Its one rule: neighbours that all miss the number are left out
// together, so that finding the next one takes steps as many as the list halves.

/** Both ends belong to it. */
export interface Range {
  low: number
  high: number
}

/** A binary tree in two arrays: node n has the children 2n and 2n + 1, leaves are the ranges, a node spans all below it. */
export class RangeTree {
  readonly #lows: Float64Array
  readonly #highs: Float64Array
  readonly #leaves: number

  constructor(lows: readonly number[], highs: readonly number[]) {
    let leaves = 1
    while (leaves < lows.length) leaves *= 2
    this.#leaves = leaves
    this.#lows = new Float64Array(2 * leaves).fill(Infinity)
    this.#highs = new Float64Array(2 * leaves).fill(-Infinity)
    this.#lows.set(lows, leaves)
    this.#highs.set(highs, leaves)
    for (let node = leaves - 1; node > 0; node -= 1) {
      this.#lows[node] = Math.min(this.#low(2 * node), this.#low(2 * node + 1))
      this.#highs[node] = Math.max(this.#high(2 * node), this.#high(2 * node + 1))
    }
  }

  /** @returns the first place at `from` or after it whose range holds the number, or -1 */
  next(from: number, number: number): number {
    if (from >= this.#leaves) return -1
    let node = from + this.#leaves
    for (;;) {
      if (this.#low(node) <= number && number <= this.#high(node)) {
        if (node >= this.#leaves) return node - this.#leaves
        node *= 2
      } else {
        // From a right child up until there is a neighbour to the right.
        while (node % 2 === 1) node = (node - 1) / 2
        if (node === 0) return -1
        node += 1
      }
    }
  }

  #low(node: number): number {
    return this.#lows[node] ?? Infinity
  }

  #high(node: number): number {
    return this.#highs[node] ?? -Infinity
  }
}
