// Keys that two records of one person probably share. Its one rule: better one pair too many than one too few, since what shares no key is never compared.
import { isRoleMailbox } from '../../cleanse/email.ts'
import { sound, type Person } from './person.ts'

/** More records than this under one key are not compared with one another before a second field has split them. */
export const MOST_PER_KEY = 500
/** The same for keys that begin with BROAD, which say less. */
export const MOST_PER_BROAD_KEY = 20
export const BROAD = '~'

export function blockingKeys(person: Person): string[] {
  const keys = new Set<string>()
  addNameKeys(person, keys)
  addContactKeys(person, keys)
  addPlaceKeys(person, keys)
  addBirthKeys(person, keys)
  addEmployerKeys(person, keys)
  addBroadKeys(person, keys)
  if (person.nationalId !== undefined) keys.add(`id ${person.nationalId}`)
  for (const id of person.externalIds) keys.add(`ext ${id}`)
  return [...keys]
}

/** What splits a key that too many share. Absent fields split, too, so that nobody is left alone. */
export function secondKeys(person: Person): string[] {
  const { birthDate, postalCode, city, givenText, familyText, title, phones, birthPlace } = person
  return [
    ...(birthDate === undefined ? [] : [`y ${birthDate.slice(0, 4)}`, `d ${birthDate.slice(4)}`]),
    ...(postalCode === undefined ? [] : [`p ${postalCode}`]),
    ...(city === undefined ? [] : [`c ${city.slice(0, 5)}`]),
    ...(birthPlace === undefined ? [] : [`o ${birthPlace.slice(0, 5)}`]),
    ...(givenText === '' ? [] : [`g ${givenText.slice(0, 3)}`]),
    ...(familyText === '' ? [] : [`f ${familyText.slice(0, 4)}`]),
    ...(title === undefined ? [] : [`t ${title}`]),
    ...phones.map((phone) => `n ${phone.slice(-5)}`),
  ]
}

function pair(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

function addNameKeys(person: Person, keys: Set<string>): void {
  const { given, family, givenSound, familySound, postalCode, city, birthPlace } = person
  const first = given[0]
  if (givenSound !== '' && familySound !== '') keys.add(`n ${pair(givenSound, familySound)}`)
  for (const form of person.forms.slice(1, 4)) if (familySound !== '') keys.add(`n ${pair(sound(form), familySound)}`)
  // Compound names: any of the one side with any of the other.
  if (given.length + family.length > 2) {
    for (const one of given) for (const other of family) keys.add(`n ${pair(sound(one), sound(other))}`)
  }
  if (first !== undefined && familySound !== '') keys.add(`i ${first[0]} ${person.family[0]?.slice(0, 5)}`)
  const places = [
    postalCode?.slice(0, 3),
    city === undefined ? undefined : sound(city.replaceAll(' ', '')),
    birthPlace?.slice(0, 5),
  ]
  for (const place of places) {
    if (place === undefined) continue
    if (familySound !== '') keys.add(`np ${familySound} ${place}`)
    if (givenSound !== '') keys.add(`np ${givenSound} ${place}`)
  }
}

function addContactKeys(person: Person, keys: Set<string>): void {
  for (const phone of person.phones) keys.add(`tel ${phone}`)
  for (const { key, local, isRole } of person.emails) {
    keys.add(`@ ${key}`)
    if (isRole || isRoleMailbox(`${local}@`)) continue
    if (local.length >= 4) keys.add(`l ${local}`)
    if (local.length >= 6) keys.add(`l6 ${local.slice(0, 6)}`)
    const [one, two] = local.split(/[^\p{L}]+/u).filter((word) => word.length > 1)
    if (one !== undefined && two !== undefined) keys.add(`n ${pair(sound(one), sound(two))}`)
  }
}

function addPlaceKeys(person: Person, keys: Set<string>): void {
  const { street, postalCode, city, given, family } = person
  const initials = [given[0]?.[0], family[0]?.[0]].filter((letter) => letter !== undefined)
  if (postalCode !== undefined) {
    // Two digits swapped are a common error: the digits themselves, in order.
    const mixed = postalCode.split('').toSorted().join('')
    if (initials.length === 2) keys.add(`pi ${mixed} ${initials.toSorted().join('')}`)
    keys.add(`p ${postalCode}`)
  }
  if (street === undefined) return
  const words = street.words.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, 2)
  for (const word of words) {
    if (street.number !== undefined) keys.add(`s ${street.number} ${sound(word)}`)
    if (postalCode !== undefined) keys.add(`s ${sound(word)} ${postalCode}`)
    if (city !== undefined) keys.add(`s ${sound(word)} ${city.slice(0, 5)}`)
  }
  if (street.number === undefined) return
  if (postalCode !== undefined) keys.add(`s ${street.number} ${postalCode}`)
  if (city !== undefined) keys.add(`s ${street.number} ${sound(city.replaceAll(' ', ''))}`)
  for (const name of [given[0], family[0]]) if (name !== undefined) keys.add(`s ${street.number} ${name.slice(0, 3)}`)
}

