// For each gram the slots of the names that have it, rising, in 16 bits each: half of what whole numbers take. Its one rule: a long list is parted into
// pages of 65,536 slots, of which only the lower half is written; a short one writes both halves.
import { GRAMS } from './name-grams.ts'

const PAGE_BITS = 16
const PAGE = 2 ** PAGE_BITS
const IN_PAGE = PAGE - 1
/** A shorter list is better without pages. */
const FEWEST_PAGED = 64
/** The longer one is leapt through where it is so much longer. */
const MUCH_LONGER = 16

export class Postings {
  /** A list's units: `#units[#starts[gram] .. #starts[gram + 1]]`. */
  #starts = new Uint32Array(GRAMS + 1)
  #units = new Uint16Array(0)
  /** Where each page of a long list starts in its units; one more says where the last one ends. */
  #pages = new Uint32Array(0)
  /** Gram → its first page. */
  #firstPage = new Map<number, number>()

  /**
   * @param counts how many slots each gram will get
   * @param slots one above the largest
   * @param fill gives the slots, each gram's in rising order
   */
  static build(
    counts: Uint32Array,
    slots: number,
    fill: (put: (gram: number, slot: number) => void) => void,
  ): Postings {
    const made = new Postings()
    const starts = made.#starts
    const ends = Math.ceil(slots / PAGE) + 1
    const fewest = Math.max(FEWEST_PAGED, ends * 4)
    let [total, paged] = [0, 0]
    for (let gram = 0; gram < GRAMS; gram += 1) {
      const count = counts[gram] as number
      starts[gram] = total
      if (count < fewest) {
        total += count * 2
        continue
      }
      total += count
      made.#firstPage.set(gram, paged)
      paged += ends
    }
    starts[GRAMS] = total
    const units = new Uint16Array(total)
    const pages = new Uint32Array(paged)
    const next = starts.slice()
    // Page + 1 of long ones, 0 of short ones: a look into the map for each slot would take most of the time.
    const opened = new Uint32Array(GRAMS)
    const nextPage = new Uint32Array(GRAMS)
    for (const [gram, first] of made.#firstPage) [opened[gram], nextPage[gram]] = [1, first]
    fill((gram, slot) => {
      const at = next[gram] as number
      const page = slot >>> PAGE_BITS
      if (opened[gram] === 0) {
        units[at] = page
        units[at + 1] = slot & IN_PAGE
        next[gram] = at + 2
        return
      }
      for (; (opened[gram] as number) <= page + 1; opened[gram]! += 1) pages[nextPage[gram]!++] = at
      units[at] = slot & IN_PAGE
      next[gram] = at + 1
    })
    for (const gram of made.#firstPage.keys())
      for (; (opened[gram] as number) <= ends; opened[gram]! += 1) pages[nextPage[gram]!++] = next[gram] as number
    made.#units = units
    made.#pages = pages
    return made
  }

  get bytes(): number {
    return this.#starts.byteLength + this.#units.byteLength + this.#pages.byteLength
  }

  count(gram: number): number {
    const units = (this.#starts[gram + 1] as number) - (this.#starts[gram] as number)
    return units === 0 || this.#firstPage.has(gram) ? units : units / 2
  }

  /** How many slots from `low` to below `high` a gram has. */
  countIn(gram: number, low: number, high: number): number {
    return this.#rank(gram, high) - this.#rank(gram, low)
  }

  /** Slots of a gram from `low` to below `high`, written into `into` from `at` on. @returns where they end */
  read(gram: number, into: Uint32Array, at: number, low = 0, high = Infinity): number {
    const units = this.#units
    const [start, end] = [this.#starts[gram] as number, this.#starts[gram + 1] as number]
    const first = this.#firstPage.get(gram)
    let to = at
    if (first === undefined) {
      for (let unit = start; unit < end; unit += 2) {
        const slot = (((units[unit] as number) << PAGE_BITS) | (units[unit + 1] as number)) >>> 0
        if (slot >= high) break
        if (slot >= low) into[to++] = slot
      }
      return to
    }
    const from = start + this.#rank(gram, low)
    const until = high === Infinity ? end : start + this.#rank(gram, high)
    let unit = from
    for (let page = low >>> PAGE_BITS; unit < until; page += 1) {
      const pageEnd = Math.min(until, this.#pages[first + page + 1] as number)
      const base = page * PAGE
      for (; unit < pageEnd; unit += 1) into[to++] = base + (units[unit] as number)
    }
    return to
  }

  /** Those of the rising slots that have the gram. */
  among(slots: Uint32Array, gram: number): Uint32Array {
    const first = this.#firstPage.get(gram)
    const found = new Uint32Array(slots.length)
    let count = 0
    if (first === undefined) {
      const all = new Uint32Array(this.count(gram))
      this.read(gram, all, 0)
      let at = 0
      for (const slot of slots) {
        while (at < all.length && (all[at] as number) < slot) at += 1
        if (all[at] === slot) found[count++] = slot
      }
      return found.subarray(0, count)
    }
    const units = this.#units
    for (let of = 0; of < slots.length;) {
      const page = (slots[of] as number) >>> PAGE_BITS
      let [at, end] = [this.#pages[first + page] as number, this.#pages[first + page + 1] as number]
      let until = of
      while (until < slots.length && (slots[until] as number) >>> PAGE_BITS === page) until += 1
      const leaps = end - at > (until - of) * MUCH_LONGER
      for (; of < until; of += 1) {
        const slot = slots[of] as number
        const low = slot & IN_PAGE
        if (leaps) at = lowerBound(units, at, end, low)
        else while (at < end && (units[at] as number) < low) at += 1
        if (at < end && units[at] === low) found[count++] = slot
      }
    }
    return found.subarray(0, count)
  }

  /** How many slots of a gram are below one. */
  #rank(gram: number, slot: number): number {
    const start = this.#starts[gram] as number
    const end = this.#starts[gram + 1] as number
    if (slot === 0 || start === end) return 0
    const first = this.#firstPage.get(gram)
    if (first === undefined) {
      let rank = 0
      for (let unit = start; unit < end; unit += 2, rank += 1) {
        const held = (((this.#units[unit] as number) << PAGE_BITS) | (this.#units[unit + 1] as number)) >>> 0
        if (held >= slot) break
      }
      return rank
    }
    const page = slot >>> PAGE_BITS
    const from = this.#pages[first + page] as number
    if ((slot & IN_PAGE) === 0) return from - start
    return lowerBound(this.#units, from, this.#pages[first + page + 1] as number, slot & IN_PAGE) - start
  }
}

function lowerBound(units: Uint16Array, from: number, to: number, unit: number): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((units[middle] as number) < unit) low = middle + 1
    else high = middle
  }
  return low
}
