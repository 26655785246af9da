// A rule's `when`, compiled, and its answer for one question with every comparison made. Its one rule: an unknown value
// satisfies nothing but `not` and `exists: false`. Texts are compared without regard to case.
import { compilePattern, type Pattern } from '../../cleanse/pattern.ts'
import { operators, type FieldTest, type Literal, type Operator, type When } from './condition-grammar.ts'
import type { Trace } from '../decision.ts'
import { fields, type Field } from './fields.ts'
import type { Question } from '../question.ts'

export interface FieldCondition {
  is: 'condition'
  name: string
  field: Field
  operator: Operator
  /** As the rule says it. */
  expected: unknown
  /** The same in the form in which texts are compared, made once. */
  wanted: readonly string[]
  /** Of `matches`. */
  pattern: Pattern | null
}

export type Condition = FieldCondition | { is: 'all' | 'any'; parts: Condition[] } | { is: 'not'; part: Condition }

export function compileWhen(tree: When): Condition {
  const parts = Object.entries(tree).flatMap(([key, value]): Condition[] => {
    if (value === undefined) return []
    if (key === 'all' || key === 'any') return [{ is: key, parts: (value as When[]).map(compileWhen) }]
    if (key === 'not') return [{ is: 'not', part: compileWhen(value as When) }]
    return fieldConditions(key, value as FieldTest)
  })
  const [only] = parts
  return only && parts.length === 1 ? only : { is: 'all', parts }
}

/** Parts that could no longer change the answer are not asked and not traced. */
export function test(condition: Condition, question: Question): Trace {
  if (condition.is === 'condition') {
    const { name, operator, expected } = condition
    const actual = condition.field.read(question) ?? null
    return { is: 'condition', field: name, operator, expected, actual, holds: compare(condition, actual) }
  }
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

function fieldConditions(name: string, value: FieldTest): Condition[] {
  const field = fields.get(name)
  if (!field) throw new TypeError(`No field "${name}": the grammar lets only known fields pass.`)
  const condition = (operator: Operator, expected: unknown): Condition => ({
    is: 'condition',
    name,
    field,
    operator,
    expected,
    wanted: texts(expected),
    pattern: operator === 'matches' ? compilePattern(String(expected), { ignoreCase: true }) : null,
  })
  if (Array.isArray(value)) return [condition('in', value)]
  if (typeof value !== 'object') return [condition('equals', value)]
  return operators.flatMap((operator) => (value[operator] === undefined ? [] : [condition(operator, value[operator])]))
}

function compare({ operator, expected, wanted, pattern }: FieldCondition, actual: unknown): boolean {
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
      return typeof actual === 'number' && actual >= Number(expected)
    case 'gt':
      return typeof actual === 'number' && actual > Number(expected)
    case 'lte':
      return typeof actual === 'number' && actual <= Number(expected)
    case 'lt':
      return typeof actual === 'number' && actual < Number(expected)
    case 'between': {
      const [low, high] = expected as [number, number]
      return typeof actual === 'number' && actual >= low && actual <= high
    }
    case 'starts':
      return texts(actual).some((text) => wanted.some((part) => text.startsWith(part)))
    case 'ends':
      return texts(actual).some((text) => wanted.some((part) => text.endsWith(part)))
    case 'contains':
      return texts(actual).some((text) => wanted.some((part) => text.includes(part)))
    case 'matches':
      return texts(actual).some((text) => pattern?.test(text))
  }
}

/** One value or a list of them, in the form in which they are compared. */
export function texts(value: unknown): string[] {
  if (value === null || value === undefined) return []
  return (Array.isArray(value) ? (value as Literal[]) : [value as Literal]).map((item) => String(item).toLowerCase())
}
