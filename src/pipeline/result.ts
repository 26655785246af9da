// What became of an event, for a sender that waits to hear it: the end, and who holds the lead now.
import type { EventResult } from '../connector.ts'
import type { DecisionRow, EventRow, LeadRow, OwnerRow } from '../store/rows.ts'
import type { Context } from './context.ts'

/** @param events that have ended; others are passed over. @returns by event id */
export async function resultsOf(context: Context, events: readonly EventRow[]): Promise<Map<string, EventResult>> {
  const { store } = context
  const ended = events.filter(hasEnded)
  const leadIds = [...new Set(ended.flatMap(({ leadId }) => leadId ?? []))]
  if (leadIds.length === 0) return new Map(ended.map((event) => [event.id, resultOf(event, undefined, undefined, [])]))
  const leads = new Map((await store.list('leads', { where: { id: { in: leadIds } } })).map((lead) => [lead.id, lead]))
  const decisions = await store.list('decisions', { where: { leadId: { in: leadIds } } })
  const ownerIds = [...new Set([...leads.values()].flatMap(({ ownerId }) => ownerId ?? []))]
  const owners = ownerIds.length === 0 ? [] : await store.list('owners', { where: { crmId: { in: ownerIds } } })
  return new Map(
    ended.map((event) => {
      const lead = leads.get(event.leadId ?? '')
      const ofLead = decisions.filter(({ leadId }) => leadId === event.leadId)
      // An event that was not routed itself tells of the decision that stands.
      const decision = ofLead.findLast(({ eventId }) => eventId === event.id) ?? ofLead.at(-1)
      return [event.id, resultOf(event, lead, decision, owners)]
    }),
  )
}

/** Held is no end: a person mends it, and then it goes on. */
export function hasEnded({ state }: Pick<EventRow, 'state'>): boolean {
  return state !== 'waiting' && state !== 'held'
}

function resultOf(
  event: EventRow,
  lead: LeadRow | undefined,
  decision: DecisionRow | undefined,
  owners: readonly OwnerRow[],
): EventResult {
  const owner = owners.find(({ crmId, connection }) => crmId === lead?.ownerId && connection === lead.crm)
  return {
    state: event.state,
    leadId: lead?.id ?? null,
    decisionId: decision?.id ?? null,
    owner: lead?.ownerId ? { id: lead.ownerId, name: owner?.name ?? null, email: owner?.email ?? null } : null,
    reason: event.reason,
  }
}
