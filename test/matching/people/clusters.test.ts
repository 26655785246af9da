// Pairs → groups, with what people decided before.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { cluster, type Link } from '../../../src/matching/people/clusters.ts'

const ids = ['a', 'b', 'c', 'd', 'e']
const link = (pair: string, score: number): Link => ({ a: pair[0] as string, b: pair[1] as string, score })

it('joins through a third', () => {
  expect(cluster(ids, [link('ab', 20), link('bc', 15)])).toEqual([['a', 'b', 'c'], ['d'], ['e']])
})

it('joins what people said is one, without any evidence', () => {
  expect(cluster(ids, [], { mustLink: [['d', 'a']] })).toEqual([['a', 'd'], ['b'], ['c'], ['e']])
})

it('keeps apart what people said is two, even through a third', () => {
  const rules = { cannotLink: [['a', 'c']] as const }
  expect(cluster(ids, [link('ab', 20), link('bc', 15)], rules)).toEqual([['a', 'b'], ['c'], ['d'], ['e']])
})

it('the stronger pair wins where both cannot be', () => {
  const rules = { cannotLink: [['a', 'c']] as const }
  expect(cluster(ids, [link('ab', 15), link('bc', 20)], rules)).toEqual([['a'], ['b', 'c'], ['d'], ['e']])
})

it('does not join groups that contradict each other as wholes', () => {
  const contradict = (a: readonly string[], b: readonly string[]): boolean => a.length + b.length > 2
  expect(cluster(ids, [link('ab', 20), link('bc', 15)], { contradict })).toEqual([['a', 'b'], ['c'], ['d'], ['e']])
})

it('forgets decisions on records that are gone', () => {
  expect(cluster(['a'], [], { mustLink: [['a', 'z']], cannotLink: [['a', 'y']] })).toEqual([['a']])
})

it('gives the same groups whatever the order of records, pairs and sides, with ties', () => {
  const links = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids), fc.integer({ min: 1, max: 3 })))
  const shuffled = <Item>(items: readonly Item[]): fc.Arbitrary<Item[]> =>
    fc.shuffledSubarray([...items], { minLength: items.length })
  fc.assert(
    fc.property(
      links.chain((all) => fc.tuple(fc.constant(all), shuffled(all), shuffled(ids), fc.boolean())),
      ([all, other, order, turned]) => {
        const rules = { cannotLink: [['a', 'e']] as const, mustLink: [['b', 'c']] as const }
        const one = cluster(
          ids,
          all.map(([a, b, score]) => ({ a, b, score })),
          rules,
        )
        const two = cluster(
          order,
          other.map(([a, b, score]) => (turned ? { a: b, b: a, score } : { a, b, score })),
          rules,
        )
        expect(two).toEqual(one)
        expect(one.flat().toSorted()).toEqual(ids)
      },
    ),
  )
})
