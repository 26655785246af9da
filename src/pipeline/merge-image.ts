// What is kept of a merge, so that it can be taken back. Its one rule: it is plain data in one row, which is emptied when the person is erased.
import type { Lead } from '../lead/lead.ts'
import type { Context } from './context.ts'
import type { AssignmentRow, CrmRefRow, MergeRow, SlaClockRow } from '../store/rows.ts'

export interface MergeImage {
  survivor: Lead
  other: Lead
  /** The survivor as it was after the merge. */
  merged: Lead
  /** Ids of the other's exact keys, which lead to the survivor now. */
  keys: string[]
  /** The other's records in CRMs that the survivor took over. */
  refs: CrmRefRow[]
  /** What ran for the other. */
  assignment: AssignmentRow | null
  clock: SlaClockRow | null
  /** The survivor's, where it had no owner and took the other's. */
  gained: string | null
  /** Ids of answers about the other that count for the survivor too. */
  answers: string[]
}

/** Instants are texts in the store. undefined: the person was erased since. */
export function imageOf({ before }: MergeRow): MergeImage | undefined {
  if (before === null) return undefined
  const image = before as MergeImage
  return {
    ...image,
    survivor: revived(image.survivor, leadTimes),
    other: revived(image.other, leadTimes),
    merged: revived(image.merged, leadTimes),
    refs: image.refs.map((ref) => revived(ref, ['updatedAt'])),
    assignment: image.assignment && revived(image.assignment, ['assignedAt', 'deliveredAt', 'endedAt']),
    clock: image.clock && revived(image.clock, ['startedAt', 'dueAt', 'endedAt']),
  }
}

const leadTimes = ['occurredAt', 'receivedAt', 'createdAt', 'updatedAt'] as const

function revived<Row extends object>(row: Row, times: readonly (keyof Row)[]): Row {
  const instants = times.flatMap((name) => (row[name] == null ? [] : [[name, new Date(row[name] as string)]]))
  return { ...row, ...(Object.fromEntries(instants) as Partial<Row>) }
}

/** Leads that were found to be one person are one person's. */
export async function withMerged({ store }: Context, leadIds: readonly string[]): Promise<string[]> {
  const all = new Set(leadIds)
  for (let next = [...all]; next.length > 0;) {
    const rows = [
      ...(await store.list('leads', { where: { mergedInto: { in: next } } })),
      ...(await store.list('leads', { where: { id: { in: next }, mergedInto: { not: null } } })),
    ]
    next = [...new Set(rows.flatMap(({ id, mergedInto }) => [id, mergedInto ?? id]))].filter((id) => !all.has(id))
    for (const id of next) all.add(id)
  }
  return [...all]
}
