// The words of `when`, as zod schemas made from the table of fields. Its one rule: a value that could never match is a fault.
import countries from 'i18n-iso-countries/index.js'
import { z } from 'zod'
import { dayOf } from '../../calendar/day.ts'
import { compilePattern } from '../../cleanse/pattern.ts'
import { InputError } from '../../errors.ts'
import { didYouMean } from '../../yaml-file.ts'
import { fields, type Field, type FieldType } from './fields.ts'
import { readPostalRange } from './postal.ts'

export type Literal = string | number
export type FieldTest = Literal | Literal[] | Record<string, unknown>
/** A name: open. */
export type CalendarTest = string | { open?: string | undefined; closed?: string | undefined }
type Names = string | string[]
export type TerritoryTest = Names | { in?: Names | undefined; not?: Names | undefined }
export interface When {
  all?: When[] | undefined
  any?: When[] | undefined
  not?: When | undefined
  calendar?: CalendarTest | undefined
  territory?: TerritoryTest | undefined
  if?: string | undefined
  [field: string]: FieldTest | When | When[] | CalendarTest | TerritoryTest | undefined
}

const CONDITIONS = { error: 'Expected a list of conditions, such as [{ lead.country: DE }, { lead.score: 90 }]' }
const EMPTY = { error: 'Say at least one condition here' }
/** Beside a key that is not known it would only be noise. */
const WHEN_EMPTY = { ...EMPTY, when: ({ issues }: { issues: unknown[] }) => issues.length === 0 }

/** Ordered: what a condition says in one word. */
export const operators = [
  'equals',
  'in',
  'not',
  'gte',
  'gt',
  'lte',
  'lt',
  'between',
  'starts',
  'ends',
  'contains',
  'matches',
  'within',
  'exists',
  'changed',
] as const
export type Operator = (typeof operators)[number]

function literal(type: FieldType): z.ZodType<Literal> {
  const error = ({ input }: { input?: unknown }): string => `Expected ${expected(type, input)}`
  if (type === 'number') return z.number({ error })
  if (type === 'country') {
    return z
      .string({ error })
      .regex(/^[A-Za-z]{2}$/, { error, abort: true })
      .refine((code) => countries.isValid(code.toUpperCase()), { error: ({ input }) => noCountry(String(input)) })
  }
  if (type === 'date') return z.string({ error }).refine((day) => dayOf(day) !== undefined, { error })
  // YAML reads 12345 as a number; a postal code is meant.
  if (type === 'text' || type === 'postal' || type === 'list') {
    return z.union([z.string().min(1, { error }), z.number().transform(String)], { error })
  }
  return z.enum(type as readonly [string, ...string[]], { error })
}

function expected(type: FieldType, input: unknown): string {
  if (type === 'number') return 'a number'
  if (type === 'country') return 'a country code of two letters, such as DE'
  if (type === 'date') return 'a date, such as 2026-12-31'
  if (type === 'text' || type === 'postal' || type === 'list') return 'a text'
  return `one of ${type.join(', ')}${typeof input === 'string' ? didYouMean(input, type) : ''}`
}

/** `UK` is what people write, and what no lead ever holds. */
function noCountry(code: string): string {
  const { region } = new Intl.Locale(`und-${code}`)
  const meant = region !== undefined && region !== code.toUpperCase() ? `: write ${region}` : ''
  return `"${code}" is the code of no country${meant}`
}

const pattern = z
  .string({ error: 'Expected a pattern, such as "^(vp|head of) "' })
  .min(1, { error: 'Expected a pattern that is not empty' })
  .superRefine((source, context) => {
    try {
      compilePattern(source)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      context.addIssue({ code: 'custom', message: error.message.replace(/\.$/, '') })
    }
  })
  .describe('A pattern that is found anywhere in the text, in letters of both cases; ^ and $ are its ends')

function postalRange(): z.ZodType {
  const range = z
    .union([z.string(), z.number().transform(String)], { error: 'Expected 80, or 10000-19999' })
    .superRefine((text, context) => {
      const read = readPostalRange(text)
      if (typeof read === 'string') context.addIssue({ code: 'custom', message: read })
    })
  return z
    .union([range, z.array(range).min(1, { error: 'Name at least one range' })], {
      error: 'Expected 80, or 10000-19999, or a list of such',
    })
    .describe('Beginnings of postal codes, and ranges of them: ["80", "10000-19999"]')
}

