// pointsman map: per field where it came from and what each step made of it, the same as the live path does.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { applyMapping } from '../../src/mapping/apply.ts'
import { parseMapping } from '../../src/mapping/mapping.ts'
import { newFolder, type Folder } from './pointsman-process.ts'

const mapping = `connection: acme
to: lead
fields:
  email: mail
  country: { from: "fields[name=land].value", with: [trim, title-case] }
  employees: { from: size, with: range-middle }
  source: { from: utm, default: Acme }
  company: firm
require: [email]
stage: { from: kind, lookup: { demo: MQL } }
`
const payload = {
  mail: ' Ada@Gmail.com',
  fields: [{ name: 'land', value: ' germany' }],
  size: '11-50',
  kind: 'demo',
  firm: 'n/a',
  'utm term': 'crm',
  page: { url: 'https://example.com', empty: '' },
}

let folder: Folder
beforeAll(() => {
  folder = newFolder()
  folder.write('mappings/acme.yaml', mapping)
  folder.write('payload.json', JSON.stringify(payload))
})
afterAll(() => folder.remove())

it.concurrent('tells it as text', async () => {
  const ended = await folder.run(['map', 'acme', 'payload.json'])
  expect(ended).toMatchObject({ code: 0, stderr: '' })
  expect(ended.stdout.replace(/version [0-9a-f]{12}/, 'version x')).toBe(`A lead by mappings/acme.yaml version x

  email: "ada@gmail.com"
    came from mail: " Ada@Gmail.com"
    trimmed, lower case: " Ada@Gmail.com" → "ada@gmail.com"

  country: "DE"
    came from fields[name=land].value: " germany"
    trim: " germany" → "germany"
    title-case: "germany" → "Germany"
    country to ISO code: "Germany" → "DE"

  employees: 30
    came from size: "11-50"
    range-middle: "11-50" → "30"
    as integer: "30" → 30

  source: "Acme"
    default: nothing → "Acme"

  stage: "MQL"
    came from kind: "demo"
    looked up: "demo" → "MQL"

Left empty
  company
    came from firm: "n/a"
    placeholder removed: "n/a" → nothing

Not read by any field
  fields[*].name
  ["utm term"]
  page.url
`)
})

it.concurrent('tells it as JSON from standard input, by the functions of the live path', async () => {
  const told = await folder.json(['map', 'mappings/acme.yaml', '-'], { input: JSON.stringify(payload) })
  const parsed = parseMapping({ path: 'mappings/acme.yaml', text: mapping })
  if (parsed.direction !== 'to-lead') throw new Error('It leads to a CRM.')
  const { draft, steps } = applyMapping(parsed, payload, new Date(0))
  const { fields, stage, suspicious } = draft
  const unread = ['fields[*].name', '["utm term"]', 'page.url']
  const expected = {
    mapping: parsed.path,
    version: parsed.version,
    to: 'lead',
    fields,
    stage,
    suspicious,
    steps,
    unread,
  }
  expect(told).toEqual(JSON.parse(JSON.stringify(expected)))
})

it.concurrent('shows the fields for a CRM of a lead', async () => {
  const lead = { email: 'ada@example.com', lastName: 'Lovelace', source: 'Web form' }
  const told = await folder.json<{ to: string; fields: object }>(['map', 'salesforce-lead', '-'], {
    input: JSON.stringify({ lead, account: { name: 'Example Ltd' } }),
  })
  expect(told).toMatchObject({ to: 'crm', fields: { LastName: 'Lovelace', Company: 'Example Ltd', LeadSource: 'Web' } })
})

it.concurrent.each([
  [['map', 'acmee', 'payload.json'], 4, 'There is no mapping "acmee" (did you mean "acme"?).'],
  [['map', 'acme', 'none.json'], 2, 'none.json cannot be read'],
  [['map', 'acme', '-'], 3, 'mappings/acme.yaml:4:3 email: It is required, but nothing came.'],
])('%j ends with %i and says why', async (args, code, why) => {
  const ended = await folder.run(args, { input: '{}' })
  expect(ended).toMatchObject({ code, stdout: '' })
  expect(ended.stderr).toContain(why)
})

it.concurrent('a faulty mapping is told with its places, whatever the others hold', async () => {
  folder.write('mappings/broken.yaml', mapping.replace('range-middle', 'range-midle'))
  const ended = await folder.run(['map', 'broken', 'payload.json'])
  expect(ended).toMatchObject({
    code: 3,
    stderr: expect.stringContaining(
      'mappings/broken.yaml:6:28 fields.employees.with: No transform "range-midle" (did you mean "range-middle"?).',
    ),
  })
  expect((await folder.run(['map', 'acme', 'payload.json'])).code).toBe(0)
})
