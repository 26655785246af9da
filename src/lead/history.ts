// What was said about a lead and when: enough to end with the same lead whatever order its events arrive in.
import type { LeadField } from './lead.ts'
import type { Stage } from './stage.ts'

/** Who said it: the time at the source, and the key that settles a tie (the event's key: larger wins). */
export interface Said {
  /** ISO instant. */
  at: string
  by: string
}

export interface StageClaim extends Said {
  stage: Stage
}

export interface LeadHistory {
  /** For each field, the event whose value stands. */
  fields: Partial<Record<LeadField, Said>>
  /** All that was said about the stage, oldest first. */
  stages: StageClaim[]
}
