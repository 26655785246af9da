// The words that rules.yaml may use, as zod schemas. Their one rule: what is not written here is a fault.
import { z } from 'zod'
import { readDuration } from '../../calendar/duration.ts'
import { isZone } from '../../calendar/zone.ts'
import { caps } from '../pools/grammar.ts'
import { named, sla } from '../words.ts'
import { expression, when } from './condition-grammar.ts'
import { UTC } from './fields.ts'
import { OWNERS } from './owner-words.ts'

const assign = z
  .strictObject({
    pool: named('the name of a pool').optional().describe('A member of this pool gets it, by turns'),
    owner: named(OWNERS).optional().describe(OWNERS),
    queue: named('the name or the id of a queue of the CRM')
      .optional()
      .describe("A queue of the CRM holds it until one of the queue's people takes it: its name or its id"),
    territory: named('the name of a table in rulebook/territories')
      .optional()
      .describe('The row of rulebook/territories/<name>.csv that holds says who gets it; no row: the next rule'),
    else: z
      .string({ error: 'Expected "pool <name>"' })
      .regex(/^pool \S.*$/, { error: 'Expected "pool <name>"' })
      .optional()
      .describe(
        'Where it goes when that owner or queue is unknown, inactive or had it before, or no row of the table holds: pool customer-success',
      ),
    fastTrack: z
      .boolean({ error: 'Expected true or false' })
      .default(false)
      .describe('Said in the decision, and written into the CRM where a mapping asks for decision.fastTrack'),
  })
  .refine((value) => [value.pool, value.owner, value.queue, value.territory].filter(isSaid).length === 1, {
    error: 'Say one of pool, owner, queue and territory: who gets the lead',
  })
  .refine((value) => value.else === undefined || value.pool === undefined, {
    path: ['else'],
    error: 'else belongs to owner, queue or territory: a pool that has nobody passes the lead on to the next rule',
  })

function isSaid(word: string | undefined): boolean {
  return word !== undefined
}

const sticky = z
  .strictObject(
    {
      owner: z
        .enum(['previous', 'account'], { error: 'Expected previous or account' })
        .describe('previous: who had the lead last; account: the owner of its account'),
      inPool: z
        .boolean({ error: 'Expected true or false' })
        .default(true)
        .describe('Only while they are in the pool and could get a lead of it now'),
      notOlderThan: z
        .string({ error: 'Expected a duration such as 90d' })
        .refine((text) => readDuration(text) !== undefined, { error: 'Expected a duration such as 90d' })
        .optional()
        .describe('previous: only if they had it at most so long ago'),
    },
    { error: 'Expected { owner, inPool, notOlderThan }, or false' },
  )
  .refine(({ owner, notOlderThan }) => owner === 'previous' || notOlderThan === undefined, {
    path: ['notOlderThan'],
    error: 'notOlderThan belongs to owner: previous',
  })
export type StickyText = z.infer<typeof sticky>

const split = z
  .strictObject(
    {
      by: z
        .enum(['lead.id', 'lead.domain'], { error: 'Expected lead.id or lead.domain' })
        .describe('What stays together: each lead, or all leads of a company; of a lead without domain, the lead'),
      shares: z
        .array(
          z.strictObject({
            name: named('a name: it is what reports compare'),
            percent: z
              .number({ error: 'Expected a percentage' })
              .positive({ error: 'Expected more than 0' })
              .max(100, { error: 'Expected at most 100' }),
            assign,
          }),
          { error: 'Expected a list of shares' },
        )
        .min(2, { error: 'Expected at least two shares' }),
    },
    { error: 'Expected { by, shares }' },
  )
  .refine(({ shares }) => Math.abs(shares.reduce((sum, { percent }) => sum + percent, 0) - 100) < 1e-6, {
    path: ['shares'],
    error: 'The percentages must sum to 100',
  })
  .refine(({ shares }) => new Set(shares.map(({ name }) => name)).size === shares.length, {
    path: ['shares'],
    error: 'Two shares have the same name: give each its own',
  })

const because = z.strictObject({ reason: named('the reason, in words') })

const rule = z
  .strictObject({
    name: named('a name: it is what people read in the explanation'),
    when: when.optional(),
    if: expression.optional(),
    assign: assign.optional(),
    split: split.optional().describe('Parts of the leads go different ways, by lot that stays the same'),
    nurture: because.optional().describe('Back to marketing'),
    ignore: because.optional().describe('Kept here, but neither given to an owner nor to nurture'),
    hold: because
      .optional()
      .describe('Waits for a person, or for news that changes what the rules say; until then nobody has it'),
    sla,
    sticky: z
      .union([z.literal(false), sticky], { error: 'Expected { owner, inPool, notOlderThan }, or false' })
      .optional()
      .describe('Who gets it before the pool is asked; false: nobody, whatever the file says'),
    caps: caps.describe(
      'For the leads of this rule: [{ leads: 100, per: day }]. When they are reached, the next rule is asked',
    ),
  })
  .refine(({ assign: given, sticky: wanted }) => !wanted || given?.pool !== undefined, {
    path: ['sticky'],
    error: 'sticky belongs to a rule that assigns a pool',
  })
  .refine(
    ({ assign: given, split: parts, caps: limits }) =>
      given !== undefined || parts !== undefined || limits.length === 0,
    {
      path: ['caps'],
      error: 'Caps belong to a rule that assigns',
    },
  )
  .refine(({ caps: limits }) => limits.every(({ open }) => open === undefined), {
    path: ['caps'],
    error: 'What is open is counted for members: write { leads, per } or { leads, within } here',
  })
  .refine(
    (value) => [value.assign, value.split, value.nurture, value.ignore, value.hold].filter(Boolean).length === 1,
    {
      error: 'A rule needs exactly one of assign, split, nurture, ignore and hold',
    },
  )
  .refine((value) => value.when !== undefined || value.if !== undefined, {
    path: ['when'],
    error: 'Expected what must hold, such as { lead.country: DE }',
    when: ({ issues }) => issues.every(({ path = [] }) => path.length > 0 && path[0] !== 'when' && path[0] !== 'if'),
  })
export type RuleText = z.infer<typeof rule>

export const rulesFile = z.strictObject({
  zone: z
    .string()
    .refine(isZone, {
      error: ({ input }) => `No time zone "${String(input)}": write its name in the IANA list, Europe/Berlin`,
    })
    .default(UTC)
    .describe('Whose clock time.hour, time.weekday and time.date mean: Europe/Berlin; unless said, UTC'),
  sticky: sticky.optional().describe('For every rule that assigns a pool and says nothing of its own'),
  rules: z
    .array(rule, { error: 'Expected a list of rules' })
    .default([])
    .describe('In order: the first that holds wins'),
  otherwise: z
    .strictObject(
      {
        pool: named('the name of a pool'),
        sla,
        alert: named('who must hear of it')
          .optional()
          .describe('Who must help when even this pool has nobody: named in the reason'),
      },
      { error: 'Expected the pool that takes what no rule took: nothing is ever dropped' },
    )
    .describe('Takes what no rule took'),
})
