// Names by their grams together with the names themselves. Its one rule: of many that share grams, those stay that share most and those that are
// fewest strokes away.
import { NameStore } from './name-store.ts'
import { Strokes } from './strokes.ts'
import { TrigramIndex } from './trigram-index.ts'

/** One above the largest number of an entity. */
const ENTITIES = 2 ** 31
/** Looked at by strokes, for each one that stays. */
const POOL = 3
/** Of those that stay, the share found by words: more of them where names hold all the words, as then nothing need be misspelt. */
const FEWEST_BY_WORDS = 0.3
const MOST_BY_WORDS = 0.85

export class NameIndex {
  readonly #names: NameStore
  readonly #grams: TrigramIndex
  readonly #strokes = new Strokes()

  constructor(names = new NameStore(), grams = new TrigramIndex()) {
    this.#names = names
    this.#grams = grams
  }

  /** @param names walked once; of an entity's names the last one counts */
  static build(names: Iterable<{ entity: number; text: string }>): NameIndex {
    const store = new NameStore()
    for (const { entity, text } of names) store.put(entity, text)
    store.fit()
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

  /** Entities with names that may be meant, the likeliest first: few enough to compare each one closely. */
  candidates(text: string, limit = 40): number[] {
    const byWords = this.#grams.withWords(text, Math.floor(limit * MOST_BY_WORDS))
    const all = new Set(text.split(' ')).size
    const complete = byWords.filter(({ shared }) => shared === all).length
    const kept = Math.min(byWords.length, Math.max(complete, Math.floor(limit * FEWEST_BY_WORDS)))
    const near = this.#grams.near(text, limit * POOL).map(({ entity }) => entity)
    const byStrokes = this.#byStrokes(text, near)
    const found = new Set<number>()
    const take = (entities: Iterable<number>, most: number): void => {
      for (const entity of entities) {
        if (found.size >= most) return
        found.add(entity)
      }
    }
    const inTurn = near.flatMap((entity, at) => [entity, byStrokes[at] as number])
    take(inTurn, limit - kept)
    take(
      byWords.map(({ entity }) => entity),
      limit,
    )
    take(inTurn, limit)
    return [...found]
  }

  /** Those that are fewest strokes away first, equal ones by their number. */
  #byStrokes(text: string, entities: readonly number[]): Float64Array {
    this.#strokes.start(text)
    const keys = Float64Array.from(entities, (entity) => this.#names.strokes(this.#strokes, entity) * ENTITIES + entity)
    return keys.toSorted().map((key) => key % ENTITIES)
  }
}
