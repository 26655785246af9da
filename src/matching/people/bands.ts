// What may be done with a score without a person. Its one rule: nothing is joined by itself on one signal alone, against a conflict, or on what a whole family shares.

import type { Conflict } from './evidence.ts'

export type Band = 'auto' | 'review' | 'none'

export interface Bands {
  auto: { bits: number; minSignals: number }
  /** From here on likelier one person than two. */
  join: { bits: number }
  review: { bits: number }
}

export const defaultBands: Bands = {
  auto: { bits: 12, minSignals: 2 },
  join: { bits: 10 },
  review: { bits: 6 },
}

/** So many records the thresholds are made for; each doubling of a table doubles the chance of look-alikes and asks for one bit more. */
const TABLE = 500
const MOST_CROWD = 12

export function crowd(records: number): number {
  return Math.min(MOST_CROWD, Math.max(0, Math.log2(Math.max(1, records) / TABLE)))
}

export interface Scored {
  score: number
  signals: number
  conflicts: readonly Conflict[]
  named: boolean
  /** 0 or less */
  against: number
}

/** @param records in the table that was searched */
export function bandOf({ score, signals, conflicts, named }: Scored, bands: Bands = defaultBands, records = 0): Band {
  const above = score - crowd(records)
  if (above >= bands.auto.bits && signals >= bands.auto.minSignals && named && conflicts.length === 0) return 'auto'
  return above >= bands.review.bits ? 'review' : 'none'
}

const ALONE = -1

/** More is asked where the record may be of any member of a family, or of a neighbour. */
const UNNAMED = 4

/**
 * The best guess where somebody must decide now, as when a file is cleaned.
 * @param households whether families share addresses in the table; then another first name is another person
 */
export function isLikely(
  { score, signals, conflicts, named, against }: Scored,
  bands: Bands = defaultBands,
  records = 0,
  households = true,
): boolean {
  if (conflicts.includes('generation')) return false
  // A name alone is enough for a guess, unless something speaks against it.
  if (signals < 2 && against < ALONE) return false
  if (households && conflicts.includes('given')) return false
  const unsure = conflicts.includes('company') || (households && !named)
  return score - crowd(records) >= bands.join.bits + (unsure ? UNNAMED : 0)
}
