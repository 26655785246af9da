// A `when` as it stands in a file → conditions. Its one rule: names that it uses (calendars, territories, fields of an expression) are looked up
// here, so that a fault is told when the rules are loaded, and no lead can meet it.
import { isOpen } from '../../calendar/business-time.ts'
import type { Calendar } from '../../calendar/calendar.ts'
import { dayOf } from '../../calendar/day.ts'
import { compilePattern } from '../../cleanse/pattern.ts'
import { InputError } from '../../errors.ts'
import { didYouMean, type FieldPath } from '../../yaml-file.ts'
import type { Territory } from '../territories/territory.ts'
import { compileExpression } from './cel.ts'
import {
  operators,
  type CalendarTest,
  type FieldTest,
  type Literal,
  type TerritoryTest,
  type When,
} from './condition-grammar.ts'
import { texts, type Condition, type FieldCondition } from './condition.ts'
import { fields, fieldsIn, UTC, type Field } from './fields.ts'
import { readPostalRange } from './postal.ts'

/** What a condition may name beside fields. null: not known, because that file is faulty. */
export interface NamedThings {
  calendars: ReadonlyMap<string, Calendar> | null
  territories: ReadonlyMap<string, Territory> | null
  /** Of `time.…` */
  zone: string
}

export const noNamedThings: NamedThings = { calendars: new Map(), territories: new Map(), zone: UTC }

type AddFault = (path: FieldPath, message: string) => void

interface Compiling extends NamedThings {
  fields: ReadonlyMap<string, Field>
  add: AddFault
}

/** @param add is told what names nothing; without it that throws */
export function compileWhen(tree: When, named: NamedThings = noNamedThings, add: AddFault = throwing): Condition {
  return compile(tree, [], { ...named, fields: fieldsIn(named.zone), add })
}

function throwing(path: FieldPath, message: string): never {
  throw new TypeError(`${path.join('.')}: ${message}`)
}

function compile(tree: When, path: FieldPath, compiling: Compiling): Condition {
  const parts = Object.entries(tree).flatMap(([key, value]): Condition[] => {
    if (value === undefined) return []
    const at = [...path, key]
    switch (key) {
      case 'all':
      case 'any':
        return [{ is: key, parts: (value as When[]).map((part, n) => compile(part, [...at, n], compiling)) }]
      case 'not':
        return [{ is: 'not', part: compile(value as When, at, compiling) }]
      case 'calendar':
        return calendarConditions(value as CalendarTest, at, compiling)
      case 'territory':
        return territoryConditions(value as TerritoryTest, at, compiling)
      case 'if':
        return [expressionCondition(value as string, at, compiling)]
      default:
        return fieldConditions(key, value as FieldTest, compiling)
    }
  })
  const [only] = parts
  return only && parts.length === 1 ? only : { is: 'all', parts }
}

export function condition(
  name: string,
  field: Field,
  operator: FieldCondition['operator'],
  expected: unknown,
): FieldCondition {
  const items = Array.isArray(expected) ? (expected as unknown[]) : [expected]
  const isDate = field.type === 'date'
  return {
    is: 'condition',
    name,
    field,
    operator,
    expected,
    wanted: texts(expected),
    numbers: items.map((item) => (isDate ? (dayOf(String(item)) ?? NaN) : Number(item))),
    ranges: operator === 'within' ? items.map((item) => readPostalRange(String(item))).filter(isRead) : [],
    pattern: operator === 'matches' ? compilePattern(String(expected), { ignoreCase: true }) : null,
    expression: null,
  }
}

function isRead<T>(item: T | string): item is T {
  return typeof item !== 'string'
}

function fieldConditions(name: string, value: FieldTest, compiling: Compiling): Condition[] {
  const field = compiling.fields.get(name)
  if (!field) throw new TypeError(`No field "${name}": the grammar lets only known fields pass.`)
  if (Array.isArray(value)) return [condition(name, field, 'in', value)]
  if (typeof value !== 'object') return [condition(name, field, 'equals', value)]
  return operators.flatMap((operator) =>
    value[operator] === undefined ? [] : [condition(name, field, operator, value[operator])],
  )
}

function calendarConditions(value: CalendarTest, path: FieldPath, { calendars, add }: Compiling): Condition[] {
  const entries = typeof value === 'string' ? [['open', value] as const] : Object.entries(value)
  return entries.flatMap(([expected, name]): Condition[] => {
    if (name === undefined) return []
    const calendar = calendars?.get(name)
    if (!calendar) {
      if (calendars) add(path, `No calendar "${name}" in calendars.yaml${didYouMean(name, calendars.keys())}.`)
      return []
    }
    return [condition(`calendar ${name}`, openness(calendar), 'equals', expected)]
  })
}

const opennessOf = new WeakMap<Calendar, Field>()

/** Now lies in its hours, or not. One field for each calendar, so that rules that ask for it are found together. */
function openness(calendar: Calendar): Field {
  const known = opennessOf.get(calendar)
  if (known) return known
  const made: Field = {
    type: ['open', 'closed'],
    read: ({ now }) => (isOpen(calendar, now) ? 'open' : 'closed'),
  }
  opennessOf.set(calendar, made)
  return made
}

function territoryConditions(value: TerritoryTest, path: FieldPath, { territories, add }: Compiling): Condition[] {
  const { in: within, not } = isNames(value) ? { in: value, not: undefined } : value
  const conditions = (names: string | string[] | undefined): Condition[] =>
    [names ?? []].flat().flatMap((name) => {
      const territory = territories?.get(name)
      if (territory) return [condition('territory', territory.field, 'equals', name)]
      if (territories) add(path, `No territory "${name}" in territories.yaml${didYouMean(name, territories.keys())}.`)
      return []
    })
  const inside = conditions(within)
  return [
    ...(inside.length > 1 ? [{ is: 'any' as const, parts: inside }] : inside),
    ...conditions(not).map((part): Condition => ({ is: 'not', part })),
  ]
}

function isNames(value: TerritoryTest): value is string | string[] {
  return typeof value === 'string' || Array.isArray(value)
}

/** Of no use for the index: it is asked of every lead that the rest of the rule lets pass. */
const anything: Field = { type: 'text', read: () => null }

function expressionCondition(source: string, path: FieldPath, { fields: known, add }: Compiling): Condition {
  const made = condition('if', anything, 'if', source)
  try {
    return { ...made, expression: compileExpression(source, known) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    add(path, error.message)
    return made
  }
}

/** A condition on a field of the common table. */
export function onField(name: string, operator: FieldCondition['operator'], expected: Literal | Literal[]): Condition {
  const field = fields.get(name)
  if (!field) throw new TypeError(`No field "${name}".`)
  return condition(name, field, operator, expected)
}
