// Step 13: promises that are due. Before a step that moves a lead its evidence is read fresh, one batch for all that are due;
// if the CRM cannot be read, the step waits and says so.
import type { SlaClockRow } from '../store/rows.ts'
import type { Committer } from './commit.ts'
import type { Context } from './context.ts'
import { breach } from './follow-up.ts'
import { watchConnection, watchedUntil } from './watch.ts'

const BATCH = 500
/** What people do shows in a CRM's search this much later: HubSpot's index is ten seconds behind. A promise is judged after that. */
export const EVIDENCE_LAG_MS = 15_000

/** @returns how many promises were judged */
export async function judgePromises(context: Context, committer: Committer): Promise<number> {
  const { store, clock } = context
  const lastDue = new Date(clock.now().getTime() - EVIDENCE_LAG_MS)
  // A CRM that cannot be read holds up its own promises, and no others.
  const unread = new Set<string>()
  let judged = 0
  let after = ''
  for (;;) {
    const due = await store.list('slaClocks', {
      where: { state: 'running', dueAt: { lte: lastDue }, id: { gt: after } },
      limit: BATCH,
    })
    judged += await judgePage(context, committer, due, unread)
    if (due.length < BATCH) break
    after = due.at(-1)?.id ?? after
  }
  return judged
}

async function judgePage(
  context: Context,
  committer: Committer,
  due: readonly SlaClockRow[],
  unread: Set<string>,
): Promise<number> {
  if (due.length === 0) return 0
  const { store } = context
  const leads = await store.list('leads', { where: { id: { in: due.map((item) => item.leadId) } } })
  const crmOf = new Map(leads.map((lead) => [lead.id, lead.crm ?? '']))
  let judged = 0
  for (const [crm, clocks] of Map.groupBy(due, (item) => crmOf.get(item.leadId) ?? '')) {
    if (unread.has(crm)) continue
    if (!(await evidenceIsFresh(context, committer, crm, clocks))) {
      unread.add(crm)
      context.log.warn(
        { connection: crm, promises: clocks.length },
        'promises are due, but the CRM cannot be read: they wait',
      )
      continue
    }
    // The reading may have met some of them.
    const still = await store.list('slaClocks', {
      where: { id: { in: clocks.map((item) => item.id) }, state: 'running' },
    })
    const touches = await store.list('touches', { where: { leadId: { in: still.map((item) => item.leadId) } } })
    await breach(
      context,
      committer,
      still,
      Map.groupBy(touches, (touch) => touch.leadId),
    )
    judged += clocks.length
  }
  return judged
}

/** Reads the CRM unless it was read after all was to be seen that was done until the last of these promises fell due. */
async function evidenceIsFresh(
  context: Context,
  committer: Committer,
  crm: string,
  clocks: readonly SlaClockRow[],
): Promise<boolean> {
  const lastDue = Math.max(...clocks.map((item) => item.dueAt?.getTime() ?? 0))
  const readUntil = await watchedUntil(context, crm)
  if (readUntil && readUntil.getTime() >= lastDue + EVIDENCE_LAG_MS) return true
  return watchConnection(context, committer, crm, 0)
}
