// Leads that no row of a table takes. Its one rule: each gap comes with a lead that lies in it, and that lead is asked of the table itself.
import countryCodes from 'i18n-iso-countries/index.js'
import type { LeadFields } from '../../lead/lead.ts'
import { codesOf, type Codes } from './code-spans.ts'
import { knownStates } from './grammar.ts'
import { keyAt } from './key-table.ts'
import type { TerritoryTable } from './table.ts'
import { NO_END } from './table-row.ts'

export interface Gap {
  /** In words: `DE-BY, postal code 20000 to 29999, 100 employees and more`. */
  says: string
  /** A lead that no row takes. */
  lead: LeadFields
}

export interface Gaps {
  gaps: Gap[]
  /** Countries whose postal codes have letters: between those no gap can be found. */
  notSearched: string[]
  /** There are more than can be listed. */
  isAtLeast: boolean
}

const MOST_GAPS = 1_000
/** States and industries of one country that are looked at, each with each. */
const MOST_GROUPS = 2_000

export function gapsIn(table: TerritoryTable): Gaps {
  const { countries, country, account } = table.data
  const found: Gaps = { gaps: [], notSearched: [], isAtLeast: false }
  const byCountry = Map.groupBy(
    Array.from(country, (_, row) => row).filter((row) => account[row] === 0),
    (row) => country[row] ?? 0,
  )
  const everywhere = byCountry.get(0) ?? []
  const named = [...byCountry.keys()].filter((number) => number > 0).map((number) => keyAt(countries, number - 1))
  for (const code of named.toSorted()) {
    const number = [...byCountry.keys()].find((one) => one > 0 && keyAt(countries, one - 1) === code) ?? 0
    searchCountry(table, code, [...(byCountry.get(number) ?? []), ...everywhere], found)
  }
  const other = Object.keys(countryCodes.getAlpha2Codes()).find((code) => !named.includes(code))
  if (other !== undefined)
    add(table, found, named.length === 0 ? 'any country' : `other countries than ${named.toSorted().join(', ')}`, {
      country: other,
    })
  return found
}

/** Asks the table itself, so that what is told is so. */
function add(table: TerritoryTable, found: Gaps, says: string, lead: LeadFields): void {
  if (table.find({ lead: { fields: lead }, account: null }) !== undefined) return
  if (found.gaps.length === MOST_GAPS) found.isAtLeast = true
  else found.gaps.push({ says, lead })
}

function searchCountry(table: TerritoryTable, code: string, rows: readonly number[], found: Gaps): void {
  const { data } = table
  const codes = codesOf(data, rows)
  if (codes === null) found.notSearched.push(code)
  const before = new Set<string>()
  const [states, industries] = [valuesOf(data.state, rows), valuesOf(data.industry, rows)]
  const isAllStates = isEach(
    code,
    states.map((state) => keyAt(data.states, state - 1).toUpperCase()),
  )
  let groups = 0
  for (const state of [0, ...states]) {
    if (state === 0 && isAllStates) continue
    const inState = rows.filter((row) => isOf(data.state[row], state))
    for (const industry of [0, ...industries]) {
      groups += 1
      if (groups > MOST_GROUPS) {
        found.isAtLeast = true
        return
      }
      const those = inState.filter((row) => isOf(data.industry[row], industry))
      const where = placeOf(table, code, state, industry, states.length > 0, industries.length > 0)
      for (const hole of holesIn(table, those, codes ?? undefined)) {
        // What is open to all is told once.
        if (before.has(hole.says)) continue
        if (state === 0 && industry === 0) before.add(hole.says)
        add(table, found, [where.says, hole.says].filter(Boolean).join(', '), { ...where.lead, ...hole.lead })
      }
    }
  }
  if (!before.has('')) add(table, found, `${code}, where nothing else is known`, { country: code })
}

function isOf(number: number | undefined, wanted: number): boolean {
  return number === 0 || number === wanted
}

function valuesOf(numbers: Uint16Array, rows: readonly number[]): number[] {
  return [...new Set(rows.map((row) => numbers[row] ?? 0))].filter((number) => number > 0)
}

function isEach(code: string, states: readonly string[]): boolean {
  return knownStates(code)?.every((state) => states.includes(state)) ?? false
}

/** State and industry 0: another one than those of the table. */
function placeOf(
  { data }: TerritoryTable,
  country: string,
  state: number,
  industry: number,
  hasStates: boolean,
  hasIndustries: boolean,
): { says: string; lead: LeadFields } {
  const lead: LeadFields = { country }
  if (state > 0) lead.state = keyAt(data.states, state - 1).toUpperCase()
  if (industry > 0) lead.industry = keyAt(data.industries, industry - 1)
  const place =
    lead.state === undefined ? (hasStates ? `${country}, other states` : country) : `${country}-${lead.state}`
  const trade = lead.industry ?? (hasIndustries ? 'other industries' : '')
  return { says: [place, trade].filter(Boolean).join(', '), lead }
}

interface Hole {
  says: string
  lead: LeadFields
}

/** What codes and sizes leave open between these rows. */
function holesIn({ data }: TerritoryTable, rows: readonly number[], codes: Codes | undefined): Hole[] {
  const ends = [...new Set([0, ...rows.flatMap((row) => [data.least[row] ?? 0, (data.most[row] ?? NO_END) + 1])])]
  const sizes = ends.filter((end) => end <= NO_END).toSorted((a, b) => a - b)
  return sizes.flatMap((least, at): Hole[] => {
    const most = (sizes[at + 1] ?? NO_END + 1) - 1
    const those = rows.filter((row) => (data.least[row] ?? 0) <= least && (data.most[row] ?? NO_END) >= most)
    const isSized = least > 0 || most < NO_END
    const size = isSized ? (most === NO_END ? `${least} employees and more` : `${least} to ${most} employees`) : ''
    const lead: LeadFields = isSized ? { employees: least } : {}
    return openCodes(those, codes).map((hole) => ({
      says: [hole.says, size].filter(Boolean).join(', '),
      lead: { ...lead, ...hole.lead },
    }))
  })
}

/** Between the first and the last code of the country; or all, when no row is there. */
function openCodes(rows: readonly number[], codes: Codes | undefined): Hole[] {
  if (!codes) return rows.length > 0 ? [] : [{ says: '', lead: {} }]
  const spans = rows.flatMap((row) => codes.spanOf(row) ?? [])
  if (spans.length < rows.length) return []
  if (spans.length === 0) return [{ says: '', lead: { postalCode: text(codes.first, codes) } }]
  const holes: Hole[] = []
  let next = codes.first
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from > next) holes.push(holeOf(next, from - 1, codes))
    next = Math.max(next, to + 1)
  }
  if (next <= codes.last) holes.push(holeOf(next, codes.last, codes))
  return holes
}

function holeOf(from: number, to: number, codes: Codes): Hole {
  const [first, last] = [text(from, codes), text(to, codes)]
  return { says: `postal code ${first === last ? first : `${first} to ${last}`}`, lead: { postalCode: first } }
}

function text(number: number, { length }: Codes): string {
  return String(number).padStart(length, '0')
}
