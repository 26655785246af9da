// The words that territories.yaml may use, as zod schemas. Their one rule: what is not written here is a fault.
import countries from 'i18n-iso-countries/index.js'
import { z } from 'zod'
import { subdivisions } from '../../cleanse/subdivisions.ts'
import { didYouMean } from '../../yaml-file.ts'
import { readPostalRange } from '../rules/postal.ts'

const list = <T>(one: z.ZodType<T>, what: string) =>
  z.array(one, { error: `Expected a list of ${what}` }).min(1, { error: `Name at least one of the ${what}` })

const country = z
  .string({ error: 'Expected a country code of two letters, such as DE' })
  .refine((code) => /^[A-Za-z]{2}$/.test(code) && countries.isValid(code.toUpperCase()), {
    error: ({ input }) => `"${String(input)}" is the code of no country: write two letters, such as DE or GB`,
  })
  .transform((code) => code.toUpperCase())

const state = z
  .string({ error: 'Expected country and state, such as US-CA' })
  .superRefine((text, context) => {
    const message = stateFault(text)
    if (message !== undefined) context.addIssue({ code: 'custom', message })
  })
  .transform((text) => text.toUpperCase())

/** Of countries whose states we know, one that there is not is a fault; of others any is taken. */
export function stateFault(text: string): string | undefined {
  const [, land = '', part = ''] = /^([A-Za-z]{2})-([A-Za-z0-9]{1,3})$/.exec(text) ?? []
  if (!countries.isValid(land.toUpperCase()))
    return `"${text}" is no state: write country and state, such as US-CA or DE-BY`
  const known = knownStates(land.toUpperCase()) ?? []
  if (known.length === 0 || known.includes(part.toUpperCase())) return undefined
  const all = known.map((code) => `${land.toUpperCase()}-${code}`)
  return `"${text}" is no state of ${land.toUpperCase()}${didYouMean(text, all)}`
}

/** All their states are in our list. */
const WHOLE: ReadonlySet<string> = new Set(['US', 'CA', 'AU', 'DE', 'AT', 'CH', 'IT', 'BR'])

/** `BY`, `BE` …; null: not all of them are known. */
export function knownStates(land: string): string[] | null {
  if (!WHOLE.has(land)) return null
  return [...(subdivisions[land] ?? '').matchAll(/(?:^|[\n;])\s*([A-Z0-9]{1,3})=/g)].map(([, part = '']) => part)
}

const postal = z
  .union([z.string(), z.number().transform(String)], { error: 'Expected 80, or 10000-19999' })
  .superRefine((text, context) => {
    const range = readPostalRange(text)
    if (typeof range === 'string') context.addIssue({ code: 'custom', message: range })
  })

const countryKey = z.string().refine((code) => countries.isValid(code), {
  error: ({ input }) => `"${String(input)}" is the code of no country: write DE, GB`,
})

const end = z
  .number({ error: 'Expected a number' })
  .int({ error: 'Expected a whole number' })
  .min(0, { error: 'Expected 0 or more' })

const names = list(z.string().min(1), 'names')

const territory = z
  .strictObject({
    countries: list(country, 'countries').optional().describe('Two letters, ISO 3166: [DE, AT, CH]'),
    states: list(state, 'states').optional().describe('Country and state, ISO 3166-2: [US-CA, DE-BY]'),
    postal: z
      .record(countryKey, list(postal, 'postal codes'))
      .optional()
      .describe('Country → beginnings and ranges of postal codes: { DE: ["80", "10000-19999"] }'),
    employees: z
      .tuple([end, z.union([end, z.null()])], { error: 'Expected two numbers: [50, 999], or [1000, null]' })
      .refine(([low, high]) => high === null || low <= high, { error: 'The first number must not be above the second' })
      .optional()
      .describe('At least and at most: [50, 999]; [1000, null] has no upper end'),
    industries: list(z.string().min(1), 'industries').optional(),
    accounts: list(z.string().min(1), 'accounts')
      .optional()
      .describe('By domain or by name: [northwind.example, Contoso Ltd]'),
    include: names.optional().describe('Places too: what is in these territories'),
    exclude: names.optional().describe('Nothing that is in these'),
  })
  .refine((text) => Object.entries(text).some(([key, value]) => key !== 'exclude' && value !== undefined), {
    error: 'Say what belongs to it: countries, states, postal, employees, industries, accounts or include',
  })
export type TerritoryText = z.infer<typeof territory>

export const territoriesFile = z.strictObject({ territories: z.record(z.string().min(1), territory).default({}) })
