// A pipeline that does nothing and remembers what it was asked: the http room is tried without the others.
import type { Answer, WebhookRequest } from '../../src/connector.ts'
import { ConflictError, NotFoundError } from '../../src/errors.ts'
import type { Decision } from '../../src/routing/decision.ts'
import type { Actor, Pipeline, Simulation, Status, SyncFilter } from '../../src/pipeline/pipeline.ts'
import { forGood, type AbsenceRow } from '../../src/store/rows.ts'
import type { Store } from '../../src/store/store.ts'

export const decision: Decision = {
  cause: 'new',
  outcome: {
    kind: 'assign',
    ownerId: '005A',
    ownerName: 'Rita Rep',
    pool: 'emea',
    member: 'rita@our-company.com',
    sla: 'one-hour',
    fastTrack: false,
  },
  rule: 'EMEA',
  rules: [],
  owners: [],
  pools: [],
  turns: [],
}

export const simulation: Simulation = {
  connection: 'web-form',
  mapping: 'web-form',
  steps: [{ field: 'email', from: 'email', raw: ' Ada@Example.com', value: 'ada@example.com', did: ['lower case'] }],
  fields: { email: 'ada@example.com', lastName: 'Lovelace', company: 'Example Ltd' },
  stage: 'MQL',
  suspicious: [],
  match: 'new',
  account: 'none',
  decision,
  why: ['Ada Lovelace is in EMEA.'],
  writes: [{ connection: 'salesforce', action: 'save-person', arguments: { Email: 'ada@example.com' } }],
}

export const readyStatus: Status = {
  ready: true,
  demo: false,
  rulebook: 'abc123',
  checks: [{ name: 'store', ok: true, message: '/data/pointsman.db answers.' }],
  alerts: [],
  connections: [{ name: 'salesforce', connector: 'salesforce', roles: ['CRM'], writes: 'on', paused: null }],
  deliveries: { received: 1 },
  events: { waiting: 2, routed: 40 },
  syncs: { dead: 3 },
  replies: {},
  clocks: { running: 4 },
}

export interface FakePipeline extends Pipeline {
  received: { connection: string; request: WebhookRequest }[]
  retried: { filter: SyncFilter; dryRun: boolean; actor: Actor }[]
  /** What `receive` answers, or does. */
  answer: (request: WebhookRequest) => Answer | Promise<Answer>
  status: () => Promise<Status>
}

