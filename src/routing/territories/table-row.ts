// One row of a table of territories, as it stands in the CSV → what it says. Its one rule: a row that could never take a lead, or gives it to
// nobody, is a fault.
import { countryCode } from '../../cleanse/country.ts'
import { industryOf } from '../../cleanse/industry.ts'
import { didYouMean } from '../../yaml-file.ts'
import { readPostalRange, type PostalRange } from '../rules/postal.ts'
import { accountKey } from './account-keys.ts'
import { stateFault } from './grammar.ts'

export const columns = [
  'country',
  'state',
  'postal',
  'postal_from',
  'postal_to',
  'employees_min',
  'employees_max',
  'industry',
  'account',
  'owner',
  'pool',
  'priority',
  'note',
] as const
export type Column = (typeof columns)[number]

export interface TableRow {
  country: string | null
  state: string | null
  postal: PostalRange | null
  employees: [least: number, most: number] | null
  industry: string | null
  account: string | null
  /** Who gets it: `pool` or `owner`, and the name. */
  to: { kind: 'pool' | 'owner'; name: string }
  priority: number
}

export const NO_END = 0xffffffff

/** @returns the columns in their order, and sentences that say what is wrong */
export function readHeading(names: readonly string[]): { columns: (Column | null)[]; faults: string[] } {
  const faults: string[] = []
  const found = names.map((raw): Column | null => {
    const name = raw
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_')
    if (name === '') return null
    const column = columns.find((known) => known === name)
    if (!column) faults.push(`Unknown column "${raw}"${didYouMean(name, columns)}: there are ${columns.join(', ')}.`)
    return column ?? null
  })
  for (const column of columns) {
    if (found.filter((name) => name === column).length > 1) faults.push(`Two columns are called ${column}.`)
  }
  if (!found.includes('owner') && !found.includes('pool')) {
    faults.push('A table needs a column owner or pool: who gets the leads of a row.')
  }
  return { columns: found, faults }
}

/** @returns what it says, or a sentence that says what is wrong */
export function readRow(cells: Partial<Record<Column, string>>): TableRow | string {
  const cell = (column: Column): string => cells[column]?.trim() ?? ''
  const country = cell('country') === '' ? null : countryCode(cell('country'))
  if (country === undefined) return `"${cell('country')}" is no country that we know: write its code, such as DE.`
  const state = stateOf(cell('state'), country)
  if (typeof state === 'object' && state) return state.fault
  const postal = postalOf(cell('postal'), cell('postal_from'), cell('postal_to'))
  if (typeof postal === 'string') return `${postal}.`
  if (postal && country === null) return 'A postal code needs its country: fill the column country.'
  const employees = employeesOf(cell('employees_min'), cell('employees_max'))
  if (typeof employees === 'string') return employees
  const account = cell('account') === '' ? null : accountKey(cell('account'))
  if (account === undefined) return `"${cell('account')}" names no company: write its domain or its name.`
  const [pool, owner] = [cell('pool'), cell('owner')]
  if ((pool === '') === (owner === '')) return 'Say either owner or pool: who gets the leads of this row.'
  const priority = cell('priority') === '' ? 0 : Number(cell('priority'))
  if (!Number.isInteger(priority) || Math.abs(priority) > 1_000_000) {
    return `"${cell('priority')}" is no priority: write a whole number; the larger one goes first.`
  }
  const industry = cell('industry')
  return {
    country,
    state,
    postal,
    employees,
    industry: industry === '' ? null : (industryOf(industry) ?? industry).toLowerCase(),
    account,
    to: pool === '' ? { kind: 'owner', name: owner } : { kind: 'pool', name: pool },
    priority,
  }
}

function stateOf(text: string, country: string | null): string | null | { fault: string } {
  if (text === '') return null
  if (country === null) return { fault: 'A state needs its country: fill the column country.' }
  const part = text.toUpperCase().startsWith(`${country}-`) ? text.slice(3) : text
  const fault = stateFault(`${country}-${part}`)
  return fault === undefined ? part.toLowerCase() : { fault: `${fault}.` }
}

function postalOf(postal: string, from: string, to: string): PostalRange | null | string {
  if (postal === '' && from === '' && to === '') return null
  if (postal !== '')
    return from === '' && to === '' ? readPostalRange(postal) : 'Say postal, or postal_from and postal_to'
  if (from === '') return 'postal_to needs postal_from'
  return readPostalRange(
    to === '' ? from.replaceAll(/[\s-]/g, '') : `${from.replaceAll(/[\s-]/g, '')}-${to.replaceAll(/[\s-]/g, '')}`,
  )
}

function employeesOf(least: string, most: string): [number, number] | null | string {
  if (least === '' && most === '') return null
  const [low, high] = [least === '' ? 0 : Number(least), most === '' ? NO_END : Number(most)]
  for (const [text, number] of [[least, low] as const, [most, high] as const]) {
    if (!Number.isInteger(number) || number < 0 || number > NO_END) return `"${text}" is no number of employees.`
  }
  return low <= high ? [low, high] : `employees_min ${low} is above employees_max ${high}.`
}
