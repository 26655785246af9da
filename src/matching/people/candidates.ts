// Pairs worth comparing, of a whole table. Its one rule: memory grows with the records, not with the pairs.
import { blockingKeys, MOST_PER_KEY, secondKeys } from './blocking.ts'
import type { Person } from './person.ts'

/** In a key that even a second field does not split, each is compared with so many neighbours in the order of names. */
const WINDOW = 40

/** Calls back once for each pair that shares a key; `at` is the place in `people`. */
export function eachCandidatePair(people: readonly Person[], call: (a: number, b: number) => void): void {
  const blocks = blocksOf(people)
  const seen = new Int32Array(people.length).fill(-1)
  const mine: number[][] = people.map(() => [])
  for (const [index, block] of blocks.entries()) for (const at of block) (mine[at] as number[]).push(index)
  for (const [at, indexes] of mine.entries()) {
    for (const index of indexes) {
      for (const other of blocks[index] as number[]) {
        if (other >= at) break
        if (seen[other] === at) continue
        seen[other] = at
        call(other, at)
      }
    }
  }
}

/** Each sorted by place. */
function blocksOf(people: readonly Person[]): number[][] {
  const found: number[][] = []
  const crowded: number[][] = []
  for (const block of grouped(people.keys(), (at) => blockingKeys(people[at] as Person))) {
    if (block.length <= MOST_PER_KEY) found.push(block)
    else crowded.push(block)
  }
  for (const block of crowded) {
    for (const part of grouped(block, (at) => secondKeys(people[at] as Person))) {
      if (part.length <= MOST_PER_KEY) found.push(part)
      else found.push(...windows(people, part))
    }
  }
  return found
}

function grouped(places: Iterable<number>, keysOf: (at: number) => readonly string[]): number[][] {
  const blocks = new Map<string, number[]>()
  for (const at of places) {
    for (const key of keysOf(at)) {
      const block = blocks.get(key)
      if (block === undefined) blocks.set(key, [at])
      else block.push(at)
    }
  }
  return [...blocks.values()].filter((block) => block.length > 1)
}

/** Overlapping by half, so that neighbours across a border meet as well. */
function windows(people: readonly Person[], block: readonly number[]): number[][] {
  const name = (at: number): string => {
    const { familyText, givenText, birthDate, id } = people[at] as Person
    return `${familyText} ${givenText} ${birthDate ?? ''} ${id}`
  }
  const order = block.map((at) => ({ at, name: name(at) })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const found: number[][] = []
  for (let start = 0; start < order.length; start += WINDOW / 2) {
    found.push(
      order
        .slice(start, start + WINDOW)
        .map(({ at }) => at)
        .toSorted((a, b) => a - b),
    )
  }
  return found
}
