// Takes a merge of two leads back. Its one rule: what was said since then stays with the survivor, all else is as it was before.
import {
  claimStage,
  historyOf,
  joinKnown,
  keptKnown,
  knownAs,
  stageOf,
  type Said,
  type Saying,
} from '../lead/history.ts'
import type { Lead } from '../lead/lead.ts'
import { accountOf, newerClaim } from './account.ts'
import { asHistory, memoryOf, putMemory, remembered } from './fields.ts'
import { hear, sayingsOf } from './hear.ts'
import type { LeadMerge } from './merge-leads.ts'
import { fieldNames, type Strategies } from './strategy.ts'

/**
 * Who said no after the merge said it of both: nobody can tell which of the two was meant.
 * What lost against a value of the other lead since the merge is not known any more: its events say it again when they are replayed.
 * @param now the survivor as it is; its version is kept, for a guarded write
 */
export function undoMerge(now: Lead, merge: LeadMerge, strategies: Strategies): { survivor: Lead; other: Lead } {
  const { survivor } = merge.before
  const no = noSince(now, merge)
  const other = no ? withdrawn(merge.before.other, no, strategies) : merge.before.other
  const [past, present, joined] = [historyOf(survivor), historyOf(now), historyOf(merge.lead)]
  const back = remembered(survivor.fields, past)
  for (const field of fieldNames) {
    const known = sayingsOf(memoryOf(remembered(merge.lead.fields, joined), field)).map(keyOfSaying)
    const since = sayingsOf(memoryOf(remembered(now.fields, present), field)).filter(
      (saying) => !known.includes(keyOfSaying(saying)),
    )
    const before = memoryOf(back, field)
    putMemory(
      back,
      field,
      since.reduce((memory, saying) => hear(field, strategies[field], memory, saying), before),
    )
  }
  if (no) putMemory(back, 'consent', hear('consent', strategies.consent, memoryOf(back, 'consent'), no))
  const told = new Set(joined.stages.map(keyOfSaid))
  const stages = present.stages.filter((claim) => !told.has(keyOfSaid(claim))).reduce(claimStage, past.stages)
  const isNamedSince = present.named && !isSame(present.named, joined.named)
  back.named = isNamedSince ? newerClaim(past.named, present.named) : past.named
  const joinedNames = new Set(knownAs(merge.lead).map(keyOfSaid))
  const namesSince = knownAs(now).filter((known) => !joinedNames.has(keyOfSaid(known)))
  const history = { ...asHistory(back, stages), ...keptKnown(joinKnown(knownAs(survivor), namesSince)) }
  const isOwnedAnew = now.ownerId !== merge.lead.ownerId
  return {
    survivor: {
      ...now,
      fields: back.fields,
      stage: stageOf(stages) ?? survivor.stage,
      suspicious: now.suspicious.filter(
        (doubt) => survivor.suspicious.includes(doubt) || !merge.lead.suspicious.includes(doubt),
      ),
      accountId: accountOf(history) ?? survivor.accountId,
      ownerId: isOwnedAnew ? now.ownerId : survivor.ownerId,
      pinned: isOwnedAnew || now.pinned !== merge.lead.pinned ? now.pinned : survivor.pinned,
      breaches: survivor.breaches + (now.breaches - merge.lead.breaches),
      connection: survivor.connection,
      history,
      occurredAt: now.occurredAt > merge.lead.occurredAt ? now.occurredAt : survivor.occurredAt,
      receivedAt: survivor.receivedAt,
      createdAt: survivor.createdAt,
    },
    other,
  }
}

/** The "no" that stands, unless one of the two had said it by the time of the merge. */
export function noSince(now: Lead, { before }: Pick<LeadMerge, 'before'>): Saying | undefined {
  const no = consentOf(now)
  if (no?.value !== 'withdrawn') return undefined
  const wasSaid = [before.survivor, before.other].some((lead) => {
    const past = consentOf(lead)
    return past !== undefined && keyOfSaying(past) === keyOfSaying(no)
  })
  return wasSaid ? undefined : no
}

const consentOf = (lead: Lead): Saying | undefined =>
  memoryOf(remembered(lead.fields, historyOf(lead)), 'consent').stands

function withdrawn(lead: Lead, no: Saying, strategies: Strategies): Lead {
  const history = historyOf(lead)
  const all = remembered(lead.fields, history)
  putMemory(all, 'consent', hear('consent', strategies.consent, memoryOf(all, 'consent'), no))
  const known = keptKnown(knownAs(lead))
  return { ...lead, fields: all.fields, history: { ...asHistory(all, history.stages), ...known } }
}

const keyOfSaid = ({ at, by }: Said): string => `${at} ${by}`
const isSame = (one: Said, other: Said | undefined): boolean => one.at === other?.at && one.by === other.by
const keyOfSaying = (saying: Saying): string => JSON.stringify([saying.at, saying.by, saying.value])
