// In which ways a condition can hold: each a list of comparisons that must all come out so. Its one rule: together the ways say exactly what the
// condition says; where they would be too many there are none, and nothing is proven of the rule.
import type { Condition, FieldCondition } from '../rules/condition.ts'

export interface Literal {
  condition: FieldCondition
  /** Whether it must hold, or must not. */
  holds: boolean
}
export type Way = readonly Literal[]

const MOST_WAYS = 24

/** undefined: more than can be looked at. */
export function waysOf(condition: Condition, holds = true): Way[] | undefined {
  if (condition.is === 'condition') return [[{ condition, holds }]]
  if (condition.is === 'not') return waysOf(condition.part, !holds)
  const parts = condition.parts.map((part) => waysOf(part, holds))
  // "Not any of them" is "none of all of them", and the other way round.
  return (condition.is === 'all') === holds ? product(parts) : sum(parts)
}

function sum(parts: readonly (Way[] | undefined)[]): Way[] | undefined {
  const ways: Way[] = []
  for (const part of parts) {
    if (!part) return undefined
    ways.push(...part)
  }
  return ways.length > MOST_WAYS ? undefined : ways
}

function product(parts: readonly (Way[] | undefined)[]): Way[] | undefined {
  let ways: Way[] = [[]]
  for (const part of parts) {
    if (!part || ways.length * part.length > MOST_WAYS) return undefined
    ways = ways.flatMap((way) => part.map((other) => [...way, ...other]))
  }
  return ways
}