function addBirthKeys(person: Person, keys: Set<string>): void {
  const { birthDate, given, family, givenSound, familySound } = person
  if (birthDate === undefined) return
  for (const name of [givenSound, familySound]) if (name !== '') keys.add(`b ${birthDate.slice(0, 4)} ${name}`)
  keys.add(`b ${birthDate}`)
  for (const name of [given[0], family[0]])
    if (name !== undefined) keys.add(`b ${birthDate.slice(4)} ${name.slice(0, 2)}`)
}

/** One name, or none, with one more field: for records where much is missing or misspelt. */
function addBroadKeys(person: Person, keys: Set<string>): void {
  const { given, family, familyText, birthDate, postalCode, company, title, emails } = person
  const town = person.city ?? person.birthPlace
  const starts = [given[0], family[0]].filter((name) => name !== undefined).map((name) => name.slice(0, 3))
  if (familyText !== '') {
    keys.add(`~f ${familyText}`)
    keys.add(`~g ${given[0]?.[0] ?? ''} ${familyText.slice(-4)}`)
  }
  const others = [
    company?.core.slice(0, 5),
    title,
    town?.slice(0, 4),
    birthDate?.slice(0, 4),
    birthDate?.slice(4),
    postalCode?.slice(0, 4),
    postalCode?.slice(-4),
  ]
  for (const [at, other] of others.entries()) {
    if (other !== undefined) for (const start of starts) keys.add(`~${at} ${start} ${other}`)
  }
  if (birthDate !== undefined) {
    keys.add(`~d ${birthDate.split('').toSorted().join('')}`)
    if (town !== undefined)
      for (const part of [birthDate.slice(0, 4), birthDate.slice(4)]) keys.add(`~d ${part} ${town.slice(0, 4)}`)
    if (title !== undefined) keys.add(`~d ${birthDate.slice(0, 4)} ${title}`)
  }
  for (const { local, isRole } of emails) {
    const letters = local.replace(/[^\p{L}]/gu, '')
    if (isRole || letters.length < 5) continue
    keys.add(`~m ${letters.slice(0, 4)} ${letters.length}`)
    keys.add(`~m ${letters.slice(-5)}`)
    if (town !== undefined) keys.add(`~m ${letters.slice(0, 3)} ${town.slice(0, 4)}`)
  }
}

function addEmployerKeys(person: Person, keys: Set<string>): void {
  const { company, domains, given, familySound, givenSound, city, street } = person
  const core = company?.core.slice(0, 4)
  const initial = given[0]?.[0] ?? ''
  if (core !== undefined && familySound !== '') keys.add(`e ${initial} ${familySound} ${core}`)
  for (const domain of domains) {
    for (const name of [familySound, givenSound]) if (name !== '') keys.add(`e ${name} ${domain}`)
  }
  if (company === undefined || given.length + person.family.length > 0) return
  keys.add(`c ${company.core}`)
  const place = city?.slice(0, 4) ?? ''
  for (const word of company.strong) keys.add(`c ${sound(word)} ${place}`)
  if (street?.number !== undefined) keys.add(`c ${core} ${street.number}`)
}
