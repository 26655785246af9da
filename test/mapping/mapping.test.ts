// Reading mapping files: every fault of a file at once, each with line, column and what to do.
import { expect, test } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { chooseMapping, mappingClashes, parseMapping } from '../../src/mapping/mapping.ts'

const head = 'connection: web-form\nto: lead\n'

function faultsOf(text: string): string[] {
  try {
    parseMapping({ path: 'mappings/x.yaml', text })
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n')
    throw error
  }
}

test('takes a path, a list of paths, and a rule', () => {
  const mapping = parseMapping({
    path: 'mappings/web-form.yaml',
    text: `${head}fields: { email: e, phone: [a, b], title: { from: t, with: trim } }`,
  })
  expect(mapping).toMatchObject({ direction: 'to-lead', name: 'web-form', connection: 'web-form' })
  expect(mapping.fields.map(({ sources }) => sources.map(({ text }) => text))).toEqual([['e'], ['a', 'b'], ['t']])
})

test.each([
  ['an unknown key', 'fields: {}\nexampels: []', '4:1 exampels: Unknown key "exampels" (did you mean "examples"?).'],
  [
    'an unknown word of a rule',
    'fields: { email: { form: e } }',
    '3:20 fields.email.form: Unknown key "form" (did you mean "from"?).',
  ],
  [
    'an unknown field',
    'fields: { emial: e }',
    '3:11 fields.emial: A lead has no field "emial" (did you mean "email"?).',
  ],
  [
    'an unknown transform',
    'fields: { email: { from: e, with: [trim, lowercas] } }',
    '3:42 fields.email.with[1]: No transform "lowercas" (did you mean "lowercase"?).',
  ],
  [
    'a transform without its number',
    'fields: { email: { from: e, with: truncate } }',
    '3:29 fields.email.with: truncate needs in brackets how many characters to keep, 1 to 100000: write truncate(255).',
  ],
  [
    'a number that a transform does not take',
    'fields: { email: { from: e, with: trim(3) } }',
    '3:29 fields.email.with: trim takes nothing in brackets.',
  ],
  [
    'a pattern that cannot be read',
    'fields: { title: { from: t, with: \'extract("a(?=b)")\' } }',
    '3:29 fields.title.with: This pattern looks ahead, looks back or repeats a group by its number: such patterns can take for ever.',
  ],
  [
    'a zone that there is not',
    'fields: { title: { from: t, with: date(Europe/Berlino) } }',
    '3:29 fields.title.with: date needs in brackets a time zone, then a form: write a zone of the IANA list first: date(Europe/Berlin).',
  ],
  [
    'brackets that do not close',
    'fields: { title: { from: t, with: split("a } }',
    '3:29 fields.title.with: The brackets of "split("a" cannot be read: put texts in quotes, such as join("; ").',
  ],
  [
    'a template beside a path',
    'fields: { title: { from: t, template: "{a}" } }',
    '3:29 fields.title.template: "template" stands in place of "from": take one of them away.',
  ],
  [
    'a template that names no path',
    'fields: { title: { template: a } }',
    '3:20 fields.title.template: "a" names no path: put paths in braces, or write it as "value".',
  ],
  [
    'a brace without its partner',
    'fields: { title: { template: "{a" } }',
    '3:20 fields.title.template: A brace of "{a" has no partner: write {path}, and {{ or }} for a brace itself.',
  ],
  [
    'a default beside an else',
    'fields: { title: { from: t, default: x, else: u } }',
    '3:29 fields.title.default: With "else" the default stands there: move it to the last "else".',
  ],
  [
    'a fault in an else',
    'fields: { title: { from: t, else: { from: "a b" } } }',
    '3:37 fields.title.else.from: The path "a b" cannot be read from " b" on: put keys with spaces in brackets and quotes, such as lead["Email Address"].',
  ],
  [
    'an unknown word in an else',
    'fields: { title: { from: t, else: { form: u } } }',
    '3:37 fields.title.else.form: Unknown key "form" (did you mean "from"?).',
  ],
  [
    'an unknown kind',
    'fields: { score: { from: s, as: integr } }',
    '3:29 fields.score.as: Expected one of text, integer, number, boolean, date, list.',
  ],
  [
    'a kind that the field cannot hold',
    'fields: { employees: { from: n, as: text } }',
    '3:33 fields.employees.as: employees holds a whole number: write as: integer, or leave "as" away.',
  ],
  [
    'a default of the wrong kind',
    'fields: { employees: { from: n, default: many } }',
    '3:33 fields.employees.default: Expected a whole number here.',
  ],
  [
    'a lookup of the wrong kind',
    'fields: { employees: { from: n, lookup: { a: 1, b: some } } }',
    '3:49 fields.employees.lookup.b: Expected a whole number here.',
  ],
  [
    'a lookup that says a thing twice',
    'fields: { source: { from: s, lookup: { Web: a, web: b } } }',
    '3:48 fields.source.lookup.web: "web" stands here twice: capital letters do not matter.',
  ],
  [
    'a rule from nowhere',
    'fields: { email: { with: trim } }',
    '3:11 fields.email: Say where the field comes from: add "from", or "value" for a fixed one.',
  ],
  [
    'a fixed value with more',
    'fields: { source: { value: x, from: y } }',
    '3:21 fields.source.value: "value" is fixed, so take away "from".',
  ],
  [
    'a path into the language',
    'fields: { email: [a, b.__proto__] }',
    '3:22 fields.email[1]: "__proto__" cannot be part of a path.',
  ],
  [
    'a required field without rule',
    'fields: { email: e }\nrequire: [emial]',
    '4:11 require[0]: "emial" is required, but not among the fields (did you mean "email"?).',
  ],
  [
    'an unknown stage',
    'fields: {}\nstage: { from: s, lookup: { a: MQLL } }',
    '4:29 stage.lookup.a: No stage "MQLL" (did you mean "MQL"?). Stages: inquiry, MQL, SAL, SQL, opportunity, customer, disqualified, recycled, nurture.',
  ],
])('names %s by its place', (_, text, fault) => {
  expect(faultsOf(head + text)).toEqual([`mappings/x.yaml:${fault}`])
})

