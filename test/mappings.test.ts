// The mapping files that are shipped: each parses, shows itself by examples, and no two serve the same connection.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { applyMapping } from '../src/mapping/apply.ts'
import { chooseMapping, mappingClashes, mappingSchema, parseMapping, parseMappings } from '../src/mapping/mapping.ts'
import { readYaml } from '../src/yaml-file.ts'

const folder = join(import.meta.dirname, '..', 'mappings')
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ path: `mappings/${name}`, text: readFileSync(join(folder, name), 'utf8') }))

test.each(files)('$path holds, with its examples', (file) => {
  const { examples } = readYaml(file, mappingSchema).value
  expect(examples.length).toBeGreaterThan(0)
  expect(parseMapping(file, files).path).toBe(file.path)
})

test.each(files)('$path speaks to people first', ({ text }) => {
  expect(text.split('\n', 3).filter((line) => line.startsWith('#')).length).toBeGreaterThan(1)
})

test('every shipped connector has its mapping, and only one in each direction', () => {
  const mappings = parseMappings(files).mappings
  expect(mappingClashes(mappings)).toEqual([])
  const sources = ['hubspot', 'marketo', 'web-form', 'standard-webhooks']
  expect(sources.map((name) => chooseMapping(mappings, name, name, 'to-lead')?.name)).toEqual(sources)
  expect(chooseMapping(mappings, 'my-org', 'salesforce', 'to-crm')?.name).toBe('salesforce-lead')
  expect(chooseMapping(mappings, 'hubspot-eu', 'hubspot', 'to-crm')?.name).toBe('hubspot-contact')
})

test('a visitor cannot set the stage through the web form', () => {
  const mapping = chooseMapping(parseMappings(files).mappings, 'web-form', 'web-form', 'to-lead')
  const payload = { email: 'ada@example.com', stage: 'customer' }
  expect(mapping && applyMapping(mapping, payload, new Date(0)).draft.stage).toBe('MQL')
})
