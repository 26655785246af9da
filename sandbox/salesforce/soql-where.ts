// A WHERE tree → a test of a row, and the ids it can only be true for where an index knows them.
import { toId18 } from './ids.ts'
import type { Org } from './org.ts'
import { SalesforceError } from './salesforce-error.ts'
import type { Field, ObjectType, Row, Scalar } from './schema.ts'
import { resolvePath } from './soql-paths.ts'
import { atPlace } from './soql-tokens.ts'
import type { Condition, Literal } from './soql-parse.ts'
import { readDay, readTime } from './times.ts'

export interface Filter {
  test(row: Row): boolean
  /** Ids outside of which the test is false; undefined: any row may pass. */
  candidates(): ReadonlySet<string> | undefined
}

interface Scope {
  org: Org
  type: ObjectType
  text: string
}

/** @throws SalesforceError INVALID_FIELD, INVALID_QUERY_FILTER_OPERATOR */
export function compileWhere(scope: Scope, condition: Condition): Filter {
  switch (condition.is) {
    case 'not': {
      const inner = compileWhere(scope, condition.part)
      return { test: (row) => !inner.test(row), candidates: () => undefined }
    }
    case 'and': {
      const parts = condition.parts.map((part) => compileWhere(scope, part))
      return { test: (row) => parts.every((part) => part.test(row)), candidates: () => smallest(parts) }
    }
    case 'or': {
      const parts = condition.parts.map((part) => compileWhere(scope, part))
      return { test: (row) => parts.some((part) => part.test(row)), candidates: () => union(parts) }
    }
    default:
      return compileComparison(scope, condition)
  }
}

function compileComparison(scope: Scope, condition: Condition & { is: 'compare' }): Filter {
  const { path, operator, values } = condition
  const { field, via, value } = resolvePath(scope.org, scope.type, path, scope.text)
  if (!field.filterable) {
    const message = `field '${field.name}' can not be filtered in a query call`
    throw new SalesforceError('INVALID_FIELD', atPlace(scope.text, path.at, message), { unknown: true })
  }
  const [first] = values
  if (operator === 'like') {
    if (first?.is !== 'string' || !isText(field)) throw wrongType(scope, field, path.at)
    const pattern = new RegExp(`^${first.pattern}$`, 'i')
    return { test: (row) => pattern.test(String(value(row) ?? '')), candidates: () => undefined }
  }
  const wanted = values.map((literal) => operand(scope, field, literal))
  if (operator === '=' || operator === 'in') {
    const keys = new Set(wanted.map((one) => comparable(field, one)))
    return {
      test: (row) => keys.has(comparable(field, value(row))),
      candidates: () => (via || wanted.includes(null) ? undefined : lookUp(scope, field, wanted)),
    }
  }
  if (operator === '!=' || operator === 'not in') {
    const keys = new Set(wanted.map((one) => comparable(field, one)))
    return { test: (row) => !keys.has(comparable(field, value(row))), candidates: () => undefined }
  }
  const bound = comparable(field, wanted[0] ?? null)
  const holds = orderings[operator]
  return {
    test(row) {
      const actual = comparable(field, value(row))
      return actual !== null && bound !== null && holds(actual, bound)
    },
    candidates: () => undefined,
  }
}

type Ordered = string | number | boolean
const orderings: Record<'<' | '<=' | '>' | '>=', (a: Ordered, b: Ordered) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

/** Text is compared without case, ids with it. */
export function comparable(field: Field, value: Scalar): Scalar {
  if (typeof value !== 'string' || field.type === 'id' || field.type === 'reference') return value
  return value.toLowerCase()
}

function operand(scope: Scope, field: Field, literal: Literal): Scalar {
  if (literal.is === 'null') return null
  if (field.type === 'datetime' && literal.is === 'time') return readTime(literal.value) ?? null
  if (field.type === 'date' && literal.is === 'day') return readDay(literal.value) ?? null
  if ((field.type === 'id' || field.type === 'reference') && literal.is === 'string') {
    const id = toId18(literal.value)
    if (id !== undefined) return id
    const message = atPlace(scope.text, literal.at, `invalid ID field: ${literal.value}`)
    throw new SalesforceError('INVALID_QUERY_FILTER_OPERATOR', message, { unknown: true })
  }
  if (isText(field) && literal.is === 'string') return literal.value
  if (isNumber(field) && literal.is === 'number') return literal.value
  if (field.type === 'boolean' && literal.is === 'boolean') return literal.value
  throw wrongType(scope, field, literal.at)
}

function isText(field: Field): boolean {
  return ['string', 'email', 'phone', 'url', 'picklist', 'textarea'].includes(field.type)
}

function isNumber(field: Field): boolean {
  return field.type === 'int' || field.type === 'double' || field.type === 'currency'
}

function wrongType(scope: Scope, field: Field, at: number): SalesforceError {
  const bare = isNumber(field) || ['boolean', 'date', 'datetime'].includes(field.type)
  const type = field.type === 'datetime' ? 'dateTime' : field.type
  const quotes = bare ? 'should not be enclosed in quotes' : 'should be enclosed in quotes'
  const message = `value of filter criterion for field '${field.name}' must be of type ${type} and ${quotes}`
  return new SalesforceError('INVALID_FIELD', atPlace(scope.text, at, message), { unknown: true })
}

function lookUp(scope: Scope, field: Field, values: readonly Scalar[]): ReadonlySet<string> | undefined {
  const table = scope.org.table(scope.type.name)
  const found = new Set<string>()
  for (const value of values) {
    const ids = table.idsBy(field, value)
    if (!ids) return undefined
    for (const id of ids) found.add(id)
  }
  return found
}

function smallest(parts: readonly Filter[]): ReadonlySet<string> | undefined {
  const known = parts.map((part) => part.candidates()).filter((ids) => ids !== undefined)
  return known.toSorted((a, b) => a.size - b.size)[0]
}

function union(parts: readonly Filter[]): ReadonlySet<string> | undefined {
  const all = new Set<string>()
  for (const part of parts) {
    const ids = part.candidates()
    if (!ids) return undefined
    for (const id of ids) all.add(id)
  }
  return all
}
