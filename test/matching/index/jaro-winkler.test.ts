// How alike two words are by the letters they share.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jaroWinkler, jaroWinklerFrom } from '../../../src/matching/index/jaro-winkler.ts'

describe('Jaro and Winkler', () => {
  // The examples of Winkler 1990, in lower case.
  it.each([
    ['martha', 'marhta', 0.961],
    ['dixon', 'dicksonx', 0.813],
    ['dwayne', 'duane', 0.84],
    ['jellyfish', 'smellyfish', 0.896],
    ['acme', 'acme', 1],
    ['abc', 'xyz', 0],
    ['', 'a', 0],
    ['', '', 1],
    ['a', 'b', 0],
  ])('%s, %s: %d', (a, b, score) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(score, 3)
  })

  it('is the same both ways, from 0 to 1, and 1 for equal words, however long', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 80 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        const score = jaroWinkler(a, b)
        expect(score).toBeCloseTo(jaroWinkler(b, a), 10)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        expect(jaroWinkler(a, a)).toBe(1)
      }),
    )
  })

  it('is 0 where it could not come to what is asked for, and the same where it does', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 70 })
    fc.assert(
      fc.property(word, word, fc.double({ min: 0.1, max: 1, noNaN: true }), (a, b, least) => {
        const score = jaroWinkler(a, b)
        const mayGiveUp = score < least || a === ''
        expect(mayGiveUp ? [0, score] : [score]).toContain(jaroWinklerFrom(least, a, b))
      }),
    )
  })
})
