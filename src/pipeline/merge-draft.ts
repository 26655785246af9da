// Survivorship: what stays when one more event speaks of a lead that we know. Its one rule: the times at the source decide, never the
// order of arrival.
import { beginHistory, claimStage, compareSaid, said, stageOf, type LeadHistory, type Said } from '../lead/history.ts'
import type { Lead, LeadDraft, LeadField, LeadFields } from '../lead/lead.ts'
import { mayMoveStage, type Stage } from '../lead/stage.ts'

/** Kept from the first touch on. */
const FIRST_TOUCH: readonly LeadField[] = ['source', 'channel', 'campaign']

/**
 * Newer values win, first-touch fields keep the oldest, the stage follows all that was said about it in the order of its times.
 * `changed` is false when the event told nothing new. What it said is remembered all the same: it may outweigh an event that comes later.
 * @param by key of the event
 */
export function mergeDraft(
  lead: Lead,
  draft: LeadDraft,
  accountId: string | null,
  now: Date,
  by: string,
): { lead: Lead; changed: boolean } {
  const before = historyOf(lead)
  const saying = said(draft.occurredAt, by)
  const { fields, stands } = mergeFields(lead.fields, before.fields, draft.fields, saying)
  const stages = claimStage(before.stages, { ...saying, stage: draft.stage })
  // Whose address or domain stands says which company it is.
  const tellsCompany = stands.domain === saying || stands.email === saying
  const merged: Lead = {
    ...lead,
    fields,
    stage: stageOf(stages) ?? lead.stage,
    suspicious: [...new Set([...lead.suspicious, ...draft.suspicious])],
    accountId: lead.accountId === null || tellsCompany ? (accountId ?? lead.accountId) : lead.accountId,
    occurredAt: draft.occurredAt > lead.occurredAt ? draft.occurredAt : lead.occurredAt,
    history: { fields: stands, stages },
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

function historyOf(lead: Lead): LeadHistory {
  return lead.history ?? beginHistory(lead.fields, lead.stage, said(lead.occurredAt, ''))
}

interface Valued extends Said {
  value: unknown
}

function winsOver(name: LeadField, one: Valued, other: Valued): boolean {
  if (FIRST_TOUCH.includes(name)) return compareSaid(one, other) < 0
  // Of two words of one moment about consent, no means no.
  if (name === 'consent' && Date.parse(one.at) === Date.parse(other.at)) {
    const no = Number(one.value === 'withdrawn') - Number(other.value === 'withdrawn')
    if (no !== 0) return no > 0
  }
  return compareSaid(one, other) >= 0
}

function mergeFields(
  old: LeadFields,
  oldStands: LeadHistory['fields'],
  given: LeadFields,
  saying: Said,
): { fields: LeadFields; stands: LeadHistory['fields'] } {
  const fields: LeadFields = { ...old }
  const stands = { ...oldStands }
  for (const [name, value] of Object.entries(given) as [LeadField, never][]) {
    const standing = stands[name]
    if (standing && !winsOver(name, { ...saying, value }, { ...standing, value: fields[name] })) continue
    fields[name] = value
    stands[name] = saying
  }
  return { fields, stands }
}
