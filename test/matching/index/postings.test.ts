// Packed lists of slots give back what was put in: short ones and long ones, over the edges of pages.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { GRAMS } from '../../../src/matching/index/name-grams.ts'
import { Postings } from '../../../src/matching/index/postings.ts'

const SLOTS = 200_000
const edges = [0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, SLOTS - 1]
const rising = (slots: readonly number[]): number[] => [...new Set(slots)].toSorted((a, b) => a - b)
const slot = fc.oneof(fc.nat(SLOTS - 1), fc.constantFrom(...edges))
const list = fc.array(slot, { maxLength: 400, size: 'max' }).map(rising)

function packed(lists: readonly (readonly number[])[]): Postings {
  const counts = new Uint32Array(GRAMS)
  lists.forEach(({ length }, gram) => (counts[gram] = length))
  return Postings.build(counts, SLOTS, (put) => {
    // As names are walked: slot by slot, of all grams.
    const all = lists.flatMap((slots, gram) => slots.map((each) => [each, gram] as const))
    for (const [each, gram] of all.toSorted(([a], [b]) => a - b)) put(gram, each)
  })
}

function read(postings: Postings, gram: number, low?: number, high?: number): number[] {
  const into = new Uint32Array(SLOTS)
  return [...into.subarray(0, postings.read(gram, into, 0, low, high))]
}

it('reads each list, whole and from one slot up to another', () => {
  fc.assert(
    fc.property(fc.array(list, { minLength: 1, maxLength: 4 }), slot, slot, (lists, one, another) => {
      const postings = packed(lists)
      const [low, high] = [Math.min(one, another), Math.max(one, another)]
      lists.forEach((slots, gram) => {
        const between = slots.filter((each) => each >= low && each < high)
        expect(read(postings, gram)).toEqual(slots)
        expect(postings.count(gram)).toBe(slots.length)
        expect(read(postings, gram, low, high)).toEqual(between)
        expect(postings.countIn(gram, low, high)).toBe(between.length)
      })
      expect(read(postings, lists.length)).toEqual([])
    }),
    { numRuns: 20 },
  )
})

it('tells which of some slots have the gram', () => {
  fc.assert(
    fc.property(list, list, (held, asked) => {
      const postings = packed([held])
      expect([...postings.among(Uint32Array.from(asked), 0)]).toEqual(asked.filter((each) => held.includes(each)))
    }),
    { numRuns: 20 },
  )
})

it('leaps through a list that is much longer than what is asked', () => {
  const held = Array.from({ length: 60_000 }, (_, at) => at * 3)
  const postings = packed([held])
  expect([...postings.among(Uint32Array.from([0, 1, 3, 65_535, 65_536, 131_073, 179_997]), 0)]).toEqual([
    0, 3, 65_535, 131_073, 179_997,
  ])
})
