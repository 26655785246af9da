// Survivorship: what stays when one more event speaks of a lead that we know.
import type { Lead, LeadDraft, LeadField, LeadFields } from '../lead/lead.ts'
import { mayMoveStage } from '../lead/stage.ts'

/** Kept from the first touch on. */
const FIRST_TOUCH: readonly LeadField[] = ['source', 'channel', 'campaign']

/**
 * Newer values win; an older event only fills gaps; first-touch fields are never overwritten.
 * `changed` is false when the event told nothing new.
 */
export function mergeDraft(
  lead: Lead,
  draft: LeadDraft,
  accountId: string | null,
  now: Date,
): { lead: Lead; changed: boolean } {
  const newer = draft.occurredAt.getTime() >= lead.occurredAt.getTime()
  const fields: LeadFields = { ...lead.fields }
  for (const [name, value] of Object.entries(draft.fields) as [LeadField, never][]) {
    const firstWins = fields[name] !== undefined && (!newer || FIRST_TOUCH.includes(name))
    if (!firstWins) fields[name] = value
  }
  const stage = newer && mayMoveStage(lead.stage, draft.stage) ? draft.stage : lead.stage
  const merged: Lead = {
    ...lead,
    fields,
    stage,
    suspicious: [...new Set([...lead.suspicious, ...draft.suspicious])],
    accountId: accountId ?? lead.accountId,
    occurredAt: newer ? draft.occurredAt : lead.occurredAt,
    updatedAt: now,
  }
  const changed =
    stage !== lead.stage ||
    merged.accountId !== lead.accountId ||
    merged.suspicious.length !== lead.suspicious.length ||
    Object.keys(fields).some((name) => fields[name as LeadField] !== lead.fields[name as LeadField])
  return { lead: merged, changed }
}