function fieldTest(type: FieldType, canChange: boolean): z.ZodType<FieldTest> {
  const one = literal(type)
  const list = z.array(one).min(1, { error: 'Name at least one value' })
  const oneOrMore = z.union([one, list], {
    error: ({ input }) => `Expected ${expected(type, input)}, or a list of such`,
  })
  const exists = z.boolean({ error: 'Expected true or false' }).optional()
  const changed = canChange ? { changed: exists } : {}
  const equality = { equals: one.optional(), in: list.optional(), not: oneOrMore.optional(), exists, ...changed }
  const words: Partial<Record<Operator, z.ZodType>> =
    type === 'number' || type === 'date'
      ? { ...equality, ...orderWords(one, type === 'date' ? 'dates: [2026-12-24, 2026-12-31]' : 'numbers: [50, 999]') }
      : type === 'text' || type === 'postal'
        ? {
            ...equality,
            starts: oneOrMore.optional(),
            ends: oneOrMore.optional(),
            contains: oneOrMore.optional(),
            matches: pattern.optional(),
            ...(type === 'postal' ? { within: postalRange().optional() } : {}),
          }
        : type === 'list'
          ? { contains: oneOrMore.optional(), exists }
          : equality
  const operatorsOf = `an operator: ${Object.keys(words).join(', ')}`
  const long = z.strictObject(words, { error: `Expected ${operatorsOf}` }).refine(notEmpty, WHEN_EMPTY) as z.ZodType<
    Record<string, unknown>
  >
  if (type === 'list') return long
  return z.union([one, list, long], {
    error: ({ input }) =>
      typeof input === 'object'
        ? `Expected a value, a list of values, or ${operatorsOf}`
        : `Expected ${expected(type, input)}`,
  })
}

const tests = new Map<FieldType, z.ZodType<FieldTest>>()
const testsOfChanging = new Map<FieldType, z.ZodType<FieldTest>>()

/** One schema per type of field, so that the JSON Schema says each only once. */
function testOf({ type, before }: Field): z.ZodType<FieldTest> {
  const canChange = before !== undefined
  const those = canChange ? testsOfChanging : tests
  const known = those.get(type)
  if (known) return known
  const test = fieldTest(type, canChange)
  const made =
    typeof type === 'string' ? test.meta({ id: canChange ? `${type} test, or change` : `${type} test` }) : test
  those.set(type, made)
  return made
}

function orderWords(end: z.ZodType<Literal>, example: string): Partial<Record<Operator, z.ZodType>> {
  const bound = end.optional()
  const between = z
    .tuple([end, end], { error: `Expected two ${example}` })
    .refine(([low, high]) => low <= high, { error: 'The first must not be above the second' })
    .optional()
  return { gte: bound, gt: bound, lte: bound, lt: bound, between }
}

function notEmpty(value: object): boolean {
  return Object.values(value).some((part) => part !== undefined)
}

const calendarName = z
  .string({ error: 'Expected the name of a calendar' })
  .min(1, { error: 'Expected the name of a calendar' })

const calendarTest = z
  .union(
    [
      calendarName,
      z
        .strictObject({ open: calendarName.optional(), closed: calendarName.optional() })
        .refine(notEmpty, { error: 'Say open or closed' }),
    ],
    { error: 'Expected the name of a calendar, or { closed: name }' },
  )
  .describe('It is decided in the hours of this calendar; { closed: office }: outside of them')

const territoryNames = z.union(
  [z.string().min(1), z.array(z.string().min(1)).min(1, { error: 'Name at least one territory' })],
  { error: 'Expected the name of a territory, or a list of such' },
)

const territoryTest = z
  .union(
    [
      territoryNames,
      z
        .strictObject({ in: territoryNames.optional(), not: territoryNames.optional() })
        .refine(notEmpty, { error: 'Say in or not' }),
    ],
    { error: 'Expected the name of a territory, a list of such, or { not: name }' },
  )
  .describe('The lead is in this set of territories.yaml, or in one of several; { not: emea }: it is not')

/** Checked when rules are compiled: the fields are known there. */
export const expression = z
  .string({ error: 'Expected an expression in CEL, such as "lead.employees / 10 > lead.score"' })
  .min(1, { error: 'Expected an expression in CEL' })
  .max(2_000, { error: 'An expression of more than 2,000 signs: say it in several rules' })
  .describe('An expression in CEL over lead, account, match, event and time, for what the other words cannot say')

export const when: z.ZodType<When> = z
  .strictObject(
    {
      ...Object.fromEntries([...fields].map(([name, field]) => [name, testOf(field).optional()])),
      calendar: calendarTest.optional(),
      territory: territoryTest.optional(),
      if: expression.optional(),
      get all() {
        return z.array(when, CONDITIONS).min(1, EMPTY).optional().describe('Every one of these must hold')
      },
      get any() {
        return z.array(when, CONDITIONS).min(1, EMPTY).optional().describe('One of these must hold')
      },
      get not() {
        return when.optional().describe('This must not hold')
      },
    },
    { error: 'Expected what must hold, such as { lead.country: DE }' },
  )
  .refine(notEmpty, WHEN_EMPTY)
  .meta({ id: 'when', description: 'What must hold; several fields side by side must all hold' })
