// Countries and states as people type them, and the names that are two things.
import { describe, expect, test } from 'vitest'
import { countryCode } from '../../src/cleanse/country.ts'
import { cleanPlace } from '../../src/cleanse/place.ts'
import { cleanState, stateCode } from '../../src/cleanse/state.ts'
import { labelled, share } from './labelled.ts'

interface Row {
  spelling: string
  code: string
  kind: string
}

const countries = labelled<Row>('countries.csv')
const right = ({ spelling, code }: Row): boolean => (countryCode(spelling) ?? '') === code

describe('labelled spellings of countries', () => {
  test('that were not looked at are read right: 98 %', () => {
    expect(countries.unseen.length).toBeGreaterThan(370)
    expect(share(countries.unseen, right)).toBeGreaterThan(0.98)
  })

  test('that were looked at are read right: 99 %', () => {
    expect(share(countries.looked, right)).toBeGreaterThan(0.99)
  })
})

test.each([
  ['Germnay', 'DE'],
  ['🇨🇭', 'CH'],
  ['Korea, Republic of', 'KR'],
  ['Munich, Germany', 'DE'],
  ['Georgia, USA', 'US'],
  ['Zambia', 'ZM'],
  ['Xambia', undefined],
  ['Congo', undefined],
  ['Germany, France', undefined],
  ['Turkey Hill, Ohio', undefined],
])('the country %j is %s', (text, code) => {
  expect(countryCode(text)).toBe(code)
})

test.each([
  [{ country: 'Georgia' }, 'GE', undefined],
  [{ country: 'Georgia', state: 'GA' }, 'US', 'GA'],
  [{ country: 'Georgia', postalCode: '30301' }, 'US', 'GA'],
  [{ country: 'Georgia', phone: '+1 404 555 2671' }, 'US', 'GA'],
  [{ country: 'GA', state: 'USA' }, 'US', 'GA'],
  [{ country: 'CA' }, 'CA', undefined],
  [{ country: 'CA', state: 'ON' }, 'CA', 'ON'],
  [{ country: 'CA', state: 'California' }, 'US', 'CA'],
  [{ country: 'CA', postalCode: '94105' }, 'US', 'CA'],
  [{ country: 'CA', phone: '+1 416 555 2671' }, 'CA', undefined],
  [{ country: 'DE', state: 'Delaware' }, 'US', 'DE'],
  [{ country: 'DE', state: 'Bayern' }, 'DE', 'BY'],
  [{ country: 'DE', state: 'DE' }, 'DE', 'DE'],
  [{ country: 'DE', postalCode: '19801' }, 'DE', undefined],
  [{ country: 'Jersey', postalCode: 'JE2 3AB' }, 'JE', undefined],
  [{ country: 'Jersey', postalCode: '07030' }, 'US', 'NJ'],
  [{ country: 'California' }, 'US', 'CA'],
  [{ country: 'Ontario', state: 'Canada' }, 'CA', 'ON'],
  [{ state: 'Bayern' }, 'DE', 'BY'],
  [{ state: 'Georgia' }, undefined, 'Georgia'],
  [{ country: '--None--', state: 'Bayern' }, 'DE', 'BY'],
  [{ state: 'CA' }, undefined, 'CA'],
])('%j is %s, %s', (given, country, state) => {
  const place = cleanPlace(given)
  expect([place.country?.value, place.state?.value]).toEqual([country, state])
})

test('says why it took one for the other', () => {
  expect(cleanPlace({ country: 'GA', state: 'USA' }).country?.did).toEqual(['country and state were swapped'])
  expect(cleanPlace({ state: 'Bayern' }).country?.did).toEqual(['from the state'])
})

test('a placeholder is no country, and NA is Namibia', () => {
  expect(cleanPlace({ country: 'n/a' }).country).toEqual({ value: undefined, did: ['placeholder removed'] })
  expect(cleanPlace({ country: 'NA' }).country?.value).toBe('NA')
})

test.each([
  ['calif.', 'US', 'CA'],
  ['State of New York', 'US', 'NY'],
  ['DE-BY', 'DE', 'BY'],
  ['Freistaat Sachsen', 'DE', 'SN'],
  ['Canton de Vaud', 'CH', 'VD'],
  ['North Rhine-Westphalia', 'DE', 'NW'],
  ['québec', 'CA', 'QC'],
  ['são paulo', 'BR', 'SP'],
  ['Tuscany', 'IT', 'Toscana'],
  ['Scotland', 'GB', 'SCT'],
  ['NL', 'MX', 'NLE'],
  ['Nowhere', 'US', undefined],
  ['Bayern', 'US', undefined],
])('the state %j in %s is %s', (text, country, code) => {
  expect(stateCode(text, country)).toBe(code)
})

test('keeps a state that it does not know as it was typed', () => {
  expect(cleanState(' Leinster ', 'IE')).toEqual({ value: 'Leinster', did: ['trimmed'] })
})
