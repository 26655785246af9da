// Steps 9 and 10, pure: a decision → assignment, SLA clock, turns and the writes for the CRM, as one change set.
import type { Lead } from '../lead/lead.ts'
import type { CrmMapping } from '../mapping/mapping.ts'
import type { Decision, Outcome } from '../routing/decision.ts'
import { explainDecision } from '../routing/explain/sentences.ts'
import type { WatchedQuestion } from '../routing/explain/looked-at.ts'
import { keepQuestion, keptDecision } from '../routing/explain/stored-question.ts'
import { moveClock } from '../sla/clock.ts'
import type { AssignmentRow, SlaClockRow } from '../store/rows.ts'
import type { ChangeSet, Insert, Update } from '../store/store.ts'
import { atDecidedStage, atStage } from './merge-draft.ts'
import { countOpen, takeTurns } from './pool-numbers.ts'
import { previousOwner } from './previous-owner.ts'
import { timeline } from './timeline.ts'
import type { World } from './world.ts'
import { nurtureWrite, ownerWrites, type Writing } from './writes.ts'

export interface Assigning {
  /** As it is after mapping and merging, before the decision. Its version is the one that will be stored. */
  lead: Lead
  decision: Decision
  eventId: string | null
  /** What it was decided from; null: nobody was asked. */
  question: WatchedQuestion | null
  /** What else is told with the decision, without personal data. */
  inputs: object
  /** Why an assignment that still runs ends. */
  endedBecause: string
  newId(): string
  /** null: nothing is written into the CRM (writes are off). */
  crm: { name: string; mapping: CrmMapping } | null
  /** Fields of the person changed, or it is new there. */
  savePerson: boolean
}

/** Changes the world to what it is after the decision; the lead itself is returned for the caller to insert or update. */
export function assign(world: World, assigning: Assigning): { lead: Lead; changes: ChangeSet } {
  const { decision, newId, eventId } = assigning
  const { now } = world
  const decisionId = newId()
  const outcome = decision.outcome
  const lead = leadAfter(assigning, now, decisionId)
  const kept = assigning.question && keepQuestion(assigning.question)
  const updates: Update[] = []
  const inserts: Insert[] = [
    {
      table: 'decisions',
      row: {
        id: decisionId,
        leadId: lead.id,
        eventId,
        rulebook: world.rulebook.hash,
        decidedAt: now,
        decision: kept ? keptDecision(decision) : decision,
        inputs: kept ? { ...assigning.inputs, question: kept.open } : assigning.inputs,
        rule: decision.rule,
        outcome: outcome.kind,
        pool: outcome.kind === 'assign' ? outcome.pool : null,
        ownerId: outcome.kind === 'assign' ? outcome.ownerId : null,
        cause: decision.cause,
      },
    },
    // Under the decision's own id: so its personal part is found by it, and goes with the step.
    ...timeline({
      id: decisionId,
      leadId: lead.id,
      eventId,
      at: now,
      step: outcome.kind === 'assign' ? 'assigned' : outcome.kind === 'nurture' ? 'nurtured' : 'decided',
      text: summary(decision),
      data: { decisionId, rulebook: world.rulebook.hash, rule: decision.rule, cause: decision.cause },
      ...(kept ? { private: { question: kept.personal } } : {}),
    }),
  ]
  updates.push(...endRunning(world, lead.id, assigning.endedBecause))
  const turns = takeTurns(world, decision.turns, decisionId, newId)
  updates.push(...turns.updates)
  inserts.push(...turns.inserts)

  const writing: Writing = { ...assigning, world, lead, decisionId, why: explainDecision(decision) }
  if (outcome.kind === 'assign') {
    const { assignment, clock } = hold(world, lead, outcome, decisionId, newId)
    world.assignments.set(lead.id, assignment)
    countOpen(world, assignment.ownerId, 1, lead.stage)
    inserts.push({ table: 'assignments', row: assignment })
    if (clock) {
      world.clocks.set(lead.id, clock)
      inserts.push({ table: 'slaClocks', row: clock })
    }
    inserts.push(...ownerWrites(writing, outcome, clock))
  } else if (outcome.kind === 'nurture') {
    inserts.push(...nurtureWrite(writing, outcome.reason))
  }
  world.leads.set(lead.id, lead)
  return { lead, changes: { updates, inserts } }
}

