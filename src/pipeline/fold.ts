// Steps 5 to 10 as a pure fold: each event sees the leads and turns of those before it and gives one change set.
import { beginHistory, said, whoOf } from '../lead/history.ts'
import type { Lead, LeadDraft } from '../lead/lead.ts'
import { moveEvent, type EventState } from '../lead/event.ts'
import type { CrmMapping, FieldStep } from '../mapping/mapping.ts'
import { personKeys, type Match } from '../matching/match.ts'
import { beforeOf } from '../routing/before.ts'
import { decide } from '../routing/decide.ts'
import type { Cause, Decision } from '../routing/decision.ts'
import { LookedUp, OwnersLookedUp, type WatchedQuestion } from '../routing/explain/looked-at.ts'
import type { OwnerIndex } from '../routing/question.ts'
import type { EventRow } from '../store/rows.ts'
import type { ChangeSet, Insert, Update } from '../store/store.ts'
import type { AccountMatch } from '../matching/accounts/match.ts'
import { assign } from './assign.ts'
import { matchFound } from './find-accounts.ts'
import { erasedDelivery, erasedEvent } from './erased.ts'
import { isKnownAs } from './find-people.ts'
import { leadRow, leadUpdate } from './lead-row.ts'
import { keysToAdd } from './match-keys.ts'
import { matchLead, personReview, toldOfMatch } from './match-people.ts'
import { mergeDraft } from './merge-draft.ts'
import { replyDue } from './reply.ts'
import { accountReview } from './reviews.ts'
import { story } from './story.ts'
import type { World } from './world.ts'
import { saveWrite } from './writes.ts'

export interface Target {
  /** Connection the lead is written to. */
  name: string
  /** null: writes are off. */
  mapping: CrmMapping | null
}

/** One event, mapped and cleansed, or not mappable. */
export type Folding = { event: EventRow; target: Target } & (
  | { kind: 'draft'; draft: LeadDraft; steps: FieldStep[]; mapping: string; mappingVersion: string }
  /** Ends without a lead. */
  | { kind: 'end'; state: 'ignored' | 'merged' | 'held' | 'erased'; reason: string }
)

export interface Folded {
  changes: ChangeSet
  lead: Lead | null
  match: Match | null
  account: AccountMatch | null
  decision: Decision | null
}

export function foldEvent(world: World, folding: Folding, newId: () => string): Folded {
  if (folding.kind === 'end') {
    if (folding.state === 'erased') return eraseEnd(world, folding.event, newId)
    const updates = [endEvent(folding.event, folding.state, null, folding.reason)]
    const inserts = replyDue(folding.event, folding.state, world.now, newId)
    return { changes: { updates, inserts }, lead: null, match: null, account: null, decision: null }
  }
  return foldDraft(world, folding, newId)
}

function foldDraft(world: World, folding: Extract<Folding, { kind: 'draft' }>, newId: () => string): Folded {
  const { event, draft, target } = folding
  if (isErased(world, draft)) return eraseEnd(world, event, newId)
  const match = matchLead(world, draft.fields)
  const asked = { crm: target.name, fields: draft.fields }
  const account = matchFound(world.companies, asked, world.rulebook.accounts)
  const known = match.kind === 'same' ? world.leads.get(match.leadId) : undefined
  const accountId = account.kind === 'account' ? account.accountId : null
  const before = known ?? newLead(world, event, draft, target.name, newId())
  const merged = known
    ? mergeDraft(known, draft, accountId, world.now, keyOf(event), world.rulebook.strategies)
    : { lead: { ...before, accountId }, changed: true }
  const updates: Update[] = []
  const inserts: Insert[] = story(world, folding, merged.lead.id, match, account, newId)

  // The draft's own keys too: an older address still is this person's.
  for (const { kind, key } of [...personKeys(merged.lead.fields), ...personKeys(draft.fields)]) {
    if (world.personKeys.has(`${kind}:${key}`)) continue
    world.personKeys.set(`${kind}:${key}`, merged.lead.id)
    inserts.push({ table: 'personKeys', row: { id: newId(), kind, key, leadId: merged.lead.id } })
  }

  const tellsWho = !known || !isKnownAs(known, whoOf(draft.fields))
  if (tellsWho) inserts.push(...keysToAdd(world.people, known, merged.lead))

  const mapping = target.mapping
  const crm = mapping ? { name: target.name, mapping } : null
  let lead: Lead = { ...merged.lead, version: known ? known.version + 1 : 1 }
  let decision: Decision | null = null
  if (needsRoute(lead)) {
    const cause: Cause = known ? 'updated' : 'new'
    const of = { id: event.id, connection: event.connection, kind: event.kind, at: draft.occurredAt }
    const question = questionOf(world, lead, match.kind, account, of, cause)
    if (known) question.before = beforeOf(known, lead)
    const decided = decide(question, world.rulebook.routing)
    decision = decided
    const assigned = assign(world, {
      lead,
      decision: decided,
      eventId: event.id,
      question,
      inputs: { ...toldOfMatch(match), mapping: { name: folding.mapping, version: folding.mappingVersion } },
      endedBecause: 'routed again',
      newId,
      crm,
      savePerson: true,
    })
    lead = assigned.lead
    updates.push(...(assigned.changes.updates ?? []))
    inserts.push(...(assigned.changes.inserts ?? []))
  } else if (merged.changed && known) {
    inserts.push(...saveWrite({ world, lead, newId, crm, savePerson: true }, event.id))
  }

  const reviews = [
    accountReview(world, lead.id, account, newId),
    ...(tellsWho ? [personReview(world, lead, match, newId)] : []),
  ]
  updates.push(...reviews.flatMap((review) => review.updates ?? []))
  inserts.push(...reviews.flatMap((review) => review.inserts ?? []))
  if (!known) inserts.unshift({ table: 'leads', row: leadRow(lead) })
  // Also when it told nothing new: what it said may outweigh an event that comes later.
  else updates.unshift(leadUpdate(known, lead))
  world.leads.set(lead.id, lead)
  updates.push(endEvent(event, endState(decision), lead.id, endReason(decision)))
  inserts.push(...replyDue(event, endState(decision), world.now, newId))
  return { changes: { updates, inserts }, lead, match, account, decision }
}

