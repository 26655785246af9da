// Names alone, one person or company or two: the clean pairs without an error, the hard ones as well as we have come so far.
import { describe, expect, it } from 'vitest'
import { companies } from '../../bench/pairs/companies.ts'
import { people } from '../../bench/pairs/people.ts'
import { companyPairs, isOneCompany, isOnePerson, peoplePairs } from '../../bench/pairs/scores.ts'
import { bandOf } from '../../src/matching/people/bands.ts'
import { comparePeople } from '../../src/matching/people/compare.ts'
import { readPerson } from '../../src/matching/people/person.ts'

const clean = (sets: typeof people) => sets.filter(({ kind }) => kind === 'clean')
const allPeople = people.flatMap(({ same, differ }) => [...same, ...differ])

describe('names of people', () => {
  it.each(clean(people).flatMap(({ same }) => same))('one: %s, %s', (a, b) => {
    expect(isOnePerson(a, b)).toBe(true)
  })

  it.each(clean(people).flatMap(({ differ }) => differ))('two: %s, %s', (a, b) => {
    expect(isOnePerson(a, b)).toBe(false)
  })

  // Each a letter or a word apart, and each a name of its own.
  it.each([
    ['Eric Larsen', 'Erica Larsen'],
    ['Jan Bakker', 'Jane Bakker'],
    ['Alexander Graham', 'Alexandra Graham'],
    ['José Luis Fernández', 'José Antonio Fernández'],
    ['Ivan Petrovich Sidorov', 'Ivan Nikolaevich Sidorov'],
    ['Martin King Jr.', 'Martin King Sr.'],
  ])('two: %s, %s', (a, b) => {
    expect(isOnePerson(a, b)).toBe(false)
  })

  it.each([
    ['Anna M. Novak', 'Anna Maria Novak'],
    ['Anna Maria Novak', 'Anna Mraia Novak'],
    ['Gabriel García Márquez', 'Gabriel Garcia'],
    ['Сергей Рахманинов', 'Sergei Rachmaninoff'],
    ['Elizabeth Warren', 'Liz Warren'],
  ])('one: %s, %s', (a, b) => {
    expect(isOnePerson(a, b)).toBe(true)
  })

  it('never join two records by themselves, however alike', () => {
    const band = ([a, b]: readonly [string, string]): string =>
      bandOf(comparePeople(readPerson({ id: 'a', full: a }), readPerson({ id: 'b', full: b })))
    expect(allPeople.filter((pair) => band(pair) === 'auto')).toEqual([])
  })

  it('are told apart in nine of ten hard cases', () => {
    expect(peoplePairs(people).f1).toBeGreaterThan(0.9)
  })
})

describe('names of companies', () => {
  it.each(clean(companies).flatMap(({ same }) => same))('one: %s, %s', (a, b) => {
    expect(isOneCompany(a, b)).toBe(true)
  })

  it.each(clean(companies).flatMap(({ differ }) => differ))('two: %s, %s', (a, b) => {
    expect(isOneCompany(a, b)).toBe(false)
  })

  it('are told apart in nine of ten hard cases', () => {
    expect(companyPairs(companies).f1).toBeGreaterThan(0.9)
  })
})
