// Ids of entities, both ways, in 26 bytes for an id of 14 letters. Its one rule: an id is found by its very letters, never by bits of it.
import { NameStore } from './name-store.ts'

const SMALLEST = 16
const FULLEST = 0.75
const FREE = 0
/** Somebody stood here: a search goes on behind it. */
const LEFT = -1

export class IdStore {
  readonly #ids = new NameStore()
  /** The entity + 1. */
  #table = new Int32Array(SMALLEST)
  #live = 0
  #left = 0

  get size(): number {
    return this.#live
  }

  get bytes(): number {
    return this.#ids.bytes + this.#table.byteLength
  }

  /** @param entity one that was never put; the id is nobody else's */
  put(entity: number, id: string): void {
    if ((this.#live + this.#left + 1) / this.#table.length > FULLEST) this.#rebuild()
    this.#ids.put(entity, id)
    this.#place(entity)
    this.#live += 1
  }

  idOf(entity: number): string | undefined {
    return this.#ids.find(entity)
  }

  entityOf(id: string): number | undefined {
    const slot = this.#slotOf(id)
    return slot < 0 ? undefined : (this.#table[slot] as number) - 1
  }

  /** @returns whose id it was */
  remove(id: string): number | undefined {
    const slot = this.#slotOf(id)
    if (slot < 0) return undefined
    const entity = (this.#table[slot] as number) - 1
    this.#table[slot] = LEFT
    this.#ids.remove(entity)
    this.#live -= 1
    this.#left += 1
    return entity
  }

  /** Gives back what was taken for more to come. */
  fit(): void {
    this.#ids.fit()
  }

  #slotOf(id: string): number {
    const mask = this.#table.length - 1
    for (let slot = this.#ids.asked(id) & mask; this.#table[slot] !== FREE; slot = (slot + 1) & mask) {
      const entity = (this.#table[slot] as number) - 1
      if (entity >= 0 && this.#ids.isAsked(entity)) return slot
    }
    return -1
  }

  #place(entity: number): void {
    const mask = this.#table.length - 1
    let slot = this.#ids.hashOf(entity) & mask
    while ((this.#table[slot] as number) > FREE) slot = (slot + 1) & mask
    if (this.#table[slot] === LEFT) this.#left -= 1
    this.#table[slot] = entity + 1
  }

  #rebuild(): void {
    let room = SMALLEST
    while (this.#live + 1 > room * (FULLEST / 2)) room *= 2
    const old = this.#table
    this.#table = new Int32Array(room)
    this.#left = 0
    for (const place of old) if (place > FREE) this.#place(place - 1)
  }
}
