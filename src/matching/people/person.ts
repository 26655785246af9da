// A raw record → what people are compared by, computed once. Its one rule: what is blank or filler is absent, and absent never agrees and never conflicts.
import { doubleMetaphone } from 'double-metaphone'
import { companyKey, type CompanyKey } from '../../cleanse/company-key.ts'
import { domainClass } from '../../cleanse/domain-class.ts'
import { registrableDomain } from '../../cleanse/domain.ts'
import { emailKey } from '../../cleanse/email-key.ts'
import { isRoleMailbox } from '../../cleanse/email.ts'
import { nameKey } from '../../cleanse/name-key.ts'
import { nameParts } from '../../cleanse/name-parts.ts'
import { givenForms } from '../../cleanse/nicknames.ts'
import { phoneKeys } from '../../cleanse/phone.ts'
import { cleanPlace } from '../../cleanse/place.ts'
import { remember } from '../../cleanse/remember.ts'
import { isFiller } from '../../cleanse/text.ts'
import { transliterate } from '../../cleanse/transliterate.ts'
import { birthDateOf } from './birth-date.ts'
import type { RawPerson } from './raw-person.ts'
import { streetOf, type Street } from './street.ts'

export interface Mailbox {
  key: string
  local: string
  host: string
  /** Several people read it. */
  isRole: boolean
}

export interface Person {
  id: string
  given: readonly string[]
  family: readonly string[]
  /** Words joined. */
  givenText: string
  familyText: string
  givenSound: string
  familySound: string
  /** What the first of the given names may stand for, itself first. */
  forms: readonly string[]
  /** jr, sr, 2, 3: tells father and son apart. */
  generation: string | undefined
  emails: readonly Mailbox[]
  phones: readonly string[]
  company: CompanyKey | undefined
  /** Registrable domains of the employer: website and business address. */
  domains: readonly string[]
  title: string | undefined
  street: Street | undefined
  city: string | undefined
  postalCode: string | undefined
  state: string | undefined
  country: string | undefined
  /** yyyymmdd */
  birthDate: string | undefined
  birthPlace: string | undefined
  nationalId: string | undefined
  /** `system:id` */
  externalIds: readonly string[]
}

export const sound = remember((word: string): string => doubleMetaphone(word)[0] || word, 50_000)

export function readPerson(raw: RawPerson): Person {
  const name = { first: told(raw.first), last: told(raw.last), full: told(raw.full) }
  const { given, family } = nameKey(name)
  const place = placeOf(raw)
  const emails = listed(raw.email).flatMap(mailbox)
  const company = told(raw.company)
  const key = company === undefined ? undefined : companyKey(company)
  return {
    id: raw.id,
    given,
    family,
    givenText: given.join(' '),
    familyText: family.join(' '),
    givenSound: sound(given[0] ?? ''),
    familySound: sound(family.join('')),
    forms: given[0] === undefined ? [] : givenForms(given[0]),
    generation: generationOf(nameParts(name).suffix),
    emails,
    phones: [...new Set(listed(raw.phone).flatMap((phone) => phoneKeys(phone, place.country)))],
    company: key === undefined || key.isPlaceholder ? undefined : key,
    domains: domainsOf(told(raw.domain), emails),
    title: words(raw.title),
    street: streetOf(told(raw.street) ?? ''),
    city: words(raw.city),
    postalCode: letters(raw.postalCode)?.replace(zipPlusFour, '$1'),
    ...place,
    birthDate: birthDateOf(told(raw.birthDate) ?? ''),
    birthPlace: words(raw.birthPlace),
    nationalId: letters(raw.nationalId),
    externalIds: Object.entries(raw.externalIds ?? {}).flatMap(([system, id]) =>
      told(id) === undefined ? [] : [`${system}:${id.trim()}`],
    ),
  }
}

const generations: Readonly<Record<string, string>> = {
  jr: 'jr',
  jnr: 'jr',
  sr: 'sr',
  snr: 'sr',
  ii: '2',
  '2nd': '2',
  iii: '3',
  '3rd': '3',
  iv: '4',
  '4th': '4',
}

function generationOf(suffix: readonly string[]): string | undefined {
  return suffix.map((word) => generations[word.toLowerCase().replace(/\W/g, '')]).find((found) => found !== undefined)
}

/** It says the same as ZIP, only finer. */
const zipPlusFour = /^(\d{5})\d{4}$/

const filler = new Set('unknown none null nil na n/a missing not known not given - -- . ? x xx xxx'.split(' '))

/** undefined for what only fills a field. */
function told(text: string | undefined): string | undefined {
  const typed = text?.trim() ?? ''
  return typed === '' || isFiller(typed) || filler.has(typed.toLowerCase()) || !/[\p{L}\p{N}]/u.test(typed)
    ? undefined
    : typed
}

function named<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>)
}

function listed(value: string | readonly string[] | undefined): string[] {
  const all = typeof value === 'string' ? [value] : (value ?? [])
  return all.flatMap((text) => told(text) ?? [])
}

function words(text: string | undefined): string | undefined {
  const typed = told(text)
  if (typed === undefined) return undefined
  const folded = transliterate(typed)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return folded === '' ? undefined : folded
}

function letters(text: string | undefined): string | undefined {
  const joined = words(text)?.replaceAll(' ', '')
  return joined === undefined || /^(.)\1*$/.test(joined) ? undefined : joined
}

function placeOf(raw: RawPerson): Pick<Person, 'state' | 'country'> {
  const country = told(raw.country)
  const state = told(raw.state)
  const place = cleanPlace({
    ...named('country', country),
    ...named('state', state),
    ...named('postalCode', told(raw.postalCode)),
  })
  const sure = place.country?.suspicious === undefined ? place.country?.value : undefined
  return { country: country === undefined ? undefined : sure, state: words(place.state?.value ?? state) }
}

/** A typing error in an address still tells a lot, so what is not quite an address is kept, too. */
function mailbox(typed: string): Mailbox[] {
  const key = emailKey(typed) ?? typed.toLowerCase().replace(/\s/gu, '')
  const at = key.lastIndexOf('@')
  if (at < 1) return []
  return [{ key, local: key.slice(0, at), host: key.slice(at + 1), isRole: isRoleMailbox(key) }]
}

function domainsOf(site: string | undefined, emails: readonly Mailbox[]): string[] {
  const hosts = [...(site === undefined ? [] : [site]), ...emails.map((email) => email.host)]
  const found = hosts.flatMap((host) => registrableDomain(host) ?? [])
  return [...new Set(found.filter((domain) => domainClass(domain) === 'corporate'))]
}