function leadAfter({ lead, decision: { outcome }, eventId }: Assigning, now: Date, decisionId: string): Lead {
  switch (outcome.kind) {
    case 'assign':
      return { ...lead, ownerId: outcome.ownerId, updatedAt: now }
    case 'nurture': {
      // What was decided from an event counts as of what was said, or all that is worked on late would come too late.
      const nurtured =
        eventId === null
          ? atStage(lead, 'nurture', now, `decision ${decisionId}`)
          : atDecidedStage(lead, 'nurture', decisionId)
      return { ...nurtured, ownerId: null, updatedAt: now }
    }
    case 'ignore':
    case 'unrouted':
      return { ...lead, ownerId: null, updatedAt: now }
  }
}

/** Ends what ran for the lead: assignment, clock, and writes that nobody has begun and that would now be wrong. */
export function endRunning(world: World, leadId: string, because: string): Update[] {
  const updates: Update[] = []
  const assignment = world.assignments.get(leadId)
  if (assignment) {
    updates.push({
      table: 'assignments',
      id: assignment.id,
      expect: { endedAt: null },
      set: { endedAt: world.now, endedBecause: because },
    })
    world.assignments.delete(leadId)
    countOpen(world, assignment.ownerId, -1, world.leads.get(leadId)?.stage)
    world.previousOwners.set(
      leadId,
      previousOwner({ ...assignment, endedAt: world.now, endedBecause: because }, world.previousOwners.get(leadId)),
    )
  }
  const clock = world.clocks.get(leadId)
  if (clock) {
    updates.push({
      table: 'slaClocks',
      id: clock.id,
      expect: { version: clock.version },
      set: { version: clock.version + 1, state: moveClock(clock.state, 'cancelled'), endedAt: world.now },
    })
    world.clocks.delete(leadId)
  }
  for (const sync of world.openSyncs.get(leadId) ?? []) {
    if (sync.action !== 'set-owner' && sync.action !== 'create-task') continue
    updates.push({
      table: 'syncs',
      id: sync.id,
      expect: { state: 'waiting', claimId: null },
      set: { state: 'cancelled', message: `Overtaken: ${because}.`, doneAt: world.now },
    })
  }
  world.openSyncs.delete(leadId)
  return updates
}

function hold(
  world: World,
  lead: Lead,
  outcome: Extract<Outcome, { kind: 'assign' }>,
  decisionId: string,
  newId: () => string,
): { assignment: AssignmentRow; clock: SlaClockRow | null } {
  const assignment: AssignmentRow = {
    id: newId(),
    leadId: lead.id,
    decisionId,
    crm: lead.crm ?? '',
    ownerId: outcome.ownerId,
    pool: outcome.pool,
    member: outcome.member,
    assignedAt: world.now,
    deliveredAt: null,
    endedAt: null,
    endedBecause: null,
  }
  const policy = outcome.sla === null ? undefined : world.rulebook.policies.get(outcome.sla)
  if (!policy) return { assignment, clock: null }
  const clock: SlaClockRow = {
    id: newId(),
    version: 1,
    leadId: lead.id,
    assignmentId: assignment.id,
    policy,
    state: 'pending',
    startedAt: null,
    dueAt: null,
    endedAt: null,
    metBy: null,
  }
  return { assignment, clock }
}

function summary(decision: Decision): string {
  const { outcome } = decision
  switch (outcome.kind) {
    case 'assign':
      if (outcome.ownerKind === 'queue')
        return `Put into the queue ${outcome.ownerName} by the rule "${decision.rule}".`
      return outcome.pool === null
        ? `Given to ${outcome.ownerName} by the rule "${decision.rule}".`
        : `Given to ${outcome.ownerName} of pool ${outcome.pool} by the rule "${decision.rule}".`
    case 'nurture':
      return `Goes to nurture by the rule "${decision.rule}": ${outcome.reason}.`
    case 'ignore':
      return `Ignored by the rule "${decision.rule}": ${outcome.reason}.`
    case 'unrouted':
      return `Nobody could take it: ${outcome.reason}. It waits for a person.`
  }
}
