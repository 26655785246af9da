// One full row of every table, for tests of the store: change what the test is about, leave the rest.
import type { Rows, Table } from '../../src/store/rows.ts'
import type { Insert } from '../../src/store/store.ts'

export const noon = new Date('2026-03-02T12:00:00.123Z')

/** ISO instant, minutes after noon (before it, when negative). */
export function minutes(count: number): Date {
  return new Date(noon.getTime() + count * 60_000)
}

/** Ids sort as they were made, like UUIDv7. */
export function idOf(number: number): string {
  return `0195f000-0000-7000-8000-${String(number).padStart(12, '0')}`
}

let made = 0
function nextId(): string {
  made += 1
  return idOf(made)
}

const unclaimed = { nextAt: noon, claimId: null, leaseUntil: null, starts: 0 }

const samples: { [K in Table]: (id: string) => Rows[K] } = {
  deliveries: (id) => ({
    id,
    connection: 'hubspot',
    deliveryKey: `delivery ${id}`,
    state: 'received',
    receivedAt: noon,
    method: 'POST',
    url: 'https://leads.example/webhooks/hubspot?a=1',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from([0, 255, 10, 0, 128, 123]),
    fault: null,
    sealed: Buffer.from([1, 0, 255]),
    ...unclaimed,
  }),
  events: (id) => ({
    id,
    deliveryId: idOf(1),
    connection: 'hubspot',
    eventKey: `event ${id}`,
    kind: 'person',
    state: 'waiting',
    occurredAt: minutes(-5),
    receivedAt: noon,
    payload: { properties: { email: 'ada@example.com', tags: ['a', null, 1.5, true] } },
    hydrateId: '501',
    hydrated: null,
    replyTo: 'ap-1-2-3-0',
    leadId: null,
    reason: null,
    ...unclaimed,
  }),
  leads: (id) => ({
    id,
    version: 1,
    stage: 'MQL',
    fields: { email: 'ada@example.com', lastName: 'Ødegård', employees: 30 },
    suspicious: ['test lead'],
    accountId: null,
    ownerId: '005A',
    crm: 'salesforce',
    connection: 'hubspot',
    pinned: true,
    breaches: 2,
    occurredAt: minutes(-5),
    receivedAt: minutes(-1),
    createdAt: noon,
    mergedInto: null,
    updatedAt: noon,
    email: 'ada@example.com',
    domain: 'example.com',
    company: 'Example Ltd',
    history: { fields: { email: { at: noon.toISOString(), by: 'event' } }, stages: [] },
  }),
  personKeys: (id) => ({ id, kind: 'email', key: `${id}@example.com`, leadId: idOf(1) }),
  accounts: (id) => ({
    id,
    connection: 'salesforce',
    crmId: '001A',
    name: 'Example Ltd',
    domain: 'example.com',
    ownerId: '005A',
    relationship: 'customer',
    tier: null,
    parentId: '001B',
    details: { country: 'DE', domains: ['example.de'], openPipeline: 12.5 },
    run: 3,
    updatedAt: noon,
  }),
  contacts: (id) => ({
    id,
    connection: 'salesforce',
    crmId: `003 ${id}`,
    accountId: '001',
    ownerId: '005',
    email: 'ada@example.com',
    domain: 'example.com',
    updatedAt: noon,
    run: 3,
  }),
  matchKeys: (id) => ({ id, key: `sounds:AT LFLS ${id}`, leadId: idOf(1) }),
  reviews: (id) => ({
    id,
    kind: 'account',
    leadId: idOf(1),
    state: 'open',
    why: 'a similar name',
    candidates: [
      { id: 'salesforce:001', class: 'G', bits: 4.5, evidence: [{ field: 'name', level: 'similar', bits: 4.5 }] },
    ],
    chosen: null,
    decidedBy: null,
    decidedAt: null,
    createdAt: noon,
  }),
  matchAnswers: (id) => ({
    id,
    kind: 'account',
    left: `core:${id}`,
    right: 'salesforce:001',
    same: true,
    by: 'support',
    at: noon,
  }),
  merges: (id) => ({
    id,
    survivorId: idOf(1),
    otherId: idOf(2),
    before: { survivor: { version: 1 } },
    by: 'support',
    at: noon,
    undoneAt: null,
  }),
  owners: (id) => ({
    id,
    connection: 'salesforce',
    crmId: '005A',
    kind: 'user',
    name: 'Grace',
    email: null,
    active: false,
    updatedAt: noon,
  }),
  crmRefs: (id) => ({ id, connection: 'salesforce', leadId: id, crmId: '00Q1', ownerId: null, updatedAt: noon }),
  rulebookTables: (id) => ({ id, content: Buffer.from([31, 139, 0, 255]), addedAt: noon }),
  rulebooks: (id) => ({ id, files: { 'rulebook/rules.yaml': 'rules: []\n' }, publishedAt: noon, publishedBy: 'ci' }),
  decisions: (id) => ({
    id,
    leadId: idOf(1),
    eventId: null,
    rulebook: 'hash',
    decidedAt: noon,
    decision: {
      cause: 'new',
      outcome: { kind: 'nurture', reason: 'below threshold' },
      rule: 'Not ready yet',
      rules: [],
      owners: [],
      pools: [],
      turns: [],
    },
    inputs: { now: noon.toISOString() },
    rule: 'Not ready yet',
    outcome: 'nurture',
    pool: null,
    ownerId: null,
    cause: 'new',
  }),
  turns: (id) => ({
    id,
    pool: 'emea',
    member: 'a@acme.example',
    kind: 'assigned',
    amount: 1,
    at: noon,
    decisionId: null,
  }),
  pools: (id) => ({ id, version: 1 }),
  assignments: (id) => ({
    id,
    leadId: idOf(1),
    decisionId: idOf(2),
    crm: 'salesforce',
    ownerId: '005A',
    pool: 'emea',
    member: 'a@acme.example',
    assignedAt: noon,
    deliveredAt: minutes(1),
    endedAt: null,
    endedBecause: null,
  }),
  slaClocks: (id) => ({
    id,
    version: 1,
    leadId: idOf(1),
    assignmentId: idOf(2),
    policy: { name: 'five', withinMinutes: 5, calendar: null, metBy: ['contacted'], onBreach: ['reassign'] },
    state: 'running',
    startedAt: noon,
    dueAt: minutes(5),
    endedAt: null,
    metBy: null,
  }),
  syncs: (id) => ({
    id,
    connection: 'salesforce',
    leadId: idOf(1),
    decisionId: null,
    action: 'save-person',
    effectKey: `effect ${id}`,
    seq: 10,
    state: 'waiting',
    payload: { fields: { LastName: 'Ødegård', Nothing: null } },
    attempts: 0,
    code: null,
    message: null,
    crmId: null,
    createdAt: noon,
    doneAt: null,
    ...unclaimed,
  }),
  attempts: (id) => ({
    id,
    syncId: idOf(1),
    at: noon,
    outcome: 'retry',
    code: 'UNABLE_TO_LOCK_ROW',
    message: 'unable to obtain exclusive access',
    request: null,
    response: [{ success: false }],
  }),
  touches: (id) => ({
    id,
    connection: 'salesforce',
    touchKey: `touch ${id}`,
    leadId: idOf(1),
    kind: 'contacted',
    at: noon,
    seenAt: minutes(1),
    by: '005A',
    ownerId: null,
    detail: 'Working',
  }),
  timeline: (id) => ({ id, leadId: idOf(1), eventId: null, at: noon, step: 'mapped', text: 'Mapped.', data: ['a'] }),
  timelinePrivate: (id) => ({ id, leadId: null, data: { email: 'ada@example.com' } }),
  settings: (id) => ({ id, value: 'a text', version: 3, updatedAt: noon }),
  leases: (id) => ({ id, holder: 'one', fence: 4, until: minutes(1) }),
  replies: (id) => ({
    id,
    connection: 'hubspot',
    eventId: `event ${id}`,
    replyTo: 'ap-1-2-3-0',
    state: 'waiting',
    attempts: 0,
    code: null,
    message: null,
    createdAt: noon,
    doneAt: null,
    ...unclaimed,
  }),
  alerts: (id) => ({
    id,
    kind: 'quarantine',
    connection: 'hubspot',
    text: 'Deliveries cannot be verified.',
    count: 3,
    firstAt: noon,
    lastAt: minutes(1),
    endedAt: null,
  }),
  erasedKeys: (id) => ({ id, kind: 'email', hash: `hash ${id}`, erasedAt: noon }),
  tallies: (id) => ({ id, count: 12, updatedAt: noon }),
  audit: (id) => ({ id, at: noon, actor: 'ops', role: 'operator', action: 'retry', target: idOf(1), detail: 7 }),
}

export const tableNames = Object.keys(samples) as Table[]

export function sample<K extends Table>(table: K, changes: Partial<Rows[K]> = {}): Rows[K] {
  return { ...samples[table](changes.id ?? nextId()), ...changes }
}

/** An insert or upsert of one sample row. */
export function insert<K extends Table>(table: K, changes: Partial<Rows[K]> = {}, ifExists?: 'ignore'): Insert {
  return { table, row: sample(table, changes), ...(ifExists ? { ifExists } : {}) } as Insert
}
