// The CRM's record has an owner that a person gave it: theirs stays. What follows for the lead depends on whether we knew of it. Pure.
import type { CrmOutcome } from '../connector.ts'
import type { AttemptRow, SyncRow } from '../store/rows.ts'
import type { ChangeSet, Update, Upsert } from '../store/store.ts'
import { endRunning } from './assign.ts'
import { leadUpdate } from './lead-row.ts'
import { takeTurns } from './pool-numbers.ts'
import { timeline } from './timeline.ts'
import type { World } from './world.ts'
import { delivered, release } from './written.ts'

type Kept = Extract<CrmOutcome, { kind: 'kept' }>

export function kept(world: World, sync: SyncRow, outcome: Kept, attempt: AttemptRow, newId: () => string): ChangeSet {
  if (!isFirstMeeting(world, sync)) return changedSince(world, sync, outcome, attempt, newId)
  return holdsIt(world, sync, outcome.ownerId)
    ? ownedBefore(world, sync, outcome, attempt, newId)
    : takeOver(world, sync, outcome, attempt, newId)
}

/** What becomes of a write that waited behind the owner's, such as the task. */
export function afterKept(
  world: World,
  sync: SyncRow,
  { ownerId, first }: { ownerId: string; first: boolean },
): ChangeSet {
  const { now } = world
  if (!first) {
    const message = 'Overtaken: owner changed by a person.'
    return { updates: [release(sync, { state: 'cancelled', message, doneAt: now })] }
  }
  const payload = holdsIt(world, sync, ownerId) ? { ...sync.payload, ownerId } : sync.payload
  return { updates: [release(sync, { payload, nextAt: now })] }
}

/** Neither we nor the watch have seen an owner of this record before. */
export function isFirstMeeting(world: World, sync: SyncRow): boolean {
  return sync.payload['expects'] == null && (world.crmRefs.get(sync.leadId)?.ownerId ?? null) === null
}

function holdsIt(world: World, sync: SyncRow, ownerId: string): boolean {
  return world.owners.get(sync.connection)?.byId(ownerId)?.active ?? true
}

/** A person changed the owner since the decision: theirs stays, and is recorded. */
function changedSince(world: World, sync: SyncRow, outcome: Kept, attempt: AttemptRow, newId: () => string): ChangeSet {
  const { now } = world
  const lead = world.leads.get(sync.leadId)
  return {
    updates: [
      release(sync, {
        state: 'done',
        crmId: outcome.crmId,
        code: 'kept',
        message: 'A person had changed the owner; theirs stays.',
        doneAt: now,
      }),
      ...endRunning(world, sync.leadId, 'owner changed by a person'),
      ...(lead
        ? [
            leadUpdate(lead, {
              ...lead,
              version: lead.version + 1,
              ownerId: outcome.ownerId,
              pinned: true,
              updatedAt: now,
            }),
          ]
        : []),
    ],
    upserts: [refOf(world, sync, outcome)],
    inserts: [
      { table: 'attempts', row: attempt },
      ...timeline({
        id: newId(),
        leadId: sync.leadId,
        at: now,
        step: 'kept',
        text: `A person had changed the owner in ${sync.connection}; theirs stays and the lead is pinned.`,
        data: { syncId: sync.id, ownerId: outcome.ownerId },
      }),
    ],
  }
}

/** It was somebody's when we met it: the promise is theirs, the task too, and the member whose turn it was gets it back. */
function ownedBefore(world: World, sync: SyncRow, outcome: Kept, attempt: AttemptRow, newId: () => string): ChangeSet {
  const { now } = world
  const { ownerId, crmId } = outcome
  const lead = world.leads.get(sync.leadId)
  const assignment = world.assignments.get(sync.leadId)
  const current = assignment && assignment.decisionId === sync.decisionId ? assignment : undefined
  const name = world.owners.get(sync.connection)?.byId(ownerId)?.name ?? ownerId
  const updates: Update[] = [
    release(sync, { state: 'done', crmId, code: 'owned-before', message: 'It had an owner, who stays.', doneAt: now }),
    ...delivered(world, sync),
  ]
  if (current) {
    const set = { ownerId, pool: null, member: null }
    updates.push({ table: 'assignments', id: current.id, expect: { endedAt: null }, set })
  }
  if (lead) updates.push(leadUpdate(lead, { ...lead, version: lead.version + 1, ownerId, updatedAt: now }))
  const back =
    current?.pool != null && current.member !== null
      ? [{ pool: current.pool, member: current.member, kind: 'returned' as const, amount: -1 }]
      : []
  const turns = takeTurns(world, back, current?.decisionId ?? '', newId)
  return {
    updates: [...updates, ...turns.updates],
    upserts: [refOf(world, sync, outcome)],
    inserts: [
      { table: 'attempts', row: attempt },
      ...turns.inserts,
      ...timeline({
        id: newId(),
        leadId: sync.leadId,
        at: now,
        step: 'assigned',
        text: `${name} owned this person in ${sync.connection} before: the lead stays there, under the same promise.`,
        data: { syncId: sync.id, ownerId },
      }),
    ],
  }
}

/** Its owner left the company: nobody's, in truth. */
function takeOver(world: World, sync: SyncRow, { ownerId }: Kept, attempt: AttemptRow, newId: () => string): ChangeSet {
  const { now } = world
  return {
    updates: [release(sync, { payload: { ...sync.payload, expects: ownerId }, nextAt: now })],
    inserts: [
      { table: 'attempts', row: attempt },
      ...timeline({
        id: newId(),
        leadId: sync.leadId,
        at: now,
        step: 'written',
        text: `Its owner in ${sync.connection} is not active: it is taken over.`,
        data: { syncId: sync.id, ownerId },
      }),
    ],
  }
}

function refOf(world: World, sync: SyncRow, { crmId, ownerId }: Kept): Upsert {
  const id = world.crmRefs.get(sync.leadId)?.id ?? `${sync.connection}:${sync.leadId}`
  const row = { id, connection: sync.connection, leadId: sync.leadId, crmId, ownerId, updatedAt: world.now }
  return { table: 'crmRefs', row }
}
