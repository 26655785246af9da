// How many strokes names are apart, counted on their bytes.
import { distance } from 'fastest-levenshtein'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { NameStore } from '../../../src/matching/index/name-store.ts'
import { Strokes } from '../../../src/matching/index/strokes.ts'

const strokes = new Strokes()
function apart(typed: string, other: string): number {
  const store = new NameStore()
  store.put(0, other)
  strokes.start(typed)
  return store.strokes(strokes, 0)
}

it.each([
  ['acme', 'acme', 0],
  ['acme', 'acm', 1],
  ['acme', 'amce', 2],
  ['', 'acme', 4],
  ['acme', '', 4],
  ['kitten', 'sitting', 3],
  ['müller', 'muller', 2],
])('%s and %s: %d', (typed, other, expected) => {
  expect(apart(typed, other)).toBe(expected)
})

it('are those of Levenshtein, whatever was compared before', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 32 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(apart(a, b)).toBe(distance(a, b))
    }),
    { numRuns: 500 },
  )
})

it('leave out what is behind the 32nd byte', () => {
  expect(apart('a'.repeat(40), `${'a'.repeat(32)}b`)).toBe(0)
})

it('say nothing good of a name that is not there', () => {
  strokes.start('acme')
  expect(new NameStore().strokes(strokes, 7)).toBeGreaterThan(1_000)
})
