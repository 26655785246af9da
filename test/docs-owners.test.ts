// docs/owners.md: its rules are read by the real parser, its tests come out, and its settings are ones that the connectors take.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { settings as hubspot } from '../connectors/hubspot/settings.ts'
import { settings as salesforce } from '../connectors/salesforce/settings.ts'
import { faultLine } from '../src/errors.ts'
import { parseRoutingBook } from '../src/routing/book.ts'
import { runRuleTests } from '../src/routing/check/rule-tests.ts'
import { ownerWords } from '../src/routing/rules/owner-words.ts'
import type { TextFile } from '../src/yaml-file.ts'
import { yamlBlocks } from './docs-blocks.ts'

const text = readFileSync(join(import.meta.dirname, '../docs/owners.md'), 'utf8')
const blocks = yamlBlocks(text)
const block = (path: string): TextFile => {
  const found = blocks.find((one) => one.path === `rulebook/${path}`)
  if (!found) throw new Error(`The guide has no rulebook/${path}.`)
  return found
}
const pools = {
  path: 'rulebook/pools.yaml',
  text: 'pools: { sdr: { members: [ana.silva@acme.example] }, customer-success: { members: [nora.lind@acme.example] } }',
}
const book = parseRoutingBook({ rules: block('rules.yaml'), pools }, { policies: new Set(['four-hours']) })

it('sends each relationship where its tests say', () => {
  const { count, faults } = runRuleTests([block('tests/owners.yaml')], book)
  expect([count, faults.map(faultLine)]).toEqual([8, []])
})

it('makes leads stick as it says', () => {
  const sticky = blocks.find(({ path }) => path === 'sticky/rules.yaml')
  const { rules } = parseRoutingBook(
    { rules: { path: 'rules.yaml', text: sticky?.text ?? '' }, pools },
    { policies: null },
  )
  expect(rules.map((rule) => rule.sticky)).toEqual([
    undefined,
    { owner: 'account', inPool: false, notOlderThan: null },
    { owner: 'previous', inPool: true, notOlderThan: { minutes: 90 * 24 * 60, text: '90d' } },
  ])
})

it('splits as it says', () => {
  const shown = blocks.find(({ path }) => path === 'split/rules.yaml')?.text ?? ''
  const { rules } = parseRoutingBook({ rules: { path: 'rules.yaml', text: shown }, pools }, { policies: null })
  expect(rules[0]?.action).toMatchObject({
    kind: 'split',
    by: 'lead.domain',
    shares: [{ percent: 50 }, { percent: 50 }],
  })
})

it('names every word for an owner', () => {
  for (const word of ownerWords) expect(text).toContain(`| \`${word}\` |`)
})

describe('its settings', () => {
  const connections = (parse(block('connections.yaml').text) as { connections: Record<string, { settings: unknown }> })
    .connections
  it('are taken by the connectors', () => {
    expect(salesforce.parse(connections['salesforce']?.settings).successManagerField).toBe('Success_Manager__c')
    expect(hubspot.parse(connections['hubspot']?.settings).successManagerProperty).toBe('customer_success_manager')
  })
})
