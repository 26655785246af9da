// docs/mapping.md: every YAML block in it is a mapping that parses, and its tables list what the code knows. Its commands: test/process/docs-mapping.test.ts.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leadFields } from '../src/lead/lead.ts'
import { stages } from '../src/lead/stage.ts'
import { conversions } from '../src/mapping/convert.ts'
import { crmInputKeys } from '../src/mapping/crm-input.ts'
import { parseMapping } from '../src/mapping/mapping.ts'
import { transforms } from '../src/mapping/transforms.ts'
import { yamlBlocks } from './docs-blocks.ts'

const text = readFileSync(join(import.meta.dirname, '..', 'docs', 'mapping.md'), 'utf8')
const blocks = yamlBlocks(text)

/** The rows of the first table after a heading, cell by cell. */
function tableUnder(heading: string): string[][] {
  const [, section = ''] = text.split(`\n${heading}\n`)
  const [table = ''] = /^\|.*\n\| ---.*\n(?:\|.*\n)+/m.exec(section) ?? []
  const rows = table.trim().split('\n').slice(2)
  return rows.map((row) => row.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
}

test('shows both directions, and a mapping that extends another', () => {
  const mappings = blocks.map((block) => parseMapping(block, blocks))
  expect(new Set(mappings.map(({ direction }) => direction))).toEqual(new Set(['to-lead', 'to-crm']))
  expect(blocks.filter((block) => block.text.includes('\nextends: '))).not.toEqual([])
})

test.each(blocks)('$path parses, and its examples hold', (block) => {
  expect(parseMapping(block, blocks).path).toBe(block.path)
  expect(block.text).toContain('examples:')
})

test('lists each transform in the words and with the example of the code, and no other', () => {
  const shown = (value: unknown): string => (value === null ? 'nothing' : `\`${JSON.stringify(value)}\``)
  const rows = Object.entries(transforms).map(([name, { says, example }]) => [
    `\`${name}\``,
    says,
    `\`${example.with}\`: ${shown(example.from)} → ${shown(example.gives)}`,
  ])
  expect(tableUnder('## Transforms')).toEqual(rows)
})

test('lists each word of a field that the schema knows, and no other', () => {
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', 'schema', 'mapping.schema.json'), 'utf8'),
  ) as object
  const words = new Set<string>()
  JSON.stringify(schema, (_key, node: unknown) => {
    const properties = (node as { properties?: Record<string, unknown> } | null)?.properties
    if (properties?.['else'] && properties['as']) for (const word of Object.keys(properties)) words.add(word)
    return node
  })
  const listed = tableUnder('## The words of a field').map(([word = '']) => word.replaceAll('`', ''))
  expect(listed.toSorted()).toEqual([...words].toSorted())
  expect(listed).toContain('template')
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
