// Keys that came after a load, in typed arrays that grow: 15 to 30 bytes each. Its one rule: it knows a key by 64 bits of it; see `KeyIndex`.

const SMALLEST = 16
/** Fuller tables probe too long; emptier ones waste memory: just doubled, a key takes 30 bytes. */
const FULLEST = 0.8

export class KeyTable {
  #mask = SMALLEST - 1
  #high = new Uint32Array(SMALLEST)
  #low = new Uint32Array(SMALLEST)
  /** 0 free; above 0 the only entity + 1; below 0 the first link of a chain, as -(link + 1). */
  #head = new Int32Array(SMALLEST)
  #keys = 0
  #linkEntity = new Uint32Array(SMALLEST)
  /** The next link + 1, largest entity first. */
  #linkNext = new Uint32Array(SMALLEST)
  #links = 0

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
  add(high: number, low: number, entity: number): void {
    if ((this.#keys + 1) / (this.#mask + 1) > FULLEST) this.#double()
    const slot = this.#slot(high, low)
    const head = this.#head[slot] as number
    if (head === 0) {
      this.#high[slot] = high
      this.#low[slot] = low
      this.#head[slot] = entity + 1
      this.#keys += 1
    } else if (head < 0) {
      this.#head[slot] = -this.#insert(-head, entity)
    } else if (head !== entity + 1) {
      const only = this.#newLink(head - 1, 0)
      this.#head[slot] = -this.#insert(only, entity)
    }
  }

  /** Entities with the key, in rising order; none when nobody has it. */
  find(high: number, low: number): number[] {
    const head = this.#head[this.#slot(high, low)] as number
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
    if (this.#links === this.#linkEntity.length) {
      this.#linkEntity = grown(this.#linkEntity)
      this.#linkNext = grown(this.#linkNext)
    }
    this.#links += 1
    const link = this.#links
    this.#linkEntity[link - 1] = entity
    this.#linkNext[link - 1] = next
    return link
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
