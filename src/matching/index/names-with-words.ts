// Names that hold the same words as a longer or shorter one: "Acme" for "Acme Bearings Germany", and the other way round. Its one rule: the rarest
// word must be there; each further one narrows the choice while anybody is left. Of those with all words the ones that begin alike go first.
import type { GramLists } from './gram-lists.ts'
import type { Candidate } from './trigram-index.ts'
import { Best } from './votes.ts'

/** A word of more names than that tells nothing to start from, and the shortest names with it are enough. */
const MOST_COMPARED = 50_000
/** Where a word is in no name, as a misspelt one, the rarest of the others must be so rare to tell anything. */
const MOST_BESIDE_UNKNOWN = 2_000
/** A name of fewer words goes first, and of as many the shorter one. */
const LETTERS_OF_WORD = 30

/** Slots rising, without removed ones: of merged names, and behind them of added ones. */
interface Slots {
  merged: Uint32Array
  added: ArrayLike<number>
}

/** Those that have a word. They are read when they are needed, as most often fewer are left by then. */
interface Word {
  gram: number
  size: number
  read(): Slots
  among(slots: Slots): Slots
}

interface Stage {
  slots: Slots
  /** Words that all of them have. */
  shared: number
}

/** @param grams as `gramsOf` gives them: of whole words, and of the start of the name */
export function namesWithWords(
  lists: GramLists,
  { words, start }: { words: readonly number[]; start: number },
  limit: number,
): Candidate[] {
  const asked = [...new Set(words)]
  const known = asked
    .map((gram) => wordOf(lists, gram))
    .filter(({ size }) => size > 0)
    .toSorted((a, b) => a.size - b.size || a.gram - b.gram)
  const [rarest, ...others] = known
  if (rarest === undefined) return []
  if (known.length < asked.length && rarest.size > MOST_BESIDE_UNKNOWN) return []
  const stages: Stage[] = [{ slots: rarest.read(), shared: 1 }]
  const narrow = (word: Word, more: number): void => {
    const { slots: before, shared } = stages.at(-1) as Stage
    if (sizeOf(before) > MOST_COMPARED) return
    const both = word.among(before)
    if (sizeOf(both) > 0) stages.push({ slots: both, shared: shared + more })
  }
  for (const word of others) narrow(word, 1)
  if (start >= 0 && stages.at(-1)?.shared === asked.length) narrow(wordOf(lists, start), 0)
  const found = new Map<number, number>()
  for (const { slots, shared } of stages.toReversed()) {
    if (found.size >= limit) break
    for (const entity of shortest(lists, slots, limit)) {
      if (found.size < limit && !found.has(entity)) found.set(entity, shared)
    }
  }
  return [...found].map(([entity, shared]) => ({ entity, shared }))
}

const sizeOf = ({ merged, added }: Slots): number => merged.length + added.length

function wordOf(lists: GramLists, gram: number): Word {
  const { postings } = lists
  const added = lists.added(gram)
  const count = postings.count(gram)
  const read = (): Uint32Array => {
    const slots = new Uint32Array(count)
    postings.read(gram, slots, 0)
    return slots
  }
  if (lists.removed === 0) {
    return {
      gram,
      size: count + added.length,
      read: () => ({ merged: read(), added }),
      among: (slots) => ({ merged: postings.among(slots.merged, gram), added: inBoth(slots.added, added) }),
    }
  }
  const isThere = (slot: number): boolean => !lists.isRemoved(slot)
  const left = { merged: read().filter(isThere), added: added.filter(isThere) }
  return {
    gram,
    size: sizeOf(left),
    read: () => left,
    among: (slots) => ({ merged: postings.among(slots.merged, gram), added: inBoth(slots.added, left.added) }),
  }
}

function shortest(lists: GramLists, { merged, added }: Slots, limit: number): readonly number[] {
  const best = new Best(limit)
  for (const slot of merged) {
    const letters = lists.lettersIn(slot)
    // They only get longer from here.
    if (-letters - LETTERS_OF_WORD < best.floor) break
    best.offer(lists.entityOf(slot), -letters - lists.wordsIn(slot) * LETTERS_OF_WORD)
  }
  for (let at = 0; at < added.length; at += 1) {
    const slot = added[at] as number
    best.offer(lists.entityOf(slot), -lists.lettersIn(slot) - lists.wordsIn(slot) * LETTERS_OF_WORD)
  }
  return best.numbers
}

function inBoth(some: ArrayLike<number>, others: ArrayLike<number>): number[] {
  const both: number[] = []
  let at = 0
  for (let of = 0; of < some.length && at < others.length; of += 1) {
    const slot = some[of] as number
    while (at < others.length && (others[at] as number) < slot) at += 1
    if (others[at] === slot) both.push(slot)
  }
  return both
}
