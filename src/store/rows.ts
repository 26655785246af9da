// One row type per table. Domain types come from their rooms; this file only says how they lie in the store.
// Ids are UUIDv7 text: they sort by time. `…At` are UTC instants.
import type { Owner } from '../lead/account.ts'
import type { Lead } from '../lead/lead.ts'
import type { TouchKind } from '../lead/touch.ts'
import type { Decision } from '../routing/decision.ts'
import type { AbsenceKind } from '../routing/pools/absence.ts'
import type { TurnKind } from '../routing/pools/turns.ts'
import type { ClockState, SlaPolicy } from '../sla/policy.ts'
import type { CrmAction } from '../connector.ts'
import type { AccountRow, ContactRow, MatchAnswerRow, MatchKeyRow, MergeRow, ReviewRow } from './match-rows.ts'
import type { AlertRow, DeliveryRow, ErasedKeyRow, EventRow, ReplyRow, TallyRow, Work } from './intake-rows.ts'

export * from './intake-rows.ts'
export * from './match-rows.ts'

/** A lead with the columns that are searched beside the JSON. */
export interface LeadRow extends Lead {
  email: string | null
  domain: string | null
  company: string | null
}

/** Exact keys of a person (`email`, `hubspot:contact` …): unique (kind, key), so the commit claims them. */
export interface PersonKeyRow {
  id: string
  kind: string
  key: string
  leadId: string
}

export type OwnerRow = Owner

/** Where a lead lives in a CRM. Unique (connection, leadId). */
export interface CrmRefRow {
  id: string
  connection: string
  leadId: string
  crmId: string
  /** Owner we last saw or wrote there. */
  ownerId: string | null
  updatedAt: Date
}

export interface RulebookRow {
  /** Content hash. */
  id: string
  /** path → text; of a table of territories its mark. */
  files: Record<string, string>
  publishedAt: Date
  publishedBy: string
}

/** A CSV table of territories, kept apart from the versions that name it, since one of a million rows lives on unchanged in many. */
export interface RulebookTableRow {
  /** SHA-256 of the file. */
  id: string
  /** gzip of the file. */
  content: Buffer
  addedAt: Date
}

/** Append-only. */
export interface DecisionRow {
  id: string
  leadId: string
  eventId: string | null
  rulebook: string
  decidedAt: Date
  decision: Decision
  /** What it was decided from, for `explain` and replay. */
  inputs: unknown
  rule: string
  outcome: Decision['outcome']['kind']
  pool: string | null
  ownerId: string | null
  cause: Decision['cause']
}

/** Append-only ledger of who got what in a pool. */
export interface TurnRow {
  id: string
  pool: string
  member: string
  kind: TurnKind
  /** +1 for a lead got, -1 for credit given back. */
  amount: number
  at: Date
  decisionId: string | null
}

/** What a member's turns in a pool come to. Written by the database with each turn, never by us. */
export interface PoolMemberRow {
  /** `<pool> <member>` */
  id: string
  pool: string
  member: string
  total: number
  /** Credit that it has not got a lead for yet. */
  owed: number
  /** Its last lead. */
  lastAt: Date | null
}

/** Somebody is away or drained, or a pool is paused. */
export interface AbsenceRow {
  id: string
  kind: AbsenceKind
  /** A member's address in lower case, or `pool <name>`. */
  subject: string
  from: Date
  /** `forGood` when nobody knows. Ended early: when it was. */
  until: Date
  reason: string | null
  by: string
  createdAt: Date
}

/** The end of what has none yet. */
export const forGood = new Date('9999-12-31T00:00:00Z')

/** Guards a pool's turns: raised by one with every commit that adds a turn. */
export interface PoolRow {
  /** Pool name. */
  id: string
  version: number
}

export interface AssignmentRow {
  id: string
  leadId: string
  decisionId: string
  crm: string
  ownerId: string
  pool: string | null
  member: string | null
  assignedAt: Date
  /** When the CRM confirmed the owner. */
  deliveredAt: Date | null
  endedAt: Date | null
  /** `accepted`, `sla-breach`, `owner changed by a person` … */
  endedBecause: string | null
}

