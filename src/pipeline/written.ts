// A write that took effect, or that a person's change made needless → what is recorded. Pure.
import type { CrmOutcome } from '../connector.ts'
import { dueAt, moveClock } from '../sla/clock.ts'
import type { AttemptRow, SyncRow } from '../store/rows.ts'
import type { ChangeSet, Update, Upsert } from '../store/store.ts'
import { timeline } from './timeline.ts'
import type { World } from './world.ts'

export function done(
  world: World,
  sync: SyncRow,
  outcome: Extract<CrmOutcome, { kind: 'done' }>,
  attempt: AttemptRow,
  newId: () => string,
): ChangeSet {
  const { now } = world
  const updates: Update[] = [
    release(sync, {
      state: 'done',
      crmId: outcome.crmId,
      code: null,
      message: null,
      doneAt: now,
      attempts: sync.attempts + 1,
    }),
  ]
  const upserts: Upsert[] = []
  const isPerson = sync.action === 'save-person' || sync.action === 'set-owner'
  if (isPerson) {
    const ref = world.crmRefs.get(sync.leadId)
    const row = {
      id: ref?.id ?? `${sync.connection}:${sync.leadId}`,
      connection: sync.connection,
      leadId: sync.leadId,
      crmId: outcome.crmId,
      // Only what we wrote: an owner that was merely there when the person was saved is somebody's.
      ownerId: (sync.action === 'set-owner' ? outcome.ownerId : undefined) ?? ref?.ownerId ?? null,
      updatedAt: now,
    }
    world.crmRefs.set(sync.leadId, row)
    upserts.push({ table: 'crmRefs', row })
  }
  if (sync.action === 'set-owner') updates.push(...delivered(world, sync))
  return {
    updates,
    upserts,
    inserts: [
      { table: 'attempts', row: attempt },
      ...timeline({
        id: newId(),
        leadId: sync.leadId,
        at: now,
        step: 'written',
        text: `${doneText[sync.action]} in ${sync.connection}.`,
        data: { syncId: sync.id, action: sync.action, crmId: outcome.crmId, attempt: sync.attempts + 1 },
      }),
    ],
  }
}

const doneText: Record<SyncRow['action'], string> = {
  'save-person': 'Person saved',
  'set-owner': 'Owner set',
  'create-task': 'Task with the context created',
  'add-note': 'Note added',
  'return-to-nurture': 'Handed back to marketing',
}

/** The owner write is confirmed: the promise starts to run. */
export function delivered(world: World, sync: SyncRow): Update[] {
  const { now } = world
  const assignment = world.assignments.get(sync.leadId)
  if (!assignment || assignment.decisionId !== sync.decisionId || assignment.deliveredAt !== null) return []
  const updates: Update[] = [
    { table: 'assignments', id: assignment.id, expect: { endedAt: null }, set: { deliveredAt: now } },
  ]
  const clock = world.clocks.get(sync.leadId)
  if (clock?.assignmentId === assignment.id && clock.state === 'pending') {
    const { policy } = clock
    const calendar = policy.calendar === null ? null : (world.rulebook.calendars.get(policy.calendar) ?? null)
    updates.push({
      table: 'slaClocks',
      id: clock.id,
      expect: { version: clock.version },
      set: {
        version: clock.version + 1,
        state: moveClock(clock.state, 'running'),
        startedAt: now,
        dueAt: dueAt(policy, calendar, now),
      },
    })
  }
  return updates
}

/** Ends our claim. Fenced: a claim that was lost changes nothing. */
export function release(sync: SyncRow, set: Partial<SyncRow>): Update {
  return {
    table: 'syncs',
    id: sync.id,
    expect: { state: 'waiting', claimId: sync.claimId },
    set: { claimId: null, leaseUntil: null, ...set },
  }
}
