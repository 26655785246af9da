// What must be so before a condition can hold, in a form that can be looked up. Its one rule: it may ask for less than the condition,
// never for more, so that nothing that holds is missed.
import type { Condition, FieldCondition } from './condition.ts'
import { postalKey, sharedStart } from './postal.ts'
import type { Field } from './fields.ts'
import type { Range } from './range-tree.ts'

/** What of a value is looked up: itself, its beginning or its end, or whether there is one. */
export type Aspect = 'is' | 'starts' | 'ends' | 'known' | 'unknown'

export interface Need {
  field: Field
  aspect: Aspect
  /** One of these must be found. */
  tokens: readonly string[]
}

export interface MeasuredRange extends Range {
  field: Field
}

/** All of it must be so. */
export interface Needs {
  lookUps: readonly Need[]
  /** One for each field that is compared with numbers. */
  ranges: readonly MeasuredRange[]
}

/** Several `any` within an `all` multiply: where there would be more ways than these, one `any` less is looked at. */
const MOST_WAYS = 16

/** The token of `known` and `unknown`. */
export const THERE = ''

/** @returns the ways in which the condition can hold; a way without needs is always possible */
export function needsOf(condition: Condition): Needs[] {
  return waysOf(condition).map((conditions) => ({
    lookUps: conditions.flatMap(lookUp),
    ranges: rangesOf(conditions),
  }))
}

function waysOf(condition: Condition): FieldCondition[][] {
  if (condition.is === 'condition') {
    const { needs } = condition.field
    return needs && condition.operator === 'equals' ? waysOf(needs) : [[condition]]
  }
  if (condition.is === 'not') return [[]]
  if (condition.is === 'any') {
    const ways = condition.parts.flatMap(waysOf)
    return ways.some(isOpen) ? [[]] : ways
  }
  const alone = condition.parts.filter(isAlone)
  return condition.parts
    .filter((part) => !isAlone(part))
    .map(waysOf)
    .reduce(both, [alone])
}

function isAlone(part: Condition): part is FieldCondition {
  return part.is === 'condition' && !part.field.needs
}

function both(one: FieldCondition[][], other: FieldCondition[][]): FieldCondition[][] {
  if (other.some(isOpen) || (Math.min(one.length, other.length) > 1 && one.length * other.length > MOST_WAYS))
    return one
  return one.flatMap((before) => other.map((way) => [...before, ...way]))
}

/** Nothing of it can be looked up. */
function isOpen(way: readonly FieldCondition[]): boolean {
  return way.every((condition) => lookUp(condition).length === 0 && rangeOf(condition) === null)
}

function lookUp({ field, operator, expected, wanted, ranges }: FieldCondition): Need[] {
  const need = (aspect: Aspect, tokens: readonly string[]): Need[] => [{ field, aspect, tokens }]
  switch (operator) {
    case 'equals':
    case 'in':
      return need('is', distinct(wanted))
    case 'starts':
    case 'ends':
      return need(operator, distinct(wanted))
    case 'contains':
    case 'matches':
      return need('known', [THERE])
    case 'within': {
      const starts = ranges.map(sharedStart)
      return starts.includes('')
        ? need('known', [THERE])
        : [{ field: postalField(field), aspect: 'starts', tokens: distinct(starts) }]
    }
    case 'exists':
      return need(expected === true ? 'known' : 'unknown', [THERE])
    case 'not':
    case 'gte':
    case 'gt':
    case 'lte':
    case 'lt':
    case 'between':
    case 'changed':
    case 'if':
      return []
  }
}

const postalFields = new WeakMap<Field, Field>()

/** The same code in the form in which ranges compare it. */
function postalField(field: Field): Field {
  const known = postalFields.get(field)
  if (known) return known
  const made: Field = { type: 'text', read: (question) => postalKey(field.read(question)) }
  postalFields.set(field, made)
  return made
}

function distinct(texts: readonly string[]): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)]
}

function rangesOf(conditions: readonly FieldCondition[]): MeasuredRange[] {
  const ranges: MeasuredRange[] = []
  for (const condition of conditions) {
    const range = rangeOf(condition)
    if (!range) continue
    const { field } = condition
    const same = ranges.find((other) => other.field === field)
    if (same) {
      same.low = Math.max(same.low, range.low)
      same.high = Math.min(same.high, range.high)
    } else ranges.push({ field, ...range })
  }
  return ranges
}

/** `gt` and `lt` are taken with their end: asked for less than the condition. */
function rangeOf({ operator, numbers }: FieldCondition): Range | null {
  const [low = NaN, high = low] = numbers
  switch (operator) {
    case 'gte':
    case 'gt':
      return { low, high: Infinity }
    case 'lte':
    case 'lt':
      return { low: -Infinity, high: low }
    case 'between':
      return { low, high }
    case 'equals':
    case 'in':
    case 'not':
    case 'starts':
    case 'ends':
    case 'contains':
    case 'matches':
    case 'within':
    case 'exists':
    case 'changed':
    case 'if':
      return null
  }
}
