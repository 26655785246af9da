// What Salesforce says of one record → what becomes of the write.
// Codes: Salesforce SOAP API Developer Guide, "StatusCode" and the REST guide's error pages (v66, read 2026-11-23).
import type { CrmOutcome } from '../../src/connector.ts'
import { LIMIT_WAIT_MS } from './call-errors.ts'
import type { Subanswer } from './client.ts'

/** One record of a collection. In collections the code's key is `statusCode`, in failed calls `errorCode`. */
export interface RowResult {
  id?: string
  success: boolean
  created?: boolean
  errors: RowError[]
}

export interface RowError {
  statusCode?: string
  errorCode?: string
  message?: string
  fields?: string[]
  duplicateResult?: { matchResults?: { matchRecords?: { record?: { Id?: string } }[] }[] }
}

export type Failure = Extract<CrmOutcome, { kind: 'retry' | 'reroute' | 'gone' | 'dead' }>

/** Per record, same order; a part that failed as a whole gives each of its records that error. */
export function rowResults(answer: Subanswer | undefined, count: number): RowResult[] {
  const body = answer?.body
  const good = answer !== undefined && answer.status >= 200 && answer.status < 300
  const list = Array.isArray(body) ? (body as unknown[]) : []
  if (good) return Array.from({ length: count }, (_, index) => (list[index] as RowResult | undefined) ?? unanswered)
  const errors = list.length > 0 ? (list as RowError[]) : unanswered.errors
  return Array.from({ length: count }, () => ({ success: false, errors }))
}

const unanswered: RowResult = {
  success: false,
  errors: [{ statusCode: 'salesforce.no-answer', message: 'Salesforce said nothing about this record.' }],
}

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000

type Rule = (said: { code: string; message: string }, record: { owned: boolean; existed: boolean }) => Failure

const again: Rule = (said) => ({ kind: 'retry', ...said, counts: true })
const waiting =
  (afterMs: number, counts: boolean): Rule =>
  (said) => ({ kind: 'retry', ...said, afterMs, counts })
const otherOwner: Rule = (said, { owned }) => ({ kind: owned ? 'reroute' : 'dead', ...said })
const gone: Rule = (said, { existed }) => ({ kind: existed ? 'gone' : 'dead', ...said })

const rules: Record<string, Rule> = {
  'salesforce.no-answer': again,
  UNABLE_TO_LOCK_ROW: again,
  TOO_MANY_APEX_REQUESTS: again,
  SERVER_UNAVAILABLE: again,
  QUERY_TIMEOUT: again,
  // Another writer made it between our look and our write: the next look finds it.
  DUPLICATE_VALUE: again,
  ALL_OR_NONE_OPERATION_ROLLED_BACK: waiting(5 * SECOND_MS, false),
  PROCESSING_HALTED: waiting(5 * SECOND_MS, false),
  INVALID_SESSION_ID: waiting(5 * SECOND_MS, false),
  REQUEST_LIMIT_EXCEEDED: waiting(LIMIT_WAIT_MS, false),
  STORAGE_LIMIT_EXCEEDED: waiting(HOUR_MS / 2, false),
  // An approval holds the record, or a permission is missing: people need hours for both.
  ENTITY_IS_LOCKED: waiting(HOUR_MS, true),
  INSUFFICIENT_ACCESS_OR_READONLY: waiting(HOUR_MS, true),
  INACTIVE_OWNER_OR_USER: otherOwner,
  TRANSFER_REQUIRES_READ: otherOwner,
  OP_WITH_INVALID_USER_TYPE_EXCEPTION: otherOwner,
  INVALID_ASSIGNEE_TYPE: otherOwner,
  // "Queue not associated with this SObject type"
  INVALID_OPERATION: otherOwner,
  // The record itself was read a moment ago, so it is the owner that is not there.
  INVALID_CROSS_REFERENCE_KEY: (said, record) => (record.owned ? otherOwner : gone)(said, record),
  ENTITY_IS_DELETED: gone,
  NOT_FOUND: gone,
  CANNOT_UPDATE_CONVERTED_LEAD: gone,
}

/**
 * @param record owned: an owner was written with it. existed: it was there before.
 * @returns all that has no rule is for a person, in Salesforce's own words
 */
export function failureOf(result: RowResult, record: { owned: boolean; existed: boolean }): Failure {
  const error = result.errors[0] ?? unanswered.errors[0]
  const code = error?.statusCode ?? error?.errorCode ?? 'UNKNOWN_EXCEPTION'
  const message = (error?.message ?? 'Salesforce gave no reason.').slice(0, 1_000)
  const said = { code, message }
  return rules[code]?.(said, record) ?? { kind: 'dead', ...said }
}

/** The record that a duplicate rule says is there already, where the answer names one. */
export function duplicateOf(result: RowResult): string | undefined {
  const error = result.errors.find(({ statusCode }) => statusCode === 'DUPLICATES_DETECTED')
  const matches = error?.duplicateResult?.matchResults?.flatMap(({ matchRecords }) => matchRecords ?? []) ?? []
  return matches.map(({ record }) => record?.Id).find((id) => id !== undefined)
}
