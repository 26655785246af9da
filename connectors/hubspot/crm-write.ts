// One batch into HubSpot: look, write contacts, then their tasks and notes; then tell what became of each write.
import {
  RemoteError,
  type CrmOutcome,
  type CrmWrite,
  groupByLead,
  settle,
  type WriteGroup,
  type WriteItem,
  type Outcomes,
} from '../../src/connector.ts'
import { isActivity, writeActivities, type ActivityItem } from './crm-activities.ts'
import { BATCH, type Progress } from './crm-batches.ts'
import type { Api } from './crm-client.ts'
import { writeContacts, type Written } from './crm-contacts.ts'
import { outcomeOf } from './crm-errors.ts'
import { findPeople, type Person } from './crm-find.ts'
import { planContact, type Plan } from './crm-plans.ts'
import type { HubspotSettings } from './settings.ts'

/** @throws RemoteError when nothing at all was answered; else what failed is given back to be tried again */
export async function writeBatch(
  api: Api,
  settings: HubspotSettings,
  batch: readonly CrmWrite[],
  now: Date,
): Promise<CrmOutcome[]> {
  const groups = groupByLead(batch)
  const outcomes: Outcomes = new Map()
  const progress: Progress = { answered: false }
  for (let from = 0; from < groups.length; from += BATCH) {
    const round = groups.slice(from, from + BATCH)
    try {
      await writeRound(api, settings, { groups: round, outcomes, progress, now })
    } catch (error) {
      if (!(error instanceof RemoteError) || !progress.answered) throw error
      const open = round.flatMap(({ items }) => items).filter(({ index }) => !outcomes.has(index))
      settle(outcomes, open, outcomeOf(error, { owned: false }))
    }
  }
  return batch.map((_, index) => outcomes.get(index) ?? { kind: 'blocked' })
}

interface Round {
  groups: readonly WriteGroup[]
  outcomes: Outcomes
  progress: Progress
  now: Date
}

async function writeRound(api: Api, settings: HubspotSettings, round: Round): Promise<void> {
  const { groups, outcomes, progress, now } = round
  const people = await findPeople(api, groups)
  const planned: Plan[] = []
  for (const group of groups) {
    const person = people.get(group.leadId) ?? { is: 'nobody' }
    if (person.is === 'gone' || person.is === 'nobody') settleMissing(outcomes, group, person)
    else planned.push(planContact(group, person, settings))
  }
  const { plans, written } = await writeContacts(api, settings, planned, progress)
  refuseSilence(written, progress)
  const placed = plans.flatMap((plan) => {
    const contactId = settlePlan(outcomes, plan, written)
    return contactId === undefined ? [] : plan.group.items.filter(isActivity).map((item) => ({ item, contactId }))
  })
  if (placed.length === 0) return
  const results = await writeActivities(api, placed, now, progress)
  const errors = [...results.values()].filter((result) => result instanceof RemoteError)
  // Only tasks in the batch, and no call for them was answered: then the call failed as a whole.
  if (!progress.answered && errors[0] && errors.length === results.size && outcomes.size === 0) throw errors[0]
  for (const [item, result] of results) outcomes.set(item.index, activityOutcome(item, result))
}

/** @throws the RemoteError that all contacts met, when no call was answered: nothing is known of any */
function refuseSilence(written: Written, progress: Progress): void {
  if (progress.answered) return
  const results = [...written.values()]
  const errors = results.filter((result) => result instanceof RemoteError && result.kind !== 'rejected')
  if (errors[0] instanceof RemoteError && errors.length === results.length) throw errors[0]
}

/** @returns the contact's id when it is as it shall be, and tasks may follow */
function settlePlan(outcomes: Outcomes, plan: Plan, written: Written): string | undefined {
  for (const { item, outcome } of plan.decided) outcomes.set(item.index, outcome)
  const result = written.get(plan)
  if (result === undefined || result instanceof RemoteError) {
    const failure = result
      ? outcomeOf(result, { owned: plan.properties.hubspot_owner_id !== undefined })
      : ({ kind: 'blocked' } as const)
    settleFailure(outcomes, plan, { ...failure, request: plan.properties })
    return undefined
  }
  for (const item of plan.items) outcomes.set(item.index, doneOutcome(plan, item, result))
  return plan.kept ? undefined : result.id
}

function doneOutcome(
  { person, properties }: Plan,
  { write }: WriteItem,
  result: { id: string; created: boolean },
): CrmOutcome {
  const owner = properties.hubspot_owner_id ?? (person.is === 'contact' ? person.ownerId : undefined)
  return {
    kind: 'done',
    crmId: result.id,
    ...(owner === undefined ? {} : { ownerId: owner }),
    ...(write.action === 'save-person' ? { created: result.created } : {}),
    request: properties,
  }
}

/** The write that is to blame gets the failure, the others of the contact wait for it. */
function settleFailure(outcomes: Outcomes, { items }: Plan, failure: CrmOutcome): void {
  if (failure.kind !== 'reroute') {
    settle(outcomes, items.slice(1), failure.kind === 'gone' ? failure : { kind: 'blocked' })
    settle(outcomes, items.slice(0, 1), failure)
    return
  }
  const setOwner = items.findLast(({ write }) => write.action === 'set-owner')
  for (const item of items) {
    if (item === setOwner) outcomes.set(item.index, failure)
    else if (item.write.action === 'set-owner') outcomes.set(item.index, { kind: 'blocked' })
    else outcomes.set(item.index, withoutOwner)
  }
}

/** It was refused only because of the owner it travelled with. */
const withoutOwner: CrmOutcome = {
  kind: 'retry',
  code: 'hubspot.owner-refused',
  message: 'The owner that was written with it was refused: it is written again without.',
  counts: false,
  afterMs: 0,
}

function activityOutcome({ write }: ActivityItem, result: { id: string; created: boolean } | RemoteError): CrmOutcome {
  if (result instanceof RemoteError) return outcomeOf(result, { owned: write.action === 'create-task' })
  return { kind: 'done', crmId: result.id, created: result.created }
}

function settleMissing(
  outcomes: Outcomes,
  group: WriteGroup,
  person: Extract<Person, { is: 'gone' | 'nobody' }>,
): void {
  const [first, ...rest] = group.items
  if (!first) return
  settle(outcomes, rest, { kind: 'blocked' })
  if (person.is === 'nobody') {
    const message = 'HubSpot has no contact for this person: replay its last event, so that the person is saved first.'
    outcomes.set(first.index, { kind: 'dead', code: 'hubspot.nobody', message })
    return
  }
  const { mergedInto } = person
  outcomes.set(first.index, {
    kind: 'gone',
    code: 'OBJECT_NOT_FOUND',
    message: mergedInto === undefined ? 'The contact was deleted.' : 'The contact was merged into another.',
    ...(mergedInto === undefined ? {} : { mergedInto }),
  })
}
