// Names that hold the same words as a longer or shorter one: "Acme" for "Acme Bearings Germany", and the other way round. Its one rule: the rarest
// word must be there; each further one narrows the choice while anybody is left.
import type { GramLists } from './gram-lists.ts'
import type { Candidate } from './trigram-index.ts'
import { Best } from './votes.ts'

/** A word of more names than that tells nothing to start from, and the shortest names with it are enough. */
const MOST_COMPARED = 50_000

/** @param words grams of whole words */
export function namesWithWords(lists: GramLists, words: readonly number[], limit: number): Candidate[] {
  const known = [...new Set(words)]
    .map((gram) => ({ gram, slots: slotsWith(lists, gram) }))
    .filter(({ slots }) => slots.length > 0)
    .toSorted((a, b) => a.slots.length - b.slots.length || a.gram - b.gram)
  const narrower: ArrayLike<number>[] = []
  for (const { slots } of known) {
    const before = narrower.at(-1)
    if (before === undefined) narrower.push(slots)
    else if (before.length <= MOST_COMPARED) {
      const both = inBoth(before, slots)
      if (both.length > 0) narrower.push(both)
    }
  }
  const found = new Map<number, number>()
  for (let shared = narrower.length; shared > 0 && found.size < limit; shared -= 1) {
    for (const entity of shortest(lists, narrower[shared - 1] ?? [], limit)) {
      if (found.size < limit && !found.has(entity)) found.set(entity, shared)
    }
  }
  return [...found].map(([entity, shared]) => ({ entity, shared }))
}

/** Rising, without removed ones; no copy unless names were added or removed. */
function slotsWith(lists: GramLists, gram: number): ArrayLike<number> {
  const { from, to } = lists.part(gram)
  const merged = lists.postings.subarray(from, to)
  const added = lists.added(gram)
  if (added.length === 0 && lists.removed === 0) return merged
  return [...merged, ...added].filter((slot) => !lists.isRemoved(slot))
}

function shortest(lists: GramLists, slots: ArrayLike<number>, limit: number): readonly number[] {
  const best = new Best(limit)
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at] as number
    const score = -lists.lettersIn(slot)
    if (score < best.floor) {
      // Merged ones only get longer from here.
      if (slot < lists.merged) at = firstAtLeast(slots, lists.merged, at) - 1
      continue
    }
    best.offer(lists.entityOf(slot), score)
  }
  return best.numbers
}

function inBoth(some: ArrayLike<number>, others: ArrayLike<number>): number[] {
  const both: number[] = []
  let at = 0
  for (let of = 0; of < some.length && at < others.length; of += 1) {
    const slot = some[of] as number
    at = firstAtLeast(others, slot, at)
    if (others[at] === slot) both.push(slot)
  }
  return both
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
