// docs/matching.md: its YAML is read by the real parser, its example comes out as it says, and its tables are those of the code.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, test } from 'vitest'
import { beginHistory, said } from '../src/lead/history.ts'
import type { LeadField } from '../src/lead/lead.ts'
import { compareLeads } from '../src/matching/people/live.ts'
import { defaultPeopleSettings } from '../src/matching/people/settings.ts'
import { parseMatching } from '../src/pipeline/matching-file.ts'
import { matchText } from '../src/pipeline/story.ts'
import { whyAlike } from '../src/matching/match.ts'
import { hearFields, remembered } from '../src/survivorship/fields.ts'
import { MOST_HEARD } from '../src/survivorship/hear.ts'
import { defaultStrategies, fieldNames, strategiesFor, strategyNames } from '../src/survivorship/strategy.ts'
import { yamlBlocks } from './docs-blocks.ts'

const root = join(import.meta.dirname, '..')
const text = readFileSync(join(root, 'docs/matching.md'), 'utf8')
const [block, people] = yamlBlocks(text)
const { strategies } = parseMatching(block ?? { path: 'none', text: '' })

/** Cells of the rows of the table with this head. */
function table(head: string): string[][] {
  const [, rows = ''] = text.split(`\n| ${head} |`)
  const [body = ''] = rows.split('\n\n')
  const lines = body.split('\n').slice(2)
  return lines.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

const word = (cell = ''): string => cell.replaceAll('`', '')

const columns = ['09:00 from `web-form`', '10:00 from `salesforce`', '11:00 from `hubspot`']
const example = table(['field', ...columns, 'stays'].join(' | ')).map((row) => row.map(word))

test.each([0, 1, 2])('the example comes out as it says, told from event %i on', (first) => {
  const all = remembered({}, beginHistory({}, 'inquiry', said(new Date(0), '')))
  for (const turn of [0, 1, 2]) {
    const at = (first + turn) % 3
    const [hour = '', connection = ''] = word(columns[at]).split(' from ')
    const given = example.map(([field = '', ...cells]) => [
      field,
      /^\d+$/.test(cells[at] ?? '') ? Number(cells[at]) : cells[at],
    ])
    const saying = said(new Date(`2026-11-24T${hour}:00Z`), `${connection} event`)
    hearFields(all, Object.fromEntries(given), saying, null, strategies)
  }
  expect(Object.entries(all.fields).map(([field, value]) => [field, String(value)])).toEqual(
    example.map((row) => [row[0], row.at(-1)]),
  )
  expect(example.length).toBeGreaterThan(6)
})

it('lists every strategy, with the fields it is for', () => {
  const rows = table('strategy | what stays | for')
  expect(rows.map(([name]) => word(name))).toEqual(strategyNames)
  const numbers: LeadField[] = ['employees', 'score']
  const kinds: Record<string, (field: LeadField) => boolean> = {
    'all but consent': (field) => field !== 'consent',
    'all but message, consent': (field) => field !== 'consent' && field !== 'message',
    texts: (field) => !numbers.includes(field) && field !== 'consent',
    numbers: (field) => numbers.includes(field),
    'email, phone': (field) => field === 'email' || field === 'phone',
    consent: (field) => field === 'consent',
  }
  for (const [name, , fits = ''] of rows) {
    const may = fieldNames.filter((field) => strategiesFor(field).some((strategy) => strategy === word(name)))
    expect([name, may]).toEqual([name, fieldNames.filter((field) => kinds[fits]?.(field))])
  }
  expect(text).toContain(`of the last ${MOST_HEARD} times`)
})

it('lists the defaults, which are those of the file that is shipped', () => {
  const rows = table('field | strategy').map(([names = '', strategy]) => [names.split(', ').map(word), word(strategy)])
  const strategyOf = new Map(rows.flatMap(([names, strategy]) => (names as string[]).map((name) => [name, strategy])))
  const told = fieldNames.map((field) => [field, { strategy: strategyOf.get(field) ?? strategyOf.get('all others') }])
  expect(Object.fromEntries(told)).toEqual(defaultStrategies)
  const file = 'rulebook/matching.yaml'
  expect(parseMatching({ path: file, text: readFileSync(join(root, file), 'utf8') }).strategies).toEqual(
    defaultStrategies,
  )
})

it('shows a fault as it is told', () => {
  const faulty = `# rulebook/matching.yaml\n${block?.text}`.replace('company: most_recent', 'company: longst')
  const [, shown = ''] = /^```\n(rulebook\/matching\.yaml:.*?)\n```$/ms.exec(text) ?? []
  const [place = '', message] = shown.split(/ (?=survivorship)/)
  expect(place).toBe('rulebook/matching.yaml:3:3')
  expect(() => parseMatching({ path: 'rulebook/matching.yaml', text: faulty })).toThrow(`${place} ${message}`)
})

it('shows the settings of people as they are without a file, and as they are shipped', () => {
  const file = 'rulebook/matching.yaml'
  const shipped = parseMatching({ path: file, text: readFileSync(join(root, file), 'utf8') })
  const shown = parseMatching(people ?? { path: 'none', text: '' })
  expect([shown.people, shipped.people]).toEqual([defaultPeopleSettings, defaultPeopleSettings])
})

it('tells why somebody is known as the timeline does', () => {
  const company = 'Contoso Ltd'
  const robert = { firstName: 'Robert', lastName: 'Miller', email: 'robert.miller@contoso.example', company }
  const bob = { firstName: 'Bob', lastName: 'Miller', email: 'bm@contoso.example', company }
  const asking = { left: [bob], right: [robert], records: 0, shared: { emails: [], phones: [] } }
  const likeness = compareLeads(asking, defaultPeopleSettings)
  const similar = { leadId: 'l', likeness, asking }
  const told = matchText({ kind: 'same', leadId: 'l', why: whyAlike(likeness), bits: likeness.bits, similar })
  expect(text).toContain(`\n${told}\n`)
})
