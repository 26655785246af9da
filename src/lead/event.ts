// What senders tell us: a delivery is one request, an event one thing it tells. Both are kept as they came.

/** erasure: the person behind the record, named by `hydrateId`, asked to be forgotten. */
export const eventKinds = ['person', 'activity', 'lifecycle', 'erasure'] as const
export type EventKind = (typeof eventKinds)[number]

/** What a source's `read` gives: no field is renamed here, that is the mapping's work. */
export interface SourceEvent {
  kind: EventKind
  /** Same event sent again → same key. Unique per connection. */
  key: string
  occurredAt: Date
  /** As the sender's parsed body has it. */
  payload: unknown
  /** Set when the payload is thin: the id to read the person by, in one batch with others. */
  hydrateId?: string
  /** The sender waits to hear what became of it, under this id: see `Source.reply`. */
  replyTo?: string
}

export const deliveryStates = [
  'received',
  'split',
  'duplicate',
  'unreadable',
  'quarantined',
  'conflicting',
  'erased',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

const deliveryMoves: Record<DeliveryState, readonly DeliveryState[]> = {
  received: ['split', 'unreadable', 'erased'],
  // Verified after the fix, or known under its real key by then.
  quarantined: ['received', 'duplicate', 'erased'],
  // Read again by a person's wish, after what hindered it was mended.
  unreadable: ['received', 'erased'],
  split: ['erased'],
  duplicate: ['erased'],
  // Evidence: the delivery that came first under its key counts.
  conflicting: ['erased'],
  erased: [],
}

export function mayMoveDelivery(from: DeliveryState, to: DeliveryState): boolean {
  return deliveryMoves[from].includes(to)
}

/** Open: waiting, held. All others are ends. Every event is in exactly one state. */
export const eventStates = [
  'waiting',
  'held',
  'routed',
  'nurtured',
  'updated',
  'merged',
  'ignored',
  'duplicate',
  'erased',
] as const
export type EventState = (typeof eventStates)[number]

const moves: Record<EventState, readonly EventState[]> = {
  waiting: ['held', 'routed', 'nurtured', 'updated', 'merged', 'ignored', 'duplicate', 'erased'],
  held: ['waiting', 'ignored', 'erased'],
  // An end is left only by a person's replay, or by erasure.
  routed: ['waiting', 'erased'],
  nurtured: ['waiting', 'erased'],
  updated: ['waiting', 'erased'],
  merged: ['waiting', 'erased'],
  ignored: ['waiting', 'erased'],
  duplicate: ['erased'],
  erased: [],
}

export function mayMoveEvent(from: EventState, to: EventState): boolean {
  return moves[from].includes(to)
}

/** @throws RangeError when the move is not in the table. */
export function moveEvent(from: EventState, to: EventState): EventState {
  if (!mayMoveEvent(from, to)) throw new RangeError(`An event cannot move from ${from} to ${to}.`)
  return to
}
