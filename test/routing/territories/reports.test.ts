// What a table says twice, and what it leaves open: every gap that is told is one, and where a lead falls through, one is told.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LeadFields } from '../../../src/lead/lead.ts'
import { gapsIn } from '../../../src/routing/territories/gaps.ts'
import { overlapsIn } from '../../../src/routing/territories/overlaps.ts'
import { readTable } from '../../../src/routing/territories/read-table.ts'
import { TerritoryTable } from '../../../src/routing/territories/table.ts'

const heading = 'country,state,postal,employees_min,employees_max,industry,account,pool'
const tableOf = (rows: string): TerritoryTable =>
  new TerritoryTable(readTable({ path: 'rulebook/territories/a.csv', text: `${heading}\n${rows}` }))

describe('overlaps', () => {
  const linesOf = (rows: string): unknown =>
    overlapsIn(tableOf(rows), 20).examples.map(({ kind, lines }) => [kind, ...lines])

  it.each([
    ['two rows for the same', 'DE,,,,,,,a\nDE,,,,,,,b', [['same', 2, 3]]],
    ['ranges of codes that reach into each other', 'DE,,10-20,,,,,a\nDE,,15-25,,,,,b', [['partly', 2, 3]]],
    ['sizes that reach into each other', 'DE,,,1,100,,,a\nDE,,,50,120,,,b', [['partly', 3, 2]]],
    ['a named account with two owners', ',,,,,,acme.example,a\n,,,,,,acme.example,b', [['same', 2, 3]]],
    ['a range within another: meant so', 'DE,,10-20,,,,,a\nDE,,15,,,,,b', []],
    ['a code within all codes: meant so', 'DE,,,1,100,,,a\nDE,,15,50,120,,,b', []],
    ['a state within its country: meant so', 'DE,,,,,,,a\nDE,BY,,,,,,b', []],
    ['other sizes', 'DE,,10-20,1,10,,,a\nDE,,15-25,11,20,,,b', []],
    ['one owner', 'DE,,10-20,,,,,a\nDE,,15-25,,,,,a', []],
  ])('%s', (_, rows, expected) => {
    expect(linesOf(rows)).toEqual(expected)
  })

  it('counts rows that stand there twice, and says when it did not look at all', () => {
    expect(overlapsIn(tableOf('DE,,,,,,,a\nDE,,,,,,,a'), 20)).toMatchObject({
      twice: 1,
      examples: [],
      isAtLeast: false,
    })
    expect(overlapsIn(tableOf('DE,,,,,,,a\n'.repeat(300)), 20)).toMatchObject({ isAtLeast: true })
  })
})

describe('gaps', () => {
  const saidOf = (rows: string): string[] =>
    gapsIn(tableOf(`${rows}\n,,,,,,nobody.example,a`)).gaps.map(({ says }) => says)

  it.each([
    ['everything is taken', ',,,,,,,a', []],
    ['another country', 'DE,,,,,,,a', ['other countries than DE']],
    ['codes in between', 'DE,,10,,,,,a\nDE,,30-39,,,,,a\n,,,,,,,a', []],
    [
      'codes in between, where nothing stands behind them',
      'DE,,10,,,,,a\nDE,,30-39,,,,,a',
      ['DE, postal code 11 to 29', 'DE, where nothing else is known', 'other countries than DE'],
    ],
    [
      'codes of several lengths that meet',
      'DE,,1,,,,,a\nDE,,20000-29999,,,,,a',
      ['DE, where nothing else is known', 'other countries than DE'],
    ],
    [
      'sizes',
      'DE,,,1,99,,,a\n,,,200,,,,a',
      [
        'DE, 0 to 0 employees',
        'DE, 100 to 199 employees',
        'DE, where nothing else is known',
        'other countries than DE',
      ],
    ],
    ['a state that is not named', 'DE,BY,,,,,,a', ['DE, other states', 'other countries than DE']],
    ['an industry', 'DE,,,,,Software,,a', ['DE, other industries', 'other countries than DE']],
  ])('%s', (_, rows, expected) => {
    expect(saidOf(rows)).toEqual(expected)
  })

  it('are not looked for between codes with letters, and that is said', () => {
    expect(gapsIn(tableOf('GB,,EC1,,,,,a\nDE,,1,,,,,a')).notSearched).toEqual(['GB'])
  })

  const maybe = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom('', ...values)
  const row = fc
    .tuple(
      maybe('DE'),
      maybe('BY', 'BE'),
      maybe('1', '10-12', '2', '11-25'),
      maybe('10', '50'),
      maybe('50', '90'),
      maybe('Software', 'Banking'),
    )
    .map(([country, ...rest]) => [country, ...(country === '' ? ['', '', ...rest.slice(2)] : rest), '', 'a'].join())
  const some = fc
    .array(row, { minLength: 1, maxLength: 12 })
    .map((rows) => [...rows, 'DE,BE,10,90,,Banking,,a', 'DE,BE,25,90,,Banking,,a'].join('\n'))
  const leads: fc.Arbitrary<LeadFields> = fc.record({
    country: fc.constantFrom('DE'),
    state: fc.constantFrom('BY', 'BE', 'HH'),
    postalCode: fc.constantFrom('10', '12', '13', '19', '21', '25'),
    employees: fc.constantFrom(0, 10, 49, 50, 51, 90, 91),
    industry: fc.constantFrom('Software', 'Banking', 'Retail'),
  })

  it('are told where any lead falls through between first and last code, and each of them is one', () => {
    fc.assert(
      fc.property(some, leads, (rows, fields) => {
        const table = tableOf(rows)
        const { gaps } = gapsIn(table)
        for (const { lead } of gaps) expect(table.find({ lead: { fields: lead }, account: null })).toBeUndefined()
        const told = gaps.filter(({ says }) => !/other countries|any country|nothing else/.test(says))
        // Every table here has rows for the first and for the last of these codes, or for none.
        const fallsThrough = table.find({ lead: { fields }, account: null }) === undefined
        expect(fallsThrough && told.length === 0).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})
