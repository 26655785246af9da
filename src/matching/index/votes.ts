// Votes for slots, and the best of them. Its one rule: after a search nobody has votes, so that the arrays are made once.

/** A byte holds them all. */
export const MOST_VOTES = 255

export class Votes {
  #counts = new Uint8Array(0)
  #reached = new Uint32Array(1024)
  readonly #bins = new Uint32Array(MOST_VOTES + 1)
  #least = 1
  #end = 0

  /**
   * @param slots how many there are
   * @param votes how many will be given
   * @param least those with fewer in the end are of no interest
   */
  open(slots: number, votes: number, least: number): void {
    if (this.#counts.length < slots) this.#counts = new Uint8Array(slots + (slots >>> 2))
    if (this.#reached.length < votes) this.#reached = new Uint32Array(votes * 2)
    this.#least = least
    this.#end = 0
  }

  get bytes(): number {
    return this.#counts.byteLength + this.#reached.byteLength
  }

  /** To the first slots of the list. */
  give(list: ArrayLike<number>, count: number, weight: number): void {
    const [counts, reached, least] = [this.#counts, this.#reached, this.#least]
    let end = this.#end
    for (let at = 0; at < count; at += 1) {
      const slot = list[at] as number
      const before = counts[slot] as number
      counts[slot] = before + weight
      if (before < least && before + weight >= least) reached[end++] = slot
    }
    this.#end = end
  }

  /** Slots with enough votes, each once, in no order. */
  get reached(): Uint32Array {
    return this.#reached.subarray(0, this.#end)
  }

  /** The most votes that at least so many slots have; 1 when fewer are reached. */
  most(count: number): number {
    const [counts, reached, bins] = [this.#counts, this.#reached, this.#bins]
    bins.fill(0)
    for (let at = 0; at < this.#end; at += 1) bins[counts[reached[at] as number] as number]! += 1
    let above = 0
    for (let votes = MOST_VOTES; votes > 1; votes -= 1) {
      above += bins[votes] as number
      if (above >= count) return votes
    }
    return 1
  }

  of(slot: number): number {
    return this.#counts[slot] as number
  }

  clear(from: number, to: number): void {
    this.#counts.fill(0, from, to)
  }
}

/** The highest scores, equal ones by their number. */
export class Best {
  #numbers: number[] = []
  #scores: number[] = []
  #notes: number[] = []
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  /** What a score must reach to be kept. */
  get floor(): number {
    return this.#scores.length < this.#limit ? -Infinity : (this.#scores[this.#limit - 1] as number)
  }

  /** @param note given back beside the number */
  offer(number: number, score: number, note = 0): void {
    const [numbers, scores] = [this.#numbers, this.#scores]
    let place = scores.length
    if (place === this.#limit && score < this.floor) return
    for (; place > 0; place -= 1) {
      const other = scores[place - 1] as number
      if (other > score || (other === score && (numbers[place - 1] as number) < number)) break
    }
    if (place >= this.#limit) return
    scores.splice(place, 0, score)
    numbers.splice(place, 0, number)
    this.#notes.splice(place, 0, note)
    if (scores.length > this.#limit) scores.length = numbers.length = this.#notes.length = this.#limit
  }

  /** Best first. */
  get numbers(): readonly number[] {
    return this.#numbers
  }

  /** Of each number. */
  get notes(): readonly number[] {
    return this.#notes
  }
}
