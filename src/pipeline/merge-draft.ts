// Survivorship: what stays when one more event speaks of a lead that we know. Its one rule: the times at the source decide, never the
// order of arrival.
import { claimStage, historyOf, said, stageOf } from '../lead/history.ts'
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
  const stages = claimStage(before.stages, { ...saying, stage: draft.stage })
  const history = asHistory(all, stages)
  const merged: Lead = {
    ...lead,
    fields,
    stage: stageOf(stages) ?? lead.stage,
    suspicious: [...new Set([...lead.suspicious, ...draft.suspicious])],
    accountId: accountOf(history) ?? lead.accountId,
    occurredAt: draft.occurredAt > lead.occurredAt ? draft.occurredAt : lead.occurredAt,
    history,
    updatedAt: now,
  }
  const changed =
    merged.stage !== lead.stage ||
    merged.accountId !== lead.accountId ||
    merged.suspicious.length !== lead.suspicious.length ||
    Object.keys(fields).some((name) => fields[name as LeadField] !== lead.fields[name as LeadField])
  return { lead: merged, changed }
}

/** A lead after a stage that we gave it ourselves: by a decision, or by what people did in the CRM. Forbidden moves are passed over. */
export function atStage(lead: Lead, stage: Stage, at: Date, by: string): Lead {
  if (lead.stage === stage || !mayMoveStage(lead.stage, stage)) return lead
  const history = historyOf(lead)
  return { ...lead, stage, history: { ...history, stages: claimStage(history.stages, { ...said(at, by), stage }) } }
}
