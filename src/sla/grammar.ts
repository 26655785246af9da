// The words a file of SLA policies may use, as one zod schema. Its one rule: what is not written here is a fault.
import { z } from 'zod'
import type { TouchKind } from '../lead/touch.ts'
import { breachSteps } from './policy.ts'

/** Touches that can keep a promise: something a person did for the lead. */
export const keepingTouches = [
  'opened',
  'accepted',
  'contacted',
  'stage-moved',
  'rejected',
  'converted',
] as const satisfies readonly TouchKind[]

/** Opening alone is not acting, and a rejection is a wish to have it moved; both can be named in `metBy`. */
export const usuallyMetBy = [
  'accepted',
  'contacted',
  'converted',
  'stage-moved',
] as const satisfies readonly TouchKind[]

const policy = z.strictObject({
  within: z
    .string({ error: 'Expected a duration such as 30m, 4h or 2d' })
    .describe('How long an owner has to act: 5m, 4h, 1h30m; days (2d) only without a calendar'),
  calendar: z.string().optional().describe('Only its open hours count; without it every hour counts'),
  metBy: z
    .array(z.enum(keepingTouches, { error: `Expected one of ${keepingTouches.join(', ')}` }))
    .min(1, { error: 'Name at least one touch that keeps the promise' })
    .default([...usuallyMetBy])
    .describe('What keeps the promise'),
  onBreach: z
    .array(z.enum(breachSteps, { error: `Expected one of ${breachSteps.join(', ')}` }))
    .min(1, { error: 'Name at least one step' })
    .default([...breachSteps])
    .describe('The first breach takes the first step, the second the second; after the last one, the last one again'),
})

export const policiesFile = z.strictObject({ policies: z.record(z.string(), policy).default({}) })
