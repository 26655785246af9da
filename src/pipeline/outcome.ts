// What became of one write → what is recorded. Pure.
import type { CrmOutcome } from '../connector.ts'
import type { RemoteError } from '../errors.ts'
import type { AttemptRow, SyncRow } from '../store/rows.ts'
import type { ChangeSet } from '../store/store.ts'
import { backoffMs, spread } from './backoff.ts'
import { timeline } from './timeline.ts'
import type { World } from './world.ts'
import { kept } from './kept.ts'
import { done, release } from './written.ts'

/** Tries that counted before a write is dead and waits for a person: with backoff two to three hours in all. */
export const MAX_ATTEMPTS = 16

export interface Outcome {
  sync: SyncRow
  changes: ChangeSet
  /** Why the chosen owner cannot hold the lead: another is decided on. */
  reroute?: string
}

export function recordOutcome(world: World, sync: SyncRow, outcome: CrmOutcome, newId: () => string): Outcome {
  const attempt = attemptRow(sync, outcome, world.now, newId)
  switch (outcome.kind) {
    case 'done':
      return { sync, changes: done(world, sync, outcome, attempt, newId) }
    case 'kept':
      return { sync, changes: kept(world, sync, outcome, attempt, newId) }
    case 'retry':
      return { sync, changes: retry(world.now, sync, outcome, attempt, newId) }
    case 'reroute':
      return {
        sync,
        reroute: outcome.message,
        changes: end(
          world.now,
          sync,
          'cancelled',
          outcome,
          attempt,
          newId,
          'The CRM does not let this owner hold the lead',
        ),
      }
    case 'gone':
      return { sync, changes: gone(world, sync, outcome, attempt, newId) }
    case 'dead':
      return { sync, changes: end(world.now, sync, 'dead', outcome, attempt, newId, 'The CRM refused it') }
    case 'blocked':
      return { sync, changes: { updates: [release(sync, { nextAt: world.now })] } }
  }
}

/** The call as a whole failed: nothing is known per item. */
export function callFailed(sync: SyncRow, error: RemoteError, now: Date, newId: () => string): ChangeSet {
  const counts = error.kind === 'temporary' || error.kind === 'rejected' || error.kind === 'gone'
  const outcome = {
    kind: 'retry' as const,
    code: error.code,
    message: error.message,
    counts,
    ...(error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs }),
  }
  return retry(now, sync, outcome, attemptRow(sync, outcome, now, newId), newId)
}

function gone(
  world: World,
  sync: SyncRow,
  outcome: Extract<CrmOutcome, { kind: 'gone' }>,
  attempt: AttemptRow,
  newId: () => string,
): ChangeSet {
  const ref = world.crmRefs.get(sync.leadId)
  const again = retry(
    world.now,
    sync,
    { code: outcome.code, message: outcome.message, counts: true, afterMs: 0 },
    attempt,
    newId,
  )
  if (!ref) return again
  const row = { ...ref, crmId: outcome.mergedInto ?? '', ownerId: null, updatedAt: world.now }
  world.crmRefs.set(sync.leadId, row)
  return { ...again, upserts: [{ table: 'crmRefs', row }] }
}

function retry(
  now: Date,
  sync: SyncRow,
  outcome: Pick<Extract<CrmOutcome, { kind: 'retry' }>, 'code' | 'message' | 'counts'> & { afterMs?: number },
  attempt: AttemptRow,
  newId: () => string,
): ChangeSet {
  const attempts = sync.attempts + (outcome.counts ? 1 : 0)
  if (attempts >= MAX_ATTEMPTS)
    return end(
      now,
      { ...sync, attempts: sync.attempts },
      'dead',
      outcome,
      attempt,
      newId,
      `It failed ${attempts} times`,
    )
  const backoff = backoffMs(Math.max(1, attempts), spread(`${sync.id}${attempts}`))
  // A CRM that says "two seconds" each time, or an open circuit, must not use up in minutes the tries that are meant for hours.
  const waitMs = attempts > sync.attempts ? Math.max(backoff, outcome.afterMs ?? 0) : (outcome.afterMs ?? backoff)
  return {
    updates: [
      release(sync, {
        attempts,
        code: outcome.code,
        message: outcome.message,
        nextAt: new Date(now.getTime() + waitMs),
      }),
    ],
    inserts: [{ table: 'attempts', row: attempt }],
  }
}

function end(
  now: Date,
  sync: SyncRow,
  state: 'dead' | 'cancelled',
  outcome: { code: string; message: string },
  attempt: AttemptRow,
  newId: () => string,
  because: string,
): ChangeSet {
  return {
    updates: [
      release(sync, {
        state,
        attempts: sync.attempts + 1,
        code: outcome.code,
        message: outcome.message,
        doneAt: now,
      }),
    ],
    inserts: [
      { table: 'attempts', row: attempt },
      ...timeline({
        id: newId(),
        leadId: sync.leadId,
        at: now,
        step: state === 'dead' ? 'failed' : 'refused',
        text: `${because}: ${outcome.code}.`,
        data: { syncId: sync.id, action: sync.action, code: outcome.code },
        private: { message: outcome.message },
      }),
    ],
  }
}

function attemptRow(sync: SyncRow, outcome: CrmOutcome, now: Date, newId: () => string): AttemptRow {
  return {
    id: newId(),
    syncId: sync.id,
    at: now,
    outcome: outcome.kind,
    code: 'code' in outcome ? outcome.code : null,
    message: 'message' in outcome ? outcome.message : null,
    request: outcome.kind === 'blocked' ? null : (outcome.request ?? null),
    response: outcome.kind === 'blocked' ? null : (outcome.response ?? null),
  }
}
