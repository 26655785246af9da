// What the API tells of doubts of matching.
import { z } from 'zod'
import { reviewStates } from '../store/rows.ts'
import { id, instant, text } from './schemas.ts'

export const reviewView = z.object({
  id,
  kind: z.enum(['person', 'account']),
  leadId: z.string(),
  state: z.enum(reviewStates),
  why: z.string().describe('Why a person is asked'),
  candidates: z.array(
    z.object({
      id: z.string(),
      name: text.describe('Of the account, or of the person; null: it is gone from the CRM'),
      class: text.describe('Evidence class of an account, A to G'),
      bits: z.number(),
      evidence: z.array(z.object({ field: z.string(), level: z.string(), bits: z.number() })),
    }),
  ),
  chosen: text,
  decidedBy: text,
  decidedAt: instant.nullable(),
  createdAt: instant,
})
export const reviewsView = z.object({ items: z.array(reviewView), next: text })
