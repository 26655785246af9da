// What the admin API gives out about why a lead has its owner.
import { z } from 'zod'
import { stages } from '../lead/stage.ts'
import { anything, decision, id, instant, text } from './schemas.ts'
import { outcomes } from './vocabulary.ts'

export const explanationView = z.object({
  leadId: id,
  stage: z.enum(stages),
  ownerId: text,
  erasedAt: instant.nullable().describe('The person was forgotten then'),
  decisions: z.array(
    z.object({
      id,
      decidedAt: instant,
      rulebook: z.string(),
      decision,
      why: z.array(z.string()),
      again: z.object({
        isSame: z.boolean().nullable().describe('null: it cannot be made again, the text says why'),
        text: z.string(),
      }),
    }),
  ),
  latest: z
    .object({
      decisionId: id,
      next: z
        .array(z.object({ ownerId: id, ownerName: z.string(), pool: text, rule: z.string() }))
        .describe('Who would have got it if the owner could not'),
      whatIf: z.object({
        changes: z
          .array(
            z.object({
              field: z.string(),
              from: anything,
              to: anything.describe('A text or a number; null: not known'),
              rule: z.string(),
              outcome: z.looseObject({ kind: z.enum(outcomes) }),
              text: z.string(),
            }),
          )
          .describe('Changes of one field, to a value that a rule names, that alter rule or owner; each decided again'),
        tried: z.number(),
        untried: z.number(),
        more: z.number(),
      }),
    })
    .nullable()
    .describe('What else could have been, of the newest decision'),
})
