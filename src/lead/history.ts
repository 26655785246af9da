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

/** Of a domain or an e-mail address: the account that its event named, if any. */
export interface Standing extends Said {
  accountId?: string
}

export interface Saying extends Standing {
  value: string | number
}

export interface AccountClaim extends Said {
  accountId: string
}

export interface StageClaim extends Said {
  stage: Stage
  /** Our rules gave it on what had been said by then, and it stands right behind that. */
  ours?: true
}

/** Fields that tell who somebody is. */
const whoFields = [
  'email',
  'firstName',
  'lastName',
  'phone',
  'company',
  'domain',
  'website',
  'country',
  'postalCode',
  'city',
] as const satisfies LeadField[]
export type Who = Partial<Pick<LeadFields, (typeof whoFields)[number]>>

/** What one event called the person. */
export interface KnownAs extends Said {
  who: Who
}

export interface LeadHistory {
  /** For each field, the event whose value stands. */
  fields: Partial<Record<LeadField, Standing>>
  /** All that was said about the stage, oldest first. */
  stages: StageClaim[]
  /** Of fields that are counted, the newest of all that was said; never more than a fixed number. */
  heard?: Partial<Record<LeadField, Saying[]>>
  /** The newest event that named an account. */
  named?: AccountClaim
  /** All that the person was called, newest first, where events differ in it; never more than a fixed number. */
  known?: KnownAs[]
}

/** Of what a person was called so many are kept: the newest, which are the same in any order. */
export const MOST_KNOWN = 20

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
  const history = lead.history ?? beginHistory(lead.fields, lead.stage, said(lead.occurredAt, ''))
  const last = history.stages.at(-1)
  const { accountId } = lead
  if (accountId === null || history.named || !last) return history
  // One event told of it, or it was kept before accounts were written down: what is known now named the account it has.
  const { domain, email } = history.fields
  return {
    ...history,
    fields: {
      ...history.fields,
      ...(domain ? { domain: { ...domain, accountId } } : {}),
      ...(email ? { email: { ...email, accountId } } : {}),
    },
    named: { at: last.at, by: last.by, accountId },
  }
}

export function whoOf(fields: LeadFields): Who {
  return Object.fromEntries(
    whoFields.flatMap((field) => (fields[field] === undefined ? [] : [[field, fields[field]]])),
  ) as Who
}

/** All that a person was called, newest first; at least one. */
export function knownAs(lead: Pick<Lead, 'fields' | 'history' | 'occurredAt'>): readonly KnownAs[] {
  const { known, stages = [] } = lead.history ?? {}
  if (known) return known
  // All its events called it the same.
  const { at, by } = stages.findLast(({ ours }) => !ours) ?? said(lead.occurredAt, '')
  return [{ at, by, who: whoOf(lead.fields) }]
}

/** What was said of one person twice; the same name counts once, as of the last time. */
export function joinKnown(one: readonly KnownAs[], other: readonly KnownAs[]): KnownAs[] {
  const newest = new Map<string, KnownAs>()
  for (const each of [...one, ...other]) {
    const key = JSON.stringify(whoFields.map((field) => each.who[field] ?? null))
    const before = newest.get(key)
    if (!before || compareSaid(before, each) < 0) newest.set(key, each)
  }
  return [...newest.values()].toSorted((a, b) => compareSaid(b, a)).slice(0, MOST_KNOWN)
}

/** As it is kept: what fields and stages tell already is not kept twice. */
export function keptKnown(known: readonly KnownAs[]): Pick<LeadHistory, 'known'> {
  return known.length > 1 ? { known: [...known] } : {}
}

/** The same sayer again replaces what it said before. */
export function claimStage(stages: readonly StageClaim[], claim: StageClaim): StageClaim[] {
  return bounded([...stages.filter(({ by }) => by !== claim.by), claim].toSorted(compareSaid))
}

/** What our rules gave, right behind all that was said so far: any word of a later time outweighs it. */
export function decideStage(stages: readonly StageClaim[], stage: Stage, decisionId: string, at: Date): StageClaim[] {
  // "~" sorts behind the name of any connection.
  const claim: StageClaim = { ...said(at, `~ decision ${decisionId}`), stage, ours: true }
  const last = stages.at(-1)
  return claimStage(stages, last ? { ...claim, at: last.at } : claim)
}

/** Without what our rules gave when they did not know yet what is said now. */
export function undecided(stages: readonly StageClaim[], saying: Said): StageClaim[] {
  return stages.filter((claim) => !claim.ours || compareSaid(claim, saying) < 0)
}

/** All that was said about the stage of two leads that are one person. */
export function joinStages(one: readonly StageClaim[], other: readonly StageClaim[]): StageClaim[] {
  const key = ({ at, by, stage }: StageClaim): string => `${at} ${stage} ${by}`
  const told = new Set(one.map(key))
  return bounded([...one, ...other.filter((claim) => !told.has(key(claim)))].toSorted(compareSaid))
}

function bounded(all: StageClaim[]): StageClaim[] {
  if (all.length <= MOST_CLAIMS) return all
  const old = all.slice(0, -MOST_CLAIMS / 2)
  const last = old.at(-1)
  const stage = stageOf(old)
  return [...(last && stage ? [{ at: last.at, by: last.by, stage }] : []), ...all.slice(-MOST_CLAIMS / 2)]
}

/** The claims followed in the order of their times; a move that the table of stages forbids is passed over. */
export function stageOf(stages: readonly StageClaim[]): Stage | undefined {
  return stages
    .map(({ stage }) => stage)
    .reduce((stage: Stage | undefined, next) => (!stage || mayMoveStage(stage, next) ? next : stage), undefined)
}
