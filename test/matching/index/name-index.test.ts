// Names kept beside their grams: what was put in comes out, and the name meant is among the few that are looked at closely.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NameIndex } from '../../../src/matching/index/name-index.ts'
import { NameStore } from '../../../src/matching/index/name-store.ts'

describe('a name store', () => {
  it('gives back what a map would', () => {
    const step = fc.record({
      number: fc.nat(40),
      name: fc.option(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constant('')), { freq: 3 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const store = new NameStore()
        const truth = new Map<number, string>()
        for (const { number, name } of steps) {
          if (name === null) {
            store.remove(number)
            truth.delete(number)
          } else {
            store.put(number, name)
            truth.set(number, name)
          }
        }
        const sorted = [...truth].toSorted(([a], [b]) => a - b)
        const held = (): [number, string | undefined][] => sorted.map(([number]) => [number, store.find(number)])
        expect(held()).toEqual(sorted)
        store.fit()
        expect(held()).toEqual(sorted)
        expect(store.find(41)).toBeUndefined()
      }),
    )
  })

  it('does not grow when names are put again and again', () => {
    const store = new NameStore()
    for (let round = 0; round < 2_000; round += 1) store.put(round % 10, `name of company ${round}`)
    expect(store.bytes).toBeLessThan(3_000)
    expect(store.find(3)).toBe('name of company 1993')
  })

  it('cuts a name that is far too long at a whole letter', () => {
    const store = new NameStore()
    store.put(0, 'é'.repeat(40_000))
    expect(store.find(0)).toMatch(/^é{32767}$/)
  })
})

describe('a name index', () => {
  const crowd = Array.from({ length: 3_000 }, (_, entity) => ({ entity, text: `${entity.toString(36)}x training` }))
  const index = NameIndex.build([...crowd, { entity: 5_000, text: 'sima training' }, { entity: 5_001, text: 'sima' }])

  it('finds a misspelt name in a crowd that shares its other word', () => {
    expect(index.candidates('simga traiining')).toContain(5_000)
  })

  it('finds the shorter and the longer name', () => {
    expect(index.candidates('sima')).toEqual(expect.arrayContaining([5_000, 5_001]))
    expect(index.candidates('sima training berlin')).toEqual(expect.arrayContaining([5_000, 5_001]))
  })

  it('gives the names that begin with what was typed and say one word more before all other longer ones', () => {
    const twice = Array.from({ length: 60 }, (_, entity) => ({ entity, text: `quillon dot ${entity.toString(36)}` }))
    const behind = Array.from({ length: 60 }, (_, at) => ({ entity: 100 + at, text: `a${at.toString(36)} quillon` }))
    const meant = { entity: 900, text: 'quillon telecommunications' }
    expect(NameIndex.build([...twice, ...behind, meant]).candidates('quillon')).toContain(900)
  })

  it('gives each entity once, and no more than asked for', () => {
    const found = index.candidates('a1x training', 40)
    expect(found).toHaveLength(40)
    expect(new Set(found).size).toBe(40)
    expect(index.candidates('a1x training', 1)).toHaveLength(1)
  })

  it('forgets and renames', () => {
    const few = NameIndex.build([{ entity: 0, text: 'acme' }])
    few.add(1, 'quasar')
    few.add(0, 'zenith')
    expect(few.candidates('acme')).toEqual([])
    expect(few.textOf(0)).toBe('zenith')
    expect(few.remove(1)).toBe(true)
    expect(few.candidates('quasar')).toEqual([])
    expect(few.textOf(1)).toBeUndefined()
    expect(few.size).toBe(1)
  })
})
