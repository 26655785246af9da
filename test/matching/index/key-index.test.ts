// The index of exact keys finds what a Map of sets would, through any order of adding and removing.
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

  it('says whether there was something to remove', () => {
    const index = new KeyIndex()
    index.add('a', 1)
    expect(index.remove('a', 2)).toBe(false)
    expect(index.remove('b', 1)).toBe(false)
    expect(index.remove('a', 1)).toBe(true)
    expect(index.remove('a', 1)).toBe(false)
    expect(index.size).toBe(0)
  })

  it('tells apart keys that differ by one letter, their order or their length', () => {
    const keys = Array.from({ length: 200_000 }, (_, n) => `key${n.toString(36)}`)
    const index = new KeyIndex()
    keys.forEach((key, n) => index.add(key, n))
    expect(index.size).toBe(keys.length)
    expect(keys.every((key, n) => index.find(key).length === 1 && index.find(key)[0] === n)).toBe(true)
    expect(index.find('key')).toEqual([])
  })

  it('takes at most 30 bytes for a key, also just after it has doubled', () => {
    const index = new KeyIndex()
    let worst = 0
    for (let n = 0; n < 120_000; n += 1) {
      index.add(`company${n}.com`, n)
      if (n > 10_000) worst = Math.max(worst, index.bytes / index.size)
    }
    expect(worst).toBeLessThanOrEqual(30.1)
  })

  it('gives room back to be used again', () => {
    const index = new KeyIndex(64)
    const change = (work: (key: string, entity: number) => void): void => {
      for (let n = 0; n < 40; n += 1) for (const entity of [n, n + 1, n + 2]) work(`k${n}`, entity)
    }
    change((key, entity) => index.add(key, entity))
    const { bytes } = index
    for (let round = 0; round < 5; round += 1) {
      change((key, entity) => index.remove(key, entity))
      change((key, entity) => index.add(key, entity))
    }
    expect(index.bytes).toBe(bytes)
  })

  it('finds exactly what a map of sets would', () => {
    const key = fc.constantFrom('a', 'b', 'ab', 'ba', 'acme', '', '\u{1F600}', '株')
    const step = fc.record({ kind: fc.constantFrom('add', 'add', 'remove'), key, entity: fc.nat(6) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const index = new KeyIndex()
        let wrong = false
        const truth = new Map<string, Set<number>>()
        for (const { kind, key: name, entity } of steps) {
          const entities = truth.get(name) ?? new Set<number>()
          truth.set(name, entities)
          if (kind === 'add') {
            index.add(name, entity)
            entities.add(entity)
          } else {
            wrong ||= index.remove(name, entity) !== entities.delete(entity)
          }
        }
        expect(wrong).toBe(false)
        for (const [name, entities] of truth) expect(index.find(name)).toEqual([...entities].toSorted((a, b) => a - b))
        expect(index.size).toBe([...truth.values()].filter((entities) => entities.size > 0).length)
      }),
      { numRuns: 100 },
    )
  })
})
