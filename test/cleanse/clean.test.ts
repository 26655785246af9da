// All fields together: every change told, nothing changed twice, nothing valid lost.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanFields } from '../../src/cleanse/clean.ts'
import type { LeadField } from '../../src/lead/lead.ts'

test('tells each change and why', () => {
  const { fields, changes } = cleanFields({
    email: ' Ada@Example.com ',
    firstName: '  Ada\t',
    lastName: 'Love\u0000lace',
    company: 'n/a',
    country: 'Deutschland',
    phone: '030 901820',
    postalCode: 'sw1a  1aa',
    title: 'CTO',
  })
  expect(fields).toEqual({
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: 'Lovelace',
    country: 'DE',
    phone: '+4930901820',
    postalCode: 'SW1A 1AA',
    title: 'CTO',
    department: 'information technology',
    seniority: 'c-level',
    domain: 'example.com',
  })
  expect(changes).toEqual([
    { field: 'country', from: 'Deutschland', to: 'DE', why: 'country to ISO code' },
    { field: 'email', from: ' Ada@Example.com ', to: 'ada@example.com', why: 'trimmed, lower case' },
    { field: 'firstName', from: '  Ada\t', to: 'Ada', why: 'trimmed' },
    { field: 'lastName', from: 'Love\u0000lace', to: 'Lovelace', why: 'control characters removed' },
    { field: 'phone', from: '030 901820', to: '+4930901820', why: 'E.164' },
    { field: 'company', from: 'n/a', to: null, why: 'placeholder removed' },
    { field: 'postalCode', from: 'sw1a  1aa', to: 'SW1A 1AA', why: 'spaces collapsed, upper case' },
    { field: 'department', from: null, to: 'information technology', why: 'from the title: cto' },
    { field: 'seniority', from: null, to: 'c-level', why: 'from the title: cto' },
    { field: 'domain', from: null, to: 'example.com', why: 'from the e-mail address' },
  ])
})

test('reads first and last name together', () => {
  const { fields, changes } = cleanFields({ firstName: 'Dr.', lastName: 'ada LOVELACE, PhD' })
  expect(fields).toEqual({ firstName: 'Ada', lastName: 'Lovelace' })
  expect(changes.map(({ field, why }) => `${field}: ${why}`)).toEqual([
    'firstName: title taken off, first and last name parted, proper case',
    'lastName: degree taken off, first and last name parted, proper case',
  ])
})

test('collects the doubts and still keeps the values', () => {
  const { fields, suspicious } = cleanFields({ email: 'ada', phone: '12', country: 'Atlantis' })
  expect(fields).toEqual({ email: 'ada', phone: '12', country: 'Atlantis' })
  expect(suspicious).toEqual(['country not understood', 'invalid e-mail address', 'phone number without a country'])
})

test.each([
  [{ website: 'www.example.co.uk', email: 'ada@other.com' }, 'example.co.uk'],
  [{ website: 'linkedin.com/company/x', email: 'ada@example.com' }, 'example.com'],
  [{ domain: 'https://Example.com', website: 'www.other.com' }, 'example.com'],
  [{ domain: 'gmail.com', email: 'ada@gmail.com' }, undefined],
  [{ email: 'ada@gmail.com' }, undefined],
])('takes the domain of %j: %s', (raw, domain) => {
  expect(cleanFields(raw).fields.domain).toBe(domain)
})

test('removes a website that is only the start of one', () => {
  expect(cleanFields({ website: 'https://' }).fields).not.toHaveProperty('website')
})

test('keeps the lines of a message, one blank line at most', () => {
  expect(cleanFields({ message: ' Hello,\r\n\r\n\r\n  call\t me  \r\n' }).fields.message).toBe('Hello,\n\ncall me')
})

test('caps every text, and never in the middle of a character', () => {
  const { fields, changes } = cleanFields({ firstName: `A${'a'.repeat(98)}😀`, message: 'x'.repeat(40_000) })
  expect(fields.firstName).toBe(`A${'a'.repeat(98)}`)
  expect(fields.message).toHaveLength(32_000)
  expect(changes.map(({ why }) => why)).toEqual(['cut to 100 characters', 'cut to 32000 characters'])
})

test('removes numbers that the field cannot hold', () => {
  const { fields, changes } = cleanFields({ employees: -1, score: Number.NaN })
  expect(fields).toEqual({})
  expect(changes.map(({ field, why }) => `${field}: ${why}`)).toEqual([
    'employees: out of range, removed',
    'score: out of range, removed',
  ])
})

test('leaves clean fields alone', () => {
  const clean = { email: 'ada@acme.example', domain: 'acme.example', country: 'GB', score: 0, employees: 0 }
  expect(cleanFields(clean)).toEqual({ fields: clean, changes: [], suspicious: [] })
})

const textFields: LeadField[] = [
  'email',
  'firstName',
  'lastName',
  'phone',
  'company',
  'website',
  'domain',
  'country',
  'state',
  'postalCode',
  'title',
  'department',
  'seniority',
  'industry',
  'phoneExtension',
  'message',
]
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constantFrom(
    ' n/a ',
    'UK',
    '(415) 555-2671',
    ' Ada@BÜCHER.de',
    'Lovelace, Ada',
    'DR. ADA',
    'van den Berg',
    'King, Jr.',
    '-',
    'WWW.Example.com',
    'straße',
    'Georgia',
    'CA',
    'Bayern',
    '30301',
    '+1 404 555 2671 ext 9',
    'Head of Sales',
    'COMPUTER_SOFTWARE',
    'C-Suite',
    'a\r\n\n\n\nb',
    '\u00A8x',
  ),
)
const anyFields = fc.dictionary(fc.constantFrom(...textFields), anyText)

test('cleaning clean fields changes nothing', () => {
  fc.assert(
    fc.property(anyFields, (raw) => {
      const once = cleanFields(raw).fields
      const twice = cleanFields(once)
      expect(twice.fields).toEqual(once)
      expect(twice.changes).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('keeps what the sender says about department and seniority, in our words where they are known', () => {
  const { fields } = cleanFields({ title: 'CTO', department: 'Vertrieb', seniority: 'C-Suite' })
  expect(fields).toMatchObject({ department: 'sales', seniority: 'c-level' })
  expect(cleanFields({ title: 'CTO', seniority: 'junior' }).fields).toMatchObject({
    department: 'information technology',
    seniority: 'junior',
  })
  expect(cleanFields({ title: 'CTO', department: 'Nobody knows' }).fields.department).toBe('Nobody knows')
})

test('takes the extension out of the phone number, and the number for the country', () => {
  expect(cleanFields({ phone: '030 901820 ext. 12', country: 'Deutschland' }).fields).toEqual({
    country: 'DE',
    phone: '+4930901820',
    phoneExtension: '12',
  })
})

test('doubts a lead that nobody meant, and keeps it', () => {
  const { fields, suspicious } = cleanFields(
    { firstName: 'Mickey', lastName: 'Mouse', email: 'mm@rival.example' },
    { competitors: new Set(['rival.example']) },
  )
  expect(fields.lastName).toBe('Mouse')
  expect(suspicious).toEqual(['name from fiction', 'competitor'])
})

test('every field that differs is told, with a reason, and no other', () => {
  fc.assert(
    fc.property(anyFields, (raw) => {
      const { fields, changes } = cleanFields(raw)
      const told = new Set(changes.map(({ field }) => field))
      expect(told).toEqual(new Set([...textFields].filter((field) => raw[field] !== fields[field])))
      expect(changes.filter(({ why }) => why === '')).toEqual([])
    }),
  )
})
