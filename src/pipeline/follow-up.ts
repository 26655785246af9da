// Step 14: a lead that must move on: because its promise broke, or because the CRM does not let the chosen owner hold it.
import type { Lead } from '../lead/lead.ts'
import type { Stage } from '../lead/stage.ts'
import { findAccounts, matchFound } from './find-accounts.ts'
import { decide } from '../routing/decide.ts'
import type { Cause, Decision, Outcome } from '../routing/decision.ts'
import type { WatchedQuestion } from '../routing/explain/looked-at.ts'
import { judge } from '../sla/judge.ts'
import { moveClock } from '../sla/clock.ts'
import type { ReviewRow, SlaClockRow, SyncRow, TouchRow } from '../store/rows.ts'
import type { ChangeSet, Update } from '../store/store.ts'
import { assign } from './assign.ts'
import { merge, type Committer } from './commit.ts'
import type { Context } from './context.ts'
import { questionOf } from './fold.ts'
import { leadUpdate } from './lead-row.ts'
import { targetOf } from './process.ts'
import { timeline } from './timeline.ts'
import { loadWorld, type World } from './world.ts'

/** Another owner, because the CRM refused this one. */
export async function reroute(context: Context, committer: Committer, sync: SyncRow, why: string): Promise<void> {
  const refused = typeof sync.payload['ownerId'] === 'string' ? sync.payload['ownerId'] : ''
  await followUp(context, committer, [sync.leadId], (world, lead) => {
    const assignment = world.assignments.get(lead.id)
    if (assignment?.decisionId !== sync.decisionId) return null
    const excluded = new Map(world.pastOwners.get(lead.id))
    excluded.set(refused, `the CRM does not let this owner hold the lead: ${why}`)
    return again(context, world, lead, 'reroute', excluded, 'owner refused by the CRM')
  })
}

/** What is due and not met breaks its promise now. `touches` are those of the clocks' leads, freshly read. */
export async function breach(
  context: Context,
  committer: Committer,
  clocks: readonly SlaClockRow[],
  touches: ReadonlyMap<string, TouchRow[]>,
): Promise<void> {
  const due = new Map(clocks.map((clock) => [clock.leadId, clock.id]))
  await followUp(context, committer, [...due.keys()], (world, lead) => {
    const clock = world.clocks.get(lead.id)
    if (!clock || clock.id !== due.get(lead.id)) return null
    const verdict = judge(
      clock,
      (touches.get(lead.id) ?? []).map(({ kind, at, touchKey }) => ({ kind, at, key: touchKey })),
      world.now,
      lead.breaches,
    )
    if (verdict.kind !== 'breached') return null
    return broken(context, world, lead, clock, verdict.step)
  })
}

/** Nobody has begun on it. */
const unworked: ReadonlySet<Stage> = new Set(['inquiry', 'MQL', 'recycled'])

/** A person said which account it is: the rules see the lead with it, unless somebody works it already or it would stay where it is. */
export async function routeAnswered(context: Context, committer: Committer, review: ReviewRow): Promise<void> {
  if (review.kind !== 'account' || review.state !== 'accepted') return
  const touches = await context.store.list('touches', { where: { leadId: review.leadId } })
  await followUp(context, committer, [review.leadId], (world, lead) => {
    const assignment = world.assignments.get(lead.id)
    const isWorked = touches.some(({ at }) => assignment === undefined || at >= assignment.assignedAt)
    if (lead.pinned || isWorked || !unworked.has(lead.stage)) return null
    const { question, decision } = decidedAgain(world, lead, 'reroute', world.pastOwners.get(lead.id) ?? new Map())
    const { outcome } = decision
    if (outcome.kind === 'unrouted' || outcome.kind === 'ignore') return null
    if (outcome.kind === 'assign' && outcome.ownerId === lead.ownerId) return null
    if (isSamePool(outcome, decide({ ...question, account: null }, world.rulebook.routing).outcome)) return null
    return assignNext(context, world, lead, decision, question, 'its account was answered')
  })
}

/** The account made no difference: it would only be another one's turn. */
function isSamePool(one: Outcome, other: Outcome): boolean {
  return one.kind === 'assign' && other.kind === 'assign' && one.pool !== null && one.pool === other.pool
}

type Decide = (world: World, lead: Lead) => { lead: Lead; changes: ChangeSet } | null

