// What the pipeline offers to http, cli and jobs.
import type { Answer, CrmValue, WebhookRequest } from '../connector.ts'
import type { LeadFields } from '../lead/lead.ts'
import type { Stage } from '../lead/stage.ts'
import type { FieldStep } from '../mapping/types.ts'
import type { Decision } from '../routing/decision.ts'
import type { NextInLine } from '../routing/explain/next-in-line.ts'
import type { WhatIf } from '../routing/explain/what-if.ts'
import type { AbsenceKind } from '../routing/pools/absence.ts'
import type { AbsenceRow, AlertRow, DeliveryRow, EventRow, ReviewRow, SyncRow } from '../store/rows.ts'
import type { Backup } from '../store/store.ts'
import type { SaidAbsence } from './absences.ts'
import type { Forgotten } from './forget.ts'
import type { MergePlan } from './merge-people.ts'
import type { PoolView } from './pool-view.ts'
import type { Overload } from './overload.ts'
import type { DroppedAccounts, GivenAccounts, TakenAccounts } from './take-accounts.ts'
import type { GivenList, TakenList } from './take-list.ts'
import type { MergeUndone } from './unmerge.ts'
import type { VerifiedAgain } from './verify-again.ts'

export type { Forgotten } from './forget.ts'
export type { DroppedAccounts, TakenAccounts } from './take-accounts.ts'
export type { MergePlan } from './merge-people.ts'
export type { MergeUndone } from './unmerge.ts'
export type { TakenList } from './take-list.ts'
export type { VerifiedAgain } from './verify-again.ts'

export const roles = ['viewer', 'operator', 'editor', 'admin'] as const
/** Each may do what the ones before it may. */
export type Role = (typeof roles)[number]

export interface Actor {
  /** Name of the token, never the token. */
  name: string
  role: Role
}

export interface SyncFilter {
  connection?: string
  state?: 'dead' | 'waiting'
  action?: string
  /** Error code of the CRM. */
  code?: string
  since?: Date
}

/** What would happen; nothing is stored or sent. */
export interface Simulation {
  connection: string
  mapping: string | null
  steps: FieldStep[]
  fields: LeadFields
  stage: Stage
  suspicious: string[]
  match: string
  account: string
  decision: Decision
  /** Plain sentences. */
  why: string[]
  writes: { connection: string; action: string; arguments: Record<string, unknown> }[]
}

export interface Explanation {
  leadId: string
  stage: Stage
  ownerId: string | null
  /** The person was forgotten then: what was decided from is gone. */
  erasedAt: Date | null
  /** Oldest first. */
  decisions: ExplainedDecision[]
  /** What else could have been, of the newest decision that rules made; null where that cannot be told any more. */
  latest: { decisionId: string; next: NextInLine[]; whatIf: WhatIf } | null
}

export interface ExplainedDecision {
  id: string
  decidedAt: Date
  rulebook: string
  decision: Decision
  why: string[]
  /** Whether it comes out the same when it is made again from what was stored; null: it cannot be made again, `text` says why. */
  again: { isSame: boolean | null; text: string }
}

export interface Check {
  name: string
  ok: boolean
  /** `storage.full`: what machines may be told. */
  code?: string
  /** What is wrong and what to do, or what is fine. */
  message: string
}

export interface Status {
  /** Started, store answers, rulebook is live. */
  ready: boolean
  demo: boolean
  rulebook: string | null
  checks: Check[]
  /** What a person must look at. */
  alerts: AlertRow[]
  connections: { name: string; connector: string; roles: string[]; writes: string | null; paused: string | null }[]
  /** Rows by state. */
  deliveries: Record<string, number>
  events: Record<string, number>
  syncs: Record<string, number>
  replies: Record<string, number>
  clocks: Record<string, number>
}

export interface Published {
  rulebook: string
  /** What was live before; null: nothing. */
  before: string | null
  /** False when it was live already. */
  published: boolean
}

