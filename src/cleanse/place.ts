// Country and state read together, because either alone may be two things: Georgia, CA, DE, Jersey. Its one rule: the country as typed stands unless
// another field of the same lead speaks against it.
import type { LeadFields } from '../lead/lead.ts'
import { cleanCountry, countryCode } from './country.ts'
import { cleanState, stateCode, stateCountry } from './state.ts'
import type { Cleaned } from './text.ts'

type Given = Pick<LeadFields, 'country' | 'state' | 'postalCode' | 'phone'>

/** undefined: the field was not given, and nothing tells it. */
export interface CleanPlace {
  country: Cleaned | undefined
  state: Cleaned | undefined
}

/**
 * ZIP codes by their first three digits, of states whose name or code is also a country that writes no such codes. Delaware, Idaho, Illinois,
 * Louisiana, Massachusetts and Minnesota share the five digits with Germany, Indonesia, Israel, Laos, Morocco and Mongolia.
 * Source: USPS Publication 65 (2026-11).
 */
const zips: Readonly<Record<string, readonly (readonly [from: number, to: number])[]>> = {
  AL: [[350, 369]],
  AR: [[716, 729]],
  CA: [[900, 961]],
  CO: [[800, 816]],
  GA: [
    [300, 319],
    [398, 399],
  ],
  IN: [[460, 479]],
  MD: [[206, 219]],
  MT: [[590, 599]],
  NE: [[680, 693]],
  NJ: [[70, 89]],
  PA: [[150, 196]],
  SC: [[290, 299]],
  TN: [[370, 385]],
  VA: [
    [201, 201],
    [220, 246],
  ],
}

const SWAPPED = 'country and state were swapped'

export function cleanPlace(given: Given): CleanPlace {
  const american = given.country === undefined ? undefined : americanState(given.country, given)
  if (american) return american
  if (given.country === undefined) return withoutCountry(given.state)
  const country = cleanCountry(given.country)
  if (country.value === undefined) {
    const told = withoutCountry(given.state)
    return { country: told.country ?? country, state: told.state }
  }
  const code = country.suspicious === undefined ? country.value : undefined
  const told = code !== undefined && stateCountry(given.country) === code ? stateCode(given.country, code) : undefined
  // "California" as the country says the state, too; "Ontario, Canada" may stand in the fields the other way round.
  if (told !== undefined && (given.state === undefined || countryCode(given.state) === code)) {
    return { country, state: { value: told, did: [given.state === undefined ? 'from the country as typed' : SWAPPED] } }
  }
  return { country, state: given.state === undefined ? undefined : cleanState(given.state, code) }
}

function withoutCountry(state: string | undefined): CleanPlace {
  const country = state === undefined ? undefined : stateCountry(state)
  if (state === undefined || country === undefined) {
    return { country: undefined, state: state === undefined ? undefined : cleanState(state) }
  }
  return { country: { value: country, did: ['from the state'] }, state: cleanState(state, country) }
}

/** A state of the USA that stands where the country belongs. */
function americanState(text: string, { state: stateText, postalCode, phone }: Given): CleanPlace | undefined {
  const code = stateCode(text, 'US')
  const country = countryCode(text)
  if (code === undefined || country === undefined || country === 'US') return undefined
  const made = (why: string): CleanPlace => ({
    country: { value: 'US', did: [why] },
    state: stateText === code ? { value: code, did: [] } : { value: code, did: [why] },
  })
  const typed = stateText?.trim() ?? ''
  // DE in both fields is rather Germany, said twice.
  if (typed !== '' && typed.toLowerCase() !== text.trim().toLowerCase()) {
    if (stateCode(typed, country) !== undefined) return undefined
    if (stateCode(typed, 'US') === code) return made('a state of the USA, as the state says')
    return countryCode(typed) === 'US' ? made(SWAPPED) : undefined
  }
  if (zips[code] && hasZip(postalCode, zips[code])) return made('a state of the USA, as the ZIP code says')
  return country !== 'CA' && isNorthAmerican(phone) ? made('a state of the USA, as the phone number says') : undefined
}

function hasZip(postalCode: string | undefined, ranges: readonly (readonly [number, number])[]): boolean {
  const [, start] = /^\s*(\d{3})\d{2}(?:-\d{4})?\s*$/.exec(postalCode ?? '') ?? []
  return start !== undefined && ranges.some(([from, to]) => Number(start) >= from && Number(start) <= to)
}

/** +1 and ten digits, as typed. */
function isNorthAmerican(phone: string | undefined): boolean {
  return /^\s*(?:\+|00)1[\s().-]*[2-9]\d{2}[\s().-]*[2-9]\d{2}[\s.-]*\d{4}\b/.test(phone ?? '')
}
