// Names like one that may be misspelt. Its one rule: what is found depends on the names held, never on the order they came in; equal scores go by
// the number of the entity. Names of about the same length are found by their pieces, longer and shorter ones by their words.
import { GramLists } from './gram-lists.ts'
import { gramsOf } from './name-grams.ts'
import type { Names } from './name-store.ts'
import { namesWithWords } from './names-with-words.ts'
import { Best, MOST_VOTES, Votes } from './votes.ts'

export interface Candidate {
  entity: number
  /** Grams in common, of those that were looked up, a whole word counted twice; for names found by their words, how many words. */
  shared: number
}

/** Letters that two slips add or take. */
const NEAR = 2
/** Places in lists that one search may read: for pieces of the name, and for words and words without a letter. */
const PIECES = 25_000
const WORDS = 8_000
const WORD_WEIGHT = 2
/** A name with fewer of the pieces in common is of no interest, and there are many of them. */
const LEAST_SHARE = 0.3
/** Of those returned, so many are kept for names that share words. */
const SHARE_OF_WORDS = 0.4

export class TrigramIndex {
  readonly #lists: GramLists
  readonly #votes = new Votes()
  /** The list that is being read. */
  #read = new Uint32Array(PIECES)

  constructor(lists: GramLists = new GramLists()) {
    this.#lists = lists
  }

  /** See `GramLists.build`. */
  static build(names: Names): TrigramIndex {
    return new TrigramIndex(GramLists.build(names))
  }

  /** Names held. */
  get size(): number {
    return this.#lists.size
  }

  get bytes(): number {
    return this.#lists.bytes + this.#votes.bytes
  }

  /** In the place of the name that the entity had. Every 20,000th change takes as long as `merge`. */
  add(entity: number, text: string): void {
    this.#lists.add(entity, text)
  }

  /** @returns whether the entity had a name. Until the next merge it still uses up the budget of a search. */
  remove(entity: number): boolean {
    return this.#lists.remove(entity)
  }

  /** Puts the added names to the rest and forgets the removed ones; a few tenths of a second for a million names. */
  merge(): void {
    this.#lists.merge()
  }

  /**
   * Those of about the same length with most in common, best first, and behind them those that share words; each once.
   * @param text folded, words apart by blanks
   */
  candidates(text: string, limit = 40, pieces = PIECES): Candidate[] {
    const byWords = this.withWords(text, Math.floor(limit * SHARE_OF_WORDS))
    const byPieces = this.near(text, limit, pieces)
    const found = new Map(byPieces.map((candidate) => [candidate.entity, candidate]))
    const others = byWords.filter(({ entity }) => !found.has(entity))
    return [...byPieces.slice(0, limit - others.length), ...others]
  }

  /**
   * Names with at most two letters more or less, those with the highest share of grams in common first. Rare grams are looked up first, as far
   * as the budget goes; the rarest always.
   */
  near(text: string, limit: number, budget = PIECES): Candidate[] {
    const lists = this.#lists
    const { grams, words, pieces, count, letters } = gramsOf(text)
    if (count === 0) return []
    const { low, high } = lists.slotsOf(letters - NEAR, letters + NEAR)
    const parts = Array.from({ length: count }, (_, at) => {
      const gram = grams[at] as number
      const size = lists.postings.countIn(gram, low, high)
      return { gram, size, weight: words.includes(gram) ? WORD_WEIGHT : 1, isPiece: at < pieces }
    }).toSorted((a, b) => a.size - b.size || a.gram - b.gram)
    const left = { pieces: budget, words: WORDS, votes: MOST_VOTES }
    let lookedUp = 0
    const chosen = parts.filter(({ size, weight, isPiece }, at) => {
      const kind = isPiece ? 'pieces' : 'words'
      if ((at > 0 && size > left[kind]) || weight > left.votes) return false
      left[kind] -= size
      left.votes -= weight
      if (isPiece) lookedUp += 1
      return true
    })
    const added = chosen.map(({ gram }) => lists.added(gram))
    const votes = this.#votes
    votes.open(
      lists.slots,
      chosen.reduce((sum, { size }, at) => sum + size + (added[at]?.length ?? 0), 0),
      Math.max(1, Math.floor(lookedUp * LEAST_SHARE)),
    )
    chosen.forEach(({ gram, size, weight }, at) => {
      if (this.#read.length < size) this.#read = new Uint32Array(size)
      votes.give(this.#read, lists.postings.read(gram, this.#read, 0, low, high), weight)
      votes.give(added[at] ?? [], added[at]?.length ?? 0, weight)
    })
    // A shorter name with fewer votes may go before a longer one with more.
    const least = (votes.most(limit + lists.removed) * (2 * letters - NEAR)) / (2 * letters + NEAR)
    const best = new Best(limit)
    for (const slot of votes.reached) {
      const shared = votes.of(slot)
      if (shared < least) continue
      const other = lists.lettersIn(slot)
      const score = shared / (letters + other)
      if (score < best.floor || Math.abs(letters - other) > NEAR || lists.isRemoved(slot)) continue
      best.offer(lists.entityOf(slot), score, shared)
    }
    votes.clear(low, high)
    votes.clear(lists.merged, lists.slots)
    return best.numbers.map((entity, at) => ({ entity, shared: best.notes[at] as number }))
  }

  /** Names that share the rarest of the words: those with most words in common first, of these the ones of fewest words. */
  withWords(text: string, limit: number): Candidate[] {
    return namesWithWords(this.#lists, gramsOf(text), limit)
  }
}
