// The words of `when`, as zod schemas made from the table of fields. Its one rule: a value that could never match is a fault.
import countries from 'i18n-iso-countries/index.js'
import { z } from 'zod'
import { compilePattern } from '../../cleanse/pattern.ts'
import { InputError } from '../../errors.ts'
import { didYouMean } from '../../yaml-file.ts'
import { fields, type FieldType } from './fields.ts'

export type Literal = string | number
export type FieldTest = Literal | Literal[] | Record<string, unknown>
export interface When {
  all?: When[] | undefined
  any?: When[] | undefined
  not?: When | undefined
  [field: string]: FieldTest | When | When[] | undefined
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
  'exists',
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
  // YAML reads 12345 as a number; a postal code is meant.
  if (type === 'text' || type === 'list') {
    return z.union([z.string().min(1, { error }), z.number().transform(String)], { error })
  }
  return z.enum(type as readonly [string, ...string[]], { error })
}

function expected(type: FieldType, input: unknown): string {
  if (type === 'number') return 'a number'
  if (type === 'country') return 'a country code of two letters, such as DE'
  if (type === 'text' || type === 'list') return 'a text'
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

function fieldTest(type: FieldType): z.ZodType<FieldTest> {
  const one = literal(type)
  const list = z.array(one).min(1, { error: 'Name at least one value' })
  const oneOrMore = z.union([one, list], {
    error: ({ input }) => `Expected ${expected(type, input)}, or a list of such`,
  })
  const exists = z.boolean({ error: 'Expected true or false' }).optional()
  const equality = { equals: one.optional(), in: list.optional(), not: oneOrMore.optional(), exists }
  const words: Partial<Record<Operator, z.ZodType>> =
    type === 'number'
      ? { ...equality, ...numberWords() }
      : type === 'text'
        ? {
            ...equality,
            starts: oneOrMore.optional(),
            ends: oneOrMore.optional(),
            contains: oneOrMore.optional(),
            matches: pattern.optional(),
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

/** One schema per type of field, so that the JSON Schema says each only once. */
function testOf(type: FieldType): z.ZodType<FieldTest> {
  const known = tests.get(type)
  if (known) return known
  const made = typeof type === 'string' ? fieldTest(type).meta({ id: `${type} test` }) : fieldTest(type)
  tests.set(type, made)
  return made
}

function numberWords(): Partial<Record<Operator, z.ZodType>> {
  const end = z.number({ error: 'Expected a number' })
  const bound = end.optional()
  const between = z
    .tuple([end, end], { error: 'Expected two numbers: [50, 999]' })
    .refine(([low, high]) => low <= high, { error: 'The first number must not be above the second' })
    .optional()
  return { gte: bound, gt: bound, lte: bound, lt: bound, between }
}

function notEmpty(value: object): boolean {
  return Object.values(value).some((part) => part !== undefined)
}

export const when: z.ZodType<When> = z
  .strictObject(
    {
      ...Object.fromEntries([...fields].map(([name, { type }]) => [name, testOf(type).optional()])),
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
