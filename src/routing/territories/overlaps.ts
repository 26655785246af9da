// Rows of a table that want the same leads for different owners. Its one rule: a row within another is meant so, since the narrower one wins; told
// are rows that ask for the same, and rows that reach into each other.
import { NO_CODE } from './postal-number.ts'
import type { TerritoryTable } from './table.ts'

export interface Overlap {
  /** same: only the line decides, the later one never gets a lead. partly: each has leads that the other has not. */
  kind: 'same' | 'partly'
  /** Of the row that wins where both hold, and of the other one. */
  lines: [number, number]
  says: [string, string]
  to: [string, string]
}

export interface Overlaps {
  same: number
  partly: number
  /** Rows that stand there twice, with the same owner: they do no harm. */
  twice: number
  /** Some rows meet so many others that not all were looked at: there may be more. */
  isAtLeast: boolean
  examples: Overlap[]
}

/** That one row is compared with. */
const MOST_MET = 200

export function overlapsIn(table: TerritoryTable, mostExamples: number): Overlaps {
  const { bucketStarts } = table.data
  const found: Overlaps = { same: 0, partly: 0, twice: 0, isAtLeast: false, examples: [] }
  for (let bucket = 0; bucket + 1 < bucketStarts.length; bucket += 1) {
    const end = bucketStarts[bucket + 1] ?? 0
    for (let row = bucketStarts[bucket] ?? 0; row < end; row += 1) compareOn(table, row, end, found, mostExamples)
  }
  return found
}

/** With those behind it in its bucket, whose codes begin within its own. */
function compareOn(table: TerritoryTable, row: number, end: number, found: Overlaps, mostExamples: number): void {
  const { low, high } = table.data
  // A row for all codes holds all others: the narrower one wins.
  const isForAll = low[row] === NO_CODE
  for (let other = row + 1; other < end && (low[other] ?? 0) <= (high[row] ?? 0); other += 1) {
    if (isForAll && low[other] !== NO_CODE) return
    if (other - row > MOST_MET) {
      found.isAtLeast = true
      return
    }
    const kind = kindOf(table, row, other)
    if (kind === null) continue
    found[kind] += 1
    if (kind !== 'twice' && found.examples.length < mostExamples)
      found.examples.push(overlapOf(table, kind, row, other))
  }
}

function kindOf({ data }: TerritoryTable, a: number, b: number): 'same' | 'partly' | 'twice' | null {
  const meets = (list: Uint16Array): boolean => !list[a] || !list[b] || list[a] === list[b]
  const isSame = (list: Uint16Array): boolean => list[a] === list[b]
  if (![data.country, data.state, data.industry].every(meets) || data.priority[a] !== data.priority[b]) return null
  const codes = relation(data.low, data.high, a, b)
  const sizes = relation(data.least, data.most, a, b)
  if (codes === 'apart' || sizes === 'apart') return null
  const isWanted = data.target[a] !== data.target[b]
  if (codes === 'same' && sizes === 'same') {
    if (![data.country, data.state, data.industry].every(isSame)) return null
    return isWanted ? 'same' : 'twice'
  }
  if (!isWanted) return null
  return codes === 'partly' || (codes === 'same' && sizes === 'partly') ? 'partly' : null
}

type Ends = Float64Array | Uint32Array

function relation(lows: Ends, highs: Ends, a: number, b: number): 'same' | 'apart' | 'within' | 'partly' {
  const [low, high, from, to] = [lows[a] ?? 0, highs[a] ?? 0, lows[b] ?? 0, highs[b] ?? 0]
  if (low === from && high === to) return 'same'
  if (to < low || high < from) return 'apart'
  return (low <= from && to <= high) || (from <= low && high <= to) ? 'within' : 'partly'
}

function overlapOf(table: TerritoryTable, kind: Overlap['kind'], a: number, b: number): Overlap {
  const [winner, other] = table.compare(a, b) < 0 ? [a, b] : [b, a]
  const both = <T>(of: (row: number) => T): [T, T] => [of(winner), of(other)]
  return {
    kind,
    lines: both((row) => table.data.line[row] ?? 0),
    says: both((row) => table.say(row)),
    to: both((row) => table.data.targets[table.data.target[row] ?? 0]?.name ?? ''),
  }
}
