// Weights refitted to a table: near to what it shows, near to the shipped ones where it shows little, and the same in whatever order it comes.
import { describe, expect, it } from 'vitest'
import { learn } from '../../../src/matching/people/learn.ts'
import { weights as shipped } from '../../../src/matching/people/levels.ts'
import type { RawPerson } from '../../../src/matching/people/raw-person.ts'
import { weightSettingsSchema, weightsWith } from '../../../src/matching/people/weight-settings.ts'

const firsts =
  'Ada Grace Linus Kenneth Dennis Barbara Margaret Edsger Donald Alan Joan Radia Frances Hedwig Karen'.split(' ')
const starts = 'Ash Brad Carl Dun East Fair Gran Hal Ing Kirk Lan Mar Nor Old Pen Quin Rich Thorn Win York'.split(' ')
const ends = 'ton ley field well by worth ham ford man wood brook shaw dale more stead'.split(' ')
const cities = 'Leeds Bath Durham Glasgow Norwich Exeter Lincoln Cardiff Belfast Plymouth'.split(' ')
const pick = (from: readonly string[], n: number): string => from[n % from.length] ?? ''

/** Each person twice. @param moved how many of ten live in another city the second time */
function table(count: number, moved: number): { people: RawPerson[]; labels: Map<string, string> } {
  const people: RawPerson[] = []
  const labels = new Map<string, string>()
  for (let n = 0; n < count; n += 1) {
    const last = pick(starts, n) + pick(ends, Math.floor(n / 20) + n * 7)
    const person = {
      first: pick(firsts, n * 4),
      last,
      email: `${last}${n}@company${n}.example`,
      city: pick(cities, n * 3),
    }
    const again = n % 10 < moved ? { ...person, city: pick(cities, n * 3 + 1) } : person
    people.push({ id: `${n}a`, ...person }, { id: `${n}b`, ...again })
    labels.set(`${n}a`, `${n}`).set(`${n}b`, `${n}`)
  }
  return { people, labels }
}

describe('weights that are learned', () => {
  it('say less against it where people of the table move often', () => {
    const { people, labels } = table(150, 6)
    const stays = table(150, 0)
    const often = learn(people, { labels }).weights.city.differ.bits
    const never = learn(stays.people, { labels: stays.labels }).weights.city.differ.bits
    expect(often).toBeGreaterThan(never)
    expect(often).toBeGreaterThan(shipped.city.differ.bits)
    expect(never).toBeLessThan(shipped.city.differ.bits)
  })

  it('are nearly the same where true pairs are estimated', () => {
    const { people, labels } = table(150, 6)
    const labelled = learn(people, { labels })
    const estimated = learn(people)
    expect(Math.abs(estimated.matches - labelled.matches)).toBeLessThan(10)
    for (const field of ['city', 'email'] as const) {
      const [one, other] = [estimated.weights[field], labelled.weights[field]]
      expect(Math.abs(one.differ.bits - other.differ.bits)).toBeLessThan(1)
    }
  })

  it('are the same in whatever order the records come', () => {
    const { people } = table(60, 3)
    expect(learn(people.toReversed())).toEqual(learn(people))
  })

  it('stay as shipped in fields that the table has not', () => {
    const { people, labels } = table(60, 3)
    const { weights } = learn(people, { labels })
    expect(weights.nationalId).toEqual(shipped.nationalId)
    expect(weights.street).toEqual(shipped.street)
  })

  it('leave what many share without a say', () => {
    const { people, labels } = table(60, 0)
    // Eight people to an office.
    const office = people.map((person, at) => ({ ...person, phone: `+4331612${3400 + Math.floor(at / 16)}` }))
    expect(learn(office, { labels }).weights.phone.shared.bits).toBe(0)
  })

  it('stay nearer to what is shipped, the smaller the table is', () => {
    const changeOf = (count: number): number => {
      const { people, labels } = table(count, 6)
      return Math.abs(learn(people, { labels }).weights.city.differ.bits - shipped.city.differ.bits)
    }
    expect(changeOf(25)).toBeLessThan(changeOf(200))
  })

  it('are refused to a table with hardly anybody in it twice', () => {
    expect(() => learn(table(10, 0).people)).toThrow(/pairs of records look like one person/)
    const { people } = table(30, 0)
    expect(() =>
      learn(people, {
        labels: new Map([
          ['0a', 'x'],
          ['0b', 'x'],
        ]),
      }),
    ).toThrow(/only 1 pairs of records are labelled/)
  })
})

describe('weights of the file', () => {
  it('change what they name, and nothing else', () => {
    const weights = weightsWith({ given: { exact: 1.5 } })
    expect(weights.given.exact).toEqual({ bits: 1.5, surprise: shipped.given.exact.surprise })
    expect({ ...weights, given: null }).toEqual({ ...shipped, given: null })
  })

  it('must be of a field and level that there are', () => {
    expect(weightSettingsSchema.safeParse({ given: { exactly: 1 } }).success).toBe(false)
    expect(weightSettingsSchema.safeParse({ name: { exact: 1 } }).success).toBe(false)
    expect(weightSettingsSchema.safeParse({ given: { exact: 99 } }).success).toBe(false)
  })
})
