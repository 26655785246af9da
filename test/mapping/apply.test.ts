// Payload → draft: what a mapping takes, what it refuses, and that nothing else can come out.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { MappingError } from '../../src/errors.ts'
import { applyMapping } from '../../src/mapping/apply.ts'
import { parseMapping, type LeadMapping } from '../../src/mapping/mapping.ts'

const occurredAt = new Date('2026-01-01T10:00:00Z')

function mappingOf(body: string): LeadMapping {
  const mapping = parseMapping({ path: 'mappings/x.yaml', text: `connection: web-form\nto: lead\n${body}` })
  if (mapping.direction !== 'to-lead') throw new Error('The test wrote a mapping to a CRM.')
  return mapping
}

const draftOf = (body: string, payload: unknown) => applyMapping(mappingOf(body), payload, occurredAt).draft
const fieldsOf = (body: string, payload: unknown) => draftOf(body, payload).fields

function errorOf(body: string, payload: unknown): MappingError {
  try {
    applyMapping(mappingOf(body), payload, occurredAt)
  } catch (error) {
    if (error instanceof MappingError) return error
    throw error
  }
  throw new Error('It was mapped.')
}

test('a payload becomes a clean draft', () => {
  const draft = draftOf('fields: { email: e, employees: n }', { e: ' Ada@Example.com ', n: '30' })
  expect(draft).toEqual({
    fields: { email: 'ada@example.com', employees: 30, domain: 'example.com' },
    stage: 'inquiry',
    changes: [
      { field: 'email', from: ' Ada@Example.com ', to: 'ada@example.com', why: 'trimmed, lower case' },
      { field: 'domain', from: null, to: 'example.com', why: 'from the e-mail address' },
    ],
    suspicious: ['example address'],
    occurredAt,
  })
  expect(Object.getPrototypeOf(draft.fields)).toBeNull()
})

test.each([
  [{ b: 'B', a: 'A' }, 'A'],
  [{ a: '', b: 'B' }, 'B'],
  [{ a: null, b: 'B' }, 'B'],
  [{ a: '  ', b: 'B' }, 'B'],
  [{ a: [], b: 'B' }, 'B'],
  [{ a: 0, b: 'B' }, '0'],
  [{}, undefined],
])('takes the first of several paths that holds something: %j', (payload, city) => {
  expect(fieldsOf('fields: { city: [a, b] }', payload).city).toBe(city)
})

