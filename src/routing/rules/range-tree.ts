// Ranges of numbers in a given order, and which of them hold a number. Its one rule: neighbours that all miss the number are left out
// together, so that finding the next one takes steps as many as the list halves.

/** Both ends belong to it. */
export interface Range {
  low: number
  high: number
}

/** A binary tree in one array: node n has the children 2n and 2n + 1, leaves are the ranges, a node spans all below it. */
export class RangeTree {
  /** Low and high end of each node, side by side: both are needed at once. */
  readonly #ends: Float64Array
  readonly #leaves: number

  constructor(lows: readonly number[], highs: readonly number[]) {
    let leaves = 1
    while (leaves < lows.length) leaves *= 2
    this.#leaves = leaves
    this.#ends = new Float64Array(4 * leaves)
    for (let leaf = 0; leaf < leaves; leaf += 1) {
      this.#span(leaves + leaf, lows[leaf] ?? Infinity, highs[leaf] ?? -Infinity)
    }
    for (let node = leaves - 1; node > 0; node -= 1) {
      const [left, right] = [2 * node, 2 * node + 1]
      this.#span(node, Math.min(this.#low(left), this.#low(right)), Math.max(this.#high(left), this.#high(right)))
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

  #span(node: number, low: number, high: number): void {
    this.#ends[2 * node] = low
    this.#ends[2 * node + 1] = high
  }

  #low(node: number): number {
    return this.#ends[2 * node] ?? Infinity
  }

  #high(node: number): number {
    return this.#ends[2 * node + 1] ?? -Infinity
  }
}
