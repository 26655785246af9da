// Tables that matching works with: companies and people as the CRM knows them, keys that find candidates, and what people said about doubts.
// Written once, over a column kit.
import type { AccountDetails, Relationship } from '../lead/account.ts'
import type { ReviewCandidate, ReviewKind, ReviewState } from './match-rows.ts'
import type { Columns } from './postgres-columns.ts'

export function matchTables(c: Columns) {
  return {
    accounts: c.table(
      'accounts',
      {
        id: c.text('id').primaryKey(),
        connection: c.text('connection').notNull(),
        crmId: c.text('crm_id').notNull(),
        name: c.text('name').notNull(),
        domain: c.text('domain'),
        ownerId: c.text('owner_id'),
        relationship: c.text<Relationship>('relationship').notNull(),
        tier: c.text('tier'),
        updatedAt: c.time('updated_at').notNull(),
        parentId: c.text('parent_id'),
        details: c.json<AccountDetails>('details'),
        run: c.int('run'),
      },
      (t) => [
        c.index('accounts_domain').on(t.domain),
        c.index('accounts_parent').on(t.connection, t.parentId),
        c.index('accounts_run').on(t.connection, t.run, t.id),
      ],
    ),
    contacts: c.table(
      'contacts',
      {
        id: c.text('id').primaryKey(),
        connection: c.text('connection').notNull(),
        crmId: c.text('crm_id').notNull(),
        accountId: c.text('account_id'),
        ownerId: c.text('owner_id'),
        email: c.text('email'),
        domain: c.text('domain'),
        updatedAt: c.time('updated_at').notNull(),
        run: c.int('run'),
      },
      (t) => [
        c.index('contacts_email').on(t.email),
        c.index('contacts_domain').on(t.connection, t.domain, t.accountId),
        c.index('contacts_run').on(t.connection, t.run, t.id),
      ],
    ),
    matchKeys: c.table(
      'match_keys',
      { id: c.text('id').primaryKey(), key: c.text('key').notNull(), leadId: c.text('lead_id').notNull() },
      (t) => [c.unique('match_keys_key').on(t.key, t.leadId), c.index('match_keys_lead').on(t.leadId)],
    ),
    reviews: c.table(
      'reviews',
      {
        id: c.text('id').primaryKey(),
        kind: c.text<ReviewKind>('kind').notNull(),
        leadId: c.text('lead_id').notNull(),
        state: c.text<ReviewState>('state').notNull(),
        why: c.text('why').notNull(),
        candidates: c.json<ReviewCandidate[]>('candidates').notNull(),
        chosen: c.text('chosen'),
        decidedBy: c.text('decided_by'),
        decidedAt: c.time('decided_at'),
        createdAt: c.time('created_at').notNull(),
      },
      (t) => [c.index('reviews_state').on(t.state, t.id), c.index('reviews_lead').on(t.leadId, t.kind)],
    ),
    matchAnswers: c.table(
      'match_answers',
      {
        id: c.text('id').primaryKey(),
        kind: c.text<ReviewKind>('kind').notNull(),
        left: c.text('left_key').notNull(),
        right: c.text('right_key').notNull(),
        same: c.flag('same').notNull(),
        by: c.text('answered_by').notNull(),
        at: c.time('answered_at').notNull(),
      },
      (t) => [c.unique('match_answers_pair').on(t.kind, t.left, t.right), c.index('match_answers_right').on(t.right)],
    ),
    merges: c.table(
      'merges',
      {
        id: c.text('id').primaryKey(),
        survivorId: c.text('survivor_id').notNull(),
        otherId: c.text('other_id').notNull(),
        before: c.json<unknown>('before'),
        by: c.text('merged_by').notNull(),
        at: c.time('merged_at').notNull(),
        undoneAt: c.time('undone_at'),
      },
      (t) => [c.index('merges_survivor').on(t.survivorId), c.index('merges_other').on(t.otherId)],
    ),
  }
}
