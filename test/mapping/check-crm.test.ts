// A mapping held against the fields of a CRM: what would be refused is found before the first lead is.
import { describe, expect, test } from 'vitest'
import { cleanFields } from '../../src/cleanse/clean.ts'
import { faultLine } from '../../src/errors.ts'
import type { CrmField } from '../../src/lead/crm-field.ts'
import type { LeadField } from '../../src/lead/lead.ts'
import { checkAgainstCrm } from '../../src/mapping/check-crm.ts'
import { parseMapping, type CrmMapping } from '../../src/mapping/mapping.ts'
import { leadLengths } from '../../src/mapping/rule-content.ts'

const field = (name: string, more: Partial<CrmField> = {}): CrmField => ({
  name,
  label: name,
  kind: 'text',
  maxLength: null,
  createable: true,
  updateable: true,
  required: false,
  choices: [],
  restricted: false,
  ...more,
})
const fields = [
  field('LastName', { label: 'Last Name', maxLength: 80, required: true }),
  field('Email', { maxLength: 80 }),
  field('Size__c', { kind: 'integer' }),
  field('Score__c', { kind: 'number' }),
  field('Fast__c', { kind: 'boolean' }),
  field('Since__c', { kind: 'day' }),
  field('At__c', { kind: 'instant' }),
  field('Notes', { maxLength: 32_000 }),
  field('Rating', { kind: 'choice', choices: ['Hot', 'Warm', 'Cold'], restricted: true }),
  field('Source', { kind: 'choice', choices: ['Web', 'Fair'] }),
  field('Topics__c', { kind: 'choices', choices: ['A', 'B'], restricted: true }),
  field('CreatedDate', { kind: 'instant', createable: false, updateable: false }),
  field('Origin__c', { updateable: false }),
  field('Address', { kind: 'other' }),
]

function findings(rule: string, head = '') {
  const text = `connection: crm\nto: crm\n${head}fields:\n  LastName: { from: lead.lastName, with: truncate(80) }\n  ${rule}`
  const mapping = parseMapping({ path: 'mappings/x.yaml', text }) as CrmMapping
  const { faults, warnings } = checkAgainstCrm(mapping, fields)
  return { faults: faults.map(faultLine), warnings: warnings.map(faultLine) }
}

describe('a fault is', () => {
  test.each([
    [
      'an unknown field',
      'Emial: lead.email',
      'Emial: The CRM has no field "Emial" (did you mean "Email"?), or hides it',
    ],
    ['a field in other letters', 'EMAIL: lead.email', 'EMAIL: The CRM has no field "EMAIL" (did you mean "Email"?)'],
    [
      'a read-only field',
      'CreatedDate: lead.createdAt',
      'CreatedDate: CreatedDate is read-only for us: take the line away',
    ],
    [
      'a field that is set once',
      'Origin__c: lead.source',
      'Origin__c: Origin__c can be set only when a record is made',
    ],
    ['a field that cannot be written', 'Address: lead.city', 'Address: Address is of a kind that cannot be written'],
    [
      'a text in a number',
      'Size__c: lead.title',
      'Size__c: Size__c holds a whole number, but what comes is a text: add as: integer',
    ],
    [
      'a number in a text',
      'Notes: lead.employees',
      'Notes: Notes holds a text, but what comes is a number: add as: text',
    ],
    [
      'a text in a yes or no',
      'Fast__c: decision.rule',
      'Fast__c: Fast__c holds true or false, but what comes is a text',
    ],
    [
      'a time in a day',
      'Since__c: lead.receivedAt',
      'Since__c: Since__c holds a day, but what comes is a time: add with: day',
    ],
    ['a text in a time', 'At__c: lead.message', 'At__c: At__c holds a time, but what comes is a text: add with: date'],
    [
      'a list in a choice',
      'Source: lead.suspicious',
      'Source: Source holds one of its choices, but what comes is a list',
    ],
    [
      'what may be too long',
      'Email: lead.title',
      'Email: Email takes 80 characters, but lead.title may have 255: add with: truncate(80).',
    ],
    [
      'a cut that is too long',
      'Email: { from: lead.title, with: truncate(90) }',
      'lead.title may have 90: add with: truncate(80).',
    ],
    ['a default that is too long', `Email: { from: lead.email, default: ${'x'.repeat(81)} }`, 'but "xxx'],
    [
      'a choice that there is not',
      'Rating: { value: Wram }',
      'Rating: Rating has no choice "Wram" (did you mean "Warm"?): it takes Hot, Warm, Cold.',
    ],
    [
      'a choice that a lookup gives',
      'Rating: { from: lead.stage, lookup: { MQL: hot }, default: Cold }',
      'Rating: Rating has no choice "hot" (did you mean "Hot"?)',
    ],
    ['one of several choices', 'Topics__c: { value: A;C }', 'Topics__c: Topics__c has no choice "C"'],
  ])('%s: %s', (_, rule, message) => {
    const { faults } = findings(rule)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(/^mappings\/x\.yaml:5:3 fields\./)
    expect(faults[0]).toContain(message)
  })

  test('a field that the CRM makes no record without', () => {
    const text = 'connection: crm\nto: crm\nfields: { Email: lead.email }'
    const { faults } = checkAgainstCrm(parseMapping({ path: 'mappings/x.yaml', text }) as CrmMapping, fields)
    expect(faults.map(faultLine)).toEqual([
      'mappings/x.yaml fields: The CRM makes no record without LastName ("Last Name"): add it, with a default for leads that have nothing for it.',
    ])
  })
})

test.each([
  'Email: lead.email',
  'Size__c: lead.employees',
  'Score__c: { from: lead.title, with: number }',
  'Fast__c: decision.fastTrack',
  'Fast__c: { from: lead.stage, lookup: { MQL: true }, default: false }',
  'Since__c: { from: lead.receivedAt, with: day(Europe/Berlin) }',
  'At__c: lead.receivedAt',
  'Notes: { from: lead.employees, as: text }',
  'Notes: { from: lead.message, with: [html-to-text, truncate(32000)] }',
  'Notes: lead.receivedAt',
  'Notes: { template: "{lead.firstName} {lead.lastName}" }',
  'Source: lead.source',
  'Rating: { from: lead.stage, lookup: { MQL: Hot }, default: Cold }',
  'Topics__c: { value: A;B }',
  'Email: extra.mail',
])('%s fits', (rule) => {
  expect(findings(rule)).toEqual({ faults: [], warnings: [] })
})

test('where all is written as text, a number in a text field is one', () => {
  expect(findings('Notes: lead.employees', 'as: text\n').faults).toEqual([])
})

test('warns of a restricted choice that anything may come into', () => {
  expect(findings('Rating: { from: lead.source, lookup: { Web: Hot } }')).toEqual({
    faults: [],
    warnings: [
      'mappings/x.yaml:5:3 fields.Rating: Rating takes only Hot, Warm, Cold, and what comes may be another: add a lookup with a default.',
    ],
  })
})

test.each(Object.entries(leadLengths))(
  'cleansing leaves of %s no more than the %i characters that are counted with',
  (name, length) => {
    const { fields: clean } = cleanFields({
      [name]: 'xy '.repeat(20_000).replaceAll(' ', name === 'website' ? '' : ' '),
    })
    const kept = String(clean[name as LeadField] ?? '').length
    expect(kept).toBeLessThanOrEqual(length)
    expect(kept).toBeGreaterThan(length - 3)
  },
)
