// Two leads without a common address: one person? Its one rule: what is asked holds all that the answer depends on, so a stored question answered
// again gives the same bits and the same band.
import type { Who } from '../../lead/history.ts'
import { bandOf, crowd, type Band } from './bands.ts'
import { comparePeople, SIGNAL, type Comparison } from './compare.ts'
import { defaultFrequencies, type Frequencies, sharedKeys } from './frequencies.ts'
import type { Field } from './levels.ts'
import { personOf } from './lead-person.ts'
import type { Mailbox, Person } from './person.ts'
import { profileOf } from './profile.ts'
import type { PeopleSettings } from './settings.ts'

/** Plain data. */
export interface Asking {
  /** All that each of them is called; never empty. */
  left: readonly Who[]
  right: readonly Who[]
  /** How many leads there are, about: among many, chance makes look-alikes. */
  records: number
  /** Phones and mailboxes that several people use. */
  shared: Shared
}

export interface Shared {
  emails: readonly string[]
  phones: readonly string[]
}

export interface Likeness {
  band: Band
  bits: number
  /** For the band auto. */
  needed: number
  signals: number
  contributions: Comparison['contributions']
}

export function compareLeads(asking: Asking, settings: PeopleSettings): Likeness {
  const scale = { frequencies: frequenciesOf(asking), weights: settings.weights }
  const rights = formsOf(asking.right)
  let best: Likeness | undefined
  for (const left of formsOf(asking.left)) {
    for (const right of rights) {
      const found = inTenths(comparePeople(left, right, scale))
      const likeness = {
        band: bandFor(found, left, right, asking.records, settings),
        bits: found.score,
        needed: settings.auto.bits + crowd(asking.records),
        signals: found.signals,
        contributions: found.contributions,
      }
      if (best === undefined || goesBefore(likeness, best)) best = likeness
    }
  }
  if (best === undefined) throw new RangeError('two people need a name, a number or an address each')
  return best
}

/** All weights are tenths of bits. So the order in which they are summed cannot decide at a border. */
function inTenths(found: Comparison): Comparison {
  return { ...found, score: Math.round(found.score * 10) / 10 }
}

/** Names that one person is compared by, the newest; more are aliases, or nonsense. */
const MOST_FORMS = 8

/**
 * Each name that a person was given, with all numbers and addresses. So whatever else is learned of somebody never makes them less alike, and what
 * was heard first does not matter.
 */
function formsOf(whos: readonly Who[]): Person[] {
  const people = whos.map(personOf)
  const all = profileOf(people)
  if (people.length === 1) return [all]
  const named = people.filter(({ given, family }) => given.length + family.length > 0)
  return (named.length > 0 ? named : [all]).slice(0, MOST_FORMS).map((one) => ({
    ...one,
    emails: all.emails,
    phones: all.phones,
    domains: all.domains,
    company: one.company ?? all.company,
    city: one.city ?? all.city,
    postalCode: one.postalCode ?? all.postalCode,
    country: one.country ?? all.country,
  }))
}

const order = { auto: 2, review: 1, none: 0 }

function goesBefore(one: Likeness, other: Likeness): boolean {
  return order[one.band] - order[other.band] > 0 || (one.band === other.band && one.bits > other.bits)
}

/** @param people all who could be meant, each as all that they are called */
export function sharedAmong(people: readonly Person[], after: number): Shared {
  return {
    emails: [...sharedKeys(people, ({ emails }) => emails.map(({ key }) => key), after)].toSorted(),
    phones: [...sharedKeys(people, ({ phones }) => phones, after)].toSorted(),
  }
}

/** Whether a mailbox that several people read cannot be the same person's: both are named, and not alike. */
export function areOthers(one: readonly Who[], other: readonly Who[], settings: PeopleSettings): boolean {
  const asking = { left: one, right: other, records: 0, shared: { emails: [], phones: [] } }
  const { contributions } = compareLeads(asking, settings)
  return contributions.some(({ field, level }) => (field === 'given' || field === 'family') && differs(level))
}

