// docs/territories.md: its files are read by the real parsers, and say what the text says of them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decide } from '../src/routing/decide.ts'
import type { Question } from '../src/routing/question.ts'
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
const pools = `pools: { emea-mid-market: { members: [a@acme.example] }, catch-all: { members: [a@acme.example] }, enterprise: { members: [a@acme.example] } }`
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

it.each([
  ['territories.md', text],
  ['rulebook.md', guide('rulebook.md')],
])('the rules of %s can be written so', (_, markdown) => {
  const rules = blocksOf(markdown, 'in rules.yaml')
  expect(rules.length).toBeGreaterThan(0)
  for (const block of rules) {
    const indented = block.replaceAll(/^(?=.)/gm, '  ')
    expect(bookOf(`rules:\n${indented}${otherwise}\n`, pools, file).rules.length).toBeGreaterThan(1)
  }
})
