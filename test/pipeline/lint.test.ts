// What is said of a whole rulebook: pools, people and promises, each with its place.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { lintRulebook, type Linting } from '../../src/pipeline/lint.ts'
import { compileRulebook } from '../../src/pipeline/rulebook.ts'

const shipped = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../rulebook/${name}`, import.meta.url)), 'utf8')
const now = new Date('2026-11-24T09:00:00Z')

function lint(files: Record<string, string>, more: Omit<Linting, 'now'> = {}): string[] {
  const names = ['rules.yaml', 'pools.yaml', 'calendars.yaml', 'sla.yaml']
  const whole = Object.fromEntries(names.map((name) => [`rulebook/${name}`, files[name] ?? shipped(name)]))
  return lintRulebook(compileRulebook(whole), { now, ...more }).map(
    ({ level, code, file, line }) => `${level} ${code} ${file}:${line}`,
  )
}

it('finds no fault and no warning in what is shipped', () => {
  expect(lint({}).filter((text) => !text.startsWith('note'))).toEqual([])
})

it('names pools that nothing uses, and members that get nothing', () => {
  const rules = 'rules: []\notherwise: { pool: a }\n'
  const pools = `pools:
  a: { members: [mia@acme.example, { email: jo@acme.example, weight: 0 }] }
  b: { members: [zoe@acme.example, mia@acme.example] }
`
  expect(lint({ 'rules.yaml': rules, 'pools.yaml': pools })).toEqual([
    'warning pool.unused rulebook/pools.yaml:3',
    'note pool.weight-zero rulebook/pools.yaml:2',
    'note pool.single rulebook/pools.yaml:2',
  ])
})

it('names people whom the CRM does not know, or who are not active there', () => {
  const rules = `rules:
  - { name: one, when: { lead.country: DE }, assign: { owner: ann@acme.example } }
otherwise: { pool: a }
`
  const pools = 'pools:\n  a:\n    members:\n      - mia@acme.example\n      - jo@acme.example\n'
  const owners = new Map([
    [
      'salesforce',
      [
        { email: 'Mia@acme.example', active: true },
        { email: 'jo@acme.example', active: false },
      ],
    ],
  ])
  expect(lint({ 'rules.yaml': rules, 'pools.yaml': pools }, { owners })).toEqual([
    'warning owner.inactive rulebook/pools.yaml:5',
    'warning owner.unknown rulebook/rules.yaml:2',
  ])
})

it('finds promises that never fall due, or very late', () => {
  const calendars = `calendars:
  seldom: { zone: Europe/Berlin, hours: { monday: "09:00-09:05" } }
`
  const sla = `policies:
  standard: { within: 4h, calendar: seldom }
  five-minutes: { within: 5m }
  customer: { within: 4h }
`
  expect(lint({ 'calendars.yaml': calendars, 'sla.yaml': sla }).filter((text) => text.includes('sla'))).toEqual([
    'warning sla.long rulebook/sla.yaml:2',
  ])
})
