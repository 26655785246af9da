// When a promise falls due, and the moves of its clock. Its one rule: the table decides; a move outside it throws.
import { addBusinessMinutes } from '../calendar/business-time.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { MINUTE_MS } from '../time.ts'
import type { ClockState, SlaPolicy } from './policy.ts'

const moves: Record<ClockState, readonly ClockState[]> = {
  // It runs from the moment the CRM confirms the owner: our own delay is not the owner's.
  pending: ['running', 'cancelled'],
  running: ['met', 'breached', 'cancelled'],
  met: [],
  breached: [],
  cancelled: [],
}

export function mayMoveClock(from: ClockState, to: ClockState): boolean {
  return moves[from].includes(to)
}

/** @throws RangeError when the move is not in the table: a bug of ours. */
export function moveClock(from: ClockState, to: ClockState): ClockState {
  if (!mayMoveClock(from, to)) throw new RangeError(`An SLA clock cannot move from ${from} to ${to}.`)
  return to
}

/**
 * @param calendar the policy's own, or null to count every hour: for policies without one, and for a running promise whose
 * calendar has since been removed from the rulebook.
 */
export function dueAt(policy: SlaPolicy, calendar: Calendar | null, startedAt: Date): Date {
  if (calendar) return addBusinessMinutes(calendar, startedAt, policy.withinMinutes)
  return new Date(startedAt.getTime() + policy.withinMinutes * MINUTE_MS)
}
