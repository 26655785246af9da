// Tables of what goes out to the CRM and what comes back, and of the service itself. Written once, over a column kit.
import type { CrmAction } from '../connector.ts'
import type { TouchKind } from '../lead/touch.ts'
import { workColumns } from './intake-tables.ts'
import type { Columns } from './postgres-columns.ts'
import type { ReplyState, SyncState } from './rows.ts'

export function writeTables(c: Columns) {
  return {
    syncs: c.table(
      'syncs',
      {
        id: c.text('id').primaryKey(),
        connection: c.text('connection').notNull(),
        leadId: c.text('lead_id').notNull(),
        decisionId: c.text('decision_id'),
        action: c.text<CrmAction>('action').notNull(),
        effectKey: c.text('effect_key').notNull(),
        seq: c.int('seq').notNull(),
        state: c.text<SyncState>('state').notNull(),
        payload: c.json<Record<string, unknown>>('payload').notNull(),
        attempts: c.int('attempts').notNull(),
        code: c.text('code'),
        message: c.text('message'),
        crmId: c.text('crm_id'),
        createdAt: c.time('created_at').notNull(),
        doneAt: c.time('done_at'),
        ...workColumns(c),
      },
      (t) => [
        c.unique('syncs_effect').on(t.effectKey),
        c.index('syncs_due').on(t.connection, t.nextAt, t.id).where(c.where(`state = 'waiting'`)),
        // Of any connection: when to wake up next.
        c.index('syncs_next').on(t.nextAt).where(c.where(`state = 'waiting'`)),
        c.index('syncs_lead').on(t.leadId, t.connection, t.seq),
        c.index('syncs_state').on(t.state, t.id),
      ],
    ),
    attempts: c.table(
      'attempts',
      {
        id: c.text('id').primaryKey(),
        syncId: c.text('sync_id').notNull(),
        at: c.time('at').notNull(),
        outcome: c.text('outcome').notNull(),
        code: c.text('code'),
        message: c.text('message'),
        request: c.json<unknown>('request'),
        response: c.json<unknown>('response'),
      },
      (t) => [c.index('attempts_sync').on(t.syncId, t.id)],
    ),
    touches: c.table(
      'touches',
      {
        id: c.text('id').primaryKey(),
        connection: c.text('connection').notNull(),
        touchKey: c.text('touch_key').notNull(),
        leadId: c.text('lead_id').notNull(),
        kind: c.text<TouchKind>('kind').notNull(),
        at: c.time('at').notNull(),
        seenAt: c.time('seen_at').notNull(),
        by: c.text('by'),
        ownerId: c.text('owner_id'),
        detail: c.text('detail'),
      },
      (t) => [c.unique('touches_key').on(t.connection, t.touchKey), c.index('touches_lead').on(t.leadId, t.id)],
    ),
    settings: c.table('settings', {
      id: c.text('id').primaryKey(),
      value: c.json<unknown>('value'),
      version: c.int('version').notNull(),
      updatedAt: c.time('updated_at').notNull(),
    }),
    leases: c.table('leases', {
      id: c.text('id').primaryKey(),
      holder: c.text('holder').notNull(),
      fence: c.int('fence').notNull(),
      until: c.time('until').notNull(),
    }),
    audit: c.table(
      'audit',
      {
        id: c.text('id').primaryKey(),
        at: c.time('at').notNull(),
        actor: c.text('actor').notNull(),
        role: c.text('role').notNull(),
        action: c.text('action').notNull(),
        target: c.text('target').notNull(),
        detail: c.json<unknown>('detail'),
      },
      (t) => [c.index('audit_target').on(t.target, t.id)],
    ),
    replies: c.table(
      'replies',
      {
        id: c.text('id').primaryKey(),
        connection: c.text('connection').notNull(),
        eventId: c.text('event_id').notNull(),
        replyTo: c.text('reply_to').notNull(),
        state: c.text<ReplyState>('state').notNull(),
        attempts: c.int('attempts').notNull(),
        code: c.text('code'),
        message: c.text('message'),
        createdAt: c.time('created_at').notNull(),
        doneAt: c.time('done_at'),
        ...workColumns(c),
      },
      (t) => [
        c.unique('replies_event').on(t.eventId),
        c.index('replies_due').on(t.nextAt, t.id).where(c.where(`state = 'waiting'`)),
        c.index('replies_state').on(t.state, t.id),
      ],
    ),
    alerts: c.table('alerts', {
      id: c.text('id').primaryKey(),
      kind: c.text('kind').notNull(),
      connection: c.text('connection'),
      text: c.text('text').notNull(),
      count: c.int('count').notNull(),
      firstAt: c.time('first_at').notNull(),
      lastAt: c.time('last_at').notNull(),
      endedAt: c.time('ended_at'),
    }),
    erasedKeys: c.table(
      'erased_keys',
      {
        id: c.text('id').primaryKey(),
        kind: c.text('kind').notNull(),
        hash: c.text('hash').notNull(),
        erasedAt: c.time('erased_at').notNull(),
      },
      (t) => [c.unique('erased_keys_hash').on(t.kind, t.hash)],
    ),
    tallies: c.table('tallies', {
      id: c.text('id').primaryKey(),
      count: c.int('count').notNull(),
      updatedAt: c.time('updated_at').notNull(),
    }),
  }
}
