// Are two records one person? Its one rule: the score is the sum of the bits it gives as reasons, nothing else.
import { mightBe } from '../index/jaro-winkler.ts'
import { edits } from './alike.ts'
import { compareBirthDates, compareExternalIds, compareNationalIds } from './compare-birth.ts'
import { compareEmails, compareEmployers, comparePhones } from './compare-contact.ts'
import { compareNames } from './compare-name.ts'
import { comparePlaces, keepStrongest } from './compare-place.ts'
import { judge } from './conflicts.ts'
import { Evidence, type Conflict } from './evidence.ts'
import { defaultFrequencies, type Frequencies } from './frequencies.ts'
import { at, fields, groups, weights as defaultWeights, type Field, type Weights } from './levels.ts'
import type { Person } from './person.ts'

export interface Contribution {
  field: Field
  /** How the two agree or differ. */
  level: string
  left: string
  right: string
  bits: number
}

export interface Comparison {
  /** Bits: each doubles the odds that it is one person. */
  score: number
  contributions: Contribution[]
  /** What forbids joining without a person. */
  conflicts: readonly Conflict[]
  /** Groups of fields that agree strongly by themselves: see `SIGNAL`. */
  signals: number
  /** Something agrees that a family or a team does not share: a first name, a birth date, a mailbox, an id. */
  named: boolean
  /** Bits that speak against it, summed: 0 or less. */
  against: number
}

export interface Scale {
  frequencies?: Frequencies
  weights?: Weights
}

/** From so many bits on, a group of fields counts as a signal of its own. */
export const SIGNAL = 4

const employer = [at.company, at.domain]
const scratch = new Evidence()

export function comparePeople(a: Person, b: Person, scale: Scale = {}): Comparison {
  const found = weigh(a, b, scale.frequencies ?? defaultFrequencies, scale.weights ?? defaultWeights)
  const contributions = fields.flatMap((field, index): Contribution[] => {
    const level = found.levels[index]
    return level === undefined
      ? []
      : [
          {
            field,
            level,
            left: shown(a, field),
            right: shown(b, across(level, field)),
            bits: found.bits[index] as number,
          },
        ]
  })
  return {
    score: found.score(),
    contributions,
    conflicts: [...found.conflicts],
    signals: countSignals(found),
    named: found.named,
    against: found.against(),
  }
}

/** Of swapped names the first of one stands beside the last of the other. */
function across(level: string, field: Field): Field {
  if (!level.startsWith('swapped')) return field
  return field === 'given' ? 'family' : 'given'
}

/** The same without words: what it gives is overwritten by the next call. */
export function weigh(a: Person, b: Person, frequencies: Frequencies, weights: Weights): Evidence {
  const found = scratch
  found.clear()
  compareNames(a, b, frequencies, weights, found)
  compareBirthDates(a, b, frequencies, weights, found)
  compareNationalIds(a, b, weights, found)
  compareExternalIds(a, b, weights, found)
  compareEmails(a, b, frequencies, weights, found)
  comparePhones(a, b, frequencies, weights, found)
  compareEmployers(a, b, frequencies, weights, found)
  keepStrongest(employer, found)
  // The address says where they work.
  if (found.level(at.email) === 'exact' || found.level(at.email) === 'typo') {
    if (found.of(at.domain) > 0) found.silence(at.domain)
  }
  comparePlaces(a, b, frequencies, weights, found)
  if (a.title !== undefined && b.title !== undefined) compareTitles(a.title, b.title, frequencies, weights, found)
  judge(found)
  return found
}

function compareTitles(a: string, b: string, frequencies: Frequencies, weights: Weights, found: Evidence): void {
  const level = titleLevel(a, b)
  const told = level === 'exact' || level === 'typo'
  const surprise = told ? Math.min(frequencies.surprise('title', a), frequencies.surprise('title', b)) : 0
  found.set(at.title, level, weights.title[level], surprise)
}

function titleLevel(a: string, b: string): keyof Weights['title'] {
  if (a === b) return 'exact'
  if (mightBe(0.7, a, b) && edits(a, b, 2) <= (Math.min(a.length, b.length) >= 8 ? 2 : 1)) return 'typo'
  return sharesWord(a, b) || sharesWord(b, a) ? 'close' : 'differ'
}

function sharesWord(a: string, b: string): boolean {
  if (b.includes(a)) return true
  return a.includes(' ') && a.split(' ').some((word) => word.length > 4 && b.includes(word))
}

export function countSignals(found: Evidence): number {
  let signals = 0
  let group = ''
  let bits = 0
  for (const [index, field] of fields.entries()) {
    if (groups[field] !== group) {
      if (bits >= SIGNAL) signals += 1
      group = groups[field]
      bits = 0
    }
    bits += Math.max(0, found.bits[index] as number)
  }
  return bits >= SIGNAL ? signals + 1 : signals
}

function shown(person: Person, field: Field): string {
  switch (field) {
    case 'given':
      return person.givenText
    case 'family':
      return person.familyText
    case 'email':
      return person.emails.map(({ key }) => key).join(', ')
    case 'phone':
      return person.phones.join(', ')
    case 'company':
      return person.company?.words.join(' ') ?? ''
    case 'domain':
      return person.domains.join(', ')
    case 'externalId':
      return person.externalIds.join(', ')
    case 'street':
      return [person.street?.number, person.street?.text].filter((part) => part !== undefined).join(' ')
    case 'generation':
    case 'birthDate':
    case 'nationalId':
    case 'postalCode':
    case 'city':
    case 'state':
    case 'country':
    case 'birthPlace':
    case 'title':
      return person[field] ?? ''
  }
}
