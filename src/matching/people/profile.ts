// Several records of one person → what is known of that person. Its one rule: what most records say counts, and of contacts all are kept.
import { givenForms } from '../../cleanse/nicknames.ts'
import { sound, type Person } from './person.ts'

/**
 * To compare a newcomer, or another group, with all that is known at once: a typing error in one record is outvoted by the others.
 * @param records of one person, at least one; their order does not matter
 */
export function profileOf(records: readonly Person[]): Person {
  const [only] = records
  if (only === undefined) throw new RangeError('a profile needs a record')
  if (records.length === 1) return only
  const most = <Value>(value: (record: Person) => Value | undefined, text: (value: Value) => string) =>
    mostSaid(records.map(value), text)
  const all = <Value>(values: (record: Person) => readonly Value[], text: (value: Value) => string): Value[] => [
    ...new Map(
      records.flatMap((record) => values(record).map((value): [string, Value] => [text(value), value])),
    ).values(),
  ]
  const itself = (text: string): string => text
  const joined = (words: readonly string[]): string => words.join(' ')
  const filled = (words: readonly string[]): readonly string[] | undefined => (words.length === 0 ? undefined : words)
  const given = most(({ given: words }) => filled(words), joined) ?? []
  const family = most(({ family: words }) => filled(words), joined) ?? []
  return {
    id: records.reduce((first, { id }) => (id < first ? id : first), only.id),
    given,
    family,
    givenText: joined(given),
    familyText: joined(family),
    givenSound: sound(given[0] ?? ''),
    familySound: sound(family.join('')),
    forms: given[0] === undefined ? [] : givenForms(given[0]),
    generation: most(({ generation }) => generation, itself),
    emails: all(
      ({ emails }) => emails,
      ({ key }) => key,
    ),
    phones: all(({ phones }) => phones, itself),
    company: most(
      ({ company }) => company,
      ({ core }) => core,
    ),
    domains: all(({ domains }) => domains, itself),
    title: most(({ title }) => title, itself),
    street: most(
      ({ street }) => street,
      ({ number, text }) => `${text} ${number ?? ''}`,
    ),
    city: most(({ city }) => city, itself),
    postalCode: most(({ postalCode }) => postalCode, itself),
    state: most(({ state }) => state, itself),
    country: most(({ country }) => country, itself),
    birthDate: most(({ birthDate }) => birthDate, itself),
    birthPlace: most(({ birthPlace }) => birthPlace, itself),
    nationalId: most(({ nationalId }) => nationalId, itself),
    externalIds: all(({ externalIds }) => externalIds, itself),
  }
}

/** Of equally many the longer, since letters are dropped more often than added; then the first in the alphabet. */
function mostSaid<Value>(values: readonly (Value | undefined)[], text: (value: Value) => string): Value | undefined {
  const counts = new Map<string, { value: Value; count: number }>()
  for (const value of values) {
    if (value === undefined) continue
    const key = text(value)
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { value, count: 1 })
    else known.count += 1
  }
  let best: { key: string; value: Value; count: number } | undefined
  for (const [key, { value, count }] of counts) {
    const better =
      best === undefined ||
      count > best.count ||
      (count === best.count && (key.length > best.key.length || (key.length === best.key.length && key < best.key)))
    if (better) best = { key, value, count }
  }
  return best?.value
}
