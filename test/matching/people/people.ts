// Invented records for properties: few values, so that they often agree, nearly agree, or are missing.
import * as fc from 'fast-check'
import type { RawPerson } from '../../../src/matching/people/raw-person.ts'

const firsts = ['Ada', 'Adah', 'Robert', 'Bob', 'R.', 'Anna Maria', 'Lovelace', 'Jürgen', '王', '-']
const lasts = ['Lovelace', 'Lovelase', 'van der Berg', 'Berg', 'Ada', 'Müller', 'Garcia Lopez Jr.', 'Smith', '']
const emails = [
  'ada@example.com',
  'adah@example.com',
  'info@acme.com',
  'ada.lovelace12@gmail.com',
  'a.smith@acme.com',
  'x',
]
const maybe = (values: readonly string[]): fc.Arbitrary<string | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined })

export const rawPerson: fc.Arbitrary<Omit<RawPerson, 'id'>> = fc.record({
  first: maybe(firsts),
  last: maybe(lasts),
  full: maybe(['Ada Lovelace', 'Lovelace, Ada', 'Bob']),
  email: fc.option(fc.oneof(fc.constantFrom(...emails), fc.subarray(emails)), { nil: undefined }),
  phone: maybe(['+442071234567', '020 7123 4567', '7123 4567', 'call me']),
  company: maybe(['Acme Ltd', 'ACME', 'Acme Deutschland', 'Bolt Energy', 'n/a']),
  domain: maybe(['acme.com', 'https://www.bolt.org/about', 'gmail.com']),
  title: maybe(['CEO', 'Chief Executive', 'engineer', 'enginer']),
  street: maybe(['12 High Street', 'High St. 12', '14 High Street', 'Highstreet', '5']),
  city: maybe(['London', 'Lonodn', 'New York', 'New York City']),
  postalCode: maybe(['SW1A 1AA', 'SW1A1AB', '94105', '94105-1234']),
  state: maybe(['CA', 'California', 'nsw']),
  country: maybe(['US', 'Germany', 'Deutschland']),
  birthDate: maybe(['1980-03-27', '27/03/1980', '1980', '1980-01-01', '1950-11-02', 'soon']),
  birthPlace: maybe(['Leeds', 'Leads', 'York']),
  nationalId: maybe(['1234567', '1234576', '7654321']),
  externalIds: fc.option(fc.dictionary(fc.constantFrom('crm', 'web'), fc.constantFrom('1', '2')), { nil: undefined }),
})
