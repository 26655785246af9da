// Phone numbers: E.164 where they can be understood, untouched where not.
import * as fc from 'fast-check'
import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { expect, test } from 'vitest'
import { cleanExtension, cleanPhone, phoneKeys } from '../../src/cleanse/phone.ts'

test.each([
  ['+1 (415) 555-2671', undefined, '+14155552671'],
  ['415.555.2671', 'US', '+14155552671'],
  ['030 901820', 'DE', '+4930901820'],
  ['0049 30 901820', undefined, '+4930901820'],
  ['0049 30 901820', 'US', '+4930901820'],
  ['+44 20 7946 0018', 'DE', '+442079460018'],
  ['+49 (0)30 / 90 18 20', undefined, '+4930901820'],
  ['Tel.: 030 901820', 'DE', '+4930901820'],
  ['tel:+49-30-901820', undefined, '+4930901820'],
  ['1-800-FLOWERS', 'US', '+18003569377'],
])('understands %j with country %s', (raw, country, value) => {
  expect(cleanPhone(raw, country)).toEqual({ value, did: ['E.164'] })
})

test.each([
  ['415 555 2671', undefined, 'phone number without a country'],
  ['12', 'US', 'invalid phone number'],
  ['+1 415', 'US', 'invalid phone number'],
  ['call me after five', 'GB', 'invalid phone number'],
  ['after five: +1 415 555 2671', 'US', 'invalid phone number'],
  ['415 555 2671', 'Atlantis', 'invalid phone number'],
])('keeps %j with country %s as it was typed, and doubts it', (raw, country, suspicious) => {
  expect(cleanPhone(raw, country)).toEqual({ value: raw, did: [], suspicious })
})

test.each([
  ['(415) 555-2671 x12', 'US', '+14155552671', '12'],
  ['+1-415-555-2671;ext=12', undefined, '+14155552671', '12'],
  ['+49 30 901820 DW 34', undefined, '+4930901820', '34'],
  ['01 23 45 67 89 poste 7', 'FR', '+33123456789', '7'],
])('keeps the extension of %j apart', (raw, country, value, extension) => {
  expect(cleanPhone(raw, country)).toEqual({ value, did: ['E.164'], extension })
})

test.each([
  ['x 12', '12', ['digits only']],
  ['12', '12', []],
  ['none', undefined, ['no digits, removed']],
])('the extension %j is %s', (raw, value, did) => {
  expect(cleanExtension(raw)).toEqual({ value, did })
})

test.each([
  ['(415) 555-2671 x12', 'US', ['+14155552671']],
  ['0049 30 901820', undefined, ['+4930901820']],
  ['030 901820 99', undefined, ['90182099']],
  ['(415) 555-2671', undefined, ['55552671']],
  ['555-2671', 'US', []],
  ['call me: 415 555 2671', undefined, []],
  ['000 000 000 000', undefined, []],
  ['', 'US', []],
])('the keys of %j with country %s are %j', (phone, country, keys) => {
  expect(phoneKeys(phone, country)).toEqual(keys)
})

test('says nothing about a number that came clean', () => {
  expect(cleanPhone('+14155552671')).toEqual({ value: '+14155552671', did: [] })
})

test('never loses a valid number, whether typed with or without its country code', () => {
  fc.assert(
    fc.property(fc.constantFrom(...getCountries()), fc.boolean(), (country, national) => {
      const number = getExampleNumber(country, examples)
      fc.pre(number !== undefined && number.isValid())
      const typed = national ? number?.formatNational() : number?.formatInternational()
      expect(cleanPhone(typed ?? '', country).value).toBe(number?.number)
    }),
    { numRuns: 300 },
  )
})

test('cleaning a clean number changes nothing', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[+0-9() x.-]{1,80}$/), fc.constantFrom('US', 'DE', undefined), (raw, country) => {
      const once = cleanPhone(raw, country).value
      expect(cleanPhone(once ?? '', country).value).toBe(once)
    }),
  )
})
