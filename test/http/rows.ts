// One lead and what belongs to it, as rows.
import type { DeliveryRow, EventRow, LeadRow, SyncRow } from '../../src/store/rows.ts'
import type { Insert } from '../../src/store/store.ts'
import { decision } from './fake-pipeline.ts'
import { now } from './test-server.ts'

const work = { nextAt: now, claimId: null, leaseUntil: null, starts: 0 }

export function leadRow(id: string, change: Partial<LeadRow> = {}): LeadRow {
  return {
    id,
    version: 3,
    stage: 'MQL',
    fields: {
      email: 'ada@example.com',
      firstName: 'Ada',
      lastName: 'Lovelace',
      phone: '+4930123456',
      company: 'Example Ltd',
      message: 'Please call me about the engine.',
    },
    suspicious: [],
    accountId: null,
    ownerId: '005A',
    crm: 'salesforce',
    connection: 'web-form',
    pinned: false,
    breaches: 0,
    occurredAt: now,
    history: null,
    receivedAt: now,
    createdAt: now,
    updatedAt: now,
    email: 'ada@example.com',
    domain: 'example.com',
    company: 'Example Ltd',
    ...change,
  }
}

export function deliveryRow(id: string, change: Partial<DeliveryRow> = {}): DeliveryRow {
  return {
    id,
    connection: 'web-form',
    deliveryKey: 'key-1',
    state: 'unreadable',
    receivedAt: now,
    method: 'POST',
    url: 'https://leads.example.com/webhooks/web-form?email=ada@example.com',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{"email":"ada@example.com","secretWish":"a canary"'),
    fault: 'The body is not valid JSON.',
    sealed: null,
    ...work,
    ...change,
  }
}

export function eventRow(id: string, change: Partial<EventRow> = {}): EventRow {
  return {
    id,
    deliveryId: 'delivery-1',
    connection: 'web-form',
    eventKey: 'key-1',
    kind: 'person',
    state: 'routed',
    occurredAt: now,
    receivedAt: now,
    payload: { email: 'ada@example.com', secretWish: 'a canary' },
    hydrateId: null,
    hydrated: null,
    replyTo: null,
    leadId: 'lead-1',
    reason: null,
    ...work,
    ...change,
  }
}

export function syncRow(id: string, change: Partial<SyncRow> = {}): SyncRow {
  return {
    id,
    connection: 'salesforce',
    leadId: 'lead-1',
    decisionId: 'decision-1',
    action: 'save-person',
    effectKey: `effect-${id}`,
    seq: 10,
    state: 'dead',
    payload: { fields: { Email: 'ada@example.com' } },
    attempts: 5,
    code: 'DUPLICATES_DETECTED',
    message: 'There is another person ada@example.com, Lovelace.',
    crmId: null,
    createdAt: now,
    doneAt: null,
    ...work,
    ...change,
  }
}

/** lead-1 with one row of everything. */
export const oneLead: Insert[] = [
  { table: 'leads', row: leadRow('lead-1') },
  { table: 'deliveries', row: deliveryRow('delivery-1') },
  { table: 'events', row: eventRow('event-1') },
  {
    table: 'alerts',
    row: {
      id: 'alert-1',
      kind: 'quarantine',
      connection: 'web-form',
      text: 'Deliveries cannot be verified.',
      count: 2,
      firstAt: now,
      lastAt: now,
      endedAt: null,
    },
  },
  {
    table: 'reviews',
    row: {
      id: 'review-1',
      kind: 'account',
      leadId: 'lead-1',
      state: 'open',
      why: 'a similar name',
      candidates: [
        { id: 'salesforce:001', class: 'G', bits: 4, evidence: [{ field: 'name', level: 'similar', bits: 4 }] },
      ],
      chosen: null,
      decidedBy: null,
      decidedAt: null,
      createdAt: now,
    },
  },
  { table: 'settings', row: { id: 'rulebook.live', value: 'b1', version: 1, updatedAt: now } },
  { table: 'rulebookTables', row: { id: 'ab'.repeat(32), content: Buffer.from('zip'), addedAt: now } },
  {
    table: 'rulebooks',
    row: { id: 'b1', files: { 'rulebook/rules.yaml': 'rules: []' }, publishedAt: now, publishedBy: 'serve' },
  },
  { table: 'syncs', row: syncRow('sync-1') },
  {
    table: 'attempts',
    row: {
      id: 'attempt-1',
      syncId: 'sync-1',
      at: now,
      outcome: 'dead',
      code: 'DUPLICATES_DETECTED',
      message: 'There is another person ada@example.com.',
      request: { Email: 'ada@example.com' },
      response: { errors: [] },
    },
  },
  {
    table: 'owners',
    row: {
      id: 'salesforce:005A',
      connection: 'salesforce',
      crmId: '005A',
      kind: 'user',
      name: 'Rita Rep',
      email: 'rita@our-company.com',
      active: true,
      updatedAt: now,
    },
  },
  {
    table: 'crmRefs',
    row: { id: 'ref-1', connection: 'salesforce', leadId: 'lead-1', crmId: '00Q1', ownerId: '005A', updatedAt: now },
  },
  {
    table: 'decisions',
    row: {
      id: 'decision-1',
      leadId: 'lead-1',
      eventId: 'event-1',
      rulebook: 'abc123',
      decidedAt: now,
      decision,
      inputs: { said: 'Lovelace wrote' },
      rule: 'EMEA',
      outcome: 'assign',
      pool: 'emea',
      ownerId: '005A',
      cause: 'new',
    },
  },
  {
    table: 'assignments',
    row: {
      id: 'assignment-1',
      leadId: 'lead-1',
      decisionId: 'decision-1',
      crm: 'salesforce',
      ownerId: '005A',
      pool: 'emea',
      member: 'rita@our-company.com',
      assignedAt: now,
      deliveredAt: now,
      endedAt: null,
      endedBecause: null,
    },
  },
  {
    table: 'slaClocks',
    row: {
      id: 'clock-1',
      version: 1,
      leadId: 'lead-1',
      assignmentId: 'assignment-1',
      policy: { name: 'one-hour', withinMinutes: 60, calendar: null, metBy: ['contacted'], onBreach: ['reassign'] },
      state: 'running',
      startedAt: now,
      dueAt: now,
      endedAt: null,
      metBy: null,
    },
  },
  {
    table: 'touches',
    row: {
      id: 'touch-1',
      connection: 'salesforce',
      touchKey: 'k',
      leadId: 'lead-1',
      kind: 'opened',
      at: now,
      seenAt: now,
      by: '005A',
      ownerId: '005A',
      detail: null,
    },
  },
  {
    table: 'timeline',
    row: { id: 'step-1', leadId: null, eventId: 'event-1', at: now, step: 'received', text: 'Received.', data: null },
  },
  {
    table: 'timeline',
    row: {
      id: 'step-2',
      leadId: 'lead-1',
      eventId: 'event-1',
      at: now,
      step: 'mapped',
      text: 'Mapped.',
      data: { n: 1 },
    },
  },
  { table: 'timelinePrivate', row: { id: 'step-2', leadId: 'lead-1', data: { email: 'ada@example.com' } } },
]
