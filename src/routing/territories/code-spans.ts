// Postal codes of digits as whole numbers, so that what lies between two ranges can be named. Its one rule: only for countries whose codes in the
// table are all digits; between codes with letters nothing can be counted.
import { NO_CODE, rangeText } from './postal-number.ts'
import type { TableData } from './table-data.ts'

export interface Codes {
  /** Digits of the longest code. */
  length: number
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
  return {
    length,
    spanOf(row) {
      const ends = texts.get(row)
      return ends ? { from: Number(ends[0].padEnd(length, '0')), to: Number(ends[1].padEnd(length, '9')) } : null
    },
  }
}
