// What was said about a lead and when: enough to end with the same lead whatever order its events arrive in. Pure.
import type { Lead, LeadField, LeadFields } from './lead.ts'
import { mayMoveStage, type Stage } from './stage.ts'

/** Who said it: the time at the source, and the key that settles a tie. */
export interface Said {
  /** ISO instant. */
  at: string
  /**
   * Connection and key of the event, with a space between; empty where it was not written down. Larger wins at the same time, so that any
   * order of arrival gives the same answer.
   */
  by: string
}

export interface Saying extends Said {
  value: string | number
}

/** Accounts named by the events that may say which company it is; null: that event named none. */
export interface AccountClaims {
  /** Of the event whose domain stands. */
  domain: string | null
  /** Of the event whose e-mail address stands. */
  email: string | null
  /** Of the newest event that named one. */
  any: (Said & { accountId: string }) | null
}

export interface StageClaim extends Said {
  stage: Stage
}

export interface LeadHistory {
  /** For each field, the event whose value stands. */
  fields: Partial<Record<LeadField, Said>>
  /** All that was said about the stage, oldest first. */
  stages: StageClaim[]
  /** Of fields that are counted, the newest of all that was said; never more than a fixed number. */
  heard?: Partial<Record<LeadField, Saying[]>>
  accounts?: AccountClaims
}

/** Beyond this the oldest claims are told by the stage that they led to. */
const MOST_CLAIMS = 200

export function compareSaid(a: Said, b: Said): number {
  return Date.parse(a.at) - Date.parse(b.at) || (a.by < b.by ? -1 : a.by > b.by ? 1 : 0)
}

export function said(at: Date, by: string): Said {
  return { at: at.toISOString(), by }
}

/** Of a lead that one event tells of, or that was kept before its history was. */
export function beginHistory(fields: LeadFields, stage: Stage, by: Said): LeadHistory {
  const names = Object.keys(fields) as LeadField[]
  return { fields: Object.fromEntries(names.map((name) => [name, by])), stages: [{ ...by, stage }] }
}

export function historyOf(lead: Lead): LeadHistory {
  return lead.history ?? beginHistory(lead.fields, lead.stage, said(lead.occurredAt, ''))
}

/** The same sayer again replaces what it said before. */
export function claimStage(stages: readonly StageClaim[], claim: StageClaim): StageClaim[] {
  return bounded([...stages.filter(({ by }) => by !== claim.by), claim].toSorted(compareSaid))
}

/** All that was said about the stage of two leads that are one person. */
export function joinStages(one: readonly StageClaim[], other: readonly StageClaim[]): StageClaim[] {
  const told = new Set(one.map(({ at, by }) => `${at} ${by}`))
  return bounded([...one, ...other.filter(({ at, by }) => !told.has(`${at} ${by}`))].toSorted(compareSaid))
}

function bounded(all: StageClaim[]): StageClaim[] {
  if (all.length <= MOST_CLAIMS) return all
  const old = all.slice(0, -MOST_CLAIMS / 2)
  const last = old.at(-1)
  const stage = stageOf(old)
  return [...(last && stage ? [{ ...last, stage }] : []), ...all.slice(-MOST_CLAIMS / 2)]
}

/** The claims followed in the order of their times; a move that the table of stages forbids is passed over. */
export function stageOf(stages: readonly StageClaim[]): Stage | undefined {
  return stages
    .map(({ stage }) => stage)
    .reduce((stage: Stage | undefined, next) => (!stage || mayMoveStage(stage, next) ? next : stage), undefined)
}
