// What runs for a lead that is merged into another: its promise, its writes, its records in CRMs. Its one rule: nothing of it is left running, and
// where the lead that stays has no owner it goes on there.
import type { Lead } from '../lead/lead.ts'
import type { AssignmentRow, CrmRefRow, SlaClockRow, SyncRow } from '../store/rows.ts'
import type { ChangeSet, Insert, Update } from '../store/store.ts'
import { endRunning } from './assign.ts'
import type { Context } from './context.ts'
import { targetOf } from './process.ts'
import type { World } from './world.ts'
import { handoverWrites } from './writes.ts'

export interface Merging {
  context: Context
  world: World
  mergeId: string
  survivor: Lead
  other: Lead
  merged: Lead
  because: string
  answering: Answering | undefined
}

/** The merge is the answer to a question: both are one commit. */
export interface Answering {
  reviewId: string
  changes: ChangeSet
}

export function crmOf({ context, world, merged, survivor }: Merging) {
  const target = targetOf(context, world.rulebook, survivor.connection)
  return target.mapping && merged.crm === target.name ? { name: target.name, mapping: target.mapping } : null
}

/** Records in CRMs where the survivor has none. */
export async function takenRefs({ context, survivor, other }: Merging): Promise<CrmRefRow[]> {
  const all = await context.store.list('crmRefs', { where: { leadId: { in: [survivor.id, other.id] } } })
  const has = new Set(all.filter(({ leadId }) => leadId === survivor.id).map(({ connection }) => connection))
  return all.filter(({ leadId, connection }) => leadId === other.id && !has.has(connection))
}

/** The other's promise ends and its writes are not written any more, unless the survivor had no owner: then it takes owner and promise over. */
export async function promiseAndWrites(
  merging: Merging,
  refs: readonly CrmRefRow[],
  assignment: AssignmentRow | null,
  clock: SlaClockRow | null,
): Promise<{ updates: Update[]; inserts: Insert[]; gained: string | null; also: string[] }> {
  const { context, world, survivor, other, merged, because } = merging
  const waiting = await context.store.list('syncs', {
    where: { leadId: other.id, state: { in: ['waiting', 'dead'] }, claimId: null },
  })
  world.openSyncs.delete(other.id)
  const updates = endRunning(world, other.id, because)
  const takes = assignment !== null && survivor.ownerId === null && merged.ownerId === assignment.ownerId
  // Where the record goes along with an owner that it has already, nothing begins anew.
  const isThere =
    takes && assignment.deliveredAt !== null && refs.some(({ connection }) => connection === assignment.crm)
  updates.push(
    ...waiting.map((sync): Update => ({
      table: 'syncs',
      id: sync.id,
      expect: { state: sync.state, claimId: null },
      set: { state: 'cancelled', message: `Overtaken: ${because}.`, doneAt: world.now },
    })),
  )
  const also = [
    ...(clock && !takes
      ? [`Its promise "${clock.policy.name}" ends; what was promised for the lead that stays goes on.`]
      : []),
    ...(waiting.length > 0 ? [`Writes of it that wait or were given up are cancelled: ${waiting.length}.`] : []),
    ...(takes ? ['The lead that stays had no owner: it takes owner and promise over.'] : []),
  ]
  if (!takes) return { updates, inserts: [], gained: null, also }
  const taken = takenOver(merging, assignment, clock, { isThere, cancelled: waiting })
  return { updates, inserts: taken.inserts, gained: taken.assignment.id, also }
}

/**
 * Behind the save of the person with what won, owner and task are written as far as the record does not have them.
 * @param record isThere: it has the owner already; else the promise begins when it is written
 */
function takenOver(
  merging: Merging,
  assignment: AssignmentRow,
  clock: SlaClockRow | null,
  record: { isThere: boolean; cancelled: readonly SyncRow[] },
): { assignment: AssignmentRow; inserts: Insert[] } {
  const { context, world, survivor, merged, mergeId } = merging
  const { isThere, cancelled } = record
  const { decisionId, ownerId } = assignment
  const fresh: AssignmentRow = {
    ...assignment,
    id: context.newId(),
    leadId: survivor.id,
    ...(isThere ? {} : { deliveredAt: null }),
  }
  const inserts: Insert[] = [{ table: 'assignments', row: fresh }]
  if (clock) {
    const begin = isThere ? {} : { state: 'pending' as const, startedAt: null, dueAt: null }
    inserts.push({
      table: 'slaClocks',
      row: { ...clock, ...begin, id: context.newId(), version: 1, leadId: survivor.id, assignmentId: fresh.id },
    })
  }
  const task = cancelled.find((sync) => sync.action === 'create-task' && sync.decisionId === decisionId)
  const writing = { world, lead: merged, newId: context.newId, crm: crmOf(merging), savePerson: false }
  inserts.push(
    ...handoverWrites(writing, {
      decisionId,
      ownerId: isThere ? null : ownerId,
      task: task?.payload ?? null,
      effectKey: mergeId,
    }),
  )
  return { assignment: fresh, inserts }
}
