// What is remembered of one field, and what becomes of it when one more event speaks. Its one rule: joining is commutative, associative and
// changes nothing when it is done twice: the winner is the largest of a total order, and what is counted are the 20 newest sayings, which are
// the same 20 whatever order they came in.
import { compareSaid, type Saying } from '../lead/history.ts'
import type { LeadField } from '../lead/lead.ts'
import { compareSayings, isBlank, isReal } from './compare.ts'
import type { FieldStrategy } from './strategy.ts'

/** So many sayings are counted for `most_frequent`. */
export const MOST_HEARD = 20

export interface Memory {
  stands: Saying | undefined
  /** Only for `most_frequent`, and only of several: newest first, real values before placeholders. */
  heard?: readonly Saying[]
}

/** The same sayer again replaces what it said before. */
export function hear(field: LeadField, rule: FieldStrategy, memory: Memory, saying: Saying): Memory {
  if (isBlank(saying.value)) return memory
  if (rule.strategy === 'most_frequent') {
    return counted(field, [...sayingsOf(memory).filter(({ by }) => by !== saying.by), saying])
  }
  const { stands } = memory
  const stays = stands !== undefined && stands.by !== saying.by && compareSayings(field, rule, stands, saying).order > 0
  return { stands: stays ? stands : saying }
}

/** What is known of two leads that are one person. */
export function join(field: LeadField, rule: FieldStrategy, one: Memory, other: Memory): Memory {
  if (rule.strategy === 'most_frequent') return counted(field, [...sayingsOf(one), ...sayingsOf(other)])
  if (one.stands === undefined || other.stands === undefined) return { stands: one.stands ?? other.stands }
  return { stands: compareSayings(field, rule, one.stands, other.stands).order >= 0 ? one.stands : other.stands }
}

export function sayingsOf({ stands, heard }: Memory): readonly Saying[] {
  return heard ?? (stands ? [stands] : [])
}

/** How often a value was said, of those that are remembered. */
export function timesSaid(memory: Memory, value: string | number): number {
  return sayingsOf(memory).filter((saying) => sameValue(saying.value, value)).length
}

export function sameValue(one: unknown, other: unknown): boolean {
  return folded(one) === folded(other)
}

function counted(field: LeadField, sayings: readonly Saying[]): Memory {
  const unlike = new Map(sayings.map((saying) => [JSON.stringify([saying.at, saying.by, saying.value]), saying]))
  const { real = [], filler = [] } = Object.groupBy(unlike.values(), ({ value }) =>
    isReal(field, value) ? 'real' : 'filler',
  )
  const heard = [...real.toSorted(newestFirst), ...filler.toSorted(newestFirst)].slice(0, MOST_HEARD)
  const [newest] = heard
  // One saying is what stands: nothing needs to be kept beside it.
  if (newest === undefined || heard.length === 1) return { stands: newest }
  const countable = real.length > 0 ? heard.slice(0, real.length) : heard
  // Each group begins with its newest saying, and the groups stand in the order of those: the first of the largest wins a tie.
  const groups = [...Map.groupBy(countable, ({ value }) => folded(value)).values()]
  const [largest = []] = groups.toSorted((a, b) => b.length - a.length)
  return { stands: largest[0], heard }
}

/** Of one event that was read in two ways any fixed order will do. */
function newestFirst(a: Saying, b: Saying): number {
  return compareSaid(b, a) || (String(a.value) < String(b.value) ? -1 : 1)
}

/** Capital letters and spaces make no other value. */
function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim() : value
}
