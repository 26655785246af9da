// Step 2: one delivery → the events it tells. A body that cannot be read stays, raw, for a person.
import { InputError } from '../errors.ts'
import { failpoint } from '../failpoint.ts'
import type { SourceEvent } from '../lead/event.ts'
import type { DeliveryRow, EventRow } from '../store/rows.ts'
import type { ChangeSet } from '../store/store.ts'
import { raiseAlert } from './alerts.ts'
import { endsTheProcess, holding, newClaim } from './claim.ts'
import type { Connection } from './connections.ts'
import type { Context } from './context.ts'
import { LIST_METHOD, readListBody } from './list-body.ts'
import type { Committer } from './commit.ts'
import { indexable } from './delivery-row.ts'
import { replyAgain } from './reply.ts'
import { erasedDelivery, finishErasures, hiddenKey, mayHoldAddress } from './erased.ts'

const BATCH = 100

/** Splits what is due. @returns how many deliveries were worked on */
export async function splitDeliveries(context: Context, committer: Committer): Promise<number> {
  const claim = newClaim(context, BATCH)
  const deliveries = await context.store.claimDeliveries(claim)
  if (deliveries.length === 0) return 0
  failpoint('split.claimed')
  await holding(context, 'deliveries', claim, () => splitClaimed(context, committer, deliveries))
  context.wake('events')
  return deliveries.length
}

async function splitClaimed(context: Context, committer: Committer, deliveries: readonly DeliveryRow[]): Promise<void> {
  const read: ({ delivery: DeliveryRow } & Read)[] = []
  for (const delivery of deliveries) {
    read.push({ delivery, ...(endsTheProcess(delivery) ? neverEnded(delivery) : readDelivery(context, delivery)) })
    await committer.breathe()
  }
  const known = await knownKeys(context, read)
  const waitAgain = read.flatMap(({ delivery, events }) =>
    events.flatMap(({ key, replyTo }) => (replyTo && known.get(`${delivery.connection} ${key}`)?.id) ?? []),
  )
  const sets = read.map(({ delivery, events, fault }) => changes(context, delivery, events, fault, known))
  await committer.breathe()
  // A stale set was split by somebody else, or met a key that arrived just now: its lease ends and it is split again.
  await committer.each(sets)
  failpoint('split.done')
  await replyAgain(context, waitAgain)
  await tellOfUnreadable(context, read)
  await finishErasures(context, sets)
}

/** They were acknowledged, or came by asking: nobody sends them again, and their sender has heard nothing. */
async function tellOfUnreadable(
  context: Context,
  read: readonly { delivery: DeliveryRow; fault: string | null }[],
): Promise<void> {
  const faulty = read.filter(({ fault }) => fault !== null)
  for (const [connection, group] of Map.groupBy(faulty, ({ delivery }) => delivery.connection)) {
    const text =
      `Deliveries of "${connection}" were taken and cannot be read (${group.at(-1)?.fault}) Look at those in state "unreadable", mend what ` +
      'hinders, have them read again, and end this alert.'
    await raiseAlert(context, { kind: 'unreadable', connection, text, count: group.length })
  }
}

interface Read {
  events: SourceEvent[]
  fault: string | null
}

function neverEnded({ starts }: DeliveryRow): Read {
  return { events: [], fault: `It was begun ${starts} times and never ended: look at it, then have it read again.` }
}

/** What it tells, by its connection's reader; a fault when it cannot be read. */
export function readDelivery(context: Context, delivery: DeliveryRow): Read {
  const connection = context.connections.get(delivery.connection)
  const source = connection?.connector.source
  const isList = delivery.method === LIST_METHOD
  if (!connection || !(source || isList)) {
    return {
      events: [],
      fault: `No connection is named "${delivery.connection}" any more: add it again, then have this delivery read again.`,
    }
  }
  try {
    const events = isList ? readListBody(delivery) : source?.read(asRequest(delivery), connection.settings)
    return { events: (events ?? []).map((event) => ({ ...event, key: indexable(event.key) })), fault: null }
  } catch (error) {
    if (!(error instanceof InputError)) {
      context.log.error({ deliveryId: delivery.id, err: error }, 'a connector failed to read a delivery')
    }
    return { events: [], fault: error instanceof Error ? error.message : String(error) }
  }
}