/** Said before the person was erased. What they say afterwards is a new beginning. */
function isErased(world: World, draft: LeadDraft): boolean {
  return personKeys(draft.fields).some(({ kind, key }) => {
    const erasedAt = world.erased.get(`${kind}:${key}`)
    return erasedAt !== undefined && draft.occurredAt <= erasedAt
  })
}

/** Nothing of it stays; the events beside it in its delivery have their own payload. */
function eraseEnd(world: World, event: EventRow, newId: () => string): Folded {
  const updates: Update[] = [
    { table: 'events', id: event.id, expect: { state: 'waiting', claimId: event.claimId }, set: erasedEvent },
    ...(event.deliveryId === null ? [] : [{ table: 'deliveries' as const, id: event.deliveryId, set: erasedDelivery }]),
  ]
  const inserts = replyDue(event, 'erased', world.now, newId)
  return { changes: { updates, inserts }, lead: null, match: null, account: null, decision: null }
}

/** Only a lead that nobody holds, and that neither marketing nor a person keeps, is routed. */
function needsRoute(lead: Lead): boolean {
  return lead.ownerId === null && !lead.pinned && lead.stage !== 'nurture' && lead.stage !== 'disqualified'
}

/** Settles which of two events of one moment counts, whatever order they come in. */
function keyOf(event: EventRow): string {
  return `${event.connection} ${event.eventKey}`
}

function newLead(world: World, event: EventRow, draft: LeadDraft, crm: string, id: string): Lead {
  return {
    id,
    version: 1,
    stage: draft.stage,
    fields: draft.fields,
    suspicious: draft.suspicious,
    accountId: null,
    ownerId: null,
    crm,
    connection: event.connection,
    pinned: false,
    breaches: 0,
    history: beginHistory(draft.fields, draft.stage, said(draft.occurredAt, keyOf(event))),
    occurredAt: draft.occurredAt,
    receivedAt: event.receivedAt,
    createdAt: world.now,
    updatedAt: world.now,
  }
}

const nobody: OwnerIndex = { byEmail: () => undefined, byId: () => undefined, queue: () => undefined }

export function questionOf(
  world: World,
  lead: Lead,
  match: Match['kind'],
  account: AccountMatch | null,
  event: { id: string; connection: string; kind: EventRow['kind']; at: Date | null },
  cause: Cause,
  excluded: ReadonlyMap<string, string> = new Map(),
): WatchedQuestion {
  return {
    lead,
    previous: world.previousOwners.get(lead.id) ?? null,
    match,
    account: account?.kind === 'account' ? (world.companies.accounts.get(account.accountId) ?? null) : null,
    before: null,
    event: { connection: event.connection, kind: event.kind, at: event.at },
    cause,
    owners: new OwnersLookedUp(world.owners.get(lead.crm ?? '') ?? nobody),
    turns: new LookedUp((pool) => {
      const state = world.pools.get(pool)
      return state && [...state.members.values()]
    }),
    recent: new LookedUp((pool) => world.recent.get(pool)?.map((one) => ({ ...one }))),
    open: new LookedUp((owner) => world.open.get(owner)),
    absences: new LookedUp((who) => world.absences.get(who)),
    excluded,
    now: world.now,
    seed: event.id,
  }
}

function endState(decision: Decision | null): Exclude<EventState, 'waiting'> {
  switch (decision?.outcome.kind) {
    case 'assign':
      return 'routed'
    case 'nurture':
      return 'nurtured'
    case 'ignore':
      return 'ignored'
    case 'unrouted':
      return 'held'
    case undefined:
      return 'updated'
  }
}

function endReason(decision: Decision | null): string | null {
  const outcome = decision?.outcome
  return outcome && outcome.kind !== 'assign' ? outcome.reason : null
}

function endEvent(event: EventRow, state: EventState, leadId: string | null, reason: string | null): Update {
  return {
    table: 'events',
    id: event.id,
    expect: { state: 'waiting', claimId: event.claimId },
    set: {
      state: moveEvent(event.state, state),
      hydrated: event.hydrated,
      leadId,
      reason,
      claimId: null,
      leaseUntil: null,
    },
  }
}
