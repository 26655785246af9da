// What was written and told of a lead, erased with its person: steps, states and times stay. A lead that it was merged with for a while has told and
// written the same, until they were parted.
import type { DecisionRow, MergeRow, SyncRow } from '../store/rows.ts'
import type { ChangeSet } from '../store/store.ts'
import type { Committer } from './commit.ts'
import type { Context } from './context.ts'
import { ERASED, erasedDecision } from './erased.ts'

export async function eraseStory(context: Context, committer: Committer, leadId: string, now: Date): Promise<void> {
  const { store } = context
  const syncs = await store.list('syncs', { where: { leadId } })
  const decisions = await store.list('decisions', { where: { leadId } })
  const sets: ChangeSet[] = [
    ...(await writtenAndDecided(context, syncs, decisions, now, { crmId: null })),
    ...(await store.list('touches', { where: { leadId } })).map(({ id }): ChangeSet => ({
      updates: [{ table: 'touches', id, set: { detail: null } }],
    })),
    // Which step and when stays. Texts may name the company's domain, or what people wrote in the CRM.
    ...(await store.list('timeline', { where: { leadId } })).map(({ id }): ChangeSet => ({
      updates: [{ table: 'timeline', id, set: { text: ERASED, data: null } }],
    })),
    ...(await store.list('timelinePrivate', { where: { leadId } })).map(({ id }): ChangeSet => ({
      deletes: [{ table: 'timelinePrivate', id }],
    })),
  ]
  await committer.each(sets)
}

/** @param leadIds of the person. What the leads beside them wrote and decided while they were one goes; what they wrote before and since stays. */
export async function eraseJoined(
  context: Context,
  committer: Committer,
  leadIds: readonly string[],
  now: Date,
): Promise<void> {
  for (const leadId of leadIds) {
    for (const merge of await undoneMerges(context, leadId)) {
      const beside = merge.otherId === leadId ? merge.survivorId : merge.otherId
      if (leadIds.includes(beside)) continue
      await eraseBetween(context, committer, beside, merge, now)
    }
  }
}

async function undoneMerges({ store }: Context, leadId: string): Promise<MergeRow[]> {
  const rows = [
    ...(await store.list('merges', { where: { otherId: leadId } })),
    ...(await store.list('merges', { where: { survivorId: leadId } })),
  ]
  return rows.filter(({ undoneAt }) => undoneAt !== null)
}

async function eraseBetween(
  context: Context,
  committer: Committer,
  leadId: string,
  merge: MergeRow,
  now: Date,
): Promise<void> {
  const { store } = context
  const isBetween = (at: Date): boolean => at >= merge.at && at <= (merge.undoneAt ?? now)
  const syncs = (await store.list('syncs', { where: { leadId } })).filter(({ createdAt }) => isBetween(createdAt))
  const decisions = (await store.list('decisions', { where: { leadId } })).filter(({ decidedAt }) =>
    isBetween(decidedAt),
  )
  // How it looked before a later merge into it holds what it was then.
  const images = (await store.list('merges', { where: { survivorId: leadId } })).filter(({ at }) => isBetween(at))
  await committer.each([
    ...(await writtenAndDecided(context, syncs, decisions, now)),
    // What they were decided from.
    ...decisions.map(({ id }): ChangeSet => ({ deletes: [{ table: 'timelinePrivate', id }] })),
    ...images.map(({ id }): ChangeSet => ({ updates: [{ table: 'merges', id, set: { before: null } }] })),
  ])
}

/** What writes, their attempts and decisions said of the person. @param also of the writes */
async function writtenAndDecided(
  { store }: Context,
  syncs: readonly SyncRow[],
  decisions: readonly DecisionRow[],
  now: Date,
  also: Partial<SyncRow> = {},
): Promise<ChangeSet[]> {
  const syncId = { in: syncs.map(({ id }) => id) }
  const attempts = syncs.length === 0 ? [] : await store.list('attempts', { where: { syncId } })
  return [
    ...syncs.map((sync): ChangeSet => ({
      updates: [{ table: 'syncs', id: sync.id, set: { ...erasedSync(sync, now), ...also } }],
    })),
    ...attempts.map(({ id }): ChangeSet => ({
      updates: [{ table: 'attempts', id, set: { message: null, request: null, response: null } }],
    })),
    ...decisions.map((row): ChangeSet => ({
      updates: [{ table: 'decisions', id: row.id, set: erasedDecision(row, now) }],
    })),
  ]
}

/** A write that has not ended ends, for it says what must not be said any more. */
function erasedSync({ state }: SyncRow, now: Date): Partial<SyncRow> {
  const ends = state === 'waiting' || state === 'dead'
  return {
    payload: {},
    message: null,
    ...(ends ? { state: 'cancelled' as const, doneAt: now, claimId: null, leaseUntil: null } : {}),
  }
}
