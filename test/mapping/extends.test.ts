// A mapping that extends another: two portals of one sender, and only what differs is written twice.
import { expect, test } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { applyMapping, mapToCrm } from '../../src/mapping/apply.ts'
import { parseMapping, parseMappings, type Mapping } from '../../src/mapping/mapping.ts'

const base = {
  path: 'mappings/portal.yaml',
  text: `connection: portal
to: lead
fields: { email: mail, title: job, country: { from: land, default: DE }, source: { value: Portal } }
require: [email]
stage: { from: st, lookup: { hot: MQL } }`,
}
const crm = {
  path: 'mappings/portal-crm.yaml',
  text: 'connection: portal\nto: crm\nas: text\nfields: { mail: lead.email, size: lead.employees }\nrequire: [mail]',
}
const child = (text: string) => ({ path: 'mappings/portal-us.yaml', text: `connection: portal-us\n${text}` })
const parsed = (text: string): Mapping => parseMapping(child(text), [base, crm, child(text)])

function faultsOf(text: string, others = [base, crm]): string {
  try {
    parseMapping(child(text), others)
    return ''
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

const us = `to: lead
extends: portal
fields: { country: { from: land, default: US }, title: null, phone: tel }
examples:
  - { name: a contact, event: { mail: a@b.com, job: CTO, st: hot }, lead: { email: a@b.com, country: US, title: null, source: Portal, stage: MQL } }`

test('has the fields of the other, those it says anew, and not those it drops', () => {
  const mapping = parsed(us)
  expect(mapping).toMatchObject({ name: 'portal-us', connection: 'portal-us', require: ['email'] })
  expect(mapping.fields.map(({ target }) => target)).toEqual(['email', 'country', 'source', 'phone'])
  if (mapping.direction !== 'to-lead') throw new Error('It leads to a CRM.')
  const { draft } = applyMapping(mapping, { mail: 'a@b.com', tel: '+1 415 555 2671', job: 'CTO' }, new Date(0))
  expect(draft.fields).toMatchObject({ country: 'US', phone: '+14155552671' })
  expect(draft.fields.title).toBeUndefined()
})

test('a fault in a field of the other is told where it is written', () => {
  const mapping = parsed('to: lead\nextends: portal')
  if (mapping.direction !== 'to-lead') throw new Error('It leads to a CRM.')
  expect(() => applyMapping(mapping, {}, new Date(0))).toThrow(/^mappings\/portal\.yaml:3:11 email/)
})

test('adds to what is required, may replace the stage, and may extend what itself extends', () => {
  const grandchild = {
    path: 'mappings/portal-eu.yaml',
    text: 'connection: portal-eu\nto: lead\nextends: portal-us\nfields: { company: firm }\nrequire: [company, phone]\nstage: { value: SQL }',
  }
  const { mappings, faults } = parseMappings([base, child(us), grandchild])
  expect(faults).toEqual([])
  expect(mappings.at(-1)).toMatchObject({ require: ['email', 'phone', 'company'], stage: { value: 'SQL' } })
})

test('to a CRM it keeps that all is text', () => {
  const mapping = parsed('to: crm\nextends: portal-crm\nfields: { rule: decision.rule }')
  if (mapping.direction !== 'to-crm') throw new Error('It leads to a lead.')
  expect(mapping).toMatchObject({ asText: true, require: ['mail'] })
  expect(mapping.fields.map(({ target }) => target)).toEqual(['mail', 'size', 'rule'])
  expect(() =>
    mapToCrm(mapping, {
      lead: { fields: {}, occurredAt: new Date(0), receivedAt: new Date(0), createdAt: new Date(0) } as never,
    }),
  ).toThrow(/mail: It is required/)
})

test('its version changes with its own text and with that of the other', () => {
  const version = (own: string, other = base) => parseMapping(child(own), [other]).version
  const all = [version(us), version(`${us}\n# x`), version(us, { ...base, text: `${base.text}\n# y` })]
  expect(new Set(all).size).toBe(3)
  expect(version(us)).toBe(all[0])
})

test.each([
  ['to: lead\nextends: portl', '3:1 extends: There is no mapping "portl" beside this one (did you mean "portal"?).'],
  ['to: lead\nextends: portal-us', '3:1 extends: Mappings extend each other in a ring: portal-us → portal-us.'],
  [
    'to: crm\nextends: portal\nfields: {}',
    '3:1 extends: mappings/portal.yaml leads to lead, this file to crm: only a mapping of the same direction can be extended.',
  ],
  [
    'to: lead\nextends: portal\nfields: { phone: null }',
    '4:11 fields.phone: Nothing stands here, and no mapping that is extended has "phone".',
  ],
  ['to: lead', 'fields: Say which fields there are: add "fields", or "extends" with the name of a mapping.'],
])('%j is a fault: %s', (text, fault) => {
  expect(faultsOf(text)).toContain(fault)
})

test('is refused while the other is faulty, and the fault of the other is told once', () => {
  const faulty = { ...base, text: base.text.replace('email: mail', 'emial: mail') }
  const { mappings, faults } = parseMappings([faulty, child('to: lead\nextends: portal')])
  expect(mappings).toEqual([])
  expect(faults.map(({ file, field }) => `${file} ${field}`)).toEqual([
    'mappings/portal.yaml fields.emial',
    'mappings/portal.yaml require[0]',
    'mappings/portal-us.yaml extends',
  ])
})
