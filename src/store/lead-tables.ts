// Tables of who people are: leads with their keys and story, owners, and where leads live in the CRM. Written once, over a column kit.
import type { Owner } from '../lead/account.ts'
import type { LeadHistory } from '../lead/history.ts'
import type { LeadFields } from '../lead/lead.ts'
import type { Stage } from '../lead/stage.ts'
import type { Columns } from './postgres-columns.ts'

export function leadTables(c: Columns) {
  return {
    leads: c.table(
      'leads',
      {
        id: c.text('id').primaryKey(),
        version: c.int('version').notNull(),
        stage: c.text<Stage>('stage').notNull(),
        fields: c.json<LeadFields>('fields').notNull(),
        suspicious: c.json<string[]>('suspicious').notNull(),
        accountId: c.text('account_id'),
        ownerId: c.text('owner_id'),
        crm: c.text('crm'),
        connection: c.text('connection').notNull(),
        pinned: c.flag('pinned').notNull(),
        breaches: c.int('breaches').notNull(),
        occurredAt: c.time('occurred_at').notNull(),
        receivedAt: c.time('received_at').notNull(),
        createdAt: c.time('created_at').notNull(),
        updatedAt: c.time('updated_at').notNull(),
        email: c.text('email'),
        domain: c.text('domain'),
        company: c.text('company'),
        history: c.json<LeadHistory>('history'),
        mergedInto: c.text('merged_into'),
      },
      (t) => [
        c.index('leads_email').on(t.email),
        c.index('leads_domain').on(t.domain),
        c.index('leads_stage').on(t.stage, t.id),
        c.index('leads_owner').on(t.ownerId, t.id),
        c.index('leads_account').on(t.accountId, t.id),
        c.index('leads_merged').on(t.mergedInto).where(c.where('merged_into is not null')),
      ],
    ),
    personKeys: c.table(
      'person_keys',
      {
        id: c.text('id').primaryKey(),
        kind: c.text('kind').notNull(),
        key: c.text('key').notNull(),
        leadId: c.text('lead_id').notNull(),
      },
      (t) => [c.unique('person_keys_key').on(t.kind, t.key), c.index('person_keys_lead').on(t.leadId)],
    ),
    owners: c.table(
      'owners',
      {
        id: c.text('id').primaryKey(),
        connection: c.text('connection').notNull(),
        crmId: c.text('crm_id').notNull(),
        kind: c.text<Owner['kind']>('kind').notNull(),
        name: c.text('name').notNull(),
        email: c.text('email'),
        active: c.flag('active').notNull(),
        updatedAt: c.time('updated_at').notNull(),
      },
      (t) => [c.index('owners_connection').on(t.connection, t.id)],
    ),
    crmRefs: c.table(
      'crm_refs',
      {
        id: c.text('id').primaryKey(),
        connection: c.text('connection').notNull(),
        leadId: c.text('lead_id').notNull(),
        crmId: c.text('crm_id').notNull(),
        ownerId: c.text('owner_id'),
        updatedAt: c.time('updated_at').notNull(),
      },
      (t) => [
        c.unique('crm_refs_lead').on(t.connection, t.leadId),
        c.index('crm_refs_crm').on(t.connection, t.crmId),
        // Look-ups by lead alone: a lead may live in several CRMs.
        c.index('crm_refs_lead_only').on(t.leadId),
      ],
    ),
    timeline: c.table(
      'timeline',
      {
        id: c.text('id').primaryKey(),
        leadId: c.text('lead_id'),
        eventId: c.text('event_id'),
        at: c.time('at').notNull(),
        step: c.text('step').notNull(),
        text: c.text('text').notNull(),
        data: c.json<unknown>('data'),
      },
      (t) => [c.index('timeline_lead').on(t.leadId, t.id), c.index('timeline_event').on(t.eventId, t.id)],
    ),
    timelinePrivate: c.table(
      'timeline_private',
      { id: c.text('id').primaryKey(), leadId: c.text('lead_id'), data: c.json<unknown>('data') },
      (t) => [c.index('timeline_private_lead').on(t.leadId)],
    ),
  }
}