test.each([
  ['fields: { source: { value: Trade show } }', {}, { source: 'Trade show' }],
  ['fields: { source: { from: s, default: unknown } }', { s: ' ' }, { source: 'unknown' }],
  ['fields: { source: { from: s, default: unknown } }', { s: 'ad' }, { source: 'ad' }],
  ['fields: { source: { from: s, lookup: { Web: site } } }', { s: ' WEB ' }, { source: 'site' }],
  ['fields: { source: { from: s, lookup: { Web: site } } }', { s: 'fair' }, { source: 'fair' }],
  ['fields: { source: { from: s, lookup: { Web: site }, default: other } }', { s: 'fair' }, { source: 'other' }],
  ['fields: { employees: { from: n, lookup: { 11-50: 30 } } }', { n: '11-50' }, { employees: 30 }],
  ['fields: { employees: { from: n, lookup: { 11-50: 30 } } }', { n: 12 }, { employees: 12 }],
  ['fields: { employees: { from: n, with: range-middle } }', { n: '11-50' }, { employees: 30 }],
  ['fields: { employees: { from: n, with: digits } }', { n: 'none' }, {}],
  ['fields: { score: s }', { s: '91.5' }, { score: 91.5 }],
  ['fields: { score: { from: s, as: integer } }', { s: '91' }, { score: 91 }],
  ['fields: { channel: { from: t, with: [split-comma, first-of, uppercase] } }', { t: 'cto, cfo' }, { channel: 'CTO' }],
  ['fields: { channel: { from: t, as: list } }', { t: ['CTO', '', 'CFO'] }, { channel: 'CTO, CFO' }],
  ['fields: { channel: { from: t, with: first-of } }', { t: ['CTO'] }, { channel: 'CTO' }],
  ['fields: { channel: { from: t, as: boolean } }', { t: 'on' }, { channel: 'true' }],
  [
    'fields: { channel: { template: "{a.first} {a.last}, {tags[*]}" } }',
    { a: { first: 'Ada', last: '' }, tags: ['x', 'y'] },
    { channel: 'Ada , x, y' },
  ],
  ['fields: { channel: { template: "{{{a}}} {b}", with: uppercase } }', { a: 'x' }, { channel: '{X}' }],
  ['fields: { channel: { template: "{a} {b}", default: none } }', { a: ' ' }, { channel: 'none' }],
  [
    'fields: { city: "f[name=city].value" }',
    { f: [{ name: 'zip' }, { name: 'city', value: 'Bonn' }] },
    { city: 'Bonn' },
  ],
  ['fields: { city: { from: "f[*].v", with: \'join("/")\' } }', { f: [{ v: 'a' }, {}, { v: 'b' }] }, { city: 'a/b' }],
  ['fields: { employees: { from: n, with: \'number(",")\' } }', { n: '1.234' }, { employees: 1234 }],
  [
    'fields: { lastName: { from: last, else: { from: name, with: after-first-word, else: { value: Unknown } } } }',
    { name: 'Ada King' },
    { lastName: 'King' },
  ],
  [
    'fields: { lastName: { from: last, else: { from: name, with: after-first-word, else: { value: Unknown } } } }',
    { last: 'Lovelace', name: 'Ada King' },
    { lastName: 'Lovelace' },
  ],
  [
    'fields: { lastName: { from: last, else: { from: name, with: after-first-word, else: { value: Unknown } } } }',
    { name: 'Ada' },
    { lastName: 'Unknown' },
  ],
  ['fields: { source: { from: s, lookup: { w: Web }, else: t } }', { s: 'x', t: 'Fair' }, { source: 'Fair' }],
  ['fields: { score: { from: n, with: number, default: 0 } }', { n: 'none' }, { score: 0 }],
  [
    'fields: { consent: { from: out, with: boolean, lookup: { "true": withdrawn, "false": granted } } }',
    { out: 'Yes' },
    { consent: 'withdrawn' },
  ],
  ['fields: { message: { from: m, with: html-to-text } }', { m: '<p>Hi</p>' }, { message: 'Hi' }],
])('%s over %j gives %j', (body, payload, fields) => {
  expect(fieldsOf(body, payload)).toEqual(fields)
})

test.each([
  ['stage: { value: SQL }', {}, 'SQL'],
  ['stage: s', { s: 'mql' }, 'MQL'],
  ['stage: [s, t]', { t: 'nurture' }, 'nurture'],
  ['stage: { from: s, lookup: { hot: SQL } }', { s: 'Hot' }, 'SQL'],
  ['stage: { from: s, lookup: { hot: SQL }, default: MQL }', { s: 'cold' }, 'MQL'],
  ['stage: { from: s, lookup: { hot: SQL }, default: MQL }', { s: 'SAL' }, 'SAL'],
  ['stage: s', { s: 'whatever' }, 'inquiry'],
  ['stage: { from: s, with: \'extract("^([a-z]+)")\', lookup: { hot: SQL } }', { s: 'hot lead' }, 'SQL'],
])('%s over %j gives the stage %s', (body, payload, stage) => {
  expect(draftOf(`fields: {}\n${body}`, payload).stage).toBe(stage)
})

test('a required field that did not come is a fault with its line and where it was looked for', () => {
  const error = errorOf('fields:\n  email: [contact.email, mail]\nrequire: [email]', { email: 'a@b.com' })
  expect(error.code).toBe('mapping.field-missing')
  expect(error.message).toBe(
    'mappings/x.yaml:4:3 email: It is required, but nothing came. It is read from contact.email, mail: ' +
      'check what the sender sends, add another path, or a default.',
  )
})

test('a placeholder does not fill a required field', () => {
  const error = errorOf('fields: { company: c }\nrequire: [company]', { c: 'n/a' })
  expect(error.message).toContain('no more than a placeholder')
})

