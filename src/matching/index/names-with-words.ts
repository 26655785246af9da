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
/** Lists that differ so much in length are leapt through, others walked. */
const MUCH_LONGER = 16

/** Slots with a word, rising, without removed ones: of merged names, and behind them of added ones. */
interface Slots {
  merged: Uint32Array
  added: ArrayLike<number>
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
    .map((gram) => ({ gram, slots: slotsWith(lists, gram) }))
    .filter(({ slots }) => sizeOf(slots) > 0)
    .toSorted((a, b) => sizeOf(a.slots) - sizeOf(b.slots) || a.gram - b.gram)
  const [rarest, ...others] = known
  if (rarest === undefined) return []
  if (known.length < asked.length && sizeOf(rarest.slots) > MOST_BESIDE_UNKNOWN) return []
  const stages: Stage[] = [{ slots: rarest.slots, shared: 1 }]
  const narrow = (slots: Slots, more: number): void => {
    const { slots: before, shared } = stages.at(-1) as Stage
    if (sizeOf(before) > MOST_COMPARED) return
    const both = { merged: inBoth(before.merged, slots.merged), added: inBoth(before.added, slots.added) }
    if (sizeOf(both) > 0) stages.push({ slots: both, shared: shared + more })
  }
  for (const { slots } of others) narrow(slots, 1)
  if (start >= 0 && stages.at(-1)?.shared === asked.length) narrow(slotsWith(lists, start), 0)
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

function slotsWith(lists: GramLists, gram: number): Slots {
  const { from, to } = lists.part(gram)
  const slots = { merged: lists.postings.subarray(from, to), added: lists.added(gram) }
  if (lists.removed === 0) return slots
  const isThere = (slot: number): boolean => !lists.isRemoved(slot)
  return { merged: slots.merged.filter(isThere), added: slots.added.filter(isThere) }
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

function inBoth(some: ArrayLike<number>, others: ArrayLike<number>): Uint32Array {
  const both = new Uint32Array(Math.min(some.length, others.length))
  const leaps = others.length > some.length * MUCH_LONGER
  let count = 0
  let at = 0
  for (let of = 0; of < some.length && at < others.length; of += 1) {
    const slot = some[of] as number
    if (leaps) at = firstAtLeast(others, slot, at)
    else while (at < others.length && (others[at] as number) < slot) at += 1
    if (others[at] === slot) both[count++] = slot
  }
  return both.subarray(0, count)
}

/** Where the first slot from `from` on is that is at least so large; leaps that double, then halves. */
function firstAtLeast(slots: ArrayLike<number>, slot: number, from: number): number {
  let leap = 1
  let low = from
  while (low + leap < slots.length && (slots[low + leap] as number) < slot) {
    low += leap
    leap *= 2
  }
  let high = Math.min(slots.length, low + leap + 1)
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((slots[middle] as number) < slot) low = middle + 1
    else high = middle
  }
  return low
}
