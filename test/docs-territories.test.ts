// docs/territories.md: its files are read by the real parsers, and say what the text says of them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseRoutingBook } from '../src/routing/book.ts'
import { decide } from '../src/routing/decide.ts'
import type { Question } from '../src/routing/question.ts'
import { readTable } from '../src/routing/territories/read-table.ts'
import { TerritoryTable } from '../src/routing/territories/table.ts'
import { columns } from '../src/routing/territories/table-row.ts'
import { bookOf, question } from './routing/book-of.ts'

const guide = (name: string): string => readFileSync(join(import.meta.dirname, '../docs', name), 'utf8')
const text = guide('territories.md')

/** YAML blocks that begin with this line. */
export function blocksOf(markdown: string, first: string): string[] {
  return [...markdown.matchAll(/^```yaml\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block.startsWith(`# ${first}\n`) ? [block] : [],
  )
}

const [file = ''] = blocksOf(text, 'rulebook/territories.yaml')
const names = 'emea-mid-market catch-all enterprise germany bavaria munich silicon-valley'.split(' ')
const pools = `pools: { ${names.map((name) => `${name}: { members: [a@acme.example] }`).join(', ')} }`
const [csv = ''] = [...text.matchAll(/^```csv\n(.*?)^```$/gms)].map(([, block]) => block)
const path = 'rulebook/territories/regions.csv'
const tables = new Map([['regions', new TerritoryTable(readTable({ path, text: csv }))]])
const otherwise = 'otherwise: { pool: catch-all }'
const isIn = (name: string, fields: Question['lead']['fields']): boolean => {
  const rules = `rules: [{ name: one, when: { territory: ${name} }, ignore: { reason: x } }]\n${otherwise}`
  return decide(question({ lead: { fields } }), bookOf(rules, pools, file)).rule === 'one'
}

describe('its territories', () => {
  it.each<[string, Question['lead']['fields'], boolean]>([
    ['dach', { country: 'CH' }, true],
    ['southern-germany', { country: 'DE', state: 'BW' }, true],
    ['southern-germany', { country: 'DE', postalCode: '71000' }, true],
    ['enterprise', { employees: 20_000 }, true],
    ['key-accounts', { company: 'Contoso Limited' }, true],
    ['emea', { country: 'AT' }, true],
    ['emea', { country: 'FR', domain: 'northwind.example' }, false],
    ['emea-software', { country: 'GB', industry: 'Software' }, true],
    ['emea-software', { country: 'US', industry: 'Software' }, false],
    ['emea-software', { country: 'GB' }, false],
  ])('%s: %j → %s', (name, fields, expected) => {
    expect(isIn(name, fields)).toBe(expected)
  })
})

describe('its table', () => {
  it.each<[Question['lead']['fields'], string | undefined]>([
    [{ country: 'DE' }, 'germany'],
    [{ country: 'DE', state: 'BY' }, 'bavaria'],
    [{ country: 'DE', state: 'BY', postalCode: '81000' }, 'munich'],
    [{ country: 'DE', state: 'BY', postalCode: '81000', employees: 1000 }, 'enterprise'],
    [{ country: 'US', state: 'CA', industry: 'Software' }, 'silicon-valley'],
    [{ country: 'US', state: 'CA' }, undefined],
    [{ country: 'DE', domain: 'northwind.example' }, 'mia.kern@acme.example'],
  ])('%j → %s', (fields, name) => {
    expect(tables.get('regions')?.find(question({ lead: { fields } }))?.target.name).toBe(name)
  })

  it('has the columns that the guide names, and no others', () => {
    const rows = text.split('| column | the row holds when |')[1]?.split('\n\n')[0] ?? ''
    const named = [...rows.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    )
    expect(new Set(named)).toEqual(new Set(columns))
    expect(named).toHaveLength(columns.length)
  })
})

it.each([
  ['territories.md', text],
  ['rulebook.md', guide('rulebook.md')],
])('the rules of %s can be written so', (_, markdown) => {
  const written = blocksOf(markdown, 'in rules.yaml')
  expect(written.length).toBeGreaterThan(0)
  for (const block of written) {
    const indented = block.replaceAll(/^(?=.)/gm, '  ')
    const rules = { path: 'rules.yaml', text: `rules:\n${indented}${otherwise}\n` }
    const files = {
      rules,
      pools: { path: 'pools.yaml', text: pools },
      territories: { path: 'territories.yaml', text: file },
    }
    expect(parseRoutingBook(files, { policies: null, tables }).rules.length).toBeGreaterThan(1)
  }
})