test('an invalid address fills a required field, and is doubted', () => {
  expect(draftOf('fields: { email: e }\nrequire: [email]', { e: 'ada' })).toMatchObject({
    fields: { email: 'ada' },
    suspicious: ['invalid e-mail address'],
  })
})

test.each([
  ['fields: { employees: n }', { n: 'Ada Lovelace' }, 'Expected a whole number at n, but got text of 12 characters.'],
  ['fields: { employees: n }', { n: -5 }, 'Expected a whole number from 0 on, but got another one.'],
  ['fields: { score: n }', { n: { Ada: 1 } }, 'Expected a number at n, but got an object.'],
  ['fields: { city: [m, n] }', { n: ['Ada', 'Grace'] }, 'Expected text at n, but got a list of 2.'],
  [
    'fields: { city: { from: n, with: trim } }',
    { n: { Ada: 1 } },
    'Expected text, or a list of texts at n, but got an object.',
  ],
])('%s over %j names line, field and kind, never the value', (body, payload, message) => {
  const error = errorOf(body, payload)
  expect(error.code).toBe('mapping.wrong-type')
  expect(error.fault).toMatchObject({ file: 'mappings/x.yaml', line: 3, field: expect.any(String) })
  expect(error.message).toContain(message)
  expect(error.message).not.toMatch(/Ada|Grace|-5/)
})

test('tells for each field where it came from and what was done', () => {
  const body = `fields: { email: [mail, e], source: { from: s, default: web }, employees: { from: n, with: range-middle } }
stage: { from: st, lookup: { hot: SQL } }`
  const { steps } = applyMapping(mappingOf(body), { e: ' A@b.com', n: '11-50', st: 'hot' }, occurredAt)
  expect(steps.find(({ field }) => field === 'employees')?.changes).toEqual([
    { did: 'range-middle', before: '11-50', after: '30' },
    { did: 'as integer', before: '30', after: 30 },
  ])
  expect(steps.map(({ changes, ...step }) => ({ ...step, did: changes.map(({ did }) => did) }))).toEqual([
    { field: 'email', from: 'e', raw: ' A@b.com', value: 'a@b.com', did: ['trimmed, lower case'] },
    { field: 'source', from: null, raw: null, value: 'web', did: ['default'] },
    { field: 'employees', from: 'n', raw: '11-50', value: 30, did: ['range-middle', 'as integer'] },
    { field: 'domain', from: null, raw: null, value: 'b.com', did: ['from the e-mail address'] },
    { field: 'stage', from: 'st', raw: 'hot', value: 'SQL', did: ['looked up'] },
  ])
})

const hungry = mappingOf(`fields:
  email: [a, b.a, "a[0].a"]
  company: { from: [b, a.b], with: [html-to-text, split-comma, first-of, truncate(5)] }
  phone: { from: a, as: list }
  country: { from: [c, a], lookup: { de: DE } }
  employees: { from: [a, n], with: range-middle }
  score: b
  message: { from: [m, a], as: date }
require: [email]
stage: { from: [a, b], lookup: { x: SQL } }`)

test('throws nothing but MappingError, whatever comes', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'm', 'n', '__proto__', 'constructor')
  const { json } = fc.letrec<{ json: unknown; leaf: unknown }>((tie) => ({
    leaf: fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null), fc.emailAddress()),
    json: fc.oneof(
      { maxDepth: 3 },
      tie('leaf'),
      fc.dictionary(key, tie('json'), { noNullPrototype: false }),
      fc.array(tie('json'), { maxLength: 3 }),
    ),
  }))
  const outcome = (payload: unknown): string => {
    try {
      const { draft } = applyMapping(hungry, payload, occurredAt)
      return draft.fields.email === undefined ? 'mapped without what is required' : 'mapped'
    } catch (error) {
      return error instanceof MappingError ? 'refused' : String(error)
    }
  }
  fc.assert(
    fc.property(json, (payload) => {
      expect(['mapped', 'refused']).toContain(outcome(payload))
    }),
    { numRuns: 1_000 },
  )
})
