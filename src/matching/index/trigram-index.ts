// Names like one that may be misspelt: an inverted index of grams in typed arrays. Its one rule: what is found depends on the names held, never on
// the order they came in; equal scores go by the number of the entity.
import { GRAMS, gramsOf } from './name-grams.ts'

export interface Candidate {
  entity: number
  /** Grams in common, of those that were looked at. */
  shared: number
}

export interface NamedEntity {
  /** 0 to 2^31 - 2. Several names of one entity may be added. */
  entity: number
  /** Folded, words apart by blanks. */
  text: string
}

/** Grams of added names are strung together until there are so many; then they join the rest. */
const MOST_ADDED = 20_000
const BUDGET = 60_000

export class TrigramIndex {
  /** Names in the order of their slots: `postings[offsets[gram] .. offsets[gram + 1]]` are the slots with the gram, rising. */
  #offsets = new Uint32Array(GRAMS + 1)
  #postings = new Uint32Array(0)
  #entityOf = new Uint32Array(16)
  #gramsIn = new Uint8Array(16)
  /** The entity's next slot + 1. */
  #nextOf = new Uint32Array(16)
  /** The entity's first slot + 1. */
  #firstOf = new Uint32Array(16)
  #removed = new Uint32Array(1)
  #slots = 0
  #live = 0

  /** Grams of names that came later: the last link + 1 of each gram. */
  #addedHead = new Uint32Array(0)
  #addedCount = new Uint16Array(0)
  #linkSlot = new Uint32Array(0)
  #linkNext = new Uint32Array(0)
  #links = 0
  #added = 0

  #votes = new Uint8Array(16)
  #touched = new Uint32Array(1024)

