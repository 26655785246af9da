// Pairs worth comparing, of a whole table. Its one rule: memory grows with the records, not with the pairs.
import { blockingKeys, BROAD, MOST_PER_BROAD_KEY, MOST_PER_KEY, secondKeys } from './blocking.ts'
import type { Person } from './person.ts'

/** In a key that even a second field does not split, each is compared with so many neighbours in the order of names. */
const WINDOW = 40

/** What pairs are looked for among: a record, or a group of records that are one person. */
export interface Candidate {
  id: string
  /** For neighbours in the order of names. */
  name: string
  keys: readonly string[]
  /** See secondKeys. */
  seconds(): readonly string[]
}

export function candidateOf(id: string, records: readonly Person[]): Candidate {
  const [{ familyText, givenText, birthDate }] = records as [Person]
  return {
    id,
    name: `${familyText} ${givenText} ${birthDate ?? ''} ${id}`,
    keys: union(records, blockingKeys),
    seconds: () => union(records, secondKeys),
  }
}

function union(records: readonly Person[], keysOf: (person: Person) => readonly string[]): readonly string[] {
  const [only] = records
  return records.length === 1 && only !== undefined ? keysOf(only) : [...new Set(records.flatMap(keysOf))]
}

/** Calls back once for each pair that shares a key, with their places in `all`. */
export function eachCandidatePair(all: readonly Candidate[], call: (a: number, b: number) => void): void {
  const blocks = blocksOf(all)
  const seen = new Int32Array(all.length).fill(-1)
  const mine: number[][] = all.map(() => [])
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
function blocksOf(all: readonly Candidate[]): number[][] {
  const found: number[][] = []
  const crowded: [most: number, block: number[]][] = []
  for (const [key, block] of grouped(all.keys(), (at) => (all[at] as Candidate).keys)) {
    const most = key.startsWith(BROAD) ? MOST_PER_BROAD_KEY : MOST_PER_KEY
    if (block.length <= most) found.push(block)
    else crowded.push([most, block])
  }
  for (const [most, block] of crowded) {
    for (const [, part] of grouped(block, (at) => (all[at] as Candidate).seconds())) {
      if (part.length <= most) found.push(part)
      else if (most === MOST_PER_KEY) found.push(...windows(all, part))
    }
  }
  return found
}

function grouped(places: Iterable<number>, keysOf: (at: number) => readonly string[]): [string, number[]][] {
  const blocks = new Map<string, number[]>()
  for (const at of places) {
    for (const key of keysOf(at)) {
      const block = blocks.get(key)
      if (block === undefined) blocks.set(key, [at])
      else block.push(at)
    }
  }
  return [...blocks].filter(([, block]) => block.length > 1)
}

/** Overlapping by half, so that neighbours across a border meet as well. */
function windows(all: readonly Candidate[], block: readonly number[]): number[][] {
  const name = (at: number): string => (all[at] as Candidate).name
  const order = block.toSorted((a, b) => (name(a) < name(b) ? -1 : 1))
  const found: number[][] = []
  for (let start = 0; start < order.length; start += WINDOW / 2) {
    found.push(order.slice(start, start + WINDOW).toSorted((a, b) => a - b))
  }
  return found
}