export function createFakePipeline(store: Store): FakePipeline {
  const pipeline: FakePipeline = {
    received: [],
    retried: [],
    answer: () => ({ status: 202, body: '{"taken":true}' }),
    async receive(connection, request) {
      if (connection === 'hubspt') {
        throw new NotFoundError('No connection is named "hubspt" (did you mean "hubspot"?).', 'connection.unknown')
      }
      pipeline.received.push({ connection, request })
      return pipeline.answer(request)
    },
    isKnown: (connection) => ['web-form', 'hubspot', 'marketo', 'salesforce', 'meta'].includes(connection),
    overload: (connection, { headers }) =>
      connection === 'hubspt'
        ? undefined
        : {
            status: 503,
            body: `{"busy":"${connection}"}`,
            headers: { 'retry-after': headers['x-reads'] === 'milliseconds' ? '10000' : '10' },
          },
    async retrySync(id) {
      const sync = await store.find('syncs', id)
      if (!sync) throw new NotFoundError(`There is no sync ${id}.`)
      if (sync.state === 'done') throw new ConflictError(`Sync ${id} is done.`, 'sync.not-retryable')
      return { ...sync, state: 'waiting' }
    },
    async retrySyncs(filter, dryRun, actor) {
      pipeline.retried.push({ filter, dryRun, actor })
      return { matched: 3, retried: dryRun ? 0 : 3 }
    },
    async replayDelivery(id) {
      const delivery = await store.find('deliveries', id)
      if (!delivery) throw new NotFoundError(`There is no delivery ${id}.`)
      return { ...delivery, state: 'received' }
    },
    takeList: async (list) => ({
      connection: list.connection ?? 'list',
      deliveryId: list.dryRun ? null : 'delivery-2',
      taken: list.rows.length,
      duplicate: 0,
      refused: [],
    }),
    takeAccounts: async ({ list, rows }) => ({
      list,
      added: rows.length,
      changed: 0,
      same: 0,
      refused: [],
      leftOut: [],
    }),
    dropAbsentAccounts: async ({ list }) => ({ list, dropped: 1, kept: 2 }),
    forgetPerson: async () => ({
      person: 'hash',
      leads: 1,
      events: 2,
      deliveries: 2,
      writes: 3,
      contacts: 0,
      waiting: 0,
    }),
    rollBack: async () => ({ rulebook: 'b1', before: 'b2', published: true }),
    publishFiles: async () => ({ rulebook: 'b2', before: 'b1', published: true }),
    makeBackup: async () => ({ file: '/data/backups/pointsman-2026.db', bytes: 4096, removed: [] }),
    verifyQuarantine: async () => ({ matched: 2, verified: 1, duplicate: 0, refused: 1 }),
    pools: async () => [
      {
        pool: 'emea',
        method: 'round-robin',
        sla: null,
        candidates: [
          {
            member: 'mia@acme.example',
            ownerId: '005A',
            weight: 1,
            total: 3,
            target: 4,
            shortfall: 1,
            lastAt: null,
            refused: null,
            chosen: true,
          },
        ],
      },
    ],
    sayAbsence: async (said, actor) => absenceRow(said.kind, said.who, actor.name),
    endAbsences: async ([kind = 'away'], who, actor) => [absenceRow(kind, who, actor.name)],
    giveCredit: async ({ pool, member, leads }) => ({ pool, member, total: 3 - leads, owed: leads }),
    async endAlert(id) {
      const alert = await store.find('alerts', id)
      if (!alert) throw new NotFoundError(`There is no alert ${id}.`)
      return { ...alert, endedAt: alert.lastAt }
    },
    async answerReview(id, chosen, actor) {
      const review = await store.find('reviews', id)
      if (!review) throw new NotFoundError(`There is no review ${id}.`)
      return { ...review, state: chosen === null ? 'rejected' : 'accepted', chosen, decidedBy: actor.name }
    },
    async mergePeople(id, into, planOnly) {
      const lead = await store.find('leads', id)
      if (!lead) throw new NotFoundError(`There is no lead ${id}.`)
      return { survivorId: into, otherId: id, mergeId: planOnly ? null : 'merge-1', lines: [], also: [] }
    },
    unmergePeople: async (id) => ({ mergeId: id, survivorId: 'lead-1', otherId: 'lead-2', kept: [] }),
    async replayEvent(id) {
      const event = await store.find('events', id)
      if (!event) throw new NotFoundError(`There is no event ${id}.`)
      return { ...event, state: 'waiting' }
    },
    simulate: async () => simulation,
    async explain(leadId) {
      const decidedAt = new Date('2026-03-02T09:00:00Z')
      const why = ['Ada Lovelace (ada@example.com) is in EMEA.']
      return {
        leadId,
        erasedAt: null,
        stage: 'MQL',
        ownerId: '005A',
        decisions: [{ id: 'd1', decidedAt, rulebook: 'r', decision, why, again: { isSame: true, text: 'The same.' } }],
        latest: { decisionId: 'd1', next: [], whatIf: { changes: [], tried: 0, untried: 0, more: 0 } },
      }
    },
    status: async () => readyStatus,
  }
  return pipeline
}

function absenceRow(kind: AbsenceRow['kind'], who: string, by: string): AbsenceRow {
  const at = new Date('2026-11-24T09:00:00Z')
  const subject = kind === 'paused' ? `pool ${who}` : who
  return { id: 'absence-1', kind, subject, from: at, until: forGood, reason: null, by, createdAt: at }
}