test('names all faults of a file at once', () => {
  expect(faultsOf(`${head}fields: { emial: e, phone: { from: "a b", with: trimm } }\nrequire: [title]`)).toHaveLength(4)
})

test.each(['fields: {}', 'connection: a\nto: leed\nfields: {}', ''])('asks where %j leads', (text) => {
  expect(faultsOf(text).join()).toContain('to: lead, or to: crm')
})

test('a path of a mapping to a CRM names something that exists', () => {
  const text =
    'connection: salesforce\nto: crm\nfields: { LastName: lead.lastname, Rule__c: decision.rul, X: { from: contact.a }, "a b": lead.email }'
  expect(faultsOf(text)).toEqual([
    'mappings/x.yaml:3:11 fields.LastName: There is no "lead.lastname" to write (did you mean "lead.lastName"?). Paths start with lead, decision, account or extra.',
    'mappings/x.yaml:3:36 fields.Rule__c: There is no "decision.rul" to write (did you mean "decision.rule"?). Paths start with lead, decision, account or extra.',
    'mappings/x.yaml:3:64 fields.X.from: There is no "contact.a" to write. Paths start with lead, decision, account or extra.',
    'mappings/x.yaml:3:83 fields.a b: "a b" is no name of a CRM field: write its API name, such as LastName or my_field__c.',
  ])
})

test('runs the examples, and shows what was expected and what came', () => {
  const text = `${head}fields: { email: mail, employees: n, company: c }
require: [email]
examples:
  - { name: fine, event: { mail: A@b.com, n: 5, c: n/a }, lead: { email: a@b.com, domain: b.com, company: null, stage: inquiry } }
  - { name: wrong, event: { mail: A@b.com, n: 5 }, lead: { employees: 6 } }
  - { name: missing, event: { email: A@b.com }, lead: {} }
  - { name: typo, event: { mail: A@b.com }, lead: { emial: A@b.com } }`
  expect(faultsOf(text)).toEqual([
    'mappings/x.yaml:7:60 examples[1].lead.employees: Example "wrong": expected 6, but got 5.',
    expect.stringMatching(
      /^mappings\/x\.yaml:8:5 examples\[2\]: Example "missing" cannot be mapped: .*:3:11 email: It is required/,
    ),
    'mappings/x.yaml:9:53 examples[3].lead.emial: No field "emial" (did you mean "email"?).',
  ])
})

test('runs the examples of a mapping to a CRM', () => {
  const text = `connection: hubspot
to: crm
as: text
fields: { email: lead.email, size: lead.employees, rule: decision.rule, account: account.name }
examples:
  - { name: fine, lead: { email: a@b.com, employees: 5 }, decision: { rule: r }, account: { name: n }, crm: { size: "5", rule: r, account: n } }
  - { name: wrong, lead: { email: a@b.com, employees: 5 }, crm: { size: 5, account: null } }
  - { name: typo, lead: { emial: a@b.com }, crm: { mail: x } }`
  expect(faultsOf(text)).toEqual([
    'mappings/x.yaml:7:67 examples[1].crm.size: Example "wrong": expected 5, but got "5".',
    'mappings/x.yaml:8:27 examples[2].lead.emial: No field "emial" (did you mean "email"?).',
    'mappings/x.yaml:8:52 examples[2].crm.mail: No field "mail" (did you mean "email"?).',
  ])
})

test("a connection's own file goes before its connector's", () => {
  const make = (name: string, connection: string, to: string) =>
    parseMapping({ path: `mappings/${name}.yaml`, text: `connection: ${connection}\nto: ${to}\nfields: {}` })
  const all = [make('a', 'hubspot', 'lead'), make('b', 'hubspot', 'crm'), make('c', 'hubspot-eu', 'lead')]
  expect(chooseMapping(all, 'hubspot-eu', 'hubspot', 'to-lead')?.name).toBe('c')
  expect(chooseMapping(all, 'hubspot-us', 'hubspot', 'to-lead')?.name).toBe('a')
  expect(chooseMapping(all, 'hubspot-eu', 'hubspot', 'to-crm')?.name).toBe('b')
  expect(chooseMapping(all, 'marketo', 'marketo', 'to-lead')).toBeUndefined()
  expect(mappingClashes(all)).toEqual([])
  expect(mappingClashes([...all, make('d', 'hubspot-eu', 'lead')])).toMatchObject([{ file: 'mappings/d.yaml' }])
})
