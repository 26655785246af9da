// Which of two sayings about a field stays, and why. Its one rule: for every strategy this is a total order, so the winner of many does not
// depend on who was heard first; what explains is what decided.
import { isPlaceholder } from '../cleanse/company.ts'
import { emailClass, type EmailClass } from '../cleanse/email-class.ts'
import { cleanPhone } from '../cleanse/phone.ts'
import { isFiller } from '../cleanse/text.ts'
import { compareSaid, type Said, type Saying } from '../lead/history.ts'
import type { LeadField } from '../lead/lead.ts'
import { fullness, hasMixedCase } from './fullness.ts'
import type { FieldStrategy } from './strategy.ts'

interface Criterion {
  /** The larger wins. */
  of(saying: Saying): number
  why(won: Saying, lost: Saying): string
}

export interface Verdict {
  /** Above 0: the first of the two stays; 0 only for one and the same saying. */
  order: number
  why: string
}

export function compareSayings(field: LeadField, rule: FieldStrategy, one: Saying, other: Saying): Verdict {
  // Most events repeat what is known: then only who said it can make a difference.
  const isRepeat = one.value === other.value && rule.strategy !== 'most_trusted_source'
  for (const { of, why } of isRepeat ? [] : [real(field), ...criteria(field, rule)]) {
    const order = of(one) - of(other)
    if (order !== 0) return { order, why: order > 0 ? why(one, other) : why(other, one) }
  }
  const oldest = rule.strategy === 'first' || rule.strategy === 'never_overwrite'
  const order = oldest ? compareSaid(other, one) : compareSaid(one, other)
  if (order !== 0) return { order, why: byTime(oldest, one, other) }
  // One event, read twice in two ways: any fixed choice will do.
  return { order: compareValues(one.value, other.value), why: 'said by the same event' }
}

/** `n/a`, `self`, `Please select` … only fill a required field. */
export function isReal(field: LeadField, value: unknown): boolean {
  if (typeof value !== 'string' || field === 'message') return true
  return field === 'company' ? !isPlaceholder(value) : !isFiller(value)
}

export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

/** The connection that said it; empty where it was not written down. */
export function connectionOf({ by }: Said): string {
  return by.split(' ', 1)[0] ?? ''
}

function byTime(oldest: boolean, one: Said, other: Said): string {
  if (Date.parse(one.at) === Date.parse(other.at)) return 'said at the same time; the key of the event decides'
  const [earlier, later] = Date.parse(one.at) < Date.parse(other.at) ? [one, other] : [other, one]
  return oldest ? `said first, at ${earlier.at}` : `said last, at ${later.at}`
}

const real = (field: LeadField): Criterion => ({
  of: ({ value }) => Number(isReal(field, value)),
  why: () => 'the other is a placeholder',
})

function criteria(field: LeadField, rule: FieldStrategy): readonly Criterion[] {
  switch (rule.strategy) {
    case 'longest':
      return [longest]
    case 'most_complete':
      return complete
    case 'min':
      return [{ of: ({ value }) => -Number(value), why: () => 'the smaller number' }]
    case 'max':
      return [{ of: ({ value }) => Number(value), why: () => 'the larger number' }]
    case 'most_restrictive':
      return [{ of: ({ value }) => Number(value === 'withdrawn'), why: () => 'no was said once, and means no' }]
    case 'prefer_verified':
      return field === 'email' ? [verifiedEmail] : field === 'phone' ? [verifiedPhone] : []
    case 'most_trusted_source':
      return [trusted(rule.sources)]
    case 'most_recent':
    case 'first':
    case 'most_frequent':
    case 'never_overwrite':
      return []
  }
}

/** In characters as people count them, without marks that only some spellings set apart. */
const length = ({ value }: Saying): number => Array.from(String(value).normalize('NFC')).length

const longest: Criterion = {
  of: length,
  why: (won, lost) => `longer: ${length(won)} characters, not ${length(lost)}`,
}

const complete: readonly Criterion[] = [
  {
    of: ({ value }) => fullness(String(value)),
    why: (won, lost) => `more complete: full words ${fullness(String(won.value))}, not ${fullness(String(lost.value))}`,
  },
  { of: ({ value }) => Number(hasMixedCase(String(value))), why: () => 'not all in capital or in small letters' },
]

const emailRanks: Record<EmailClass, number> = {
  corporate: 5,
  education: 5,
  government: 5,
  role: 4,
  free: 3,
  isp: 3,
  relay: 2,
  disposable: 1,
  invalid: 0,
}

const verifiedEmail: Criterion = {
  of: ({ value }) => emailRanks[emailClass(String(value))],
  why: (won, lost) =>
    `an address of kind ${emailClass(String(won.value))} goes before kind ${emailClass(String(lost.value))}`,
}

const verifiedPhone: Criterion = {
  of: ({ value }) => Number(isUnderstood(String(value))),
  why: () => 'a number that could be understood',
}

function isUnderstood(phone: string): boolean {
  return phone.startsWith('+') && cleanPhone(phone).suspicious === undefined
}

function trusted(sources: readonly string[]): Criterion {
  const place = (saying: Saying): number => {
    const at = sources.indexOf(connectionOf(saying))
    return at < 0 ? sources.length : at
  }
  return {
    of: (saying) => -place(saying),
    why: (won) => `from ${connectionOf(won)}, number ${place(won) + 1} of the sources that are trusted`,
  }
}

function compareValues(one: string | number, other: string | number): number {
  return one === other ? 0 : String(one) < String(other) ? -1 : 1
}
