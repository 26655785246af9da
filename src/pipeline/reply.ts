// Word to senders that wait for what became of their event: an outbox like that of the CRM writes. The row is committed with the event's
// end, so no sender waits for ever; a sender that hears it twice must not mind.
import { RemoteError, StaleError } from '../errors.ts'
import type { Reply, ReplyOutcome } from '../connector.ts'
import type { EventRow, ReplyRow } from '../store/rows.ts'
import type { ChangeSet, Insert } from '../store/store.ts'
import { backoffMs, spread } from './backoff.ts'
import { holding, newClaim } from './claim.ts'
import type { Committer } from './commit.ts'
import type { Context } from './context.ts'
import { isPaused, pauseConnection, resumeConnection } from './pause.ts'
import { hasEnded, resultsOf } from './result.ts'

const BATCH = 100
/** With backoff about two hours: the sender's own patience ends somewhere there. */
const MAX_ATTEMPTS = 14

/** The reply that is due with an event's end. A replayed event was answered before. */
export function replyDue(event: EventRow, state: EventRow['state'], now: Date, newId: () => string): Insert[] {
  if (event.replyTo === null || !hasEnded({ state })) return []
  const row: ReplyRow = {
    id: newId(),
    connection: event.connection,
    eventId: event.id,
    replyTo: event.replyTo,
    state: 'waiting',
    attempts: 0,
    code: null,
    message: null,
    createdAt: now,
    doneAt: null,
    nextAt: now,
    claimId: null,
    leaseUntil: null,
    starts: 0,
  }
  return [{ table: 'replies', row, ifExists: 'ignore' }]
}

/** Its sender must have our answer before the word that ends its waiting. */
const AGAIN_AFTER_MS = 2_000

/**
 * A sender sent again what it waits for: it has not heard our answer, and so could make nothing of the word that it was told. It is told
 * once more. Nothing is due while the event has no end.
 */
export async function replyAgain(context: Context, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return
  const { store, clock } = context
  const rows = await store.list('replies', { where: { eventId: { in: eventIds }, state: { in: ['done', 'dead'] } } })
  const set = {
    state: 'waiting',
    attempts: 0,
    doneAt: null,
    nextAt: new Date(clock.now().getTime() + AGAIN_AFTER_MS),
  } as const
  for (const { id, state } of rows) {
    try {
      await store.commit({ updates: [{ table: 'replies', id, expect: { state }, set }] })
    } catch (error) {
      // It is on its way again already.
      if (!(error instanceof StaleError)) throw error
    }
  }
}

/** Of a delivery that came before, by its key. */
export async function replyToRepeat(context: Context, connection: string, deliveryKey: string): Promise<void> {
  const { store } = context
  const deliveries = await store.list('deliveries', { where: { connection, deliveryKey, state: 'split' } })
  if (deliveries.length === 0) return
  const events = await store.list('events', { where: { deliveryId: { in: deliveries.map(({ id }) => id) } } })
  await replyAgain(
    context,
    events.filter(({ replyTo }) => replyTo !== null).map(({ id }) => id),
  )
}

/** @returns how many were claimed */
export async function sendReplies(context: Context, committer: Committer): Promise<number> {
  const claim = newClaim(context, BATCH)
  const rows = await context.store.claimReplies(claim)
  if (rows.length === 0) return 0
  await holding(context, 'replies', claim, async () => {
    for (const [connection, group] of Map.groupBy(rows, (row) => row.connection)) {
      await committer.each(await sendGroup(context, connection, group))
    }
  })
  return rows.length
}

async function sendGroup(context: Context, name: string, rows: readonly ReplyRow[]): Promise<ChangeSet[]> {
  const connection = context.connections.get(name)
  const source = connection?.connector.source
  const outbound = context.outbounds.get(name)
  if (!connection || !source?.reply || !outbound) {
    const gone = { kind: 'dead', code: 'reply.nobody', message: `No connection "${name}" takes replies.` } as const
    return rows.map((row) => ended(context, row, gone))
  }
  if (await isPaused(context, name)) {
    return rows.map((row) =>
      later(context, row, { code: 'paused', message: 'The connection is paused.', counts: false }),
    )
  }
  const replies = await repliesOf(context, rows)
  try {
    const outcomes = await source.reply(replies, connection.settings, outbound)
    await resumeConnection(context, name)
    return rows.map((row, index) => ended(context, row, outcomes[index] ?? notToldOf))
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    if (error.kind === 'unauthorized') await pauseConnection(context, name, error.message)
    const counts = error.kind === 'temporary' || error.kind === 'rejected' || error.kind === 'gone'
    return rows.map((row) => later(context, row, { ...errorOf(error), counts }))
  }
}

const notToldOf = { kind: 'retry', code: 'reply.no-outcome', message: 'The connector told no outcome.' } as const

async function repliesOf(context: Context, rows: readonly ReplyRow[]): Promise<Reply[]> {
  const events = await context.store.list('events', { where: { id: { in: rows.map(({ eventId }) => eventId) } } })
  const results = await resultsOf(context, events)
  const nothing = { state: 'erased', leadId: null, decisionId: null, owner: null, reason: null } as const
  return rows.map(({ replyTo, eventId }) => ({ replyTo, result: results.get(eventId) ?? nothing }))
}

function errorOf({ code, message, retryAfterMs }: RemoteError) {
  return { code, message, ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }) }
}

function ended(context: Context, row: ReplyRow, outcome: ReplyOutcome): ChangeSet {
  if (outcome.kind === 'retry') return later(context, row, { ...outcome, counts: true })
  const { code, message } = outcome.kind === 'dead' ? outcome : { code: null, message: null }
  return settled(row, { state: outcome.kind, code, message, doneAt: context.clock.now() })
}

function later(
  context: Context,
  row: ReplyRow,
  why: { code: string; message: string; afterMs?: number; counts: boolean },
): ChangeSet {
  const now = context.clock.now()
  const { code, message } = why
  const attempts = row.attempts + Number(why.counts)
  if (attempts >= MAX_ATTEMPTS) return settled(row, { state: 'dead', attempts, code, message, doneAt: now })
  const waitMs = why.afterMs ?? backoffMs(Math.max(1, attempts), spread(row.id))
  return settled(row, { attempts, code, message, nextAt: new Date(now.getTime() + waitMs) })
}

function settled(row: ReplyRow, set: Partial<ReplyRow>): ChangeSet {
  const expect = { state: 'waiting', claimId: row.claimId } as const
  return { updates: [{ table: 'replies', id: row.id, expect, set: { ...set, claimId: null, leaseUntil: null } }] }
}
