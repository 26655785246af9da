// Who had a lead last. Its one rule: a lead never goes back to who refused it, or broke a promise about it, however often they had it.
import type { PreviousOwner } from '../routing/question.ts'
import type { AssignmentRow, TouchRow } from '../store/rows.ts'
import type { Store } from '../store/store.ts'

/** @param held all assignments of some leads, ended or not @returns by lead id */
export async function loadPreviousOwners(
  store: Store,
  held: readonly AssignmentRow[],
): Promise<Map<string, PreviousOwner>> {
  const ended = held.filter(({ endedAt }) => endedAt !== null)
  if (ended.length === 0) return new Map()
  const leadIds = [...new Set(ended.map(({ leadId }) => leadId))]
  const rejections = await store.list('touches', { where: { leadId: { in: leadIds }, kind: 'rejected' } })
  const found = new Map<string, PreviousOwner>()
  for (const [leadId, rows] of Map.groupBy(ended, (row) => row.leadId)) {
    const refusals = new Map<string, string>()
    for (const row of rows) {
      const refused = refusedBecause(row, rejections)
      if (refused !== null) refusals.set(row.ownerId, refused)
    }
    const [last] = rows.toSorted((a, b) => timeOf(b) - timeOf(a) || b.assignedAt.getTime() - a.assignedAt.getTime())
    if (!last?.endedAt) continue
    found.set(leadId, {
      ownerId: last.ownerId,
      until: last.endedAt,
      refused: refusals.get(last.ownerId) ?? null,
    })
  }
  return found
}

/** @param known what is known of the lead's earlier owners */
export function previousOwner(
  ended: AssignmentRow & { endedAt: Date },
  known: PreviousOwner | undefined,
): PreviousOwner {
  const before = known?.ownerId === ended.ownerId ? known.refused : null
  return { ownerId: ended.ownerId, until: ended.endedAt, refused: before ?? refusedBecause(ended, []) }
}

function refusedBecause(row: AssignmentRow, rejections: readonly TouchRow[]): string | null {
  if (row.endedBecause === 'sla-breach') return 'broke a promise about this lead'
  if (row.endedBecause === 'owner refused by the CRM') return 'may not hold this lead in the CRM'
  const until = timeOf(row)
  const isRejected = rejections.some(
    ({ leadId, at }) => leadId === row.leadId && at >= row.assignedAt && at.getTime() <= until,
  )
  return isRejected ? 'rejected this lead' : null
}

function timeOf({ endedAt }: AssignmentRow): number {
  return endedAt?.getTime() ?? Infinity
}
