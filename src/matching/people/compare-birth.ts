// Birth date and national id. Its one rule: an error of typing agrees less, and only what no typing explains is a conflict.
import { edits } from './alike.ts'
import type { Evidence } from './evidence.ts'
import type { Frequencies } from './frequencies.ts'
import type { Weights } from './levels.ts'
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
  found.set('birthDate', level, weights.birthDate[level], surprise)
  if (level === 'differ') found.conflicts.push('birthDate')
}

function levelOf(a: string, b: string): keyof Weights['birthDate'] {
  const [yearA, monthA, dayA] = [a.slice(0, 4), a.slice(4, 6), a.slice(6)]
  const [yearB, monthB, dayB] = [b.slice(0, 4), b.slice(4, 6), b.slice(6)]
  const sameYear = yearA === yearB
  // 1 January stands for "some day of that year" in most registers.
  if (sameYear && (isYearOnly(a) || isYearOnly(b))) return 'year only'
  if (a === b) return 'exact'
  if (sameYear && monthA === dayB && dayA === monthB) return 'swapped'
  const apart = edits(a, b, 1)
  if (apart === 1) return 'typo'
  const sameParts = Number(sameYear) + Number(monthA === monthB) + Number(dayA === dayB)
  if (sameParts === 2) return 'two parts'
  if (sameYear) return 'same year'
  return Math.abs(Number(yearA) - Number(yearB)) <= 1 || sameParts === 1 ? 'near' : 'differ'
}

const isYearOnly = (date: string): boolean => date.endsWith('0101') || date.endsWith('0000')

export function compareNationalIds(a: Person, b: Person, weights: Weights, found: Evidence): void {
  if (a.nationalId === undefined || b.nationalId === undefined) return
  if (a.nationalId === b.nationalId) return found.set('nationalId', 'exact', weights.nationalId.exact)
  const long = Math.min(a.nationalId.length, b.nationalId.length) >= 6
  if (long && edits(a.nationalId, b.nationalId, 1) === 1) {
    return found.set('nationalId', 'typo', weights.nationalId.typo)
  }
  found.set('nationalId', 'differ', weights.nationalId.differ)
  found.conflicts.push('nationalId')
}

/** Two ids of one system are two rows of it, which is what duplicates are: they say nothing. */
export function compareExternalIds(a: Person, b: Person, weights: Weights, found: Evidence): void {
  if (a.externalIds.some((id) => b.externalIds.includes(id))) found.set('externalId', 'exact', weights.externalId.exact)
}
