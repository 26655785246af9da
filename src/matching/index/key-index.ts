// Exact keys → numbers of entities, in typed arrays: a million keys of a load take 9 MB, where a Map of strings takes a hundred and more. Its one rule:
// the string is not kept, only bits of it, 52 and more among a million keys. A key that nobody has is taken for another with a chance of 2^-30, so who
// must be certain compares what the entity says.
import { mix, mixed } from './key-hash.ts'
import { KeyTable } from './key-table.ts'
import { GatheredKeys, range, SortedKeys } from './sorted-keys.ts'

const nobody: readonly number[] = []

export class KeyIndex {
  #sorted = new SortedKeys()
  #gathered: GatheredKeys | undefined = new GatheredKeys()
  readonly #later = new KeyTable()
  /** Keys of which the load holds some entities, and what came later others. */
  #both = 0

  /** Different keys held. */
  get size(): number {
    return this.#sorted.size + this.#later.size - this.#both
  }

  get bytes(): number {
    return this.#sorted.bytes + this.#later.bytes
  }

  /** For many at once: `take` all, then `settle`; until then they are not found. */
  take(key: string, entity: number): void {
    if (this.#gathered === undefined) return this.add(key, entity)
    mix(key)
    this.#gathered.put(mixed[0] as number, mixed[1] as number, entity)
  }

  /** Once; what is taken later is added one by one. */
  settle(): void {
    if (this.#gathered !== undefined) this.#sorted = new SortedKeys(this.#gathered)
    this.#gathered = undefined
  }

  /**
   * Nothing happens when the entity has the key already. Cheap in rising order of entities, however many share the key.
   * @param entity 0 to 2^31 - 2
   */
  add(key: string, entity: number): void {
    mix(key)
    const [high, low] = [mixed[0] as number, mixed[1] as number]
    this.#sorted.seek(high, low)
    for (let at = range[0] as number; at < (range[1] as number); at += 1)
      if (this.#sorted.entityAt(at) === entity) return
    const before = this.#later.size
    this.#later.add(high, low, entity)
    if (range[0] !== range[1]) this.#both += this.#later.size - before
  }

  /**
   * Entities with the key, in rising order; none when nobody has it.
   * @param most no more than that, the lowest
   * @param except these are left out
   */
  find(key: string, most = Infinity, except?: ReadonlySet<number>): readonly number[] {
    mix(key)
    const [high, low] = [mixed[0] as number, mixed[1] as number]
    this.#sorted.seek(high, low)
    const [from, to] = [range[0] as number, range[1] as number]
    const later = this.#later.size === 0 ? nobody : this.#later.find(high, low)
    if (from === to && later.length === 0) return nobody
    const found: number[] = []
    for (let at = from; at < to && found.length < most; at += 1) {
      const entity = this.#sorted.entityAt(at)
      if (except?.has(entity) !== true) found.push(entity)
    }
    for (const entity of later) if (except?.has(entity) !== true) found.push(entity)
    // Who is added later has a higher number, unless it gains a key.
    if (later.length > 0) found.sort((a, b) => a - b)
    return found.length > most ? found.slice(0, most) : found
  }

  /** How many have the key. */
  count(key: string, except?: ReadonlySet<number>): number {
    if (except !== undefined && except.size > 0) return this.find(key, Infinity, except).length
    mix(key)
    this.#sorted.seek(mixed[0] as number, mixed[1] as number)
    const sorted = (range[1] as number) - (range[0] as number)
    return this.#later.size === 0 ? sorted : sorted + this.#later.find(mixed[0] as number, mixed[1] as number).length
  }
}
