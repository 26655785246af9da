// The blocking keys that leads are kept under. Its one rule: few per lead, since each is a page to be written, and only such as find somebody who
// could be joined or asked about; what finds pairs for a whole table to be cleaned is left to dedupe.
import { blockingKeys, secondKeys } from './blocking.ts'
import type { Person } from './person.ts'

/** So many leads under one key; those that come later are kept, and looked for, under it and a second field. */
export const MOST_UNDER_KEY = 40
/** Of the sounds of one name, and what it may stand for; names of many words have many. */
const MOST_KEYS = 8
/** Of all names of one person. */
const MOST_OF_ALL = 40

/** All forms of one person together. */
export function liveKeys(people: readonly Person[]): string[] {
  const [only] = people
  const keys = people.length === 1 && only ? keysOf(only) : [...new Set(people.flatMap(keysOf))]
  return keys.slice(0, MOST_OF_ALL)
}

const known = new WeakMap<Person, string[]>()

function keysOf(person: Person): string[] {
  const before = known.get(person)
  if (before) return before
  const names = blockingKeys(person).filter((key) => key.startsWith('n '))
  const keys = [...names.slice(0, MOST_KEYS), ...otherKeys(person)]
  known.set(person, keys)
  return keys
}

/** Last name and employer, by domain and by name · phone · where the name is not whole: the start of the mailbox, or all of a short one */
function otherKeys(person: Person): string[] {
  const { emails, company, domains, phones, givenSound, familySound } = person
  const name = familySound === '' ? givenSound : familySound
  const mailboxes = givenSound === '' || familySound === '' ? emails.filter(({ isRole }) => !isRole) : []
  return [
    ...(name === '' ? [] : domains.map((domain) => `e ${name} ${domain}`)),
    ...(name === '' || company === undefined ? [] : [`k ${name} ${company.core}`]),
    ...phones.map((phone) => `tel ${phone}`),
    ...mailboxes.map(({ key, local }) => (local.length < 6 ? `@ ${key}` : `l6 ${local.slice(0, 6)}`)),
  ]
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
