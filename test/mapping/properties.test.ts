// What holds for every payload: only MappingError is thrown, the same comes out each time, and names of the language are data like any other.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { MappingError } from '../../src/errors.ts'
import { leadFields, type LeadField } from '../../src/lead/lead.ts'
import { applyMapping, traceCrmData } from '../../src/mapping/apply.ts'
import { parseMapping, type CrmMapping, type LeadMapping } from '../../src/mapping/mapping.ts'
import { transforms } from '../../src/mapping/transforms.ts'

const occurredAt = new Date('2026-01-01T10:00:00Z')
const paths = ['a', 'b.a', '"a[0].b"', '"a[*]"', '"b[*].a"', '"a[-1]"', '"c[a=b].c"', '\'["toString"]\'', 'b.valueOf']

/** Every transform, on every kind of path, into every field. */
function mappings(): LeadMapping[] {
  const fields = Object.keys(leadFields.shape) as LeadField[]
  const written = Object.values(transforms).map(({ example }) => example.with)
  return Array.from({ length: Math.ceil(written.length / 3) }, (_, round) => {
    const rules = fields.map((field, index) => {
      const step = JSON.stringify(written[(round * 3 + index) % written.length])
      const from = `[${paths[(index + round) % paths.length]}, ${paths[(index * 2 + round) % paths.length]}]`
      if (index % 7 === 3) return `  ${field}: { template: "{a} {b.a}-{c[*]}", with: [${step}] }`
      if (index % 5 === 1) return `  ${field}: { from: ${from}, lookup: { a: 1, b: 2 } }`
      return `  ${field}: { from: ${from}, with: [${step}] }`
    })
    const text = `connection: x\nto: lead\nfields:\n${rules.join('\n')}\nstage: { from: ${paths[round % paths.length]}, with: [trim] }`
    const mapping = parseMapping({ path: 'mappings/x.yaml', text })
    if (mapping.direction !== 'to-lead') throw new Error('It leads to a CRM.')
    return mapping
  })
}
const all = mappings()

const key = fc.constantFrom('a', 'b', 'c', 'toString', 'valueOf', 'constructor', '__proto__', 'length')
const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    ' ',
    'a',
    'Ada Lovelace',
    '11-50',
    '2026-01-01',
    '030 901820',
    'https://example.com',
    '<p>x</p>',
    'true',
  ),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.emailAddress(),
)
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(fc.tuple(key, tie('json')), { maxLength: 5 }).map((entries) => {
      // As JSON.parse makes them: "__proto__" is an own key.
      const made = {}
      for (const [name, value] of entries)
        Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true })
      return made
    }),
    fc.array(tie('json'), { maxLength: 4 }),
  ),
}))

/** undefined: refused by MappingError. */
function outcomeOf<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof MappingError) return undefined
    throw error
  }
}

test('throws nothing but MappingError, and gives the same each time, changing nothing in the payload', () => {
  fc.assert(
    fc.property(json, fc.constantFrom(...all), (payload, mapping) => {
      const before = JSON.stringify(payload)
      const outcome = () => outcomeOf(() => applyMapping(mapping, payload, occurredAt))
      expect(outcome()).toEqual(outcome())
      expect(JSON.stringify(payload)).toBe(before)
    }),
    { numRuns: 2_000 },
  )
})

test('what each step did leads from what came to what is written, without a gap', () => {
  fc.assert(
    fc.property(json, fc.constantFrom(...all), (payload, mapping) => {
      const result = outcomeOf(() => applyMapping(mapping, payload, occurredAt))
      if (!result) return
      const { draft, steps } = result
      for (const { field, value, did, changes } of steps) {
        expect(did).toEqual(changes.map((change) => change.did))
        expect({ ...draft.fields, stage: draft.stage }[field as LeadField] ?? null).toEqual(value)
      }
    }),
    { numRuns: 500 },
  )
})

test('names of the language are data like any other, and lead nowhere else', () => {
  const text =
    'connection: x\nto: lead\nfields: { channel: toString, city: a.valueOf, company: a.hasOwnProperty, state: length }'
  const mapping = parseMapping({ path: 'mappings/x.yaml', text }) as LeadMapping
  const fieldsOf = (payload: unknown) => ({ ...applyMapping(mapping, payload, occurredAt).draft.fields })
  expect(fieldsOf(JSON.parse('{"toString":"Chief","a":{"valueOf":"Bonn"},"__proto__":{"length":"9"}}'))).toEqual({
    channel: 'Chief',
    city: 'Bonn',
  })
  expect(fieldsOf({})).toEqual({})
  expect(fieldsOf('text')).toEqual({})
  expect(({} as Record<string, unknown>)['length']).toBeUndefined()
})

test('a mapping to a CRM throws nothing but MappingError', () => {
  const rules = Object.values(transforms).map(({ example }, index) => {
    const from = ['lead.email', 'lead.suspicious', 'decision.rule', 'extra.a'][index % 4]
    return `  F${index}: { from: ${from}, with: [${JSON.stringify(example.with)}] }`
  })
  const text = `connection: x\nto: crm\nfields:\n${rules.join('\n')}`
  const mapping = parseMapping({ path: 'mappings/x.yaml', text }) as CrmMapping
  fc.assert(
    fc.property(json, json, json, (email, suspicious, rule) => {
      const data = { lead: { email, suspicious }, decision: { rule }, extra: { a: email } }
      const { fields, steps } = outcomeOf(() => traceCrmData(mapping, data)) ?? { fields: {}, steps: [] }
      expect(steps.filter(({ value }) => value !== null).map(({ field }) => field)).toEqual(Object.keys(fields))
    }),
    { numRuns: 500 },
  )
})
