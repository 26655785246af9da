// Survivorship: what stays when one more event speaks of a lead that we know. Its one rule: the times at the source decide, never the
// order of arrival.
import {
  claimStage,
  decideStage,
  historyOf,
  joinKnown,
  keptKnown,
  knownAs,
  said,
  stageOf,
  undecided,
  whoOf,
} from '../lead/history.ts'
import type { Lead, LeadDraft, LeadField } from '../lead/lead.ts'
import { mayMoveStage, type Stage } from '../lead/stage.ts'
import { accountOf } from '../survivorship/account.ts'
import { asHistory, hearFields, remembered } from '../survivorship/fields.ts'
import { defaultStrategies, type Strategies } from '../survivorship/strategy.ts'

/**
 * Each field follows its strategy, the stage all that was said about it in the order of its times.
 * `changed` is false when the event told nothing new. What it said is remembered all the same: it may outweigh an event that comes later.
 * @param by key of the event
 */
export function mergeDraft(
  lead: Lead,
  draft: LeadDraft,
  accountId: string | null,
  now: Date,
  by: string,
  strategies: Strategies = defaultStrategies,
): { lead: Lead; changed: boolean } {
  const before = historyOf(lead)
  const saying = said(draft.occurredAt, by)
  const all = remembered(lead.fields, before)
  hearFields(all, draft.fields, saying, accountId, strategies)
  const { fields } = all
  const heard = claimStage(before.stages, { ...saying, stage: draft.stage })
  const accountOfAll = accountOf(asHistory(all, heard)) ?? lead.accountId
  const tells =
    accountOfAll !== lead.accountId ||
    Object.keys(fields).some((name) => fields[name as LeadField] !== lead.fields[name as LeadField])
  // A late word that tells something new takes back what our rules gave without it: they are asked again.
  const told = undecided(heard, saying)
  const stages = tells || stageOf(told) !== stageOf(undecided(before.stages, saying)) ? told : heard
  const merged: Lead = {
    ...lead,
    fields,
    stage: stageOf(stages) ?? lead.stage,
    suspicious: [...new Set([...lead.suspicious, ...draft.suspicious])],
    accountId: accountOfAll,
    occurredAt: draft.occurredAt > lead.occurredAt ? draft.occurredAt : lead.occurredAt,
    history: {
      ...asHistory(all, stages),
      ...keptKnown(joinKnown(knownAs(lead), [{ ...saying, who: whoOf(draft.fields) }])),
    },
    updatedAt: now,
  }
  const changed = tells || merged.stage !== lead.stage || merged.suspicious.length !== lead.suspicious.length
  return { lead: merged, changed }
}

/** A lead after a stage that its rules gave it, asked because of what was said. A forbidden move is passed over. */
export function atDecidedStage(lead: Lead, stage: Stage, decisionId: string): Lead {
  if (lead.stage === stage || !mayMoveStage(lead.stage, stage)) return lead
  const history = historyOf(lead)
  const stages = decideStage(history.stages, stage, decisionId, lead.occurredAt)
  return { ...lead, stage, history: { ...history, stages } }
}

/** A lead after a stage that it has as of a time of ours: by a broken promise, or by what people did in the CRM. Forbidden moves are passed over. */
export function atStage(lead: Lead, stage: Stage, at: Date, by: string): Lead {
  if (lead.stage === stage || !mayMoveStage(lead.stage, stage)) return lead
  const history = historyOf(lead)
  return { ...lead, stage, history: { ...history, stages: claimStage(history.stages, { ...said(at, by), stage }) } }
}