export interface SlaClockRow {
  id: string
  version: number
  leadId: string
  assignmentId: string
  /** Copied in: later edits of the policy do not touch a running clock. */
  policy: SlaPolicy
  state: ClockState
  startedAt: Date | null
  dueAt: Date | null
  endedAt: Date | null
  /** The touch that met it. */
  metBy: string | null
}

export const syncStates = ['waiting', 'done', 'dead', 'cancelled'] as const
export type SyncState = (typeof syncStates)[number]

/** One write to a CRM: the outbox, and the record that support looks at. */
export interface SyncRow extends Work {
  id: string
  connection: string
  leadId: string
  decisionId: string | null
  action: CrmAction
  /** Unique. */
  effectKey: string
  /** Order of the writes of one lead: lower first. */
  seq: number
  state: SyncState
  /** Arguments of the action. */
  payload: Record<string, unknown>
  /** Tries that counted. */
  attempts: number
  /** Last failure: `UNABLE_TO_LOCK_ROW` and the CRM's words. */
  code: string | null
  message: string | null
  crmId: string | null
  createdAt: Date
  doneAt: Date | null
}

/** One try of a sync, append-only. */
export interface AttemptRow {
  id: string
  syncId: string
  at: Date
  outcome: string
  code: string | null
  message: string | null
  request: unknown
  response: unknown
}

export interface TouchRow {
  id: string
  connection: string
  touchKey: string
  leadId: string
  kind: TouchKind
  at: Date
  seenAt: Date
  by: string | null
  ownerId: string | null
  detail: string | null
}

/** What happened to a lead, step by step. Holds no personal data: that is in `timelinePrivate`, so it can be erased apart. */
export interface TimelineRow {
  id: string
  leadId: string | null
  eventId: string | null
  at: Date
  /** `received`, `hydrated`, `mapped`, `matched`, `scored`, `decided`, `assigned`, `written`, `touched`, `kept`, `breached` … */
  step: string
  /** One plain sentence. */
  text: string
  data: unknown
}

export interface TimelinePrivateRow {
  /** = timeline id */
  id: string
  leadId: string | null
  data: unknown
}

/** Small named values: live rulebook, poll cursors, paused connections. */
export interface SettingRow {
  /** `rulebook.live`, `cursor:salesforce`, `paused:hubspot` */
  id: string
  value: unknown
  version: number
  updatedAt: Date
}

/** One holder at a time, with a fence that only rises. */
export interface LeaseRow {
  /** Name of the singleton: `watch:salesforce` */
  id: string
  holder: string
  fence: number
  until: Date
}

export interface AuditRow {
  id: string
  at: Date
  /** Name of the token, never the token. */
  actor: string
  role: string
  action: string
  target: string
  detail: unknown
}

export interface Rows {
  deliveries: DeliveryRow
  events: EventRow
  leads: LeadRow
  personKeys: PersonKeyRow
  accounts: AccountRow
  contacts: ContactRow
  matchKeys: MatchKeyRow
  reviews: ReviewRow
  matchAnswers: MatchAnswerRow
  merges: MergeRow
  owners: OwnerRow
  crmRefs: CrmRefRow
  rulebooks: RulebookRow
  rulebookTables: RulebookTableRow
  decisions: DecisionRow
  turns: TurnRow
  pools: PoolRow
  poolMembers: PoolMemberRow
  absences: AbsenceRow
  assignments: AssignmentRow
  slaClocks: SlaClockRow
  syncs: SyncRow
  attempts: AttemptRow
  touches: TouchRow
  timeline: TimelineRow
  timelinePrivate: TimelinePrivateRow
  settings: SettingRow
  leases: LeaseRow
  audit: AuditRow
  replies: ReplyRow
  alerts: AlertRow
  erasedKeys: ErasedKeyRow
  tallies: TallyRow
}
export type Table = keyof Rows