  /** @param names walked twice; a generator that is used up the second time is refused */
  static build(names: Iterable<NamedEntity>): TrigramIndex {
    const index = new TrigramIndex()
    const ends = index.#offsets
    let total = 0
    for (const { entity, text } of names) {
      const { grams, count } = gramsOf(text)
      if (count === 0) continue
      index.#newSlot(entity, count)
      for (let at = 0; at < count; at += 1) ends[(grams[at] as number) + 1]! += 1
      total += count
    }
    for (let gram = 0; gram < GRAMS; gram += 1) ends[gram + 1]! += ends[gram] as number
    const postings = new Uint32Array(total)
    const next = ends.slice()
    let slot = 0
    let filled = 0
    for (const { text } of names) {
      const { grams, count } = gramsOf(text)
      if (count === 0) continue
      for (let at = 0; at < count; at += 1) {
        const gram = grams[at] as number
        postings[next[gram] as number] = slot
        next[gram]! += 1
      }
      filled += count
      slot += 1
    }
    if (filled !== total || slot !== index.#slots)
      throw new TypeError('The names must be the same when they are walked a second time.')
    index.#postings = postings
    return index
  }

  /** Names held. */
  get size(): number {
    return this.#live
  }

  get bytes(): number {
    return [
      this.#offsets,
      this.#postings,
      this.#entityOf,
      this.#gramsIn,
      this.#nextOf,
      this.#firstOf,
      this.#removed,
      this.#addedHead,
      this.#addedCount,
      this.#linkSlot,
      this.#linkNext,
      this.#votes,
      this.#touched,
    ].reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  /** Every 20,000th call takes as long as `merge`. */
  add(entity: number, text: string): void {
    const { grams, count } = gramsOf(text)
    if (count === 0) return
    if (this.#addedHead.length === 0) {
      this.#addedHead = new Uint32Array(GRAMS)
      this.#addedCount = new Uint16Array(GRAMS)
    }
    const slot = this.#newSlot(entity, count)
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
      this.#addedCount[gram]! += 1
    }
    this.#added += 1
    if (this.#added > MOST_ADDED) this.merge()
  }

  /** All names of the entity. Until the next merge they still use up the budget of a search. */
  remove(entity: number): boolean {
    let slot = this.#firstOf[entity] ?? 0
    if (slot === 0) return false
    this.#firstOf[entity] = 0
    for (; slot !== 0; slot = this.#nextOf[slot - 1] as number) {
      this.#removed[(slot - 1) >>> 5]! |= 1 << (slot - 1)
      this.#live -= 1
    }
    return true
  }

  /** Puts the added names to the rest and forgets the removed ones; some 0.1 s for a million names. */
  merge(): void {
    const slots = this.#renumber()
    const grown = new Uint32Array(this.#postings.length + this.#links)
    let filled = 0
    for (let gram = 0; gram < GRAMS; gram += 1) {
      const [from, to] = [this.#offsets[gram] as number, this.#offsets[gram + 1] as number]
      this.#offsets[gram] = filled
      for (let at = from; at < to; at += 1) {
        const slot = slots[this.#postings[at] as number] as number
        if (slot !== 0) grown[filled++] = slot - 1
      }
      const first = filled
      for (let link = this.#addedHead[gram] ?? 0; link !== 0; link = this.#linkNext[link - 1] as number) {
        const slot = slots[this.#linkSlot[link - 1] as number] as number
        if (slot !== 0) grown[filled++] = slot - 1
      }
      grown.subarray(first, filled).reverse()
    }
    this.#offsets[GRAMS] = filled
    this.#postings = grown.slice(0, filled)
    this.#addedHead.fill(0)
    this.#addedCount.fill(0)
    this.#links = 0
    this.#added = 0
  }

  /**
   * Those that have most grams in common with the text, best first. Rare grams are looked up first, while their lists together stay within the
   * budget; the rarest one always.
   */
  candidates(text: string, limit = 40, budget = BUDGET): Candidate[] {
    const { grams, count } = gramsOf(text)
    if (count === 0 || limit <= 0) return []
    const lengths = new Uint32Array(count)
    for (let at = 0; at < count; at += 1) lengths[at] = this.#lengthOf(grams[at] as number)
    const order = Array.from({ length: count }, (_, at) => at).sort(
      (a, b) => (lengths[a] as number) - (lengths[b] as number) || (grams[a] as number) - (grams[b] as number),
    )
    let used = 0
    let spent = 0
    while (used < count) {
      const length = lengths[order[used] as number] as number
      if (spent > 0 && spent + length > budget) break
      spent += length
      used += 1
    }
    if (this.#touched.length < spent) this.#touched = new Uint32Array(spent * 2)
    if (this.#votes.length < this.#slots) this.#votes = new Uint8Array(this.#entityOf.length)
    let touched = 0
    for (let at = 0; at < used; at += 1) touched = this.#vote(grams[order[at] as number] as number, touched)
    return this.#best(touched, used, limit)
  }

  #vote(gram: number, before: number): number {
    const [votes, list, postings] = [this.#votes, this.#touched, this.#postings]
    let touched = before
    const end = this.#offsets[gram + 1] as number
    for (let at = this.#offsets[gram] as number; at < end; at += 1) {
      const slot = postings[at] as number
      if (votes[slot] === 0) list[touched++] = slot
      votes[slot]! += 1
    }
    for (let link = this.#addedHead[gram] ?? 0; link !== 0; link = this.#linkNext[link - 1] as number) {
      const slot = this.#linkSlot[link - 1] as number
      if (votes[slot] === 0) list[touched++] = slot
      votes[slot]! += 1
    }
    return touched
  }

  /** Counts and takes back the votes. */
  #best(touched: number, used: number, limit: number): Candidate[] {
    const best: { entity: number; shared: number; score: number }[] = []
    let least = 0
    for (let at = 0; at < touched; at += 1) {
      const slot = this.#touched[at] as number
      const shared = this.#votes[slot] as number
      this.#votes[slot] = 0
      const score = shared / (used + (this.#gramsIn[slot] as number))
      if (score < least) continue
      if (((this.#removed[slot >>> 5] as number) & (1 << slot)) !== 0) continue
      const entity = this.#entityOf[slot] as number
      let place = best.length
      while (place > 0) {
        const other = best[place - 1] as { entity: number; score: number }
        if (other.score > score || (other.score === score && other.entity < entity)) break
        place -= 1
      }
      const same = best.findIndex((other) => other.entity === entity)
      if (same >= 0) {
        if (same < place) continue
        best.splice(same, 1)
      } else if (place === limit) continue
      best.splice(place, 0, { entity, shared, score })
      if (best.length > limit) best.length = limit
      if (best.length === limit) least = (best[limit - 1] as { score: number }).score
    }
    return best.map(({ entity, shared }) => ({ entity, shared }))
  }

  #lengthOf(gram: number): number {
    return (this.#offsets[gram + 1] as number) - (this.#offsets[gram] as number) + (this.#addedCount[gram] ?? 0)
  }

  #newSlot(entity: number, grams: number): number {
    const slot = this.#slots
    if (slot === this.#entityOf.length) this.#widen(slot * 2)
    if (entity >= this.#firstOf.length)
      this.#firstOf = resized(this.#firstOf, Math.max(entity + 1, this.#firstOf.length * 2))
    this.#entityOf[slot] = entity
    this.#gramsIn[slot] = grams
    this.#nextOf[slot] = this.#firstOf[entity] as number
    this.#firstOf[entity] = slot + 1
    this.#slots += 1
    this.#live += 1
    return slot
  }

  #widen(room: number): void {
    this.#entityOf = resized(this.#entityOf, room)
    this.#nextOf = resized(this.#nextOf, room)
    this.#removed = resized(this.#removed, (room >>> 5) + 1)
    const grams = new Uint8Array(room)
    grams.set(this.#gramsIn)
    this.#gramsIn = grams
  }

  /** Closes the gaps that removed names left. @returns the new slot + 1 of each old one, 0 for those that are gone */
  #renumber(): Uint32Array {
    const moved = new Uint32Array(this.#slots)
    let slots = 0
    for (let slot = 0; slot < this.#slots; slot += 1) {
      if (((this.#removed[slot >>> 5] as number) & (1 << slot)) !== 0) continue
      this.#entityOf[slots] = this.#entityOf[slot] as number
      this.#gramsIn[slots] = this.#gramsIn[slot] as number
      slots += 1
      moved[slot] = slots
    }
    this.#slots = slots
    this.#removed.fill(0)
    this.#firstOf.fill(0)
    for (let slot = 0; slot < slots; slot += 1) {
      const entity = this.#entityOf[slot] as number
      this.#nextOf[slot] = this.#firstOf[entity] as number
      this.#firstOf[entity] = slot + 1
    }
    return moved
  }
}

function resized(array: Uint32Array, room: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(room)
  larger.set(array)
  return larger
}
