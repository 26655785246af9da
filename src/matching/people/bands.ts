// What may be done with a score without a person. Its one rule: nothing is joined by itself on one signal alone, or against a conflict.

export type Band = 'auto' | 'review' | 'none'

export interface Bands {
  auto: { bits: number; minSignals: number }
  /** From here on likelier one person than two. */
  join: { bits: number; minSignals: number }
  review: { bits: number }
}

export const defaultBands: Bands = {
  auto: { bits: 12, minSignals: 2 },
  join: { bits: 9, minSignals: 2 },
  review: { bits: 6 },
}

/** So many records the thresholds are made for; each doubling of a table doubles the chance of look-alikes and asks for one bit more. */
const TABLE = 5_000
const MOST_CROWD = 8

export function crowd(records: number): number {
  return Math.min(MOST_CROWD, Math.max(0, Math.log2(Math.max(1, records) / TABLE)))
}

export interface Scored {
  score: number
  signals: number
  conflicts: readonly unknown[]
}

/** @param records in the table that was searched */
export function bandOf({ score, signals, conflicts }: Scored, bands: Bands = defaultBands, records = 0): Band {
  const above = score - crowd(records)
  if (above >= bands.auto.bits && signals >= bands.auto.minSignals && conflicts.length === 0) return 'auto'
  return above >= bands.review.bits ? 'review' : 'none'
}

/** The best guess where somebody must decide now, as when a file is cleaned. */
export function isLikely({ score, signals, conflicts }: Scored, bands: Bands = defaultBands, records = 0): boolean {
  return score - crowd(records) >= bands.join.bits && signals >= bands.join.minSignals && conflicts.length === 0
}
