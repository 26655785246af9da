// What was said about a lead and when: enough to end with the same lead whatever order its events arrive in. Pure.
import type { LeadField, LeadFields } from './lead.ts'
import { mayMoveStage, type Stage } from './stage.ts'

/** Who said it: the time at the source, and the key that settles a tie. */
export interface Said {
  /** ISO instant. */
  at: string
  /** Larger wins at the same time, so that any order of arrival gives the same answer. */
  by: string
}

export interface StageClaim extends Said {
  stage: Stage
}

export interface LeadHistory {
  /** For each field, the event whose value stands. */
  fields: Partial<Record<LeadField, Said>>
  /** All that was said about the stage, oldest first. */
  stages: StageClaim[]
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

/** The same sayer again replaces what it said before. */
export function claimStage(stages: readonly StageClaim[], claim: StageClaim): StageClaim[] {
  const all = [...stages.filter(({ by }) => by !== claim.by), claim].toSorted(compareSaid)
  if (all.length <= MOST_CLAIMS) return all
  const old = all.slice(0, MOST_CLAIMS / 2)
  const last = old.at(-1) ?? claim
  return [{ ...last, stage: stageOf(old) ?? claim.stage }, ...all.slice(MOST_CLAIMS / 2)]
}

/** The claims followed in the order of their times; a move that the table of stages forbids is passed over. */
export function stageOf(stages: readonly StageClaim[]): Stage | undefined {
  return stages
    .map(({ stage }) => stage)
    .reduce((stage: Stage | undefined, next) => (!stage || mayMoveStage(stage, next) ? next : stage), undefined)
}
