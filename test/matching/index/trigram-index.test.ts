// The index of names by their pieces finds a name through slips of the pen, and what it finds depends on the names alone.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NameStore } from '../../../src/matching/index/name-store.ts'
import { TrigramIndex } from '../../../src/matching/index/trigram-index.ts'

const names = [
  'acme bearings',
  'acme bakery',
  'acme germany',
  'apex bearings',
  'international business machines',
  'ibm',
  '3m',
  '3i',
  'face book',
  'kaision',
  'トヨタ自動車',
  '华为技术',
  '삼성전자',
  'مصرف الراجحي',
  'zenith',
]
const all = names.map((text, entity) => ({ entity, text }))
function indexOf(named: Iterable<{ entity: number; text: string }>): TrigramIndex {
  const store = new NameStore()
  for (const { entity, text } of named) store.put(entity, text)
  return TrigramIndex.build(store)
}
const found = (index: TrigramIndex, text: string): (string | undefined)[] =>
  index.candidates(text).map(({ entity }) => names[entity])

describe('a trigram index finds', () => {
  const index = indexOf(all)

  it.each([
    ['one slip', 'acme baerings', 'acme bearings'],
    ['two slips', 'acmr bearngs', 'acme bearings'],
    ['words in another order', 'bearings acme', 'acme bearings'],
    ['words joined', 'acmebearings', 'acme bearings'],
    ['words parted', 'zen ith', 'zenith'],
    ['a blank left out', 'facebook', 'face book'],
    ['the last word left out', 'international business', 'international business machines'],
    ['two of three words left out', 'international', 'international business machines'],
    ['a word too many', 'zenith logistics france', 'zenith'],
    ['two letters', '3m', '3m'],
    ['letters swapped in a short name', 'imb', 'ibm'],
    ['a letter too many in a short name', 'ibmm', 'ibm'],
    ['a letter less in a short word', 'kasion', 'kaision'],
    ['Han, the end left out', '华为', '华为技术'],
    ['kana and Han, a sign less', 'トヨ自動車', 'トヨタ自動車'],
    ['Hangul, a sign exchanged', '삼성전기', '삼성전자'],
    ['another alphabet, one slip', 'مصرف الرجحي', 'مصرف الراجحي'],
  ])('%s: %s', (_, typed, meant) => {
    expect(found(index, typed)).toContain(meant)
  })

  it('the likeliest first', () => {
    expect(found(index, 'acme bearing')[0]).toBe('acme bearings')
    expect(found(index, '3i')[0]).toBe('3i')
  })

  it('nothing where nothing is alike, and nothing for an empty text', () => {
    expect(index.candidates('qwxyvu')).toEqual([])
    expect(index.candidates('')).toEqual([])
    expect(index.candidates('   ')).toEqual([])
    expect(new TrigramIndex().candidates('acme')).toEqual([])
  })

  it('no more than it was asked for, equal ones by their number', () => {
    const same = indexOf(Array.from({ length: 100 }, (_, entity) => ({ entity: 99 - entity, text: 'acme' })))
    expect(same.candidates('acme', 5).map(({ entity }) => entity)).toEqual([0, 1, 2, 3, 4])
    expect(same.candidates('acme', 0)).toEqual([])
  })

  it('how many grams are shared, most for the very name', () => {
    const shared = index.candidates('acme bearings').map((candidate) => candidate.shared)
    expect(Math.max(...shared)).toBe(shared[0])
  })
})

describe('a trigram index', () => {
  it('puts a new name in the place of the old one', () => {
    const index = indexOf(all)
    index.add(14, 'quasar')
    expect(index.candidates('zenith')).toEqual([])
    expect(index.candidates('quasr').map(({ entity }) => entity)).toEqual([14])
    expect(index.size).toBe(names.length)
  })

  it('says whether there was something to remove', () => {
    const index = indexOf(all)
    expect(index.remove(99)).toBe(false)
    expect(index.remove(14)).toBe(true)
    expect(index.remove(14)).toBe(false)
    expect(index.candidates('zenith')).toEqual([])
    expect(index.size).toBe(names.length - 1)
  })

  it('finds names of 80 letters and more by their first 80', () => {
    const long = 'ab cde fghi '.repeat(20)
    const index = indexOf([{ entity: 3, text: long }])
    expect(index.candidates(`${long} more`)).toHaveLength(1)
  })

  it('merges what was added by itself, and finds it before and after', () => {
    const index = indexOf(all)
    for (let entity = 100; entity < 20_150; entity += 1) index.add(entity, `company ${entity.toString(36)}`)
    expect(found(index, 'acme bearngs')[0]).toBe('acme bearings')
    expect(index.candidates(`company ${(20_149).toString(36)}`)[0]?.entity).toBe(20_149)
    expect(index.candidates(`company ${(150).toString(36)}`)[0]?.entity).toBe(150)
  })
})

const word = fc.oneof(
  fc.constantFrom('acme', 'apex', 'bearings', 'ibm', '3m', '株', '技术', 'é'),
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 }),
)
const text = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const queries = fc.array(fc.tuple(text, fc.integer({ min: 1, max: 12 })), { minLength: 5, maxLength: 5 })
const answers = (index: TrigramIndex, asked: readonly [string, number][]): unknown =>
  asked.map(([typed, limit]) => index.candidates(typed, limit))
const build = (truth: Iterable<[number, string]>): TrigramIndex =>
  indexOf(Array.from(truth, ([entity, name]) => ({ entity, text: name })))

// An index has a place for each of a million grams, so few and large cases are quicker than many small ones.
describe('what is found depends on the names alone', () => {
  it('however they came: built, added, replaced, removed, merged', () => {
    const kind = fc.constantFrom('add', 'add', 'add', 'add', 'add', 'add', 'remove', 'remove', 'merge')
    const step = fc.record({ kind, entity: fc.nat(30), text })
    const steps = fc.array(step, { minLength: 20, maxLength: 60 })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 15 }), steps, queries, (first, changes, asked) => {
        const truth = new Map(first.map((name, entity) => [entity, name]))
        const index = build(truth)
        for (const change of changes) {
          if (change.kind === 'merge') index.merge()
          else if (change.kind === 'add') {
            index.add(change.entity, change.text)
            truth.set(change.entity, change.text)
          } else {
            index.remove(change.entity)
            truth.delete(change.entity)
          }
        }
        expect(answers(index, asked)).toEqual(answers(build(truth), asked))
        expect(index.size).toBe(truth.size)
      }),
      { numRuns: 8, endOnFailure: true },
    )
  })

  it('in whatever order they are built', () => {
    const keyed = fc.array(fc.tuple(text, fc.nat()), { minLength: 10, maxLength: 40 })
    fc.assert(
      fc.property(keyed, queries, (texts, asked) => {
        const entries = texts.map(([name, key], entity): [number, string, number] => [entity, name, key])
        const inOrder = build(entries.map(([entity, name]) => [entity, name]))
        const shuffled = build(entries.toSorted((a, b) => a[2] - b[2]).map(([entity, name]) => [entity, name]))
        expect(answers(shuffled, asked)).toEqual(answers(inOrder, asked))
      }),
      { numRuns: 8, endOnFailure: true },
    )
  })

  it('and not on what was searched before', () => {
    const index = indexOf(all)
    const alone = names.map((name) => index.candidates(name))
    expect(names.toReversed().map((name) => index.candidates(name))).toEqual(alone.toReversed())
  })
})
