// The index of exact keys finds what a Map of sets would, whatever came with the load and whatever later.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KeyIndex } from '../../../src/matching/index/key-index.ts'

describe('a key index', () => {
  it('finds every entity of a key, in rising order', () => {
    const index = new KeyIndex()
    for (const entity of [7, 3, 9, 3]) index.add('acme.com', entity)
    index.add('other.com', 1)
    expect(index.find('acme.com')).toEqual([3, 7, 9])
    expect(index.find('other.com')).toEqual([1])
    expect(index.size).toBe(2)
  })

  it('finds nothing for a key that nobody has, the empty one too', () => {
    const index = new KeyIndex()
    index.add('a', 0)
    expect(index.find('')).toEqual([])
    expect(index.find('b')).toEqual([])
    index.add('', 5)
    expect(index.find('')).toEqual([5])
  })

  it('finds what was taken once it has settled, and with it what is added then', () => {
    const index = new KeyIndex()
    for (const entity of [4, 2, 4]) index.take('acme.com', entity)
    expect(index.find('acme.com')).toEqual([])
    index.settle()
    for (const entity of [9, 3, 2]) index.add('acme.com', entity)
    index.take('other.com', 5)
    expect(index.find('acme.com')).toEqual([2, 3, 4, 9])
    expect(index.find('other.com')).toEqual([5])
    expect(index.size).toBe(2)
  })

  it('gives the lowest, without those that are left out, and counts them', () => {
    const index = new KeyIndex()
    for (let entity = 0; entity < 1_000; entity += 1) index.take('smith', entity)
    index.settle()
    for (let entity = 1_000; entity < 1_010; entity += 1) index.add('smith', entity)
    expect(index.find('smith', 3)).toEqual([0, 1, 2])
    expect(index.find('smith', 3, new Set([0, 2]))).toEqual([1, 3, 4])
    expect(index.count('smith')).toBe(1_010)
    expect(index.count('smith', new Set([0, 1_005, 7_000]))).toBe(1_008)
  })

  it('tells apart keys that differ by one letter, their order or their length', () => {
    const keys = Array.from({ length: 200_000 }, (_, n) => `key${n.toString(36)}`)
    const index = new KeyIndex()
    keys.forEach((key, n) => index.add(key, n))
    expect(index.size).toBe(keys.length)
    expect(keys.every((key, n) => index.find(key).length === 1 && index.find(key)[0] === n)).toBe(true)
    expect(index.find('key')).toEqual([])
  })

  it('takes at most 10 bytes for a key of the load, and 30 for one that came later, also just after it has doubled', () => {
    const index = new KeyIndex()
    for (let n = 0; n < 120_000; n += 1) index.take(`company${n}.com`, n)
    index.settle()
    const loaded = index.bytes
    expect(loaded / index.size).toBeLessThanOrEqual(10.1)
    let worst = 0
    for (let n = 1; n < 120_000; n += 1) {
      index.add(`later${n}.com`, 120_000 + n)
      if (n > 10_000) worst = Math.max(worst, (index.bytes - loaded) / n)
    }
    expect(worst).toBeLessThanOrEqual(30.1)
  })

  it('finds exactly what a map of sets would', () => {
    const key = fc.constantFrom('a', 'b', 'ab', 'ba', 'acme', '', '\u{1F600}', '株')
    const pairs = fc.array(fc.tuple(key, fc.nat(600)), { maxLength: 900 })
    fc.assert(
      fc.property(pairs, pairs, (load, later) => {
        const index = new KeyIndex()
        const truth = new Map<string, Set<number>>()
        const note = (name: string, entity: number): void =>
          void truth.set(name, (truth.get(name) ?? new Set<number>()).add(entity))
        for (const [name, entity] of load) {
          index.take(name, entity)
          note(name, entity)
        }
        index.settle()
        for (const [name, entity] of later) {
          index.add(name, entity)
          note(name, entity)
        }
        for (const [name, entities] of truth) {
          expect(index.find(name)).toEqual([...entities].toSorted((a, b) => a - b))
          expect(index.count(name)).toBe(entities.size)
        }
        expect(index.size).toBe(truth.size)
      }),
      { numRuns: 100 },
    )
  })
})
