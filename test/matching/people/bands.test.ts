// What may be done with a score.
import { describe, expect, it } from 'vitest'
import { bandOf, bitsToJoin, defaultBands, plenty } from '../../../src/matching/people/bands.ts'
import { comparePeople } from '../../../src/matching/people/compare.ts'
import { readPerson, type Person } from '../../../src/matching/people/person.ts'

const scored = { score: 20, signals: 2, conflicts: [], named: true, against: 0 }

describe('how much sooner records are one because a table holds many of each', () => {
  it('not at all where each has one duplicate, or none', () => {
    expect(plenty([], 1_000)).toBe(0)
    expect(
      plenty(
        Array.from({ length: 50 }, () => 20),
        1_000,
      ),
    ).toBe(0)
    expect(
      plenty(
        Array.from({ length: 500 }, () => 20),
        1_000,
      ),
    ).toBe(0)
  })

  it('two bits where each has four, three at the most', () => {
    expect(
      plenty(
        Array.from({ length: 2_000 }, () => 20),
        1_000,
      ),
    ).toBeCloseTo(2, 3)
    expect(
      plenty(
        Array.from({ length: 90_000 }, () => 20),
        1_000,
      ),
    ).toBe(3)
  })

  it('by pairs that are likely, and hardly by others', () => {
    const sure = Array.from({ length: 2_000 }, () => 20)
    const doubtful = Array.from({ length: 2_000 }, () => -12)
    expect(plenty([...sure, ...doubtful], 1_000)).toBeCloseTo(plenty(sure, 1_000), 1)
  })
})

describe('two of a family', () => {
  const of = (first: string, birthDate?: string): Person =>
    readPerson({ id: first, first, last: 'Featherstone', street: '12 Station Road', postalCode: '9000', birthDate })
  const family = comparePeople(of('Charlie'), of('Keith'))

  it('are never joined where families share addresses', () => {
    expect(bitsToJoin(family, defaultBands, true)).toBe(Infinity)
    expect(bitsToJoin(family, defaultBands, false)).toBe(defaultBands.join.bits)
  })

  it('are rather one of a misread name when they were born on the same day', () => {
    const born = comparePeople(of('Charlie', '1951-09-22'), of('Keith', '1951-09-22'))
    expect(bitsToJoin(born, defaultBands, true)).toBe(defaultBands.join.bits)
    expect(bandOf(born)).toBe('review')
  })

  it('are shown to a person only when more than an address agrees', () => {
    expect(bandOf({ ...family, score: 8 })).toBe('none')
    expect(bandOf({ ...family, score: 11 })).toBe('review')
    expect(bandOf({ ...scored, score: 8 })).toBe('review')
  })
})
