// Tables of territories: the most specific row that holds takes the lead, found as fast among a million rows as among ten.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConfigError, faultLine } from '../../../src/errors.ts'
import type { Question } from '../../../src/routing/question.ts'
import { isInRange, postalKey, readPostalRange } from '../../../src/routing/rules/postal.ts'
import { readTable } from '../../../src/routing/territories/read-table.ts'
import { TerritoryTable } from '../../../src/routing/territories/table.ts'
import { columns, readRow, type Column, type TableRow } from '../../../src/routing/territories/table-row.ts'
import { accountOf, question } from '../book-of.ts'

const path = 'rulebook/territories/emea.csv'
const tableOf = (text: string): TerritoryTable => new TerritoryTable(readTable({ path, text }))
const lead = (fields: Question['lead']['fields']): Question => question({ lead: { fields } })

const emea =
  tableOf(`country,state,postal_from,postal_to,employees_min,employees_max,industry,account,pool,owner,priority
,,,,,,,,rest,,
DE,,,,,,,,germany,,
Germany,BY,,,,,,,bavaria,,
DE,,80000,82999,,,,,munich,,
DE,,80331,,,,,,,mia@acme.example,
DE,,,,1000,,,,large,,
DE,,,,,,Software,,software,,
,,,,,,,northwind.example,key,,
,,,,,,,Contoso Ltd,key,,
AT,,,,,,,,austria,,
AT,,,,,,,,urgent,,5
GB,,EC1,EC4,,,,,city,,
`)
const nameOf = (asked: Question): string | undefined => emea.find(asked)?.target.name

describe('the row that takes a lead', () => {
  it.each<[string, Question['lead']['fields'], string]>([
    ['says nothing, where no other holds', { country: 'FR' }, 'rest'],
    ['holds where nothing is known', {}, 'rest'],
    ['is of its country', { country: 'DE' }, 'germany'],
    ['is rather of its state', { country: 'DE', state: 'by' }, 'bavaria'],
    ['is rather of its postal code', { country: 'DE', state: 'BY', postalCode: '81000' }, 'munich'],
    ['is of the narrower range of postal codes', { country: 'DE', postalCode: '80331' }, 'mia@acme.example'],
    ['is of its size', { country: 'DE', employees: 1000 }, 'large'],
    [
      'is rather of its industry than of its size',
      { country: 'DE', employees: 1000, industry: 'software' },
      'software',
    ],
    [
      'is rather of its account than of its place',
      { country: 'DE', postalCode: '80331', domain: 'northwind.example' },
      'key',
    ],
    ['knows an account by its name', { company: 'CONTOSO Limited' }, 'key'],
    ['has the higher priority before all', { country: 'AT' }, 'urgent'],
    ['has a range of letters', { country: 'GB', postalCode: 'ec2a 4ne' }, 'city'],
    ['is not of another country', { country: 'FR', postalCode: '80331' }, 'rest'],
  ])('%s', (_, fields, name) => {
    expect(nameOf(lead(fields))).toBe(name)
  })

  it('knows the account of the CRM too', () => {
    expect(nameOf(question({ account: accountOf({ domain: 'northwind.example' }) }))).toBe('key')
  })

  it('is told with its line, its cells, and how many others hold', () => {
    const found = emea.find(lead({ country: 'DE', state: 'BY', postalCode: '81000' }))
    expect(found).toMatchObject({ line: 5, others: 3 })
    expect(emea.say(found?.row ?? -1)).toBe('DE, postal code 80000 to 82999')
  })
})

