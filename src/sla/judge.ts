// Was the promise kept? Its one rule: what counts is when a touch happened, not when we saw it.
import type { TouchKind } from '../lead/touch.ts'
import type { BreachStep, ClockState, SlaPolicy } from './policy.ts'

export interface JudgedClock {
  state: ClockState
  policy: SlaPolicy
  /** null while the CRM has not confirmed the owner. */
  startedAt: Date | null
  dueAt: Date | null
}

export interface JudgedTouch {
  key: string
  kind: TouchKind
  at: Date
}

export type Verdict =
  | { kind: 'running' }
  /** `by`: key of the first touch that kept it. */
  | { kind: 'met'; by: string; at: Date }
  | { kind: 'breached'; step: BreachStep }

/**
 * A touch from the start to the due time, both included, keeps the promise; at the due time without one it is broken.
 * @param breaches promises broken for this lead before this one
 * @throws RangeError for a clock that has ended
 */
export function judge(clock: JudgedClock, touches: readonly JudgedTouch[], now: Date, breaches: number): Verdict {
  const { policy, startedAt, dueAt } = clock
  if (clock.state === 'pending' || startedAt === null || dueAt === null) return { kind: 'running' }
  if (clock.state !== 'running') throw new RangeError(`An SLA clock that is ${clock.state} is not judged again.`)
  const [first] = touches
    .filter(({ kind, at }) => policy.metBy.includes(kind) && at >= startedAt && at <= dueAt)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.key < b.key ? -1 : 1))
  if (first) return { kind: 'met', by: first.key, at: first.at }
  return now >= dueAt ? { kind: 'breached', step: stepOf(policy, breaches) } : { kind: 'running' }
}

function stepOf(policy: SlaPolicy, breaches: number): BreachStep {
  return policy.onBreach[Math.min(breaches, policy.onBreach.length - 1)] ?? 'nurture'
}