export interface Pipeline {
  /** Verifies, stores durably, then gives what to answer. @throws NotFoundError for an unknown connection */
  receive(connection: string, request: WebhookRequest): Promise<Answer>
  /** What a sender hears that must come back later; undefined for an unknown connection. */
  overload: Overload
  /** A connection of this name is configured. */
  isKnown(connection: string): boolean
  /** Runs a dead or waiting sync again now. @throws NotFoundError, ConflictError */
  retrySync(id: string, actor: Actor): Promise<SyncRow>
  /** `matched` counts what the filter finds; with dryRun nothing changes. */
  retrySyncs(filter: SyncFilter, dryRun: boolean, actor: Actor): Promise<{ matched: number; retried: number }>
  /** Reads a delivery again that could not be read. @throws NotFoundError, ConflictError */
  replayDelivery(id: string, actor: Actor): Promise<DeliveryRow>
  /**
   * Verifies what is in quarantine again, of one connection or of all; with dryRun nothing changes.
   * @throws NotFoundError for an unknown connection
   */
  verifyQuarantine(connection: string | undefined, dryRun: boolean, actor: Actor): Promise<VerifiedAgain>
  /** @param keep delete older ones beyond so many. @throws ConflictError where the store has tools of its own */
  makeBackup(keep: number | null, actor: Actor): Promise<Backup>
  /** Erases a person everywhere; with dryRun it only counts. @throws InputError for what is no address */
  forgetPerson(email: string, dryRun: boolean, actor: Actor): Promise<Forgotten>
  /**
   * @param files `mappings/web-form.yaml` → text
   * @param tables hash → gzip of tables of territories that files name by their mark
   * @throws InputError 422 listing every fault
   */
  publishFiles(
    files: Readonly<Record<string, string>>,
    tables: ReadonlyMap<string, Uint8Array>,
    actor: Actor,
    comment?: string,
  ): Promise<Published>
  /** Makes a version live again. @throws NotFoundError; InputError 422 where it does not fit what runs now */
  rollBack(hash: string, comment: string | undefined, actor: Actor): Promise<Published>
  /** How each pool stands now. */
  pools(): Promise<PoolView[]>
  /** A member is away or drained, or a pool is paused. @throws NotFoundError, InputError */
  sayAbsence(said: SaidAbsence, actor: Actor): Promise<AbsenceRow>
  /** @throws NotFoundError where there is none of these kinds */
  endAbsences(kinds: readonly AbsenceKind[], who: string, actor: Actor): Promise<AbsenceRow[]>
  /** Turns given (leads above 0) or taken. @throws NotFoundError */
  giveCredit(
    credit: { pool: string; member: string; leads: number; reason: string },
    actor: Actor,
  ): Promise<{ pool: string; member: string; total: number; owed: number }>
  /** A person has looked at it. @throws NotFoundError, ConflictError */
  endAlert(id: string, actor: Actor): Promise<AlertRow>
  /**
   * @param chosen id of an account, or of a lead that it is; null: none of the candidates
   * @param reroute let the rules decide anew with this account, unless somebody works the lead already
   * @throws NotFoundError, ConflictError, InputError
   */
  answerReview(id: string, chosen: string | null, actor: Actor, reroute: boolean): Promise<ReviewRow>
  /**
   * One lead lives on in another; `planOnly`: nothing changes, it is told what would.
   * @throws NotFoundError, ConflictError, InputError
   */
  mergePeople(id: string, into: string, planOnly: boolean, actor: Actor): Promise<MergePlan>
  /** @param id of a merge, or of the lead that was merged into another. @throws NotFoundError, ConflictError */
  unmergePeople(id: string, actor: Actor): Promise<MergeUndone>
  /** Rows of a list, or a lead by hand. @throws InputError, NotFoundError */
  takeList(list: GivenList, actor: Actor): Promise<TakenList>
  /** Accounts of a list. */
  takeAccounts(given: GivenAccounts, actor: Actor): Promise<TakenAccounts>
  /** Those that an import did not bring. */
  dropAbsentAccounts(given: Omit<GivenAccounts, 'rows'>, actor: Actor): Promise<DroppedAccounts>
  /** Runs an event through the pipeline again. @throws NotFoundError, ConflictError */
  replayEvent(id: string, actor: Actor): Promise<EventRow>
  /** @throws InputError, MappingError, NotFoundError */
  simulate(input: { connection: string; payload: unknown } | { leadId: string }): Promise<Simulation>
  /** @throws NotFoundError */
  explain(leadId: string): Promise<Explanation>
  status(): Promise<Status>
}

export type MappedFields = Record<string, CrmValue>
