// Step 12: what people did in the CRM since the cursor → touches, and what they mean for the lead and its promise.
import { RemoteError, StaleError } from '../errors.ts'
import type { Lead } from '../lead/lead.ts'
import type { Touch } from '../lead/touch.ts'
import { judge } from '../sla/judge.ts'
import { moveClock } from '../sla/clock.ts'
import type { CrmRefRow } from '../store/rows.ts'
import type { ChangeSet, Insert, Update, Upsert } from '../store/store.ts'
import { endRunning } from './assign.ts'
import type { Committer } from './commit.ts'
import { merge } from './commit.ts'
import type { Context } from './context.ts'
import { leadUpdate } from './lead-row.ts'
import { livingIn, readLiving } from './living-lead.ts'
import { atStage } from './merge-draft.ts'
import { isPaused, pauseConnection, resumeConnection } from './pause.ts'
import { timeline } from './timeline.ts'
import { rememberUnread, unreadLately } from './unread.ts'
import { loadWorld, type World } from './world.ts'

const MAX_PAGES = 50

interface Cursor {
  cursor: string
  /** When the newest reading began: evidence up to here has been seen. */
  readAt: string
}

const settingId = (crm: string): string => `watch:${crm}`

/** Everything that happened before this time has been read, or undefined. */
export async function watchedUntil(context: Context, crm: string): Promise<Date | undefined> {
  const row = await context.store.find('settings', settingId(crm))
  return row ? new Date((row.value as Cursor).readAt) : undefined
}

/** Polls one CRM when it is due (`everyMs` since the last time; 0: now). @returns true when all of it was read */
export async function watchConnection(
  context: Context,
  committer: Committer,
  name: string,
  everyMs: number,
): Promise<boolean> {
  const crm = context.crms.get(name)
  if (!crm || (await isPaused(context, name))) return false
  if (await unreadLately(context, settingId(name))) return false
  const { store, clock } = context
  const startedAt = clock.now()
  const row = await store.find('settings', settingId(name))
  if (row && startedAt.getTime() - row.updatedAt.getTime() < everyMs) return false
  let cursor = (row?.value as Cursor | undefined)?.cursor ?? null
  let version = row?.version ?? 0
  let more = true
  try {
    for (let page = 0; more && page < MAX_PAGES; page += 1) {
      const read = await crm.changesSince(cursor, startedAt)
      more = read.more
      await recordTouches(context, committer, name, read.touches)
      cursor = read.cursor
      version += 1
      // Until the last page nothing is known to have been seen.
      const value: Cursor = { cursor, readAt: (more ? new Date(0) : startedAt).toISOString() }
      await store.commit({
        upserts: [{ table: 'settings', row: { id: settingId(name), value, version, updatedAt: startedAt } }],
      })
    }
    await resumeConnection(context, name)
    return !more
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    context.log.warn({ connection: name, code: error.code, kind: error.kind }, 'the CRM could not be watched')
    await rememberUnread(context, settingId(name), error.code)
    if (error.kind === 'unauthorized') await pauseConnection(context, name, error.message)
    return false
  }
}

async function recordTouches(
  context: Context,
  committer: Committer,
  name: string,
  all: readonly Touch[],
): Promise<void> {
  if (all.length === 0) return
  const { store } = context
  const refs = await store.list('crmRefs', {
    where: { connection: name, crmId: { in: [...new Set(all.map((touch) => touch.personId))] } },
  })
  const leadIds = [...new Set(refs.map(({ leadId }) => leadId))]
  const merged = await store.list('leads', { where: { id: { in: leadIds }, mergedInto: { not: null } } })
  const mergedIds = merged.map(({ id }) => id)
  const living = await readLiving(context, mergedIds)
  const told = ofLeads(all, refs, new Map(mergedIds.map((id) => [id, livingIn(living, id)])))
  const seen = await store.list('touches', {
    where: { connection: name, touchKey: { in: told.map(({ touch }) => touch.key) } },
  })
  const known = new Set(seen.map((touch) => touch.touchKey))
  const fresh = told.filter(({ touch }) => !known.has(touch.key))
  let rest = [...Map.groupBy(fresh, ({ leadId }) => leadId)].map(
    ([leadId, group]) => [leadId, group.map(({ touch }) => touch)] as const,
  )
  for (let round = 0; rest.length > 0 && round < 5; round += 1) {
    const world = await loadWorld(context, { personKeys: [], leadIds: rest.map(([id]) => id), companies: [], crms: [] })
    const sets = rest.map(([leadId, touches]) => touchChanges(context, world, name, leadId, touches))
    const stale = await committer.each(sets)
    const missed = stale.map((index) => rest[index]).filter((item) => item !== undefined)
    rest = missed
  }
  // Evidence is never passed over: the cursor stays, and the same is read once more.
  if (rest.length > 0)
    throw new StaleError(`${rest.length} leads changed again and again while their touches were recorded.`)
}

/**
 * Two leads may stand in one record of the CRM: what is done there is done for both. The older one has the touch by its own key.
 * @param merged lead → the one it lives on in: what is done at its old record is done for that one, but who owns the old record says nothing of it
 */
