// docs/mappings.md: every YAML block in it is a mapping that parses, and its tables list what the code knows.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leadFields } from '../src/lead/lead.ts'
import { stages } from '../src/lead/stage.ts'
import { conversions } from '../src/mapping/convert.ts'
import { crmInputKeys } from '../src/mapping/crm-input.ts'
import { parseMapping } from '../src/mapping/mapping.ts'
import { transforms } from '../src/mapping/transforms.ts'

const text = readFileSync(join(import.meta.dirname, '..', 'docs', 'mappings.md'), 'utf8')
const blocks = [...text.matchAll(/^```yaml\n(.*?)^```$/gmsu)].map(([, block = ''], index) => ({
  // Lines of faults count inside the block.
  path: `docs/mappings.md block ${index + 1}`,
  text: block,
}))

test('shows both directions', () => {
  const directions = blocks.map((block) => parseMapping(block).direction)
  expect(new Set(directions)).toEqual(new Set(['to-lead', 'to-crm']))
})

test.each(blocks)('$path parses, and its examples hold', (block) => {
  expect(parseMapping(block).path).toBe(block.path)
  expect(block.text).toContain('examples:')
})

test('lists each transform in the words of the code, and no other', () => {
  const section = text.slice(text.indexOf('## Transforms'), text.indexOf('## What cleansing'))
  const rows = [...section.matchAll(/^\| `([a-z-]+)` \| (.+) \|$/gmu)].map(([, name, says]) => [name, says])
  expect(rows).toEqual(Object.entries(transforms).map(([name, { says }]) => [name, says]))
})

test('names every field, stage, kind, and every start of a path', () => {
  const names = [
    ...Object.keys(leadFields.shape),
    ...stages,
    ...conversions,
    ...crmInputKeys.decision,
    ...crmInputKeys.account,
    ...crmInputKeys.lead,
  ]
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
})
