// Rows of a CSV, one after the other → a table that can be asked. Its one rule: every fault is told with its line, up to a hundred; a table
// with one is never built.
import { ConfigError, type Fault } from '../../errors.ts'
import { KeyTableBuilder } from './key-table.ts'
import { NO_CODE, rangeNumbers } from './postal-number.ts'
import { bucketKey, type TableData, type Target } from './table-data.ts'
import { NO_END, readHeading, readRow, type Column } from './table-row.ts'

export const MOST_ROWS = 1_000_000
const MOST_FAULTS = 100
/** Numbers of countries, states and industries have two bytes. */
const MOST_TEXTS = 0xfffe

type Arrays = Pick<
  TableData,
  'line' | 'country' | 'state' | 'industry' | 'account' | 'target' | 'priority' | 'low' | 'high' | 'least' | 'most'
>

function arraysOf(size: number): Arrays {
  return {
    line: new Uint32Array(size),
    country: new Uint16Array(size),
    state: new Uint16Array(size),
    industry: new Uint16Array(size),
    account: new Uint32Array(size),
    target: new Uint32Array(size),
    priority: new Int32Array(size),
    low: new Float64Array(size),
    high: new Float64Array(size),
    least: new Uint32Array(size),
    most: new Uint32Array(size),
  }
}

export class TableBuilder {
  readonly #path: string
  readonly #faults: Fault[] = []
  #refused = 0
  #columns: (Column | null)[] | undefined
  #rows = arraysOf(1_024)
  #count = 0
  readonly #texts = {
    countries: new KeyTableBuilder(),
    states: new KeyTableBuilder(),
    industries: new KeyTableBuilder(),
    accounts: new KeyTableBuilder(),
  }
  readonly #targets: Target[] = []
  readonly #targetOf = new Map<string, number>()

  constructor(path: string) {
    this.#path = path
  }

  /** @param line in the file, from 1; the first row is the heading */
  add(line: number, cells: readonly string[]): void {
    const columns = this.#columns
    if (!columns) return this.#heading(line, cells)
    if (this.#count === MOST_ROWS) {
      if (this.#refused === 0)
        this.refuse(line, `A table has at most ${MOST_ROWS.toLocaleString('en')} rows: divide it.`)
      return
    }
    if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
      return this.refuse(
        line,
        `This row has ${cells.length} cells, and the heading ${columns.length}: put texts with commas in quotes.`,
      )
    }
    const named: Partial<Record<Column, string>> = {}
    for (const [at, column] of columns.entries()) if (column) named[column] = cells[at] ?? ''
    const row = readRow(named)
    if (typeof row === 'string') return this.refuse(line, row)
    const at = this.#count
    if (at === this.#rows.line.length) this.#grow()
    const { countries, states, industries, accounts } = this.#texts
    const number = (keys: KeyTableBuilder, text: string | null): number => (text === null ? 0 : keys.numberOf(text) + 1)
    const { low, high } = row.postal ? rangeNumbers(row.postal) : { low: NO_CODE, high: Infinity }
    const values: Record<keyof Arrays, number> = {
      line,
      country: number(countries, row.country),
      state: number(states, row.state),
      industry: number(industries, row.industry),
      account: number(accounts, row.account),
      target: this.#target(row.to, line),
      priority: row.priority,
      low,
      high,
      least: row.employees?.[0] ?? 0,
      most: row.employees?.[1] ?? NO_END,
    }
    if (values.state > MOST_TEXTS || values.industry > MOST_TEXTS)
      return this.refuse(line, 'There are too many different states or industries.')
    for (const [name, value] of Object.entries(values)) this.#rows[name as keyof Arrays][at] = value
    this.#count += 1
  }

  refuse(line: number, message: string): void {
    this.#refused += 1
    if (this.#faults.length < MOST_FAULTS) this.#faults.push({ file: this.#path, line, column: 1, message })
  }

  /** @throws ConfigError naming its faults */
  finish(): TableData {
    if (!this.#columns && this.#refused === 0)
      this.refuse(1, 'The table is empty: it needs a heading, such as country,pool.')
    if (this.#refused > this.#faults.length) {
      this.#faults.push({
        file: this.#path,
        message: `${(this.#refused - this.#faults.length).toLocaleString('en')} more rows have faults.`,
      })
    }
    if (this.#faults.length > 0) throw new ConfigError(this.#faults)
    const { countries, states, industries, accounts } = this.#texts
    return {
      path: this.#path,
      count: this.#count,
      countries: countries.data(),
      states: states.data(),
      industries: industries.data(),
      accounts: accounts.data(),
      targets: this.#targets,
      ...inBuckets(this.#rows, this.#count),
    }
  }

  #heading(line: number, cells: readonly string[]): void {
    const { columns, faults } = readHeading(cells)
    this.#columns = columns
    for (const fault of faults) this.refuse(line, fault)
  }

  #target({ kind, name }: { kind: Target['kind']; name: string }, line: number): number {
    const key = `${kind} ${name}`
    const known = this.#targetOf.get(key)
    if (known !== undefined) return known
    this.#targetOf.set(key, this.#targets.length)
    return this.#targets.push({ kind, name, line }) - 1
  }

  #grow(): void {
    const young = arraysOf(2 * this.#rows.line.length)
    for (const name of Object.keys(young) as (keyof Arrays)[]) young[name].set(this.#rows[name])
    this.#rows = young
  }
}

function inBuckets(rows: Arrays, count: number): Arrays & Pick<TableData, 'highest' | 'buckets' | 'bucketStarts'> {
  const keys = new Float64Array(count)
  for (let at = 0; at < count; at += 1) {
    keys[at] = bucketKey(rows.country[at] ?? 0, rows.state[at] ?? 0, rows.industry[at] ?? 0, rows.account[at] ?? 0)
  }
  const of = (list: Float64Array, at: number): number => list[at] ?? 0
  const order = new Uint32Array(count).map((_, at) => at)
  order.sort((a, b) => of(keys, a) - of(keys, b) || of(rows.low, a) - of(rows.low, b) || a - b)
  const sorted = arraysOf(count)
  for (const name of Object.keys(sorted) as (keyof Arrays)[]) {
    const [from, to] = [rows[name], sorted[name]]
    for (let at = 0; at < count; at += 1) to[at] = from[order[at] ?? 0] ?? 0
  }
  const buckets: number[] = []
  const starts: number[] = []
  for (let at = 0; at < count; at += 1) {
    const key = of(keys, order[at] ?? 0)
    if (buckets.at(-1) === key) continue
    buckets.push(key)
    starts.push(at)
  }
  starts.push(count)
  const highest = new Float64Array(count)
  for (let at = 0; at + 1 < starts.length; at += 1) spanned(sorted.high, highest, starts[at] ?? 0, starts[at + 1] ?? 0)
  return { ...sorted, highest, buckets: Float64Array.from(buckets), bucketStarts: Uint32Array.from(starts) }
}

/** The middle row of each part knows the highest end of the part. */
function spanned(high: Float64Array, highest: Float64Array, start: number, end: number): number {
  if (start >= end) return -Infinity
  const middle = (start + end) >>> 1
  const most = Math.max(
    high[middle] ?? -Infinity,
    spanned(high, highest, start, middle),
    spanned(high, highest, middle + 1, end),
  )
  highest[middle] = most
  return most
}
