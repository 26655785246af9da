// The blocking keys that leads are kept under. Its one rule: few per lead, and only such as find somebody who could be joined or asked about;
// what finds pairs for a whole table to be cleaned is left to dedupe.
import { blockingKeys, secondKeys } from './blocking.ts'
import type { Person } from './person.ts'

/** So many leads under one key; those that come later are kept, and looked for, under it and a second field. */
export const MOST_UNDER_KEY = 40
/** Of one person; names of many words have many. */
const MOST_KEYS = 24

/** sounds of both names · one of them and the employer's domain · phone · start of the mailbox, or all of a short one */
const live = /^(?:n|tel|l6|@) |^e [^ ]+ [^ ]+$/

/** All forms of one person together. */
export function liveKeys(people: readonly Person[]): string[] {
  const [only] = people
  const keys = people.length === 1 && only ? keysOf(only) : [...new Set(people.flatMap(keysOf))]
  return keys.slice(0, MOST_KEYS * 2)
}

const known = new WeakMap<Person, string[]>()

function keysOf(person: Person): string[] {
  const before = known.get(person)
  if (before) return before
  const keys = read(person)
  known.set(person, keys)
  return keys
}

function read(person: Person): string[] {
  const { emails, company, familySound, givenSound } = person
  const needless = emails.filter(({ local, isRole }) => isRole || local.length >= 6).map(({ key }) => `@ ${key}`)
  const keys = blockingKeys(person).filter((key) => live.test(key) && !needless.includes(key))
  // Whatever the first letter: Bob is Robert.
  const ofCompany = company === undefined ? [] : [familySound, givenSound].filter((name) => name !== '')
  return [...keys.slice(0, MOST_KEYS), ...ofCompany.map((name) => `k ${name} ${company?.core}`)]
}

/** What takes the place of a key that too many have. */
export function tightened(key: string, people: readonly Person[]): string[] {
  const seconds = people.flatMap((person) => [
    ...secondKeys(person).filter(
      (second) => /^[pcn] /.test(second) || (!key.startsWith('n ') && /^[gf] /.test(second)),
    ),
    ...person.domains.map((domain) => `d ${domain}`),
    ...(person.company === undefined ? [] : [`k ${person.company.core}`]),
  ])
  return [...new Set(seconds)].map((second) => `${key} | ${second}`)
}
