// What the admin API gives out. A column that is not named here is not given out, whatever the row holds.
import { z } from 'zod'
import { deliveryStates, eventKinds, eventStates } from '../lead/event.ts'
import { leadFields } from '../lead/lead.ts'
import { stages } from '../lead/stage.ts'
import { touchKinds } from '../lead/touch.ts'
import { roles } from '../pipeline/pipeline.ts'
import { causes } from '../routing/decision.ts'
import { breachSteps, clockStates } from '../sla/policy.ts'
import { syncStates } from '../store/rows.ts'
import { crmActions, outcomes, ownerKinds } from './vocabulary.ts'

export const id = z.string()
export const text = z.string().nullable()
export const instant = z.date()
export const anything = z.unknown()

export const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string(), requestId: z.string() }) })
export const errors = { '4xx': errorBody, '5xx': errorBody }

/** @param item schema of one row */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: text.describe('Pass it as cursor; null at the end') })
}

const fields = z.object({ ...leadFields.shape, email: z.string() }).partial()

export const leadView = z.object({
  id,
  version: z.number(),
  stage: z.enum(stages),
  fields,
  suspicious: z.array(z.string()),
  accountId: text,
  ownerId: text,
  crm: text,
  connection: z.string(),
  pinned: z.boolean(),
  breaches: z.number(),
  mergedInto: text.optional().describe('The lead it lives on in: they are one person'),
  receivedAt: instant,
  createdAt: instant,
  updatedAt: instant,
})

export const decisionSummary = z.object({
  id,
  leadId: id,
  eventId: text,
  rulebook: z.string(),
  decidedAt: instant,
  rule: z.string(),
  outcome: z.enum(outcomes),
  pool: text,
  ownerId: text,
  cause: z.enum(causes),
})
export const decision = z.object({
  cause: z.enum(causes),
  outcome: z.looseObject({ kind: z.enum(outcomes) }),
  rule: z.string(),
  rules: z.array(anything),
  pools: z.array(anything),
  turns: z.array(anything),
})
export const decisionView = decisionSummary.extend({ decision, inputs: anything })

export const syncSummary = z.object({
  id,
  connection: z.string(),
  leadId: id,
  decisionId: text,
  action: z.enum(crmActions),
  effectKey: z.string(),
  seq: z.number(),
  state: z.enum(syncStates),
  attempts: z.number(),
  code: text,
  message: text.describe("The CRM's own words"),
  crmId: text,
  createdAt: instant,
  nextAt: instant,
  doneAt: instant.nullable(),
})
const attempt = z.object({
  id,
  at: instant,
  outcome: z.string(),
  code: text,
  message: text,
  request: anything.describe('null for viewers'),
  response: anything.describe('null for viewers'),
})
export const syncView = syncSummary.extend({
  payload: z.record(z.string(), anything).nullable().describe('null for viewers'),
  tries: z.array(attempt).describe('Oldest first'),
})

export const deliverySummary = z.object({
  id,
  connection: z.string(),
  deliveryKey: z.string(),
  state: z.enum(deliveryStates),
  receivedAt: instant,
  method: z.string(),
  fault: text.describe('Why it is unreadable'),
})
export const deliveryView = deliverySummary.extend({
  url: text.describe('null for viewers'),
  headers: z.record(z.string(), z.string()).nullable().describe('Without secrets; null for viewers'),
  body: text.describe('As it came, read as UTF-8; null for viewers'),
})

export const eventSummary = z.object({
  id,
  deliveryId: text,
  connection: z.string(),
  eventKey: z.string(),
  kind: z.enum(eventKinds),
  state: z.enum(eventStates),
  occurredAt: instant,
  receivedAt: instant,
  leadId: text,
  reason: text,
})
export const eventView = eventSummary.extend({
  payload: anything.describe('null for viewers'),
  hydrated: anything.describe('null for viewers'),
})