function asRequest(delivery: DeliveryRow): Parameters<NonNullable<Connection['connector']['source']>['read']>[0] {
  return {
    method: delivery.method,
    url: delivery.url,
    headers: delivery.headers,
    repeated: [],
    body: delivery.body,
    receivedAt: delivery.receivedAt,
    remoteAddress: '',
  }
}

/** A clock that runs ahead, or a hostile time, must not make one event's word stand for ever. */
const MOST_AHEAD_MS = 60_000

function notInFuture(occurredAt: Date, receivedAt: Date): Date {
  const latest = receivedAt.getTime() + MOST_AHEAD_MS
  return occurredAt.getTime() <= latest ? occurredAt : new Date(latest)
}

type Before = Pick<EventRow, 'id' | 'state'>

/** `connection key` → the event that is stored under it already. */
async function knownKeys(
  context: Context,
  read: readonly { delivery: DeliveryRow; events: SourceEvent[] }[],
): Promise<Map<string, Before>> {
  const byConnection = Map.groupBy(read, ({ delivery }) => delivery.connection)
  const known = new Map<string, Before>()
  for (const [connection, group] of byConnection) {
    const keys = group.flatMap(({ events }) => events.map((event) => event.key))
    const hidden = new Map(keys.filter(mayHoldAddress).map((key) => [hiddenKey(context, key), key]))
    if (keys.length === 0) continue
    for (const row of await context.store.list('events', {
      where: { connection, eventKey: { in: [...keys, ...hidden.keys()] } },
    })) {
      known.set(`${connection} ${hidden.get(row.eventKey) ?? row.eventKey}`, row)
    }
  }
  return known
}

function changes(
  context: Context,
  delivery: DeliveryRow,
  events: readonly SourceEvent[],
  fault: string | null,
  known: Map<string, Before>,
): ChangeSet {
  const rows = events.map((event): EventRow => {
    const key = `${delivery.connection} ${event.key}`
    const before = known.get(key)
    const duplicate = before !== undefined
    const isErased = before?.state === 'erased'
    const id = context.newId()
    known.set(key, before ?? { id, state: 'waiting' })
    return {
      id,
      deliveryId: delivery.id,
      connection: delivery.connection,
      // The first keeps the key; a repeat is kept too, as an end of its own, so that every event is counted.
      eventKey: duplicate ? `${isErased ? hiddenKey(context, event.key) : event.key} again ${id}` : event.key,
      kind: event.kind,
      state: duplicate ? 'duplicate' : 'waiting',
      occurredAt: notInFuture(event.occurredAt, delivery.receivedAt),
      receivedAt: delivery.receivedAt,
      payload: isErased ? null : event.payload,
      hydrateId: isErased ? null : (event.hydrateId ?? null),
      hydrated: null,
      replyTo: event.replyTo ?? null,
      leadId: null,
      reason: duplicate ? 'This event came before.' : null,
      nextAt: delivery.receivedAt,
      claimId: null,
      leaseUntil: null,
      starts: 0,
    }
  })
  const tellsOfErased = events.some((event) => known.get(`${delivery.connection} ${event.key}`)?.state === 'erased')
  return {
    updates: [
      {
        table: 'deliveries',
        id: delivery.id,
        expect: { state: 'received', claimId: delivery.claimId },
        // What tells once more of a person who was erased is not kept; the other events have their own payload.
        set: tellsOfErased
          ? erasedDelivery
          : { state: fault === null ? 'split' : 'unreadable', fault, claimId: null, leaseUntil: null },
      },
    ],
    inserts: rows.map((row) => ({ table: 'events', row })),
  }
}
