// Exact keys → numbers of entities, in typed arrays: a million keys take 25 to 30 MB, where a Map of strings takes a hundred and more.
// Its one rule: the string is not kept, only 64 bits of it. Two different keys are taken for one with a chance of 2^-64 a pair (some 3 in
// 10^8 for any two among a million keys), so who must be certain compares what the entity says.

const SMALLEST = 16
/** Fuller tables probe too long; emptier ones waste memory: just doubled, a key takes 30 bytes. */
const FULLEST = 0.8

export class KeyIndex {
  #mask: number
  #high: Uint32Array
  #low: Uint32Array
  /** 0 free; above 0 the only entity + 1; below 0 the first link of a chain, as -(link + 1). */
  #head: Int32Array
  #keys = 0
  #linkEntity = new Uint32Array(SMALLEST)
  /** The next link + 1, largest entity first; also strings the free links together. */
  #linkNext = new Uint32Array(SMALLEST)
  #freeLink = 0
  #links = 0

  /** @param expected how many keys will come; saves doublings while they are added */
  constructor(expected = 0) {
    let slots = SMALLEST
    while (slots * FULLEST < expected) slots *= 2
    this.#mask = slots - 1
    this.#high = new Uint32Array(slots)
    this.#low = new Uint32Array(slots)
    this.#head = new Int32Array(slots)
  }

  /** Different keys held. */
  get size(): number {
    return this.#keys
  }

  get bytes(): number {
    return this.#head.byteLength * 3 + this.#linkEntity.byteLength * 2
  }

  /**
   * Nothing happens when the entity has the key already. Cheap in rising order of entities, however many share the key.
   * @param entity 0 to 2^31 - 2
   */
  add(key: string, entity: number): void {
    if ((this.#keys + 1) / (this.#mask + 1) > FULLEST) this.#double()
    mix(key)
    const slot = this.#slot(mixedHigh, mixedLow)
    const head = this.#head[slot] as number
    if (head === 0) {
      this.#high[slot] = mixedHigh
      this.#low[slot] = mixedLow
      this.#head[slot] = entity + 1
      this.#keys += 1
    } else if (head < 0) {
      this.#head[slot] = -this.#insert(-head, entity)
    } else if (head !== entity + 1) {
      const only = this.#newLink(head - 1, 0)
      this.#head[slot] = -this.#insert(only, entity)
    }
  }

  /** @returns whether the entity had the key */
  remove(key: string, entity: number): boolean {
    mix(key)
    const slot = this.#slot(mixedHigh, mixedLow)
    const head = this.#head[slot] as number
    if (head === 0) return false
    if (head > 0) {
      if (head !== entity + 1) return false
      this.#vacate(slot)
      this.#keys -= 1
      return true
    }
    let before = 0
    let link = -head
    while (link !== 0 && this.#linkEntity[link - 1] !== entity) {
      before = link
      link = this.#linkNext[link - 1] as number
    }
    if (link === 0) return false
    const after = this.#linkNext[link - 1] as number
    if (before === 0) this.#head[slot] = -after
    else this.#linkNext[before - 1] = after
    this.#freeUp(link)
    const first = -(this.#head[slot] as number)
    if (this.#linkNext[first - 1] === 0) {
      this.#head[slot] = (this.#linkEntity[first - 1] as number) + 1
      this.#freeUp(first)
    }
    return true
  }

  /** Entities with the key, in rising order; none when nobody has it. */
  find(key: string): number[] {
    mix(key)
    const head = this.#head[this.#slot(mixedHigh, mixedLow)] as number
    if (head === 0) return []
    if (head > 0) return [head - 1]
    const found: number[] = []
    for (let link = -head; link !== 0; link = this.#linkNext[link - 1] as number)
      found.push(this.#linkEntity[link - 1] as number)
    return found.toReversed()
  }

  /** Where the hash is, or the free slot where it belongs. */
  #slot(high: number, low: number): number {
    let slot = low & this.#mask
    while (this.#head[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high))
      slot = (slot + 1) & this.#mask
    return slot
  }

  /** @returns the first link of the chain, which stays sorted */
  #insert(chain: number, entity: number): number {
    let before = 0
    let link = chain
    while (link !== 0 && (this.#linkEntity[link - 1] as number) > entity) {
      before = link
      link = this.#linkNext[link - 1] as number
    }
    if (link !== 0 && this.#linkEntity[link - 1] === entity) return chain
    const added = this.#newLink(entity, link)
    if (before === 0) return added
    this.#linkNext[before - 1] = added
    return chain
  }

  #newLink(entity: number, next: number): number {
    let link = this.#freeLink
    if (link !== 0) {
      this.#freeLink = this.#linkNext[link - 1] as number
    } else {
      if (this.#links === this.#linkEntity.length) {
        this.#linkEntity = grown(this.#linkEntity)
        this.#linkNext = grown(this.#linkNext)
      }
      this.#links += 1
      link = this.#links
    }
    this.#linkEntity[link - 1] = entity
    this.#linkNext[link - 1] = next
    return link
  }

  #freeUp(link: number): void {
    this.#linkNext[link - 1] = this.#freeLink
    this.#freeLink = link
  }

  /** Moves up what was put behind the slot, so that no mark of the removed key is left to be probed over. */
  #vacate(slot: number): void {
    let hole = slot
    for (let at = (hole + 1) & this.#mask; this.#head[at] !== 0; at = (at + 1) & this.#mask) {
      const home = (this.#low[at] as number) & this.#mask
      if (((at - home) & this.#mask) < ((at - hole) & this.#mask)) continue
      this.#high[hole] = this.#high[at] as number
      this.#low[hole] = this.#low[at] as number
      this.#head[hole] = this.#head[at] as number
      hole = at
    }
    this.#head[hole] = 0
  }

  #double(): void {
    const [high, low, head] = [this.#high, this.#low, this.#head]
    const slots = head.length * 2
    this.#mask = slots - 1
    this.#high = new Uint32Array(slots)
    this.#low = new Uint32Array(slots)
    this.#head = new Int32Array(slots)
    for (let at = 0; at < head.length; at += 1) {
      if (head[at] === 0) continue
      const slot = this.#slot(high[at] as number, low[at] as number)
      this.#high[slot] = high[at] as number
      this.#low[slot] = low[at] as number
      this.#head[slot] = head[at] as number
    }
  }
}

function grown(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2)
  larger.set(array)
  return larger
}

let mixedHigh = 0
let mixedLow = 0

/**
 * Two lanes of 32 bits that differ in start, factor and shift; left in `mixedHigh` and `mixedLow`, since a pair would be an object for each look-up.
 * The shift in each step lets high bits work on low ones: with products alone, the low bits of both lanes would collide together.
 */
function mix(key: string): void {
  let high = 0x9e3779b9 ^ key.length
  let low = 0x7f4a7c15 + key.length
  for (let at = 0; at < key.length; at += 1) {
    const unit = key.charCodeAt(at)
    high = Math.imul(high ^ unit, 0x85ebca6b)
    high ^= high >>> 15
    low = Math.imul(low + unit, 0xcc9e2d51)
    low ^= low >>> 13
  }
  high = Math.imul(high ^ (high >>> 16), 0x7feb352d)
  high = Math.imul(high ^ (high >>> 15), 0x846ca68b)
  low = Math.imul(low ^ (low >>> 16), 0x21f0aaad)
  low = Math.imul(low ^ (low >>> 15), 0x735a2d97)
  mixedHigh = (high ^ (high >>> 16)) >>> 0
  mixedLow = (low ^ (low >>> 15)) >>> 0
}
