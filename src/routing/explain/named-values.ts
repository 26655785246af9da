// Which values the rules of a book name, field by field: where an answer can change. Its one rule: of a number it is the bound and its neighbour
// on the other side.
import type { RoutingBook } from '../book.ts'
import type { Condition, FieldCondition } from '../rules/condition.ts'

/** null stands for: not known. */
export type NamedValue = string | number | null

const known = new WeakMap<RoutingBook, ReadonlyMap<string, readonly NamedValue[]>>()

/** Fields and values in the order of the rules. */
export function namedValues(book: RoutingBook): ReadonlyMap<string, readonly NamedValue[]> {
  const made = known.get(book)
  if (made) return made
  const values = new Map<string, Map<string, NamedValue>>()
  for (const condition of book.rules.flatMap(({ when }) => fieldConditions(when))) {
    const { name } = condition
    let ofField = values.get(name)
    if (!ofField) values.set(name, (ofField = new Map([['null', null]])))
    for (const value of valuesOf(condition)) {
      const key = String(value).toLowerCase()
      if (!ofField.has(key)) ofField.set(key, value)
    }
  }
  const lists = new Map([...values].map(([name, ofField]) => [name, [...ofField.values()]]))
  known.set(book, lists)
  return lists
}

/** All comparisons of a condition, however deep. */
export function fieldConditions(condition: Condition): FieldCondition[] {
  if (condition.is === 'condition') return [condition]
  if ('parts' in condition) return condition.parts.flatMap(fieldConditions)
  return 'part' in condition ? fieldConditions(condition.part) : []
}

function valuesOf({ operator, expected, numbers }: FieldCondition): NamedValue[] {
  const [bound = NaN, high = NaN] = typeof expected === 'string' ? [] : numbers
  switch (operator) {
    case 'gte':
    case 'lt':
      return [bound, bound - 1].filter(Number.isFinite)
    case 'gt':
    case 'lte':
      return [bound, bound + 1].filter(Number.isFinite)
    case 'between':
      return [bound, bound - 1, high, high + 1].filter(Number.isFinite)
    case 'equals':
    case 'in':
    case 'not':
    case 'starts':
    case 'ends':
    case 'contains':
      return (Array.isArray(expected) ? (expected as unknown[]) : [expected]).filter(
        (value): value is string | number => typeof value === 'string' || typeof value === 'number',
      )
    // They name no value, but a pattern, a stretch of postal codes or an expression.
    case 'exists':
    case 'matches':
    case 'within':
    case 'changed':
    case 'if':
      return []
  }
}
