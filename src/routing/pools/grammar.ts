// The words that pools.yaml may use, as zod schemas. Their one rule: what is not written here is a fault.
import { z } from 'zod'
import { sla } from '../words.ts'

const email = z.email({ error: "Expected a user's e-mail address" })

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
    }),
  ],
  { error: "Expected a user's e-mail address, or { email, weight }" },
)

const pool = z.strictObject({
  sla,
  members: z.array(member, { error: 'Expected a list of members' }).min(1, { error: 'Name at least one member' }),
})

export const poolsFile = z.strictObject({ pools: z.record(z.string(), pool).default({}) })
