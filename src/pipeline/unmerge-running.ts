// What runs again for a lead that is taken out of another: its owner, its promise, its writes. Its one rule: the merge cancelled what waited, so it is
// written anew, and only what is true is told.
import type { Lead } from '../lead/lead.ts'
import type { AssignmentRow, MergeRow, SlaClockRow } from '../store/rows.ts'
import type { Insert, Update } from '../store/store.ts'
import { endRunning } from './assign.ts'
import type { Context } from './context.ts'
import type { MergeImage } from './merge-image.ts'
import { targetOf } from './process.ts'
import type { World } from './world.ts'
import { handoverWrites, saveWrite } from './writes.ts'

export interface Undoing {
  context: Context
  world: World
  row: MergeRow
  image: MergeImage
  /** Before, and after. */
  survivor: readonly [Lead, Lead]
  other: readonly [Lead, Lead]
}

/** Owner and promise of the other run again, where nobody has taken them since and there is still time. */
export async function promiseBack(undoing: Undoing): Promise<{ updates: Update[]; inserts: Insert[]; kept: string[] }> {
  const { context, world, image, survivor, other } = undoing
  const { assignment, clock, gained } = image
  const live = world.assignments.get(survivor[0].id)
  const updates = savesOvertaken(undoing)
  if (gained !== null && live?.id === gained) {
    updates.push(...endRunning(world, survivor[0].id, 'its merge was taken back'))
  }
  if (!assignment || other[1].ownerId !== assignment.ownerId) {
    const lost = assignment ? ['Its owner has changed since: the lead that was given back has none.'] : []
    return { updates, inserts: [], kept: lost }
  }
  const again: AssignmentRow = {
    ...assignment,
    id: context.newId(),
    leadId: other[1].id,
    endedAt: null,
    endedBecause: null,
  }
  const lost = clock ? await clockLost(undoing, clock) : []
  const runs: Insert[] =
    clock && lost.length === 0
      ? [
          {
            table: 'slaClocks',
            row: { ...clock, id: context.newId(), version: 1, assignmentId: again.id },
          },
        ]
      : []
  const inserts: Insert[] = [
    { table: 'assignments', row: again },
    ...runs,
    ...handoverWrites(writing(undoing, other[1]), {
      decisionId: assignment.decisionId,
      ownerId: assignment.deliveredAt === null ? assignment.ownerId : null,
      task: await taskNotWritten(undoing, assignment),
      effectKey: `${undoing.row.id}:undone`,
    }),
  ]
  return { updates, inserts, kept: lost }
}

/** Why the promise does not go on. Nobody can tell which of the two a touch of the lead that lived on was meant for. */
async function clockLost({ context, world, row }: Undoing, { dueAt }: SlaClockRow): Promise<string[]> {
  const touches = await context.store.count('touches', { leadId: row.survivorId, seenAt: { gte: row.at } })
  if (touches > 0) {
    return [`Somebody got in touch since, which is told of lead ${row.survivorId}: its promise does not begin anew.`]
  }
  const isOver = dueAt !== null && dueAt <= world.now
  return isOver ? ['Its promise has run out meanwhile and does not begin anew.'] : []
}

/** The task that the merge cancelled, unless the lead that lived on had it written into the same record. */
async function taskNotWritten(
  { context: { store }, row, image }: Undoing,
  { decisionId, crm }: AssignmentRow,
): Promise<Record<string, unknown> | null> {
  const leadId = { in: [row.otherId, row.survivorId] }
  const tasks = await store.list('syncs', { where: { leadId, decisionId, action: 'create-task' } })
  const wentAlong = image.refs.some(({ connection }) => connection === crm)
  if (wentAlong && tasks.some((task) => task.leadId === row.survivorId && task.state === 'done')) return null
  const cancelled = tasks.find(
    (task) => task.leadId === row.otherId && task.state === 'cancelled' && task.doneAt?.getTime() === row.at.getTime(),
  )
  return cancelled?.payload ?? null
}

/** What the merge tells of the survivor is not true any more; it is saved anew. */
function savesOvertaken({ world, survivor: [survivor] }: Undoing): Update[] {
  const saves = (world.openSyncs.get(survivor.id) ?? []).filter(({ action }) => action === 'save-person')
  return saves.map(({ id }) => ({
    table: 'syncs',
    id,
    expect: { state: 'waiting', claimId: null },
    set: { state: 'cancelled', message: 'Overtaken: its merge was taken back.', doneAt: world.now },
  }))
}

/** The person as it is now. */
export function saved(undoing: Undoing, lead: Lead): Insert[] {
  return saveWrite(writing(undoing, lead), `${undoing.row.id}:undone:${lead.id}`)
}

function writing({ context, world }: Undoing, lead: Lead) {
  const target = targetOf(context, world.rulebook, lead.connection)
  const crm = target.mapping && lead.crm === target.name ? { name: target.name, mapping: target.mapping } : null
  return { world, lead, newId: context.newId, crm, savePerson: true }
}
