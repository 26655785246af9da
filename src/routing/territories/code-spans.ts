// Postal codes of digits as whole numbers, so that what lies between two ranges can be named. Its one rule: only for countries whose codes in the
// table are all digits; between codes with letters nothing can be counted.
import { NO_CODE, rangeText } from './postal-number.ts'
import type { TableData } from './table-data.ts'

export interface Codes {
  /** Digits of the longest code. */
  length: number
  /** Of the country: where its codes begin and end, as far as the table says. */
  first: number
  last: number
  /** First and last code of a row, as long as that. null: it is for all codes. */
  spanOf(row: number): { from: number; to: number } | null
}

/** @returns null when some of the codes have letters; undefined when there are none */
export function codesOf({ low, high }: TableData, rows: readonly number[]): Codes | null | undefined {
  const texts = new Map<number, [from: string, to: string]>()
  for (const row of rows) {
    if ((low[row] ?? NO_CODE) === NO_CODE) continue
    const [from = '', to = from] = rangeText(low[row] ?? 0, high[row] ?? 0).split(' to ')
    texts.set(row, [from, to])
  }
  if (texts.size === 0) return undefined
  if ([...texts.values()].some((ends) => !ends.every((end) => /^\d+$/.test(end)))) return null
  const length = [...texts.values()].reduce((most, [from]) => Math.max(most, from.length), 0)
  const spans = new Map(
    [...texts].map(([row, [from, to]]) => [
      row,
      { from: Number(from.padEnd(length, '0')), to: Number(to.padEnd(length, '9')) },
    ]),
  )
  const all = [...spans.values()]
  return {
    length,
    first: all.reduce((least, { from }) => Math.min(least, from), Infinity),
    last: all.reduce((most, { to }) => Math.max(most, to), 0),
    spanOf: (row) => spans.get(row) ?? null,
  }
}
