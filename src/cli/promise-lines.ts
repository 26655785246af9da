// The promises of a lead in plain words, oldest first: who was held to what until when, and how it ended.
import type { Told } from './lead-views.ts'
import { localTime } from './local-time.ts'

type Promised = Pick<Told, 'clocks' | 'assignments' | 'decisions' | 'lead'>
type Clock = Promised['clocks'][number]

const steps: Record<string, string> = {
  reassign: 'somebody else gets the lead',
  nurture: 'the lead goes back to nurture',
}

export function promiseLines(told: Promised): string[] {
  return told.clocks
    .toReversed()
    .map((clock) => `${whose(clock, told)}, "${clock.policy.name}": ${stateText(clock, told.lead.breaches)}`)
}

function whose(clock: Clock, told: Promised): string {
  const ownerId = told.assignments.find(({ id }) => id === clock.assignmentId)?.ownerId
  if (ownerId === undefined) return 'an earlier owner'
  const named = told.decisions.find(({ decision }) => decision.outcome.ownerId === ownerId)
  return named?.decision.outcome.ownerName ?? ownerId
}

function stateText({ state, dueAt, endedAt, policy }: Clock, breaches: number): string {
  const ended = endedAt === null ? '' : `, ${localTime(endedAt)}`
  switch (state) {
    case 'pending':
      return 'begins when the CRM has confirmed the owner.'
    case 'running': {
      const until = dueAt === null ? '' : `, until ${localTime(dueAt)}`
      // The last step is taken again and again.
      const step = policy.onBreach[Math.min(breaches, policy.onBreach.length - 1)]
      return `runs${until}.${step === undefined ? '' : ` If it is not kept, ${steps[step] ?? step}.`}`
    }
    case 'met':
      return `kept${ended}.`
    case 'breached':
      return `broken${ended}.`
    default:
      return `ended early${ended}.`
  }
}
