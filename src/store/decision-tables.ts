// Tables of what was decided and promised: rulebooks, decisions, pool ledgers, assignments, SLA clocks. Written once, over a column kit.
import type { Decision } from '../routing/decision.ts'
import type { AbsenceKind } from '../routing/pools/absence.ts'
import type { TurnKind } from '../routing/pools/turns.ts'
import type { ClockState, SlaPolicy } from '../sla/policy.ts'
import type { Columns } from './postgres-columns.ts'

export function decisionTables(c: Columns) {
  return {
    rulebooks: c.table('rulebooks', {
      id: c.text('id').primaryKey(),
      files: c.json<Record<string, string>>('files').notNull(),
      publishedAt: c.time('published_at').notNull(),
      publishedBy: c.text('published_by').notNull(),
    }),
    rulebookTables: c.table('rulebook_tables', {
      id: c.text('id').primaryKey(),
      content: c.blob('content').notNull(),
      addedAt: c.time('added_at').notNull(),
    }),
    decisions: c.table(
      'decisions',
      {
        id: c.text('id').primaryKey(),
        leadId: c.text('lead_id').notNull(),
        eventId: c.text('event_id'),
        rulebook: c.text('rulebook').notNull(),
        decidedAt: c.time('decided_at').notNull(),
        decision: c.json<Decision>('decision').notNull(),
        inputs: c.json<unknown>('inputs'),
        rule: c.text('rule').notNull(),
        outcome: c.text<Decision['outcome']['kind']>('outcome').notNull(),
        pool: c.text('pool'),
        ownerId: c.text('owner_id'),
        cause: c.text<Decision['cause']>('cause').notNull(),
      },
      (t) => [c.index('decisions_lead').on(t.leadId, t.id), c.index('decisions_decided').on(t.decidedAt)],
    ),
    turns: c.table(
      'turns',
      {
        id: c.text('id').primaryKey(),
        pool: c.text('pool').notNull(),
        member: c.text('member').notNull(),
        kind: c.text<TurnKind>('kind').notNull(),
        amount: c.int('amount').notNull(),
        at: c.time('at').notNull(),
        decisionId: c.text('decision_id'),
      },
      // All that summing a pool reads, so that it reads the index only.
      (t) => [
        c.index('turns_pool').on(t.pool, t.member, t.amount, t.at),
        // What was got since then, for caps: read from the index only.
        c.index('turns_recent').on(t.pool, t.at, t.member, t.kind),
      ],
    ),
    // Sums of the ledger, one row a member: a trigger of the database adds each turn, so they cannot say anything else.
    poolMembers: c.table(
      'pool_members',
      {
        id: c.text('id').primaryKey(),
        pool: c.text('pool').notNull(),
        member: c.text('member').notNull(),
        total: c.int('total').notNull(),
        owed: c.int('owed').notNull(),
        lastAt: c.time('last_at'),
      },
      (t) => [c.unique('pool_members_member').on(t.pool, t.member)],
    ),
    absences: c.table(
      'absences',
      {
        id: c.text('id').primaryKey(),
        kind: c.text<AbsenceKind>('kind').notNull(),
        subject: c.text('subject').notNull(),
        from: c.time('begins_at').notNull(),
        until: c.time('ends_at').notNull(),
        reason: c.text('reason'),
        by: c.text('said_by').notNull(),
        createdAt: c.time('created_at').notNull(),
      },
      (t) => [c.index('absences_until').on(t.until)],
    ),
    pools: c.table('pools', { id: c.text('id').primaryKey(), version: c.int('version').notNull() }),
    assignments: c.table(
      'assignments',
      {
        id: c.text('id').primaryKey(),
        leadId: c.text('lead_id').notNull(),
        decisionId: c.text('decision_id').notNull(),
        crm: c.text('crm').notNull(),
        ownerId: c.text('owner_id').notNull(),
        pool: c.text('pool'),
        member: c.text('member'),
        assignedAt: c.time('assigned_at').notNull(),
        deliveredAt: c.time('delivered_at'),
        endedAt: c.time('ended_at'),
        endedBecause: c.text('ended_because'),
      },
      (t) => [
        c.index('assignments_lead').on(t.leadId, t.id),
        c.index('assignments_owner').on(t.ownerId).where(c.where('ended_at is null')),
      ],
    ),
    slaClocks: c.table(
      'sla_clocks',
      {
        id: c.text('id').primaryKey(),
        version: c.int('version').notNull(),
        leadId: c.text('lead_id').notNull(),
        assignmentId: c.text('assignment_id').notNull(),
        policy: c.json<SlaPolicy>('policy').notNull(),
        state: c.text<ClockState>('state').notNull(),
        startedAt: c.time('started_at'),
        dueAt: c.time('due_at'),
        endedAt: c.time('ended_at'),
        metBy: c.text('met_by'),
      },
      (t) => [
        c.index('sla_clocks_due').on(t.state, t.dueAt),
        c.index('sla_clocks_lead').on(t.leadId, t.id),
        c.index('sla_clocks_assignment').on(t.assignmentId),
      ],
    ),
  }
}
