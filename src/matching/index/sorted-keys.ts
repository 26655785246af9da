// Keys of a load, packed: 8 bytes for each entity of a key, where a table that may grow takes 15 to 30. Its one rule: nothing is added to it; what comes
// later is kept beside it.

/** Pairs that share a place on average: few enough to be walked. */
const PAIRS_A_PLACE = 4
/** Sorted one by one they would take too long. */
const MANY = 200
/** In a chunk: 50 MB at most, of which only what is filled takes memory. */
const FEWEST_PAIRS = 1 << 10
const MOST_PAIRS = 1 << 22

/** What is put in before it is sorted. */
export class GatheredKeys {
  /** High, low, entity, and again. Each chunk is twice as large as the one before: small ones are given back late, when they are many. */
  readonly #chunks: Uint32Array[] = []
  #filled = 0
  size = 0

  put(high: number, low: number, entity: number): void {
    let chunk = this.#chunks.at(-1)
    if (chunk === undefined || this.#filled === chunk.length) {
      const pairs = Math.min(MOST_PAIRS, FEWEST_PAIRS * 2 ** this.#chunks.length)
      chunk = new Uint32Array(pairs * 3)
      this.#chunks.push(chunk)
      this.#filled = 0
    }
    chunk[this.#filled] = high
    chunk[this.#filled + 1] = low
    chunk[this.#filled + 2] = entity
    this.#filled += 3
    this.size += 1
  }

  each(take: (high: number, low: number, entity: number) => void): void {
    for (const chunk of this.#chunks) {
      const end = chunk === this.#chunks.at(-1) ? this.#filled : chunk.length
      for (let at = 0; at < end; at += 3) take(chunk[at] as number, chunk[at + 1] as number, chunk[at + 2] as number)
    }
  }
}

export class SortedKeys {
  /** Upper bits of a hash to leave out; its top bits are its place. */
  readonly #shift: number
  /** Pairs of a place stand from here up to the start of the next. */
  readonly #starts: Uint32Array
  /** Lower half of the hash; rising within a place. */
  readonly #low: Uint32Array
  /** Rising within a key. */
  readonly #entity: Uint32Array
  /** Different keys. */
  readonly size: number

  constructor(gathered = new GatheredKeys()) {
    let bits = 1
    while (2 ** bits * PAIRS_A_PLACE < gathered.size) bits += 1
    this.#shift = 32 - bits
    const starts = new Uint32Array(2 ** bits + 2)
    gathered.each((high) => {
      starts[(high >>> this.#shift) + 2]! += 1
    })
    for (let place = 2; place < starts.length; place += 1) starts[place]! += starts[place - 1] as number
    const low = new Uint32Array(gathered.size)
    const entities = new Uint32Array(gathered.size)
    // Afterwards each start is that of the place before it.
    gathered.each((high, half, entity) => {
      const at = starts[(high >>> this.#shift) + 1] as number
      low[at] = half
      entities[at] = entity
      starts[(high >>> this.#shift) + 1] = at + 1
    })
    let [keys, end] = [0, 0]
    for (let place = 0; place < 2 ** bits; place += 1) {
      const [from, to] = [starts[place] as number, starts[place + 1] as number]
      sortPlace(low, entities, from, to)
      starts[place] = end
      for (let at = from; at < to; at += 1) {
        const isKnown = at > from && low[at] === low[end - 1]
        if (isKnown && entities[at] === entities[end - 1]) continue
        if (!isKnown) keys += 1
        low[end] = low[at] as number
        entities[end] = entities[at] as number
        end += 1
      }
    }
    starts[2 ** bits] = end
    this.#starts = starts
    this.#low = end < low.length ? low.slice(0, end) : low
    this.#entity = end < low.length ? entities.slice(0, end) : entities
    this.size = keys
  }

  get bytes(): number {
    return this.#starts.byteLength + this.#low.byteLength * 2
  }

  /** In `range` afterwards: where the key's entities stand. */
  seek(high: number, low: number): void {
    const place = high >>> this.#shift
    const end = this.#starts[place + 1] as number
    let from = this.#starts[place] as number
    while (from < end && (this.#low[from] as number) < low) from += 1
    let to = from
    while (to < end && this.#low[to] === low) to += 1
    range[0] = from
    range[1] = to
  }

  entityAt(at: number): number {
    return this.#entity[at] as number
  }
}

/** Left here by `seek`. */
export const range = new Uint32Array(2)

/** By insertion, as most places hold four. */
function sortPlace(low: Uint32Array, entities: Uint32Array, from: number, to: number): void {
  if (to - from > MANY) return sortMany(low.subarray(from, to), entities.subarray(from, to))
  for (let at = from + 1; at < to; at += 1) {
    const [half, entity] = [low[at] as number, entities[at] as number]
    let hole = at
    for (; hole > from; hole -= 1) {
      const before = low[hole - 1] as number
      if (before < half || (before === half && (entities[hole - 1] as number) <= entity)) break
      low[hole] = before
      entities[hole] = entities[hole - 1] as number
    }
    low[hole] = half
    entities[hole] = entity
  }
}

/** Where many share a key, and two such keys may share a place. */
function sortMany(low: Uint32Array, entities: Uint32Array): void {
  const [halves, numbers] = [low.slice(), entities.slice()]
  const order = Uint32Array.from(low.keys()).toSorted(
    (a, b) => (halves[a] as number) - (halves[b] as number) || (numbers[a] as number) - (numbers[b] as number),
  )
  order.forEach((from, at) => {
    low[at] = halves[from] as number
    entities[at] = numbers[from] as number
  })
}
