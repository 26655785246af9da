// How alike two texts are.
import * as fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { jaroWinkler } from '../../../src/matching/index/jaro-winkler.ts'
import { edits } from '../../../src/matching/people/alike.ts'

// Source: W. E. Winkler, "The State of Record Linkage and Current Research Problems" (1999), table 1
test.each([
  ['martha', 'marhta', 0.961],
  ['dwayne', 'duane', 0.84],
  ['dixon', 'dicksonx', 0.813],
  ['', 'a', 0],
  ['abc', 'xyz', 0],
])('%s and %s are alike by %d', (a, b, expected) => {
  expect(jaroWinkler(a, b)).toBeCloseTo(expected, 3)
})

test.each([
  ['smith', 'smith', 0],
  ['smith', 'smiht', 1],
  ['smith', 'smth', 1],
  ['smith', 'smyth', 1],
  ['smith', 'smithe', 1],
  ['smith', 'jones', 3],
  ['ab', 'abcd', 2],
  ['19800327', '19803027', 1],
])('%s and %s are %d edits apart, counted up to two', (a, b, expected) => {
  expect(edits(a, b, 2)).toBe(expected)
})

it('is the same from both sides, and one for equal texts alone', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(jaroWinkler(a, b)).toBe(jaroWinkler(b, a))
      expect(edits(a, b, 3)).toBe(edits(b, a, 3))
      expect(edits(a, b, 3) === 0).toBe(a === b)
      expect(jaroWinkler(a, b) === 1).toBe(a === b)
    }),
  )
})