describe('of any table and any lead', () => {
  const maybe = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom('', ...values)
  const cells = fc.record({
    country: maybe('DE', 'GB'),
    state: maybe('BY', 'BE'),
    postal: maybe('8', '80', '80-81', '80331-80999', 'E', 'EZ', 'EY-EZ', 'Z'),
    employees_min: maybe('10', '100'),
    employees_max: maybe('100', '500'),
    industry: maybe('Software', 'Banking'),
    account: maybe('northwind.example', 'Contoso'),
    pool: fc.constantFrom('a', 'b'),
    priority: maybe('1', '-1'),
  })
  const rowsOf = fc
    .array(cells, { minLength: 1, maxLength: 60 })
    .map((rows) =>
      rows
        .map((row) => (row.country === '' ? { ...row, state: '', postal: '' } : row))
        .map((row) => (row.country === 'GB' ? { ...row, state: '' } : row)),
    )
  const leads = fc.record(
    {
      country: fc.constantFrom('DE', 'GB', 'FR'),
      state: fc.constantFrom('BY', 'BE', 'XX'),
      postalCode: fc.constantFrom('8', '80', '80331', '81', '8-0', 'EZ1', 'e', 'EY', 'z9', 'EZZ ZZ', 'ä'),
      employees: fc.constantFrom(0, 10, 99, 100, 500, 501),
      industry: fc.constantFrom('Software', 'banking', 'Retail'),
      company: fc.constantFrom('Contoso GmbH', 'Other'),
      domain: fc.constantFrom('northwind.example', 'other.example'),
    },
    { requiredKeys: [] },
  )

  const heading: readonly Column[] = columns
  const csvOf = (rows: readonly Partial<Record<Column, string>>[]): string =>
    [heading.join(), ...rows.map((row) => heading.map((name) => row[name] ?? '').join())].join('\n')

  it('the row is the one that a search through all of them finds', () => {
    fc.assert(
      fc.property(rowsOf, leads, (rows, fields) => {
        const table = tableOf(csvOf(rows))
        const asked = lead(fields)
        const holding = rows.flatMap((row, n) => (holds(read(row), fields) ? [n + 2] : []))
        const found = table.find(asked)
        expect(found === undefined ? 0 : found.others + 1).toBe(holding.length)
        if (!found) return
        expect(holding).toContain(found.line)
        const placeOf = new Map(Array.from(table.data.line, (line, row) => [line, row]))
        for (const line of holding) expect(table.compare(found.row, placeOf.get(line) ?? -1)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 500 },
    )
  })

  function read(row: Partial<Record<Column, string>>): TableRow {
    const made = readRow(row)
    if (typeof made === 'string') throw new Error(made)
    return made
  }

  /** As the guide says it, cell by cell. */
  function holds(
    row: TableRow,
    { country, state, postalCode, employees, industry, company, domain }: Question['lead']['fields'],
  ): boolean {
    const key = postalKey(postalCode)
    const accounts: (string | undefined)[] = [domain, company?.startsWith('Contoso') ? '=contoso' : undefined]
    return (
      (row.country === null || row.country === country) &&
      (row.state === null || row.state === state?.toLowerCase()) &&
      (row.postal === null || (key !== undefined && isInRange(row.postal, key))) &&
      (row.employees === null ||
        (employees !== undefined && employees >= row.employees[0] && employees <= row.employees[1])) &&
      (row.industry === null || row.industry === industry?.toLowerCase()) &&
      (row.account === null || accounts.includes(row.account))
    )
  }
})

describe('a table with faults', () => {
  const faultsOf = (text: string): string[] => {
    try {
      tableOf(text)
    } catch (error) {
      if (error instanceof ConfigError) return error.faults.map(faultLine)
      throw error
    }
    return []
  }

  it.each([
    ['', ':1:1: The table is empty'],
    ['country,pol\n', ':1:1: Unknown column "pol" (did you mean "pool"?)'],
    ['country,country,pool\n', 'Two columns are called country.'],
    ['country\nDE\n', 'A table needs a column owner or pool'],
    ['country,pool\nDE,\n', ':2:1: Say either owner or pool'],
    ['country,pool\nQQ,a\n', ':2:1: "QQ" is no country that we know'],
    ['state,pool\nBY,a\n', 'A state needs its country'],
    ['country,state,pool\nDE,BX,a\n', '"DE-BX" is no state of DE'],
    ['postal,pool\n80,a\n', 'A postal code needs its country'],
    ['country,postal_from,postal_to,pool\nDE,80,8000,a\n', 'must have as many signs'],
    ['country,postal_to,pool\nDE,80,a\n', 'postal_to needs postal_from'],
    ['employees_min,employees_max,pool\n9,1,a\n', 'employees_min 9 is above employees_max 1'],
    ['employees_min,pool\nmany,a\n', '"many" is no number of employees'],
    ['account,pool\n-,a\n', '"-" names no company'],
    ['priority,pool\nhigh,a\n', '"high" is no priority'],
    ['country,pool\nDE,a,b\n', 'This row has 3 cells, and the heading 2'],
    ['country,pool\nDE,"a\n', 'mend the quotes here'],
  ])('%j: %s', (text, message) => {
    expect(faultsOf(text).join('\n')).toContain(message)
  })

  it('tells a hundred of them, and counts the others', () => {
    const faults = faultsOf(`country,pool\n${'QQ,a\n'.repeat(1_200)}`)
    expect(faults).toHaveLength(101)
    expect(faults[99]).toMatch(/^rulebook\/territories\/emea.csv:101:1: "QQ"/)
    expect(faults[100]).toBe('rulebook/territories/emea.csv: 1,100 more rows have faults.')
  })
})

it('reads what spreadsheets save: semicolons, a mark at the beginning, empty lines', () => {
  const table = tableOf('\uFEFFCountry;Postal From;Pool\r\nDE;80;"a, b"\r\n\r\n;;\r\nDE;81;c\r\n')
  expect([table.data.count, table.find(lead({ country: 'DE', postalCode: '81' }))?.line]).toEqual([2, 5])
  expect(readPostalRange('80')).toEqual({ from: '80', to: '80' })
})
