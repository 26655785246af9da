// Step 11: claim the writes that are due for one CRM connection, hand them over as a batch, record what became of each.
// A lone write is sent at once; what gathers while a call is under way is the next batch.
import type { Crm, CrmOutcome, CrmWrite } from '../connector.ts'
import { RemoteError } from '../errors.ts'
import { failpoint } from '../failpoint.ts'
import type { SyncRow } from '../store/rows.ts'
import { holding, newClaim } from './claim.ts'
import { merge, type Committer } from './commit.ts'
import type { Context } from './context.ts'
import { callFailed, recordOutcome, type Outcome } from './outcome.ts'
import { afterKept, isFirstMeeting } from './kept.ts'
import { isPaused, pauseConnection, resumeConnection } from './pause.ts'
import { reroute } from './follow-up.ts'
import { loadWorld, type World } from './world.ts'

/** Writes of one lead for one decision: save, owner, task. */
const WRITES_PER_LEAD = 3

/** @returns how many writes were claimed */
export async function syncConnection(context: Context, committer: Committer, name: string): Promise<number> {
  const crm = context.crms.get(name)
  const connection = context.connections.get(name)
  if (!crm || connection?.writes !== 'on' || (await isPaused(context, name))) return 0
  const claim = newClaim(context, crm.batchSize * WRITES_PER_LEAD)
  const claimed = await context.store.claimSyncs(name, claim)
  if (claimed.length === 0) return 0
  await holding(context, 'syncs', claim, () => writeClaimed(context, committer, name, crm, claimed))
  return claimed.length
}

async function writeClaimed(
  context: Context,
  committer: Committer,
  name: string,
  crm: Crm,
  claimed: readonly SyncRow[],
): Promise<void> {
  const world = await worldOf(context, name, claimed)
  const writes = claimed.map((sync) => writeOf(sync, world))
  let outcomes: CrmOutcome[]
  try {
    failpoint('sync.before-call')
    outcomes = await crm.write(writes)
    failpoint('sync.after-call')
    await resumeConnection(context, name)
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    await wholeCallFailed(context, committer, name, claimed, error)
    return
  }
  await record(context, committer, name, claimed, outcomes)
  failpoint('sync.done')
}

function writeOf(sync: SyncRow, world: World): CrmWrite {
  const lead = world.leads.get(sync.leadId)
  const base = {
    id: sync.id,
    leadId: sync.leadId,
    effectKey: sync.effectKey,
    // An empty reference is one that turned out to be gone: the person is looked for again.
    personId: world.crmRefs.get(sync.leadId)?.crmId || null,
    email: lead?.fields.email ?? null,
    // A row that was begun before may have taken effect, also when the process died before it could say so.
    attempt: Math.max(sync.attempts, sync.starts - 1),
  }
  const payload = sync.payload
  switch (sync.action) {
    case 'save-person':
      return { ...base, action: 'save-person', fields: payload['fields'] as never }
    case 'set-owner':
      return {
        ...base,
        action: 'set-owner',
        ownerId: String(payload['ownerId']),
        // What an earlier write of ours has set since the decision counts as seen.
        expects: (payload['expects'] as string | null) ?? world.crmRefs.get(sync.leadId)?.ownerId ?? null,
      }
    case 'create-task':
      return {
        ...base,
        action: 'create-task',
        ownerId: String(payload['ownerId']),
        subject: String(payload['subject']),
        body: String(payload['body']),
        dueAt: new Date(String(payload['dueAt'])),
      }
    case 'add-note':
      return { ...base, action: 'add-note', body: String(payload['body']) }
    case 'return-to-nurture':
      return { ...base, action: 'return-to-nurture', reason: String(payload['reason']) }
  }
}

function worldOf(context: Context, name: string, syncs: readonly SyncRow[]): Promise<World> {
  const leadIds = [...new Set(syncs.map((sync) => sync.leadId))]
  return loadWorld(context, { personKeys: [], leadIds, companies: [], crms: [name] })
}

const MAX_ROUNDS = 5

/** What took effect must be known: when a lead changed while the call was under way, it is read again and recorded on top. */
async function record(
  context: Context,
  committer: Committer,
  name: string,
  claimed: readonly SyncRow[],
  outcomes: readonly CrmOutcome[],
): Promise<void> {
  let rest = [
    ...Map.groupBy(
      claimed.map((sync, index) => ({ sync, outcome: outcomes[index] ?? ({ kind: 'blocked' } as const) })),
      ({ sync }) => sync.leadId,
    ).values(),
  ]
  for (let round = 0; rest.length > 0 && round < MAX_ROUNDS; round += 1) {
    const world = await worldOf(
      context,
      name,
      rest.flatMap((items) => items.map(({ sync }) => sync)),
    )
    const leads = rest.map((items) => recordLead(world, items, context.newId))
    // One set per lead: its writes are recorded together or not at all.
    const stale = new Set(
      await committer.each(
        leads.map((items) => merge(items.flatMap((item) => (item.reroute === undefined ? item.changes : [])))),
      ),
    )
    // A refused owner's write ends after its lead has a new owner: if the process dies in between, it is refused again.
    for (const item of leads.filter((_, index) => !stale.has(index)).flat()) {
      if (item.reroute === undefined) continue
      await reroute(context, committer, item.sync, item.reroute)
      await committer.each([item.changes])
    }
    rest = rest.filter((_, index) => stale.has(index))
  }
  for (const [first] of rest) {
    context.log.warn({ leadId: first?.sync.leadId }, 'writes of a lead were recorded by another worker first')
  }
}

function recordLead(
  world: World,
  items: readonly { sync: SyncRow; outcome: CrmOutcome }[],
  newId: () => string,
): Outcome[] {
  const keeper = items.find((item) => item.outcome.kind === 'kept')
  const found =
    keeper?.outcome.kind === 'kept'
      ? { ownerId: keeper.outcome.ownerId, first: isFirstMeeting(world, keeper.sync) }
      : undefined
  return items.map(({ sync, outcome }) =>
    found && outcome.kind === 'blocked'
      ? { sync, changes: afterKept(world, sync, found) }
      : recordOutcome(world, sync, outcome, newId),
  )
}

async function wholeCallFailed(
  context: Context,
  committer: Committer,
  name: string,
  claimed: readonly SyncRow[],
  error: RemoteError,
): Promise<void> {
  context.log.warn(
    { connection: name, code: error.code, kind: error.kind, writes: claimed.length },
    'a batch was not taken',
  )
  if (error.kind === 'unauthorized') await pauseConnection(context, name, error.message)
  const now = context.clock.now()
  await committer.each(claimed.map((sync) => callFailed(sync, error, now, context.newId)))
}