const differs = (level: string): boolean => level === 'differ' || level.endsWith(', differ')

function frequenciesOf({ shared, records }: Asking): Frequencies {
  const [emails, phones] = [new Set(shared.emails), new Set(shared.phones)]
  return {
    ...defaultFrequencies,
    records,
    isShared: (kind, key) => (kind === 'email' ? emails : phones).has(key),
  }
}

function bandFor(found: Comparison, left: Person, right: Person, records: number, settings: PeopleSettings): Band {
  if (settings.similar === 'off') return 'none'
  // Another member of the family, or another colleague.
  if (found.conflicts.includes('given') || found.conflicts.includes('generation')) return 'none'
  const { auto, review } = settings
  const band = bandOf(found, { auto, review, join: { bits: auto.bits } }, records)
  if (band === 'none' || !isPersonal(found)) return 'none'
  const isSure =
    settings.similar === 'auto' && isSupported(found) && isSpelledAlike(found, left, right) && !areNumbered(left, right)
  return band === 'auto' && !isSure ? 'review' : band
}

/** A surname, an employer or a town alone are those of many; and who works elsewhere under a name alike is a namesake. */
function isPersonal(found: Comparison): boolean {
  const names = [bitsOf(found, 'given'), bitsOf(found, 'family')]
  if (names.some((bits) => bits < 0) && levelOf(found, 'email') !== 'exact') return false
  if (hasContact(found)) return true
  const others = levelOf(found, 'domain') === 'differ' || levelOf(found, 'company') === 'differ'
  const worksElsewhere = others && !isSupported(found)
  return firstNameAgrees(found) && found.signals >= 2 && !worksElsewhere
}

/** Crosswise, one name alone could be either. */
function firstNameAgrees(found: Comparison): boolean {
  const isCrossed = [levelOf(found, 'given'), levelOf(found, 'family')].some((level) => level?.startsWith('swapped'))
  return bitsOf(found, 'given') > 0 && (!isCrossed || bitsOf(found, 'family') > 0)
}

function hasContact(found: Comparison): boolean {
  return Math.max(bitsOf(found, 'email'), bitsOf(found, 'phone')) >= SIGNAL
}

/** Contact or employer, not only where they live. */
function isSupported(found: Comparison): boolean {
  if (hasContact(found) || bitsOf(found, 'domain') >= SIGNAL) return true
  // Of two domains a name that is only alike is another company's.
  const isItself = levelOf(found, 'company') === 'exact' || levelOf(found, 'domain') !== 'differ'
  return bitsOf(found, 'company') >= SIGNAL && isItself
}

function bitsOf({ contributions }: Comparison, field: Field): number {
  return contributions.find((one) => one.field === field)?.bits ?? 0
}

function levelOf({ contributions }: Comparison, field: Field): string | undefined {
  return contributions.find((one) => one.field === field)?.level
}

/** Jon and Joan, Li and Lin are two people, whose addresses are alike as their names are. */
function isSpelledAlike(found: Comparison, left: Person, right: Person): boolean {
  if (levelOf(found, 'email') === 'exact') return true
  const given = levelOf(found, 'given')
  const family = levelOf(found, 'family')
  if (given === 'swapped, exact') return family === 'swapped, exact'
  const sameGiven = given === 'exact' || given === 'nickname' || (given === 'part' && holds(left.given, right.given))
  return sameGiven && (family === 'exact' || (family === 'part' && holds(left.family, right.family)))
}

/** Anna in Anna Maria; not Jean-Paul and Jean-Pierre. */
function holds(a: readonly string[], b: readonly string[]): boolean {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a]
  return few.every((word) => many.includes(word))
}

/** john.smith2@ was given to the second John Smith of that company. */
function areNumbered(left: Person, right: Person): boolean {
  return left.emails.some((one) => right.emails.some((other) => isNextNumber(one, other)))
}

function isNextNumber(one: Mailbox, other: Mailbox): boolean {
  const letters = ({ local }: Mailbox): string => local.replaceAll(/\d/g, '')
  return one.host === other.host && one.local !== other.local && letters(one) === letters(other)
}
