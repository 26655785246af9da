// Names by their grams together with the names themselves. Its one rule: of many that share grams, those stay that share most and those that are
// fewest strokes away.
import { distance } from 'fastest-levenshtein'
import type { NamedEntity } from './gram-lists.ts'
import { NameStore } from './name-store.ts'
import { TrigramIndex } from './trigram-index.ts'

/** Looked at by strokes, for each one that stays. */
const POOL = 4
const SHARE_OF_WORDS = 0.4

export class NameIndex {
  readonly #names: NameStore
  readonly #grams: TrigramIndex

  constructor(names = new NameStore(), grams = new TrigramIndex()) {
    this.#names = names
    this.#grams = grams
  }

  /** @param names each entity once; walked once */
  static build(names: Iterable<NamedEntity>, expected = 0): NameIndex {
    const store = new NameStore(expected)
    for (const { entity, text } of names) store.put(entity, text)
    return new NameIndex(store, TrigramIndex.build(store))
  }

  get size(): number {
    return this.#grams.size
  }

  get bytes(): number {
    return this.#names.bytes + this.#grams.bytes
  }

  add(entity: number, text: string): void {
    this.#names.put(entity, text)
    this.#grams.add(entity, text)
  }

  remove(entity: number): boolean {
    this.#names.remove(entity)
    return this.#grams.remove(entity)
  }

  /** As it was added: folded, words apart by blanks. */
  textOf(entity: number): string | undefined {
    return this.#names.find(entity)
  }

  /** Entities with names that may be meant, the likeliest first: enough to compare each one closely. */
  candidates(text: string, limit = 40): number[] {
    const near = this.#grams.near(text, limit * POOL).map(({ entity }) => entity)
    const strokes = near
      .map((entity) => ({ entity, strokes: distance(text, this.#names.find(entity) ?? '') }))
      .toSorted((a, b) => a.strokes - b.strokes || a.entity - b.entity)
    const found = new Set<number>()
    const few = Math.ceil(limit * 0.3)
    for (let at = 0; at < few; at += 1) {
      for (const entity of [near[at], strokes[at]?.entity]) if (entity !== undefined) found.add(entity)
    }
    for (const { entity } of this.#grams.withWords(text, Math.floor(limit * SHARE_OF_WORDS))) found.add(entity)
    for (let at = few; at < near.length && found.size < limit; at += 1) {
      for (const entity of [near[at], strokes[at]?.entity]) if (entity !== undefined) found.add(entity)
    }
    return [...found].slice(0, limit)
  }
}
