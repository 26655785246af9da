// One batch into Salesforce: look (one call), then write people and their tasks together (one call), then tell what became of each.
import {
  RemoteError,
  type CrmOutcome,
  type CrmWrite,
  groupByLead,
  settle,
  type WriteGroup,
  type Outcomes,
} from '../../src/connector.ts'
import { PARTS_PER_CALL, type Client, type Subanswer, type Subrequest } from './client.ts'
import { findPeople, type Person } from './find-people.ts'
import { personParts, planPerson, type PersonPlan } from './person-records.ts'
import { settlePlan } from './person-outcomes.ts'
import { duplicateOf, failureOf, rowResults, type RowResult } from './row-outcomes.ts'
import type { SalesforceSettings } from './settings.ts'
import { isActivity, taskKey, taskRecord, type ActivityItem } from './tasks.ts'

/** Records in one collection, and so leads in one round. */
export const LEADS_PER_ROUND = 200

/** @throws RemoteError when the first round failed as a whole; a later one gives its writes back to be tried again */
export async function writeBatch(
  client: Client,
  settings: SalesforceSettings,
  batch: readonly CrmWrite[],
): Promise<CrmOutcome[]> {
  const groups = groupByLead(batch)
  const outcomes: Outcomes = new Map()
  for (let from = 0; from < groups.length; from += LEADS_PER_ROUND) {
    const round = groups.slice(from, from + LEADS_PER_ROUND)
    try {
      await writeRound(client, settings, round, outcomes)
    } catch (error) {
      if (!(error instanceof RemoteError) || outcomes.size === 0) throw error
      const { code, message, kind, retryAfterMs } = error
      const retry = {
        kind: 'retry' as const,
        code,
        message,
        counts: kind !== 'unauthorized' && kind !== 'exhausted',
        ...(retryAfterMs === undefined ? {} : { afterMs: retryAfterMs }),
      }
      for (const { items } of round)
        settle(
          outcomes,
          items.filter(({ index }) => !outcomes.has(index)),
          retry,
        )
    }
  }
  return batch.map((_, index) => outcomes.get(index) ?? { kind: 'blocked' })
}

async function writeRound(
  client: Client,
  settings: SalesforceSettings,
  groups: readonly WriteGroup[],
  outcomes: Outcomes,
): Promise<void> {
  const retried = groups.flatMap((group) => group.items.filter(isActivity)).filter(({ write }) => write.attempt > 0)
  const { people, tasks } = await findPeople(
    client,
    groups,
    retried.map(({ write }) => taskKey(write.effectKey)),
  )
  const us = await client.userId()
  const plans: PersonPlan[] = []
  for (const group of groups) {
    const person = people.get(group.leadId) ?? { is: 'nobody' }
    if (person.is === 'gone' || person.is === 'nobody') settleMissing(outcomes, group, person)
    else plans.push(planPerson(group, person, settings, us))
  }
  const duplicates = await writePlans(client, settings, plans, { outcomes, tasks })
  if (duplicates.length > 0) await writePlans(client, settings, duplicates, { outcomes, tasks })
}

/** @returns plans whose person a duplicate rule found elsewhere: to be written again, onto that record */
async function writePlans(
  client: Client,
  settings: SalesforceSettings,
  plans: readonly PersonPlan[],
  state: { outcomes: Outcomes; tasks: ReadonlyMap<string, string> },
): Promise<PersonPlan[]> {
  const { outcomes } = state
  const parts = personParts(plans)
  const activities = plans.flatMap((plan) => activitiesOf(plan, state))
  const chunks = chunk(activities, LEADS_PER_ROUND)
  const answers = await send(client, [
    ...parts.map(({ subrequest }) => subrequest),
    ...chunks.map((list): Subrequest => ({
      method: 'PATCH',
      path: '/composite/sobjects/Task/Pointsman_Key__c',
      body: { allOrNone: false, records: list.map(({ item, plan }) => taskRecord(item.write, whoOf(plan), settings)) },
    })),
  ])
  const results = new Map<PersonPlan, RowResult>()
  for (const [index, part] of parts.entries()) {
    const rows = rowResults(answers[index], part.plans.length)
    for (const [row, same] of part.plans.entries()) {
      for (const plan of same) results.set(plan, rows[row] as RowResult)
    }
  }
  const again: PersonPlan[] = []
  const failed = new Set<PersonPlan>()
  for (const plan of plans) {
    const result = results.get(plan)
    const twin = plan.person.is === 'new' && result ? duplicateOf(result) : undefined
    if (twin !== undefined) {
      const person: Person = { is: twin.startsWith('003') ? 'Contact' : 'Lead', id: twin, ownerId: null }
      again.push(planPerson(plan.group, person, settings, await client.userId()))
    }
    if (twin !== undefined || !settlePlan(outcomes, plan, result)) failed.add(plan)
  }
  for (const [index, list] of chunks.entries()) {
    const rows = rowResults(answers[parts.length + index], list.length)
    for (const [row, { item, plan }] of list.entries()) {
      if (!failed.has(plan)) outcomes.set(item.index, activityOutcome(item, rows[row] as RowResult))
    }
  }
  return again
}

async function send(client: Client, subrequests: readonly Subrequest[]): Promise<Subanswer[]> {
  const answers: Subanswer[] = []
  for (const list of chunk(subrequests, PARTS_PER_CALL)) answers.push(...(await client.write('salesforce.write', list)))
  return answers
}

/** What is still to be made: not for an owner that lost to a person's, and not what an earlier try made. */
function activitiesOf(
  plan: PersonPlan,
  { outcomes, tasks }: { outcomes: Outcomes; tasks: ReadonlyMap<string, string> },
): { item: ActivityItem; plan: PersonPlan }[] {
  const refused = plan.kept || plan.decided.some(({ outcome }) => outcome.kind === 'reroute')
  return plan.group.items.filter(isActivity).flatMap((item) => {
    const made = tasks.get(taskKey(item.write.effectKey))
    if (made !== undefined) outcomes.set(item.index, { kind: 'done', crmId: made, created: false })
    return made !== undefined || refused ? [] : [{ item, plan }]
  })
}

function whoOf({ person, group }: PersonPlan): { id: string } | { ourId: string } {
  return person.is === 'new' ? { ourId: group.leadId } : { id: person.id }
}

function activityOutcome({ write }: ActivityItem, result: RowResult): CrmOutcome {
  if (result.success && result.id !== undefined) {
    return { kind: 'done', crmId: result.id, created: result.created !== false, response: result }
  }
  // A reference that leads nowhere is the person: the owner was checked with the person's own record.
  const isReference = result.errors[0]?.statusCode === 'INVALID_CROSS_REFERENCE_KEY'
  const owned = write.action === 'create-task' && !isReference
  return { ...failureOf(result, { owned, existed: true }), response: result }
}

function settleMissing(
  outcomes: Outcomes,
  group: WriteGroup,
  person: Extract<Person, { is: 'gone' | 'nobody' }>,
): void {
  const [first, ...rest] = group.items
  if (!first) return
  if (person.is === 'gone') {
    const { code, message, mergedInto } = person
    settle(outcomes, [first], { kind: 'gone', code, message, ...(mergedInto === undefined ? {} : { mergedInto }) })
  } else {
    settle(outcomes, [first], {
      kind: 'dead',
      code: 'salesforce.nobody',
      message:
        'Salesforce has no Lead or Contact for this person: replay its last event, so that the person is saved first.',
    })
  }
  settle(outcomes, rest, { kind: 'blocked' })
}

function chunk<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )
}
