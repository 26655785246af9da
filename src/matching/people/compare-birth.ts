// Birth date and national id. Its one rule: an error of typing agrees less, and only what no typing explains is a conflict.
import { edits } from './alike.ts'
import type { Evidence } from './evidence.ts'
import type { Frequencies } from './frequencies.ts'
import { at, type Weights } from './levels.ts'
import type { Person } from './person.ts'

export function compareBirthDates(
  a: Person,
  b: Person,
  frequencies: Frequencies,
  weights: Weights,
  found: Evidence,
): void {
  if (a.birthDate === undefined || b.birthDate === undefined) return
  const level = levelOf(a.birthDate, b.birthDate)
  const surprise = level === 'exact' ? frequencies.surprise('birthDate', a.birthDate) : 0
  found.set(at.birthDate, level, weights.birthDate[level], surprise)
}

function levelOf(a: string, b: string): keyof Weights['birthDate'] {
  const sameYear = same(a, b, 0, 4)
  // 1 January stands for "some day of that year" in most registers.
  const yearOnly = isYearOnly(a) || isYearOnly(b)
  if (sameYear && yearOnly) return 'year only'
  if (a === b) return 'exact'
  if (yearOnly) return edits(a.slice(0, 4), b.slice(0, 4), 1) === 1 ? 'near' : 'differ'
  const sameMonth = same(a, b, 4, 6)
  const sameDay = same(a, b, 6, 8)
  if (sameYear && !sameMonth && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6)) return 'swapped'
  if (edits(a, b, 1) === 1) return 'typo'
  const parts = Number(sameYear) + Number(sameMonth) + Number(sameDay)
  if (parts === 2) return 'two parts'
  if (sameYear) return 'same year'
  return parts === 1 || Math.abs(Number(a.slice(0, 4)) - Number(b.slice(0, 4))) <= 1 ? 'near' : 'differ'
}

function same(a: string, b: string, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) {
    if (a.charCodeAt(index) !== b.charCodeAt(index)) return false
  }
  return true
}

const isYearOnly = (date: string): boolean => date.endsWith('0101') || date.endsWith('0000')

export function compareNationalIds(a: Person, b: Person, weights: Weights, found: Evidence): void {
  if (a.nationalId === undefined || b.nationalId === undefined) return
  if (a.nationalId === b.nationalId) return found.set(at.nationalId, 'exact', weights.nationalId.exact)
  const long = Math.min(a.nationalId.length, b.nationalId.length) >= 6
  if (long && edits(a.nationalId, b.nationalId, 1) === 1) {
    return found.set(at.nationalId, 'typo', weights.nationalId.typo)
  }
  found.set(at.nationalId, 'differ', weights.nationalId.differ)
}

/** Two ids of one system are two rows of it, which is what duplicates are: they say nothing. */
export function compareExternalIds(a: Person, b: Person, weights: Weights, found: Evidence): void {
  if (a.externalIds.some((id) => b.externalIds.includes(id)))
    found.set(at.externalId, 'exact', weights.externalId.exact)
}
