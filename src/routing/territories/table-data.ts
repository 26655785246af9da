// A table of territories in typed arrays: what a thread builds and hands over. Its one rule: rows lie bucket by bucket, and in a bucket by
// their lowest postal code, so that one search finds what can take a lead.
import type { KeyTableData } from './key-table.ts'

export interface Target {
  kind: 'pool' | 'owner'
  name: string
  /** Of the first row that names it. */
  line: number
}

export interface TableData {
  /** `rulebook/territories/usa.csv` */
  path: string
  count: number
  countries: KeyTableData
  states: KeyTableData
  industries: KeyTableData
  accounts: KeyTableData
  targets: Target[]
  /** Per row, in the order of the buckets. Numbers of texts are one higher: 0 is "any". */
  line: Uint32Array
  country: Uint16Array
  state: Uint16Array
  industry: Uint16Array
  account: Uint32Array
  target: Uint32Array
  priority: Int32Array
  low: Float64Array
  high: Float64Array
  least: Uint32Array
  most: Uint32Array
  /** The highest `high` of each row's half of its bucket: what is below it is left out together. */
  highest: Float64Array
  /** Buckets in ascending order of their key, and where their rows begin and the last ends. */
  buckets: Float64Array
  bucketStarts: Uint32Array
}

/** Rows of an account lie in buckets of their own, above all others. */
const ACCOUNTS = 2 ** 45

export function bucketKey(country: number, state: number, industry: number, account: number): number {
  return account > 0 ? ACCOUNTS + account : (country * 0x10000 + state) * 0x10000 + industry
}

/** The same in memory that all threads see: to hand it over costs nothing, and a table is there once, whoever reads it. */
export function sharedTable(data: TableData): TableData {
  const shared = <T extends object>(part: T): T =>
    Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, ArrayBuffer.isView(value) ? inShared(value) : value]),
    ) as T
  return {
    ...shared(data),
    countries: shared(data.countries),
    states: shared(data.states),
    industries: shared(data.industries),
    accounts: shared(data.accounts),
  }
}

function inShared(view: ArrayBufferView): ArrayBufferView {
  const buffer = new SharedArrayBuffer(view.byteLength)
  new Uint8Array(buffer).set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
  const Kind = view.constructor as new (buffer: SharedArrayBuffer) => ArrayBufferView
  return new Kind(buffer)
}
