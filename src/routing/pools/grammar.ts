// The words that pools.yaml may use, as zod schemas. Their one rule: what is not written here is a fault.
import { z } from 'zod'
import { named, sla } from '../words.ts'
import { periods } from './caps.ts'

const email = z.email({ error: "Expected a user's e-mail address" })

const count = z
  .number({ error: 'Expected a whole number' })
  .int({ error: 'Expected a whole number' })
  .min(1, { error: 'Expected 1 or more' })

const cap = z
  .strictObject(
    {
      leads: count.optional().describe('At most so many'),
      per: z
        .enum(periods, { error: `Expected one of ${periods.join(', ')}` })
        .optional()
        .describe('of each hour, day, week (from Monday) or month of the clock'),
      within: z
        .string({ error: 'Expected a duration such as 24h' })
        .optional()
        .describe('at any moment within this long: 24h, 7d'),
      open: count.optional().describe('At most so many that are open at once, in all pools together'),
    },
    { error: 'Expected a cap, such as { leads: 10, per: day }, { leads: 10, within: 24h } or { open: 25 }' },
  )
  .refine(({ leads, per, within, open }) => (open !== undefined) !== (leads !== undefined) || (!per && !within), {
    error: 'Say either open, or leads',
  })
  .refine(
    ({ leads, per, within, open }) =>
      open !== undefined
        ? leads === undefined && per === undefined && within === undefined
        : leads !== undefined && (per === undefined) !== (within === undefined),
    { error: 'Expected { leads, per }, { leads, within } or { open }' },
  )
export type CapText = z.infer<typeof cap>

const capList = z.array(cap, { error: 'Expected a list of caps, such as [{ leads: 10, per: day }]' })
export const caps = capList.default([])

const hours = named('the name of a calendar in calendars.yaml').optional()

const skills = z
  .record(
    z.string(),
    z.array(z.union([z.string(), z.number()], { error: 'Expected a value' }), {
      error: 'Expected a list of values, such as [DE, AT]',
    }),
  )
  .default({})
  .describe('Field → the values that this member is good at: { lead.country: [DE, AT] }')

const member = z.union(
  [
    email,
    z.strictObject({
      email,
      weight: z
        .number({ error: 'Expected a number' })
        .min(0, { error: 'Expected 0 or more' })
        .max(1000, { error: 'Expected at most 1000' })
        .default(1)
        .describe('Share beside the others: 2 gets twice what 1 gets, 0 gets nothing'),
      hours: hours.describe('Gets leads in the hours of this calendar only; default: those of the pool'),
      caps: capList.optional().describe('In place of the memberCaps of the pool'),
      backup: email.optional().describe('Takes its leads while it is away'),
      skills,
    }),
  ],
  { error: "Expected a user's e-mail address, or { email, weight, hours, caps, backup, skills }" },
)

export const methods = ['round-robin', 'weighted-random', 'least-loaded', 'best-fit', 'strict-order'] as const
export type Method = (typeof methods)[number]

const catchUp = z
  .union(
    [
      z.enum(['none', 'one', 'full']),
      z.strictObject({
        most: z.number({ error: 'Expected a whole number' }).int().min(0),
        expires: z.string({ error: 'Expected a duration such as 7d' }).optional(),
      }),
    ],
    { error: 'Expected none, one, full, or { most: 5, expires: 7d }' },
  )
  .default('none')
  .describe('What a member gets in advance of the others after it could not take leads')

const whenEmpty = z
  .union(
    [
      z.enum(['next-rule', 'hold']),
      z.strictObject({ overflow: named('the name of a pool') }),
      z.strictObject({ manager: email }),
    ],
    { error: 'Expected next-rule, hold, { overflow: <pool> } or { manager: <e-mail address> }' },
  )
  .default('next-rule')
  .describe('What becomes of a lead that nobody here can take')

const fieldNames = z.array(named('the name of a field'), { error: 'Expected a list of fields' }).default([])

const pool = z.strictObject({
  sla,
  method: z
    .enum(methods, { error: `Expected one of ${methods.join(', ')}` })
    .default('round-robin')
    .describe('How the next one is chosen'),
  hours: hours.describe('Its members get leads in the hours of this calendar only'),
  zone: named('a time zone, such as Europe/Berlin')
    .optional()
    .describe('Whose days and weeks caps count; default: UTC'),
  caps: caps.describe('For the pool as a whole'),
  memberCaps: caps.describe('For each of its members'),
  uncounted: z
    .array(z.enum(['fast-track'], { error: 'Expected fast-track' }))
    .default([])
    .describe('Leads that do not count to caps'),
  needs: fieldNames.describe('Fields whose value a member must be good at'),
  prefers: fieldNames.describe('best-fit: who is good at the values of most of these fields comes first'),
  catchUp,
  whenEmpty,
  members: z.array(member, { error: 'Expected a list of members' }).min(1, { error: 'Name at least one member' }),
})

export const poolsFile = z.strictObject({ pools: z.record(z.string(), pool).default({}) })
