// A table of territories, and the row that a lead belongs to. Its one rule: of all rows whose cells all hold, the most specific one takes it:
// higher priority, then a named account, then the narrower place, then industry, then the narrower size, then the row that stands first.
import { accountKeysOf, type Placed } from './account-keys.ts'
import { findKey, keyAt, type KeyTableData } from './key-table.ts'
import { NO_CODE, postalNumber, rangeText } from './postal-number.ts'
import { bucketKey, type TableData, type Target } from './table-data.ts'
import { NO_END } from './table-row.ts'

export interface FoundRow {
  /** In the order of the buckets. */
  row: number
  line: number
  target: Target
  /** How many other rows hold too. */
  others: number
}

/** A lead in the numbers of the table; -1: the table does not know this value. */
interface Wanted {
  country: number
  state: number
  industry: number
  accounts: number[]
  code: number
  employees: number | null
}

export class TerritoryTable {
  readonly data: TableData

  constructor(data: TableData) {
    this.data = data
  }

  get name(): string {
    return nameOfTable(this.data.path)
  }

  find(question: Placed): FoundRow | undefined {
    const wanted = this.#wanted(question)
    let best = -1
    let holding = 0
    for (const key of bucketsFor(wanted)) {
      const bucket = this.#bucket(key)
      if (bucket === -1) continue
      const { bucketStarts } = this.data
      this.#stab(bucketStarts[bucket] ?? 0, bucketStarts[bucket + 1] ?? 0, wanted.code, (row) => {
        if (!this.#holds(row, wanted)) return
        holding += 1
        if (best === -1 || this.compare(row, best) < 0) best = row
      })
    }
    const target = this.data.targets[this.data.target[best] ?? -1]
    if (best === -1 || !target) return undefined
    return { row: best, line: this.data.line[best] ?? 0, target, others: holding - 1 }
  }

  /** Below 0: a goes first. */
  compare(a: number, b: number): number {
    const { priority, account, state, country, industry, line } = this.data
    const has = (list: Uint16Array | Uint32Array, row: number): number => (list[row] ? 0 : 1)
    return (
      (priority[b] ?? 0) - (priority[a] ?? 0) ||
      has(account, a) - has(account, b) ||
      this.#width(a) - this.#width(b) ||
      has(state, a) - has(state, b) ||
      has(country, a) - has(country, b) ||
      has(industry, a) - has(industry, b) ||
      this.#span(a) - this.#span(b) ||
      (line[a] ?? 0) - (line[b] ?? 0)
    )
  }

  /** What a row asks for, in words: `DE-BY, postal code 80 to 81, 50 to 999 employees`. */
  say(row: number): string {
    const { data } = this
    const text = (keys: KeyTableData, number: number | undefined): string | null =>
      number ? keyAt(keys, number - 1) : null
    const [country, state] = [text(data.countries, data.country[row]), text(data.states, data.state[row])]
    const [least = 0, most = NO_END] = [data.least[row], data.most[row]]
    const isSized = least > 0 || most < NO_END
    const account = text(data.accounts, data.account[row])
    const parts = [
      account && `account ${account.replace(/^=/, '')}`,
      country && (state ? `${country}-${state.toUpperCase()}` : country),
      (data.low[row] ?? NO_CODE) === NO_CODE
        ? null
        : `postal code ${rangeText(data.low[row] ?? 0, data.high[row] ?? 0)}`,
      text(data.industries, data.industry[row]),
      isSized && (most === NO_END ? `${least} employees and more` : `${least} to ${most} employees`),
    ]
    return parts.filter(Boolean).join(', ') || 'everything'
  }

  #width(row: number): number {
    return (this.data.low[row] ?? NO_CODE) === NO_CODE
      ? Infinity
      : (this.data.high[row] ?? 0) - (this.data.low[row] ?? 0)
  }

  #span(row: number): number {
    return (this.data.most[row] ?? NO_END) - (this.data.least[row] ?? 0)
  }

  #wanted(question: Placed): Wanted {
    const { country, state, industry, postalCode, employees } = question.lead.fields
    const { countries, states, industries, accounts } = this.data
    const number = (keys: KeyTableData, text: string | undefined): number =>
      text === undefined ? -1 : findKey(keys, text) + 1 || -1
    return {
      country: number(countries, country?.toUpperCase()),
      state: number(states, state?.toLowerCase()),
      industry: number(industries, industry?.toLowerCase()),
      // Without named accounts their keys need not be made.
      accounts: accounts.starts.length < 2 ? [] : accountKeysOf(question).map((key) => number(accounts, key)),
      code: postalNumber(postalCode),
      employees: employees ?? null,
    }
  }

  #holds(row: number, { country, state, industry, employees }: Wanted): boolean {
    const { data } = this
    const isOf = (list: Uint16Array, value: number): boolean => list[row] === 0 || list[row] === value
    const [least = 0, most = NO_END] = [data.least[row], data.most[row]]
    return (
      isOf(data.country, country) &&
      isOf(data.state, state) &&
      isOf(data.industry, industry) &&
      ((least === 0 && most === NO_END) || (employees !== null && employees >= least && employees <= most))
    )
  }

  #bucket(key: number): number {
    const { buckets } = this.data
    let [from, to] = [0, buckets.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      if ((buckets[middle] ?? 0) < key) from = middle + 1
      else to = middle
    }
    return buckets[from] === key ? from : -1
  }

  /** Rows of a part whose postal codes hold the code, those without one among them. */
  #stab(start: number, end: number, code: number, visit: (row: number) => void): void {
    if (start >= end) return
    const { low, high, highest } = this.data
    const middle = (start + end) >>> 1
    if ((highest[middle] ?? 0) < code) return
    this.#stab(start, middle, code, visit)
    if ((low[middle] ?? 0) > code) return
    if ((high[middle] ?? 0) >= code) visit(middle)
    this.#stab(middle + 1, end, code, visit)
  }
}

/** `rulebook/territories/emea.csv` → `emea` */
export function nameOfTable(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.csv$/i, '')
}

/** At most six, and one for each account. */
function bucketsFor({ country, state, industry, accounts }: Wanted): number[] {
  const keys = new Set<number>()
  const industries = industry > 0 ? [industry, 0] : [0]
  for (const one of industries) {
    keys.add(bucketKey(0, 0, one, 0))
    if (country <= 0) continue
    keys.add(bucketKey(country, 0, one, 0))
    if (state > 0) keys.add(bucketKey(country, state, one, 0))
  }
  for (const account of accounts) if (account > 0) keys.add(bucketKey(0, 0, 0, account))
  return [...keys]
}
