// For each gram the names that have it. Its one rule: names of a length stand together in every list, so that a search reads only those of about its own
// length; names added later are strung together until they are merged.
import { GRAMS, LENGTHS, gramsOf } from './name-grams.ts'
import type { Names } from './name-store.ts'
import { Postings } from './postings.ts'

/** Added and removed since the last merge: each makes a search a little slower. */
const MOST_CHANGES = 20_000
const none: readonly number[] = []

export class GramLists {
  #postings = Postings.build(new Uint32Array(GRAMS), 0, () => {})
  /** Slots go by letters, then by the order of arrival; those of added names come last. */
  #entityOf = new Uint32Array(16)
  #lettersIn = new Uint8Array(16)
  #wordsIn = new Uint8Array(16)
  #removed = new Uint32Array(1)
  /** The first slot of a name with so many letters, added ones left out. */
  #lengthStart = new Uint32Array(LENGTHS + 1)
  #slots = 0
  #live = 0
  /** The entity's slot + 1. */
  #slotOf = new Uint32Array(16)

  /** The last link + 1 of each gram of added names. */
  #addedHead = new Uint32Array(0)
  #linkSlot = new Uint32Array(0)
  #linkNext = new Uint32Array(0)
  #links = 0
  #changes = 0

  /** @param names by entity: 0 to 2^31 - 2, the number of one name. A company with several names has several numbers. */
  static build(names: Names): GramLists {
    const lists = new GramLists()
    lists.#resize(Math.max(16, names.end))
    lists.#slotOf = new Uint32Array(Math.max(16, names.end))
    const counts = new Uint32Array(GRAMS)
    for (let entity = 0; entity < names.end; entity += 1) {
      const { grams, count, letters, words } = gramsOf(names.find(entity) ?? '')
      if (count === 0) continue
      lists.#newSlot(entity, letters, words.length)
      for (let at = 0; at < count; at += 1) counts[grams[at] as number]! += 1
    }
    lists.#sortSlots()
    lists.#postings = Postings.build(counts, lists.#slots, (put) => {
      for (let slot = 0; slot < lists.#slots; slot += 1) {
        const { grams, count } = gramsOf(names.find(lists.entityOf(slot)) ?? '')
        for (let at = 0; at < count; at += 1) put(grams[at] as number, slot)
      }
    })
    return lists
  }

  /** Names held. */
  get size(): number {
    return this.#live
  }

  /** Names removed since the last merge. */
  get removed(): number {
    return this.#slots - this.#live
  }

  /** One above the largest slot. */
  get slots(): number {
    return this.#slots
  }

  get bytes(): number {
    const arrays = [this.#entityOf, this.#lettersIn, this.#wordsIn, this.#removed, this.#lengthStart, this.#slotOf]
    const added = [this.#addedHead, this.#linkSlot, this.#linkNext]
    return [...arrays, ...added].reduce((sum, { byteLength }) => sum + byteLength, this.#postings.bytes)
  }

  /** In the place of the name that the entity had. Every 20,000th change takes as long as `merge`. */
  add(entity: number, text: string): void {
    this.remove(entity)
    const { grams, count, letters, words } = gramsOf(text)
    if (count === 0) return
    if (this.#addedHead.length === 0) {
      this.#addedHead = new Uint32Array(GRAMS)
    }
    const slot = this.#newSlot(entity, letters, words.length)
    if (this.#links + count > this.#linkSlot.length) {
      const room = Math.max(1024, this.#linkSlot.length * 2)
      this.#linkSlot = resized(this.#linkSlot, room)
      this.#linkNext = resized(this.#linkNext, room)
    }
    for (let at = 0; at < count; at += 1) {
      const gram = grams[at] as number
      this.#linkSlot[this.#links] = slot
      this.#linkNext[this.#links] = this.#addedHead[gram] as number
      this.#links += 1
      this.#addedHead[gram] = this.#links
    }
    this.#changed()
  }

  /** @returns whether the entity had a name */
  remove(entity: number): boolean {
    const slot = (this.#slotOf[entity] ?? 0) - 1
    if (slot < 0) return false
    this.#slotOf[entity] = 0
    this.#removed[slot >>> 5]! |= 1 << slot
    this.#live -= 1
    this.#changed()
    return true
  }

  /** Puts the added names to the rest and forgets the removed ones; a few tenths of a second for a million names. */
  merge(): void {
    const old = this.#slots
    const slots = this.#sortSlots()
    const held = new Uint32Array(old)
    /** In `held` up to there, those of removed names left out. */
    const slotsWith = (gram: number): number => {
      let end = this.#postings.read(gram, held, 0)
      for (let link = this.#addedHead[gram] ?? 0; link !== 0; link = this.#linkNext[link - 1] as number)
        held[end++] = this.#linkSlot[link - 1] as number
      let live = 0
      for (let at = 0; at < end; at += 1) {
        const slot = slots[held[at] as number] as number
        if (slot !== 0) held[live++] = slot - 1
      }
      return live
    }
    const counts = new Uint32Array(GRAMS)
    for (let gram = 0; gram < GRAMS; gram += 1) counts[gram] = slotsWith(gram)
    this.#postings = Postings.build(counts, this.#slots, (put) => {
      for (let gram = 0; gram < GRAMS; gram += 1) {
        const count = counts[gram] === 0 ? 0 : slotsWith(gram)
        if (count > 1 && (this.#addedHead[gram] ?? 0) !== 0) held.subarray(0, count).sort()
        for (let at = 0; at < count; at += 1) put(gram, held[at] as number)
      }
    })
    this.#addedHead.fill(0)
    this.#links = 0
    this.#changes = 0
  }

  /** Where the slots of names with `shortest` to `longest` letters are, added names left out. */
  slotsOf(shortest: number, longest: number): { low: number; high: number } {
    const start = (letters: number): number => this.#lengthStart[Math.min(LENGTHS, Math.max(0, letters))] as number
    return { low: start(shortest), high: start(longest + 1) }
  }

  /** One above the largest slot that is not of an added name. */
  get merged(): number {
    return this.#lengthStart[LENGTHS] as number
  }

  /** Of names that were not added since. */
  get postings(): Postings {
    return this.#postings
  }

  /** Slots of added names with the gram, rising. */
  added(gram: number): readonly number[] {
    if (this.#links === 0) return none
    const slots: number[] = []
    for (let link = this.#addedHead[gram] ?? 0; link !== 0; link = this.#linkNext[link - 1] as number)
      slots.push(this.#linkSlot[link - 1] as number)
    return slots.toReversed()
  }

  lettersIn(slot: number): number {
    return this.#lettersIn[slot] as number
  }

  wordsIn(slot: number): number {
    return this.#wordsIn[slot] as number
  }

  entityOf(slot: number): number {
    return this.#entityOf[slot] as number
  }

  isRemoved(slot: number): boolean {
    return ((this.#removed[slot >>> 5] as number) & (1 << slot)) !== 0
  }

  #changed(): void {
    this.#changes += 1
    if (this.#changes > MOST_CHANGES) this.merge()
  }

  #newSlot(entity: number, letters: number, words: number): number {
    const slot = this.#slots
    if (slot === this.#entityOf.length) {
      this.#resize(slot + (slot >>> 1))
    }
    if (entity >= this.#slotOf.length)
      this.#slotOf = resized(this.#slotOf, Math.max(entity + 1, this.#slotOf.length + (this.#slotOf.length >>> 1)))
    this.#entityOf[slot] = entity
    this.#lettersIn[slot] = letters
    this.#wordsIn[slot] = words
    this.#slotOf[entity] = slot + 1
    this.#slots += 1
    this.#live += 1
    return slot
  }

  #resize(room: number): void {
    this.#entityOf = resized(this.#entityOf, room)
    this.#removed = resized(this.#removed, (room >>> 5) + 1)
    this.#lettersIn = resized(this.#lettersIn, room)
    this.#wordsIn = resized(this.#wordsIn, room)
  }

  /** @returns the new slot + 1 of each old one, 0 for those of removed names */
  #sortSlots(): Uint32Array {
    const starts = new Uint32Array(LENGTHS + 1)
    const [old, entityOf, lettersIn, wordsIn] = [this.#slots, this.#entityOf, this.#lettersIn, this.#wordsIn]
    for (let slot = 0; slot < old; slot += 1) if (!this.isRemoved(slot)) starts[(lettersIn[slot] as number) + 1]! += 1
    for (let length = 0; length < LENGTHS; length += 1) starts[length + 1]! += starts[length] as number
    const next = starts.slice()
    const moved = new Uint32Array(old)
    this.#entityOf = new Uint32Array(entityOf.length)
    this.#lettersIn = new Uint8Array(entityOf.length)
    this.#wordsIn = new Uint8Array(entityOf.length)
    for (let slot = 0; slot < old; slot += 1) {
      if (this.isRemoved(slot)) continue
      const letters = lettersIn[slot] as number
      const entity = entityOf[slot] as number
      const sorted = next[letters] as number
      next[letters] = sorted + 1
      moved[slot] = sorted + 1
      this.#entityOf[sorted] = entity
      this.#lettersIn[sorted] = letters
      this.#wordsIn[sorted] = wordsIn[slot] as number
      this.#slotOf[entity] = sorted + 1
    }
    this.#slots = this.#live
    this.#removed.fill(0)
    this.#lengthStart = starts
    return moved
  }
}

function resized<Numbers extends Uint32Array | Uint8Array>(array: Numbers, room: number): Numbers {
  const larger = new (array.constructor as new (length: number) => Numbers)(room)
  larger.set(array)
  return larger
}
