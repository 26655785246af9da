// Do families share addresses in this table? Its one rule: where they do, another first name is another person; where hardly any do, it is rather an error.
import { nameLevel } from './compare-name.ts'
import type { Person } from './person.ts'

/** Above this share of different first names among records of one family name and house, there are families in the table. */
const FEW = 0.2
/** Fewer pairs tell nothing of a table. */
const LEAST_PAIRS = 20
/** More records than these at one house number are a company or an institution. */
const MOST_AT_HOME = 12

/** Without addresses there is nothing that a family would share: false. With too few records to tell: true, as a live CRM must assume. */
export function hasHouseholds(people: readonly Person[]): boolean {
  const homes = new Map<string, Person[]>()
  let addresses = 0
  for (const person of people) {
    const { street, postalCode, familyText, given } = person
    const place = street?.number === undefined ? postalCode : `${street.number} ${street.text}`
    if (place === undefined) continue
    addresses += 1
    if (familyText === '' || given.length === 0) continue
    const key = `${familyText} ${place}`
    const home = homes.get(key)
    if (home === undefined) homes.set(key, [person])
    else home.push(person)
  }
  let differ = 0
  let all = 0
  for (const home of homes.values()) {
    if (home.length > MOST_AT_HOME) continue
    for (const [at, one] of home.entries()) {
      for (const other of home.slice(at + 1)) {
        all += 1
        if (nameLevel(one.given, other.given) === 'differ' && !isOne(one, other)) differ += 1
      }
    }
  }
  return addresses > 0 && (all < LEAST_PAIRS || differ / all > FEW)
}

/** Twins aside, whom no table has many of. */
function isOne(a: Person, b: Person): boolean {
  if (a.birthDate !== undefined && a.birthDate === b.birthDate) return true
  if (a.nationalId !== undefined && a.nationalId === b.nationalId) return true
  return a.emails.some(({ key }) => b.emails.some((other) => other.key === key))
}