const clock = z.object({
  id,
  assignmentId: id,
  state: z.enum(clockStates),
  policy: z.object({
    name: z.string(),
    withinMinutes: z.number(),
    calendar: text,
    metBy: z.array(z.enum(touchKinds)),
    onBreach: z.array(z.enum(breachSteps)),
  }),
  startedAt: instant.nullable(),
  dueAt: instant.nullable(),
  endedAt: instant.nullable(),
  metBy: text,
})
export const leadDetail = z.object({
  lead: leadView,
  owner: z.object({ crmId: id, kind: z.enum(ownerKinds), name: z.string(), active: z.boolean() }).nullable(),
  crmRefs: z.array(z.object({ connection: z.string(), crmId: id, ownerId: text, updatedAt: instant })),
  decisions: z.array(decisionSummary),
  assignments: z.array(
    z.object({
      id,
      decisionId: id,
      crm: z.string(),
      ownerId: id,
      pool: text,
      member: text,
      assignedAt: instant,
      deliveredAt: instant.nullable(),
      endedAt: instant.nullable(),
      endedBecause: text,
    }),
  ),
  clocks: z.array(clock),
  syncs: z.array(syncSummary),
  touches: z.array(
    z.object({
      id,
      connection: z.string(),
      kind: z.enum(touchKinds),
      at: instant,
      seenAt: instant,
      by: text,
      ownerId: text,
      detail: text,
    }),
  ),
})

export const timelineEntry = z.object({
  id,
  eventId: text,
  at: instant,
  step: z.string(),
  text: z.string(),
  data: anything,
  private: anything.describe('Personal values of this step; null for viewers'),
})

export const simulationView = z.object({
  connection: z.string(),
  mapping: text,
  steps: z.array(z.object({ field: z.string(), from: text, raw: anything, value: anything, did: z.array(z.string()) })),
  fields,
  stage: z.enum(stages),
  suspicious: z.array(z.string()),
  match: z.string(),
  account: z.string(),
  decision,
  why: z.array(z.string()),
  writes: z.array(z.object({ connection: z.string(), action: z.string(), arguments: z.record(z.string(), anything) })),
})

export const alertView = z.object({
  id,
  kind: z.string(),
  connection: text,
  text: z.string().describe('What is wrong, and what to do'),
  count: z.number(),
  firstAt: instant,
  lastAt: instant,
  endedAt: instant.nullable(),
})
export const alertsView = z.object({ items: z.array(alertView) })
export const takenView = z.object({
  connection: z.string(),
  deliveryId: text.describe('null when nothing was stored'),
  taken: z.number(),
  duplicate: z.number().describe('Rows that came before'),
  refused: z.array(z.object({ row: z.number(), why: z.string() })),
})
export const forgottenView = z.object({
  person: z.string().describe('Keyed hash of the address, for your records'),
  leads: z.number(),
  events: z.number(),
  deliveries: z.number(),
  writes: z.number(),
  contacts: z.number().describe('People under accounts of a CRM, as we keep them'),
  waiting: z.number().describe('Deliveries that wait to be read and hold the address: run it again'),
})
export const backupView = z.object({ file: z.string(), bytes: z.number(), removed: z.array(z.string()) })
export const verifiedView = z.object({
  matched: z.number(),
  verified: z.number(),
  duplicate: z.number().describe('Came again later and was taken then'),
  refused: z.number().describe('Still not verified'),
})

const counts = z.record(z.string(), z.number())
export const statusView = z.object({
  ready: z.boolean(),
  demo: z.boolean(),
  rulebook: text,
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), message: z.string() })),
  alerts: z.array(alertView),
  connections: z.array(
    z.object({ name: z.string(), connector: z.string(), roles: z.array(z.string()), writes: text, paused: text }),
  ),
  deliveries: counts,
  events: counts,
  syncs: counts,
  replies: counts,
  clocks: counts,
})

export const publishedView = z.object({ rulebook: z.string(), before: text, published: z.boolean() })
export const rulebookView = z.object({
  rulebook: z.string(),
  publishedAt: instant,
  publishedBy: z.string(),
  files: z.record(z.string(), z.string()),
})

export const auditView = z.object({
  id,
  at: instant,
  actor: z.string(),
  role: z.enum(roles),
  action: z.string(),
  target: z.string(),
  detail: anything,
})
export const retriedView = z.object({ matched: z.number(), retried: z.number() })
