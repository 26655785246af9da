// A rule's `when`, compiled, and its answer for one question with every comparison made. Its one rule: an unknown value
// satisfies nothing but `not` and `exists: false`. Texts are compared without regard to case.
import type { Pattern } from '../../cleanse/pattern.ts'
import type { Literal, Operator } from './condition-grammar.ts'
import type { Trace } from '../decision.ts'
import type { Expression } from './cel.ts'
import { numberOf, type Field } from './fields.ts'
import { isInRange, postalKey, type PostalRange } from './postal.ts'
import type { Question } from '../question.ts'

export interface FieldCondition {
  is: 'condition'
  name: string
  field: Field
  /** `if`: an expression. */
  operator: Operator | 'if'
  /** As the rule says it. */
  expected: unknown
  /** The same in the form in which texts are compared, made once. */
  wanted: readonly string[]
  /** And in which numbers are: of a date its day. */
  numbers: readonly number[]
  /** Of `within`. */
  ranges: readonly PostalRange[]
  /** Of `matches`. */
  pattern: Pattern | null
  /** Of `if`. */
  expression: Expression | null
}

export type Condition = FieldCondition | { is: 'all' | 'any'; parts: Condition[] } | { is: 'not'; part: Condition }

/** Parts that could no longer change the answer are not asked and not traced. */
export function test(condition: Condition, question: Question): Trace {
  if (condition.is === 'condition') return compared(condition, question)
  if (condition.is === 'not') {
    const part = test(condition.part, question)
    return { is: 'not', holds: !part.holds, parts: [part] }
  }
  const settles = condition.is === 'any'
  const parts: Trace[] = []
  for (const part of condition.parts) {
    const trace = test(part, question)
    parts.push(trace)
    if (trace.holds === settles) return { is: condition.is, holds: settles, parts }
  }
  return { is: condition.is, holds: !settles, parts }
}

function compared(condition: FieldCondition, question: Question): Trace {
  const { name, operator, expected, expression } = condition
  if (expression) {
    const actual = expression.run(question)
    return { is: 'condition', field: name, operator, expected, actual, holds: actual === true }
  }
  const actual = condition.field.read(question) ?? null
  if (operator === 'changed') return changed(condition, actual, question)
  return { is: 'condition', field: name, operator, expected, actual, holds: compare(condition, actual) }
}

/** Whether it changed is known only of a lead that was known before. */
function changed({ name, field, expected }: FieldCondition, actual: unknown, { before }: Question): Trace {
  const key = field.before
  const was = key === undefined ? undefined : before?.[key]
  const holds = before !== null && (was !== undefined) === expected
  const trace = { is: 'condition', field: name, operator: 'changed', expected, actual, holds } as const
  return was === undefined ? trace : { ...trace, was }
}

/** @param actual null: not known */
export function compare(condition: FieldCondition, actual: unknown): boolean {
  const { field, operator, expected, wanted, numbers, pattern } = condition
  const [low = NaN, high = low] = numbers
  switch (operator) {
    case 'equals':
    case 'in':
      // Most values are one text: a list of one would cost more than to compare it.
      if (typeof actual === 'string') return wanted.includes(actual.toLowerCase())
      return texts(actual).some((text) => wanted.includes(text))
    case 'not':
      return !texts(actual).some((text) => wanted.includes(text))
    case 'exists':
      return (actual !== null) === expected
    case 'gte':
      return Number(numberOf(field, actual)) >= low
    case 'gt':
      return Number(numberOf(field, actual)) > low
    case 'lte':
      return Number(numberOf(field, actual)) <= low
    case 'lt':
      return Number(numberOf(field, actual)) < low
    case 'between': {
      const number = Number(numberOf(field, actual))
      return number >= low && number <= high
    }
    case 'starts':
      return texts(actual).some((text) => wanted.some((part) => text.startsWith(part)))
    case 'ends':
      return texts(actual).some((text) => wanted.some((part) => text.endsWith(part)))
    case 'contains':
      return texts(actual).some((text) => wanted.some((part) => text.includes(part)))
    case 'within': {
      const key = postalKey(actual)
      return key !== undefined && condition.ranges.some((range) => isInRange(range, key))
    }
    case 'matches':
      return texts(actual).some((text) => pattern?.test(text))
    case 'changed':
    case 'if':
      return false
  }
}

/** One value or a list of them, in the form in which they are compared. */
export function texts(value: unknown): string[] {
  if (value === null || value === undefined) return []
  return (Array.isArray(value) ? (value as Literal[]) : [value as Literal]).map((item) => String(item).toLowerCase())
}
