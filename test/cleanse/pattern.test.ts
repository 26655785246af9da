// Patterns of people: what they match, and that none of them takes for ever.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern } from '../../src/cleanse/pattern.ts'
import { InputError } from '../../src/errors.ts'

describe('a pattern', () => {
  it.each([
    ['^vp|head of', 'Head of Sales', false],
    ['(?i)^vp|head of', 'Head of Sales', true],
    ['^[A-Z]{2}-\\d+$', 'DE-123', true],
    ['^[A-Z]{2}-\\d+$', 'DE-123x', false],
    ['\\p{Han}', '谷歌', true],
    ['müller', 'Herr müller', true],
  ])('%s on %s: %s', (source, text, expected) => {
    expect(compilePattern(source).test(text)).toBe(expected)
  })

  it('takes letters of both cases where it is asked to', () => {
    expect(compilePattern('^straße', { ignoreCase: true }).test('STRAßE 1')).toBe(true)
  })

  it('gives what its first group caught, or all it matched', () => {
    expect(compilePattern('utm_source=([^&]+)').extract('?a=1&utm_source=linkedin&b=2')).toBe('linkedin')
    expect(compilePattern('\\d+').extract('suite 400')).toBe('400')
    expect(compilePattern('a(b)?').extract('a')).toBeUndefined()
    expect(compilePattern('x').extract('abc')).toBeUndefined()
  })
})

describe('refused with a sentence is', () => {
  it.each([
    ['(?=a)', 'looks ahead'],
    ['(?<!a)b', 'looks ahead'],
    ['(a)\\1', 'repeats a group by its number'],
    ['(abc', 'cannot be read: missing closing ): `(abc`'],
    ['[z-a]', 'cannot be read'],
    ['a{1001}', 'cannot be read'],
    ['((a{0,30}){0,30})', 'repeats too much'],
    ['a'.repeat(1_001), 'longer than 1,000'],
  ])('%s', (source, words) => {
    expect(() => compilePattern(source)).toThrow(InputError)
    expect(() => compilePattern(source)).toThrow(words)
  })
})

it.each(['(a+)+$', '^(a|a)*$', '(a*)*b', '^(a?){50}a{50}$', '(.*,){11}P'])(
  'on a text made to stall it, %s ends: no more steps than letters times the length of the pattern',
  (source) => {
    // With a backtracking engine this test would never end.
    expect(compilePattern(source).test(`${'a'.repeat(31_000)}!`)).toBe(false)
  },
)

it('never throws anything but InputError, whatever is written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (source, text) => {
      const thrown = thrownBy(() => compilePattern(source).extract(text))
      expect(thrown === undefined || thrown instanceof InputError).toBe(true)
    }),
  )
})

function thrownBy(work: () => unknown): unknown {
  try {
    work()
    return undefined
  } catch (error) {
    return error
  }
}
