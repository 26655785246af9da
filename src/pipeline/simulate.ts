// What would happen to a payload or a stored lead: the same functions as the live path, and nothing is stored or sent.
import { InputError, NotFoundError } from '../errors.ts'
import { matchFound } from './find-accounts.ts'
import { decide } from '../routing/decide.ts'
import { explainDecision } from '../routing/explain/sentences.ts'
import type { EventRow } from '../store/rows.ts'
import type { Insert } from '../store/store.ts'
import { didYouMean } from '../yaml-file.ts'
import { assign } from './assign.ts'
import type { Context } from './context.ts'
import { foldEvent, questionOf } from './fold.ts'
import type { Simulation } from './pipeline.ts'
import { prepare, targetOf, worldFor } from './process.ts'
import { crmMapping } from './serving.ts'
import { accountText, matchText } from './story.ts'
import { loadWorld } from './world.ts'

export function simulate(
  context: Context,
  input: { connection: string; payload: unknown } | { leadId: string },
): Promise<Simulation> {
  return 'leadId' in input
    ? simulateLead(context, input.leadId)
    : simulatePayload(context, input.connection, input.payload)
}

async function simulatePayload(context: Context, connection: string, payload: unknown): Promise<Simulation> {
  if (!context.connections.get(connection)?.writesTo) {
    const hint = didYouMean(connection, context.connections.keys())
    throw new NotFoundError(`No connection named "${connection}" takes leads in${hint}.`, 'connection.unknown')
  }
  const event = simulatedEvent(context, connection, payload)
  const rulebook = await context.rulebook()
  const folding = prepare(context, rulebook, { event, payload })
  if (folding.kind === 'end') throw new InputError(folding.reason, { code: 'simulate.not-mappable', status: 422 })
  // Writes are shown as they would be if they were on.
  const crm = context.connections.get(folding.target.name)
  const target = { name: folding.target.name, mapping: (crm && crmMapping(rulebook, crm)) ?? null }
  const world = await worldFor(context, rulebook, [folding])
  const folded = foldEvent(world, { ...folding, target }, context.newId)
  const { lead, match, account, decision } = folded
  if (!lead || !match || !account)
    throw new InputError('The payload gives no lead.', { code: 'simulate.no-lead', status: 422 })
  return {
    connection,
    mapping: folding.mapping,
    steps: folding.steps,
    fields: lead.fields,
    stage: lead.stage,
    suspicious: lead.suspicious,
    match: matchText(match),
    account: accountText(account),
    decision: decision ?? keptOwner(lead.ownerId),
    why: decision ? explainDecision(decision) : ['The lead is owned already; it is updated and not routed again.'],
    writes: writesIn(folded.changes.inserts ?? []),
  }
}

async function simulateLead(context: Context, leadId: string): Promise<Simulation> {
  const world = await loadWorld(context, { personKeys: [], leadIds: [leadId], companies: [], crms: [] })
  const stored = world.leads.get(leadId)
  if (!stored) throw new NotFoundError(`There is no lead ${leadId}.`)
  const asked = { crm: stored.crm ?? '', fields: stored.fields }
  const full = await loadWorld(context, {
    personKeys: [],
    leadIds: [leadId],
    companies: [asked],
    crms: [],
  })
  const account = matchFound(full.companies, asked, full.rulebook.accounts)
  const event = { id: `simulate:${leadId}`, connection: stored.connection, kind: 'person' as const, at: null }
  const question = questionOf(full, stored, 'same', account, event, 'replay', full.pastOwners.get(leadId))
  const decision = decide(question, full.rulebook.routing)
  const crmName = targetOf(context, full.rulebook, stored.connection).name
  const crm = context.connections.get(crmName)
  const mapping = crm && crmMapping(full.rulebook, crm)
  const { changes } = assign(full, {
    lead: { ...stored, version: stored.version + 1 },
    decision,
    eventId: null,
    question,
    inputs: {},
    endedBecause: 'simulated',
    newId: context.newId,
    crm: mapping ? { name: crmName, mapping } : null,
    savePerson: true,
  })
  return {
    connection: stored.connection,
    mapping: null,
    steps: [],
    fields: stored.fields,
    stage: stored.stage,
    suspicious: stored.suspicious,
    match: 'The stored lead itself.',
    account: accountText(account),
    decision,
    why: explainDecision(decision),
    writes: writesIn(changes.inserts ?? []),
  }
}

function writesIn(inserts: readonly Insert[]): Simulation['writes'] {
  return inserts.flatMap((insert) =>
    insert.table === 'syncs'
      ? [{ connection: insert.row.connection, action: insert.row.action, arguments: insert.row.payload }]
      : [],
  )
}

function keptOwner(ownerId: string | null): Simulation['decision'] {
  return {
    cause: 'updated',
    outcome: { kind: 'ignore', reason: ownerId ? 'it has an owner already' : 'it is not to be routed now' },
    rule: 'owned already',
    rules: [],
    owners: [],
    pools: [],
    turns: [],
  }
}

function simulatedEvent(context: Context, connection: string, payload: unknown): EventRow {
  const now = context.clock.now()
  return {
    id: context.newId(),
    deliveryId: null,
    connection,
    eventKey: 'simulate',
    kind: 'person',
    state: 'waiting',
    occurredAt: now,
    receivedAt: now,
    payload,
    hydrateId: null,
    hydrated: null,
    replyTo: null,
    leadId: null,
    reason: null,
    nextAt: now,
    claimId: null,
    leaseUntil: null,
    starts: 0,
  }
}
