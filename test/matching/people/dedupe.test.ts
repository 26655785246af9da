// A whole table of people, as a file or a CRM holds it.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { dedupe } from '../../../src/matching/people/dedupe.ts'
import type { RawPerson } from '../../../src/matching/people/raw-person.ts'
import { rawPerson } from './people.ts'

const table: RawPerson[] = [
  { id: '1', first: 'Ada', last: 'Lovelace', email: 'ada.lovelace@example.com', phone: '+447911123456' },
  { id: '2', first: 'Lovelace', last: 'Ada', email: 'ada.lovelace@example.com' },
  { id: '3', first: 'Ada', last: 'Lovelase', phone: '+44 7911 123456', city: 'London' },
  { id: '4', first: 'Grace', last: 'Hopper', email: 'grace@navy.mil' },
  { id: '5', first: 'Grace', last: 'Hopper', email: 'hopper@vassar.edu', city: 'Poughkeepsie', company: 'Vassar' },
  { id: '6' },
]

it('finds who is one person', () => {
  expect(dedupe(table).clusters).toContainEqual(['1', '2', '3'])
})

it('gives the pairs that may be one, the surest first, with their reasons', () => {
  const { pairs, explain } = dedupe(table)
  expect(pairs[0]).toMatchObject({ a: '1', b: '2', band: 'auto' })
  for (const pair of pairs) expect(explain(pair).score).toBe(pair.score)
})

it('obeys what people decided', () => {
  const { clusters } = dedupe(table, { mustLink: [['4', '6']], cannotLink: [['1', '2']] })
  expect(clusters).toContainEqual(['4', '6'])
  expect(clusters.some((ids) => ids.includes('1') && ids.includes('2'))).toBe(false)
})

it('joins by itself only what is sure, when told so', () => {
  const auto = new Set(dedupe(table, { join: 'auto' }).clusters.map(String))
  const sure = dedupe(table).pairs.filter(({ band }) => band === 'auto')
  expect(sure.length).toBeGreaterThan(0)
  expect(auto.has('4') && auto.has('5')).toBe(true)
})

it('does not take two people for one because one record is like both', () => {
  const john = { first: 'John', last: 'Smith' }
  const one = ['a1', 'a2', 'a3'].map((id) => ({ id, ...john, birthDate: '1950-03-04', city: 'Leeds' }))
  const other = ['b1', 'b2', 'b3'].map((id) => ({ id, ...john, birthDate: '1981-11-30', email: 'jsmith@two.example' }))
  const both = { id: 'c', ...john, birthDate: '1950-03-04', city: 'Leeds', email: 'jsmith@two.example' }
  const { clusters } = dedupe([...one, ...other, both])
  expect(clusters.some((ids) => ids.includes('a1') && ids.includes('b1'))).toBe(false)
  expect(clusters).toContainEqual(expect.arrayContaining(['a1', 'a2', 'a3']))
})

it('refuses two records of one id', () => {
  expect(() => dedupe([{ id: '1' }, { id: '1' }])).toThrow('two records have the same id')
})

it('gives the same clusters in any order of the records', () => {
  const records = fc.array(rawPerson, { minLength: 2, maxLength: 40 })
  fc.assert(
    fc.property(
      records.chain((all) => {
        const named = all.map((raw, at): RawPerson => ({ ...raw, id: `r${String(at).padStart(2, '0')}` }))
        return fc.tuple(fc.constant(named), fc.shuffledSubarray(named, { minLength: named.length }))
      }),
      ([records_, shuffled]) => {
        for (const join of ['auto', 'likely', 'review'] as const) {
          const { clusters, pairs } = dedupe(shuffled, { join })
          expect({ clusters, pairs }).toEqual({
            clusters: dedupe(records_, { join }).clusters,
            pairs: dedupe(records_, { join }).pairs,
          })
        }
      },
    ),
    { numRuns: 20 },
  )
})
