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
  return above >= bands.review.bits + (isFamily({ conflicts, named }) ? UNNAMED : 0) ? 'review' : 'none'
}

const ALONE = -1

/** More is asked where the record may be of any member of a family, or of a neighbour. */
const UNNAMED = 4

/** Two of a family: they share all but the first name and the birth date. Twins are rarer than errors. */
export function isFamily({ conflicts, named }: Pick<Scored, 'conflicts' | 'named'>): boolean {
  return conflicts.includes('given') && !named
}

/** From the threshold for joining on, the odds are two to one where every record has one duplicate. */
const ODDS = 2
const MOST_PLENTY = 3

/**
 * How much sooner two records of a table are one person because it holds many of each: bits, 0 where most have one duplicate or none. Fellegi and Sunter's
 * prior, found from the scores themselves as EM finds it.
 * @param pairs how far each pair is above what joining asks
 */
export function plenty(pairs: readonly number[], records: number): number {
  let bits = 0
  for (let round = 0; round < 10; round += 1) {
    let matches = 0
    for (const above of pairs) matches += 1 / (1 + 2 ** -(above + Math.log2(ODDS) + bits))
    bits = Math.min(MOST_PLENTY, Math.max(0, Math.log2((2 * matches) / Math.max(1, records))))
  }
  return bits
}

/**
 * What the best guess asks where somebody must decide now, as when a file is cleaned: bits above the crowd, Infinity for never.
 * @param households whether families share addresses in the table; then another first name is another person
 */
export function bitsToJoin(
  { signals, conflicts, named, against }: Omit<Scored, 'score'>,
  bands: Bands = defaultBands,
  households = true,
): number {
  if (conflicts.includes('generation')) return Infinity
  // A name alone is enough for a guess, unless something speaks against it.
  if (signals < 2 && against < ALONE) return Infinity
  if (households && isFamily({ conflicts, named })) return Infinity
  const unsure = conflicts.includes('company') || (households && !named)
  return bands.join.bits + (unsure ? UNNAMED : 0)
}