function ofLeads(
  touches: readonly Touch[],
  refs: readonly CrmRefRow[],
  merged: ReadonlyMap<string, string>,
): { leadId: string; touch: Touch }[] {
  const byRecord = Map.groupBy(
    refs.toSorted((a, b) => (a.leadId < b.leadId ? -1 : 1)),
    (ref) => ref.crmId,
  )
  return touches.flatMap((touch) => {
    const ofRecord = touch.kind === 'owner-changed' || touch.kind === 'gone'
    const leads = (byRecord.get(touch.personId) ?? [])
      .filter(({ leadId }) => !(ofRecord && merged.has(leadId)))
      .map(({ leadId }) => merged.get(leadId) ?? leadId)
    return [...new Set(leads)].map((leadId, index) => ({
      leadId,
      touch: index === 0 ? touch : { ...touch, key: `${touch.key} ${leadId}` },
    }))
  })
}

function touchChanges(
  context: Context,
  world: World,
  name: string,
  leadId: string,
  touches: readonly Touch[],
): ChangeSet {
  const before = world.leads.get(leadId)
  if (!before) return {}
  let lead: Lead = before
  const parts: ChangeSet[] = []
  for (const touch of touches.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const inserts: Insert[] = [
      {
        table: 'touches',
        ifExists: 'ignore',
        row: {
          id: context.newId(),
          connection: name,
          touchKey: touch.key,
          leadId,
          kind: touch.kind,
          at: touch.at,
          seenAt: world.now,
          by: touch.by,
          ownerId: touch.ownerId,
          detail: touch.detail,
        },
      },
    ]
    if (isEcho(world, leadId, touch)) {
      // Kept all the same: a search that lags may show it once more, after our next write.
      parts.push({ inserts })
      continue
    }
    inserts.push(
      ...timeline({
        id: context.newId(),
        leadId,
        at: touch.at,
        step: 'touched',
        text: `Seen in ${name}: ${touch.kind}${touch.detail ? ` (${touch.detail})` : ''}.`,
        data: { kind: touch.kind, by: touch.by, ownerId: touch.ownerId },
      }),
    )
    const meant = meaning(world, name, lead, touch)
    lead = meant.lead
    parts.push({ updates: meant.updates, upserts: meant.upserts, inserts })
  }
  parts.push(met(context, world, leadId, touches))
  if (lead !== before)
    parts.push({ updates: [leadUpdate(before, { ...lead, version: before.version + 1, updatedAt: world.now })] })
  return merge(parts)
}

/** The owner that we wrote ourselves, also where the answer to our write was lost and nothing else tells of it yet, or one from before our write. */
function isEcho(world: World, leadId: string, touch: Touch): boolean {
  if (touch.kind !== 'owner-changed') return false
  if (touch.ownerId === world.crmRefs.get(leadId)?.ownerId) return true
  const assignment = world.assignments.get(leadId)
  if (!assignment) return false
  return assignment.deliveredAt === null ? touch.ownerId === assignment.ownerId : touch.at <= assignment.deliveredAt
}

function meaning(
  world: World,
  name: string,
  lead: Lead,
  touch: Touch,
): { lead: Lead; updates: Update[]; upserts: Upsert[] } {
  const nothing = { lead, updates: [], upserts: [] }
  const written = world.crmRefs.get(lead.id)
  // Merged across CRMs, a lead has a record in each; the one that it is written to says who holds it.
  const ref = written?.connection === name ? written : undefined
  switch (touch.kind) {
    case 'accepted':
    case 'contacted': {
      // A call of last year, seen because our own write moved the record, accepts nothing.
      const assignedAt = world.assignments.get(lead.id)?.assignedAt
      return assignedAt && touch.at < assignedAt
        ? nothing
        : { ...nothing, lead: atStage(lead, 'SAL', touch.at, `touch ${touch.key}`) }
    }
    case 'converted':
      return { ...nothing, lead: atStage(lead, 'opportunity', touch.at, `touch ${touch.key}`) }
    case 'owner-changed': {
      if (touch.ownerId === null || !ref) return nothing
      const changed = { ...ref, ownerId: touch.ownerId, updatedAt: world.now }
      world.crmRefs.set(lead.id, changed)
      return {
        lead: { ...lead, ownerId: touch.ownerId, pinned: true },
        updates: endRunning(world, lead.id, 'owner changed by a person'),
        upserts: [{ table: 'crmRefs', row: changed }],
      }
    }
    case 'gone': {
      if (!ref) return nothing
      const dropped = { ...ref, crmId: '', ownerId: null, updatedAt: world.now }
      world.crmRefs.set(lead.id, dropped)
      return {
        lead,
        updates: endRunning(world, lead.id, 'gone from the CRM'),
        upserts: [{ table: 'crmRefs', row: dropped }],
      }
    }
    case 'opened':
    case 'stage-moved':
    case 'rejected':
      return nothing
  }
}

/** The promise is kept when a touch says so. */
function met(context: Context, world: World, leadId: string, touches: readonly Touch[]): ChangeSet {
  const clock = world.clocks.get(leadId)
  if (!clock || clock.state !== 'running') return {}
  const verdict = judge(clock, touches, world.now, world.leads.get(leadId)?.breaches ?? 0)
  if (verdict.kind !== 'met') return {}
  world.clocks.delete(leadId)
  const update: Update = {
    table: 'slaClocks',
    id: clock.id,
    expect: { version: clock.version },
    set: {
      version: clock.version + 1,
      state: moveClock(clock.state, 'met'),
      endedAt: verdict.at,
      metBy: verdict.by,
    },
  }
  const story = timeline({
    id: context.newId(),
    leadId,
    at: verdict.at,
    step: 'kept',
    text: `The promise "${clock.policy.name}" is kept.`,
    data: { clockId: clock.id, metBy: verdict.by, dueAt: clock.dueAt?.toISOString() ?? null },
  })
  return { updates: [update], inserts: story }
}
