// What a person may do: run a failed write again, run an event again. Each leaves its audit row: in the same commit, or, where many are changed, before the first.
import { ConflictError, NotFoundError, StaleError } from '../errors.ts'
import { mayMoveDelivery, mayMoveEvent } from '../lead/event.ts'
import type { AlertRow, DeliveryRow, EventRow, SyncRow } from '../store/rows.ts'
import type { ChangeSet, Insert, Where } from '../store/store.ts'
import type { Context } from './context.ts'
import type { Actor, SyncFilter } from './pipeline.ts'

const PAGE = 500

export async function retrySync(context: Context, id: string, actor: Actor): Promise<SyncRow> {
  const sync = await context.store.find('syncs', id)
  if (!sync) throw new NotFoundError(`There is no sync ${id}.`)
  if (sync.state !== 'dead' && sync.state !== 'waiting') {
    throw new ConflictError(
      `Sync ${id} is ${sync.state}: only a dead or waiting one can be run again.`,
      'sync.not-retryable',
    )
  }
  await change(context, {
    updates: [again(context, sync).update],
    inserts: [audit(context, actor, 'sync.retry', sync.id, { was: sync.state, code: sync.code })],
  })
  context.wake('syncs')
  return context.store.find('syncs', id) as Promise<SyncRow>
}

export async function retrySyncs(
  context: Context,
  filter: SyncFilter,
  dryRun: boolean,
  actor: Actor,
): Promise<{ matched: number; retried: number }> {
  const where: Where<'syncs'> = {
    state: filter.state ?? 'dead',
    ...(filter.connection === undefined ? {} : { connection: filter.connection }),
    ...(filter.action === undefined ? {} : { action: filter.action as SyncRow['action'] }),
    ...(filter.code === undefined ? {} : { code: filter.code }),
    ...(filter.since === undefined ? {} : { createdAt: { gte: filter.since } }),
  }
  const matched = await context.store.count('syncs', where)
  if (dryRun || matched === 0) return { matched, retried: 0 }
  // Before the first of them: whatever happens then, it is written down who wished it.
  await context.store.commit({ inserts: [audit(context, actor, 'sync.retry-many', 'syncs', { filter, matched })] })
  let retried = 0
  let after = ''
  for (;;) {
    const page = await context.store.list('syncs', { where: { ...where, id: { gt: after } }, limit: PAGE })
    if (page.length === 0) break
    for (const sync of page) {
      try {
        await context.store.commit({ updates: [again(context, sync).update] })
        retried += 1
      } catch (error) {
        // Somebody else retried or claimed it in the meantime: it is on its way already.
        if (!(error instanceof StaleError)) throw error
      }
    }
    after = page.at(-1)?.id ?? after
  }
  context.wake('syncs')
  return { matched, retried }
}

export async function replayDelivery(context: Context, id: string, actor: Actor): Promise<DeliveryRow> {
  const delivery = await context.store.find('deliveries', id)
  if (!delivery) throw new NotFoundError(`There is no delivery ${id}.`)
  if (delivery.state === 'quarantined') {
    throw new ConflictError(
      `Delivery ${id} could not be verified: mend the secret, then run "pointsman verify".`,
      'delivery.not-verified',
    )
  }
  if (!mayMoveDelivery(delivery.state, 'received')) {
    throw new ConflictError(
      `Delivery ${id} is ${delivery.state}: only one that could not be read is read again.`,
      'delivery.not-replayable',
    )
  }
  await change(context, {
    updates: [
      {
        table: 'deliveries',
        id,
        expect: { state: delivery.state },
        set: {
          state: 'received',
          nextAt: context.clock.now(),
          claimId: null,
          leaseUntil: null,
          starts: 0,
          fault: null,
        },
      },
    ],
    inserts: [audit(context, actor, 'delivery.replay', id, { was: delivery.state })],
  })
  context.wake('deliveries')
  return context.store.find('deliveries', id) as Promise<DeliveryRow>
}

export async function endAlertByHand(context: Context, id: string, actor: Actor): Promise<AlertRow> {
  const alert = await context.store.find('alerts', id)
  if (!alert) throw new NotFoundError(`There is no alert ${id}.`)
  if (alert.endedAt !== null) throw new ConflictError(`Alert ${id} has ended before.`, 'alert.ended')
  const set = { endedAt: context.clock.now() }
  await change(context, {
    updates: [{ table: 'alerts', id, expect: { endedAt: null }, set }],
    inserts: [audit(context, actor, 'alert.end', id, { count: alert.count })],
  })
  return { ...alert, ...set }
}

export async function replayEvent(context: Context, id: string, actor: Actor): Promise<EventRow> {
  const event = await context.store.find('events', id)
  if (!event) throw new NotFoundError(`There is no event ${id}.`)
  if (!mayMoveEvent(event.state, 'waiting')) {
    throw new ConflictError(`Event ${id} is ${event.state}: it cannot be run again.`, 'event.not-replayable')
  }
  await change(context, {
    updates: [
      {
        table: 'events',
        id,
        expect: { state: event.state },
        // A thin event is read again: the record may have been mended meanwhile.
        set: {
          state: 'waiting',
          nextAt: context.clock.now(),
          claimId: null,
          leaseUntil: null,
          starts: 0,
          reason: null,
          hydrated: null,
        },
      },
    ],
    inserts: [audit(context, actor, 'event.replay', id, { was: event.state })],
  })
  context.wake('events')
  return context.store.find('events', id) as Promise<EventRow>
}

function again(context: Context, sync: SyncRow) {
  return {
    update: {
      table: 'syncs' as const,
      id: sync.id,
      expect: { state: sync.state, claimId: sync.claimId },
      set: {
        state: 'waiting' as const,
        nextAt: context.clock.now(),
        // It counts as begun before, so the adapter looks whether an earlier try took effect.
        attempts: sync.state === 'dead' ? 1 : sync.attempts,
        doneAt: null,
      },
    },
  }
}

export async function change(context: Context, changes: ChangeSet): Promise<void> {
  try {
    await context.store.commit(changes)
  } catch (error) {
    if (!(error instanceof StaleError)) throw error
    throw new ConflictError('It was changed by somebody else at this moment: look again.', 'changed-meanwhile')
  }
}

export function audit(context: Context, actor: Actor, action: string, target: string, detail: unknown): Insert {
  return {
    table: 'audit',
    row: { id: context.newId(), at: context.clock.now(), actor: actor.name, role: actor.role, action, target, detail },
  }
}