async function followUp(
  context: Context,
  committer: Committer,
  leadIds: readonly string[],
  change: Decide,
): Promise<void> {
  let rest = [...leadIds]
  for (let round = 0; rest.length > 0 && round < leadIds.length + 5; round += 1) {
    const world = await loadWorld(context, { personKeys: [], leadIds: rest, companies: [], crms: [] })
    await addAccounts(context, world)
    const sets: ChangeSet[] = []
    const leads: string[] = []
    for (const id of rest) {
      const before = world.leads.get(id)
      const after = before && !before.mergedInto && change(world, before)
      if (!before || !after) continue
      sets.push(merge([{ updates: [leadUpdate(before, after.lead)] }, after.changes]))
      leads.push(id)
    }
    const done = await committer.inOrder(sets)
    rest = leads.slice(done)
  }
  context.wake('syncs')
}

async function addAccounts(context: Context, world: World): Promise<void> {
  const asked = [...world.leads.values()].map(({ crm, fields }) => ({ crm: crm ?? '', fields }))
  world.companies = await findAccounts(context, world.rulebook.accounts, asked)
}

function broken(
  context: Context,
  world: World,
  before: Lead,
  clock: SlaClockRow,
  step: 'reassign' | 'nurture',
): { lead: Lead; changes: ChangeSet } {
  const { now } = world
  const assignment = world.assignments.get(before.id)
  const clockUpdate: Update = {
    table: 'slaClocks',
    id: clock.id,
    expect: { version: clock.version },
    set: { version: clock.version + 1, state: moveClock(clock.state, 'breached'), endedAt: now },
  }
  world.clocks.delete(before.id)
  const lead = { ...before, breaches: before.breaches + 1 }
  const story = timeline({
    id: context.newId(),
    leadId: lead.id,
    at: now,
    step: 'breached',
    text: `Nobody acted within the promise "${clock.policy.name}" (due ${clock.dueAt?.toISOString() ?? 'now'}): ${
      step === 'reassign' ? 'it goes to somebody else' : 'it goes back to nurture'
    }.`,
    data: { clockId: clock.id, ownerId: assignment?.ownerId ?? null, step, breaches: lead.breaches },
  })
  const excluded = new Map(world.pastOwners.get(lead.id))
  if (assignment) excluded.set(assignment.ownerId, 'did not act in time')
  const next =
    step === 'reassign'
      ? again(context, world, lead, 'sla-breach', excluded, 'sla-breach')
      : toNurture(
          context,
          world,
          lead,
          `Nobody acted in time (${lead.breaches} promises broken)`,
          'sla-breach',
          'sla-breach',
        )
  return { lead: next.lead, changes: merge([{ updates: [clockUpdate], inserts: story }, next.changes]) }
}

function again(
  context: Context,
  world: World,
  lead: Lead,
  cause: Cause,
  excluded: ReadonlyMap<string, string>,
  endedBecause: string,
): { lead: Lead; changes: ChangeSet } {
  const { question, decision } = decidedAgain(world, lead, cause, excluded)
  if (decision.outcome.kind === 'unrouted') {
    const reason = `Nobody is left to take it: ${decision.outcome.reason}`
    return toNurture(context, world, lead, reason, cause, endedBecause)
  }
  return assignNext(context, world, lead, decision, question, endedBecause)
}

function decidedAgain(
  world: World,
  lead: Lead,
  cause: Cause,
  excluded: ReadonlyMap<string, string>,
): { question: WatchedQuestion; decision: Decision } {
  const asked = { crm: lead.crm ?? '', fields: lead.fields }
  const account = matchFound(world.companies, asked, world.rulebook.accounts)
  const event = { id: `${lead.id}:${lead.version}`, connection: lead.connection, kind: 'person' as const, at: null }
  const question = questionOf(world, lead, 'same', account, event, cause, excluded)
  return { question, decision: decide(question, world.rulebook.routing) }
}

function toNurture(
  context: Context,
  world: World,
  lead: Lead,
  reason: string,
  cause: Cause,
  endedBecause: string,
): { lead: Lead; changes: ChangeSet } {
  const decision: Decision = {
    cause,
    outcome: { kind: 'nurture', reason },
    rule: 'return to nurture',
    rules: [],
    owners: [],
    pools: [],
    turns: [],
  }
  return assignNext(context, world, lead, decision, null, endedBecause)
}

function assignNext(
  context: Context,
  world: World,
  lead: Lead,
  decision: Decision,
  question: WatchedQuestion | null,
  endedBecause: string,
): { lead: Lead; changes: ChangeSet } {
  const target = targetOf(context, world.rulebook, lead.connection)
  return assign(world, {
    lead: { ...lead, version: lead.version + 1 },
    decision,
    eventId: null,
    question,
    inputs: question ? {} : { breaches: lead.breaches },
    endedBecause,
    newId: context.newId,
    crm: target.mapping && lead.crm ? { name: lead.crm, mapping: target.mapping } : null,
    savePerson: false,
  })
}
