// One row per step of a lead's life. What is personal goes into a row of its own, so that a person can be erased and the ledger stays.
import type { Insert } from '../store/store.ts'

export interface Step {
  id: string
  leadId: string | null
  eventId?: string | null
  at: Date
  step: string
  text: string
  data?: unknown
  /** Personal data: values of fields, messages. */
  private?: unknown
}

export function timeline(step: Step): Insert[] {
  const rows: Insert[] = [
    {
      table: 'timeline',
      row: {
        id: step.id,
        leadId: step.leadId,
        eventId: step.eventId ?? null,
        at: step.at,
        step: step.step,
        text: step.text,
        data: step.data ?? null,
      },
    },
  ]
  if (step.private !== undefined) {
    rows.push({ table: 'timelinePrivate', row: { id: step.id, leadId: step.leadId, data: step.private } })
  }
  return rows
}
