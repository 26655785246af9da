// Tables of what comes in: deliveries, their events, and the columns of claimed work. Written once, over a column kit.
import type { DeliveryState, EventKind, EventState } from '../lead/event.ts'
import type { Columns } from './postgres-columns.ts'

export function workColumns(c: Columns) {
  return {
    nextAt: c.time('next_at').notNull(),
    claimId: c.text('claim_id'),
    leaseUntil: c.time('lease_until'),
    starts: c.int('starts').notNull(),
  }
}

export function intakeTables(c: Columns) {
  return {
    deliveries: c.table(
      'deliveries',
      {
        id: c.text('id').primaryKey(),
        connection: c.text('connection').notNull(),
        deliveryKey: c.text('delivery_key').notNull(),
        state: c.text<DeliveryState>('state').notNull(),
        receivedAt: c.time('received_at').notNull(),
        method: c.text('method').notNull(),
        url: c.text('url').notNull(),
        headers: c.json<Record<string, string>>('headers').notNull(),
        body: c.blob('body').notNull(),
        fault: c.text('fault'),
        sealed: c.blob('sealed'),
        ...workColumns(c),
      },
      (t) => [
        c.unique('deliveries_key').on(t.connection, t.deliveryKey),
        c.index('deliveries_due').on(t.nextAt, t.id).where(c.where(`state = 'received'`)),
        c.index('deliveries_state').on(t.state, t.id),
      ],
    ),
    events: c.table(
      'events',
      {
        id: c.text('id').primaryKey(),
        deliveryId: c.text('delivery_id'),
        connection: c.text('connection').notNull(),
        eventKey: c.text('event_key').notNull(),
        kind: c.text<EventKind>('kind').notNull(),
        state: c.text<EventState>('state').notNull(),
        occurredAt: c.time('occurred_at').notNull(),
        receivedAt: c.time('received_at').notNull(),
        payload: c.json<unknown>('payload'),
        hydrateId: c.text('hydrate_id'),
        hydrated: c.json<unknown>('hydrated'),
        replyTo: c.text('reply_to'),
        leadId: c.text('lead_id'),
        reason: c.text('reason'),
        ...workColumns(c),
      },
      (t) => [
        c.unique('events_key').on(t.connection, t.eventKey),
        c.index('events_due').on(t.nextAt, t.id).where(c.where(`state = 'waiting'`)),
        c.index('events_state').on(t.state, t.id),
        c.index('events_lead').on(t.leadId, t.id),
        c.index('events_delivery').on(t.deliveryId),
      ],
    ),
  }
}
