// The promise: within how long a human must act, by whose hours, and what happens when nobody does.
import type { TouchKind } from '../lead/touch.ts'

export const breachSteps = ['reassign', 'nurture'] as const
export type BreachStep = (typeof breachSteps)[number]

export interface SlaPolicy {
  name: string
  /** Minutes of the calendar's open hours; of wall time when `calendar` is null. */
  withinMinutes: number
  calendar: string | null
  /** Kinds of touch that keep the promise. */
  metBy: TouchKind[]
  /** The n-th breach of a lead takes the n-th step; after the last one, the last one again. */
  onBreach: BreachStep[]
}

/** pending: owner not yet confirmed by the CRM. met, breached, cancelled are ends. */
export const clockStates = ['pending', 'running', 'met', 'breached', 'cancelled'] as const
export type ClockState = (typeof clockStates)[number]
