// Writes the contacts of a round: new ones, then those that were there, then the list for nurture.
import { RemoteError } from '../../src/connector.ts'
import { batchAnswer, eachResult, type Answered, type Progress } from './crm-batches.ts'
import type { Api } from './crm-client.ts'
import { existingId } from './crm-errors.ts'
import { planContact, type Plan } from './crm-plans.ts'
import type { HubspotSettings } from './settings.ts'

/** Contact id, or why there is none. */
export type Written = Map<Plan, { id: string; created: boolean } | RemoteError>

export async function writeContacts(
  api: Api,
  settings: HubspotSettings,
  plans: readonly Plan[],
  progress: Progress,
): Promise<{ plans: Plan[]; written: Written }> {
  const written: Written = new Map()
  const results = await create(
    api,
    plans.filter(({ person }) => person.is === 'new'),
    progress,
  )
  const all: Plan[] = []
  for (const plan of plans) {
    const result = results.get(plan)
    const twin = result instanceof RemoteError ? existingId(result) : undefined
    if (twin !== undefined) {
      // Somebody was quicker: what was meant for a new contact goes to theirs.
      all.push(planContact(plan.group, { is: 'contact', id: twin }, settings))
      continue
    }
    all.push(plan)
    if (result) written.set(plan, result instanceof RemoteError ? result : { id: result.id, created: true })
  }
  await update(api, all, written, progress)
  await addToList(api, settings.nurture.listId, all, written, progress)
  return { plans: all, written }
}

async function create(
  api: Api,
  plans: readonly Plan[],
  progress: Progress,
): Promise<Map<Plan, Answered | RemoteError>> {
  const results = new Map<Plan, Answered | RemoteError>()
  const inputs: { plan: Plan; objectWriteTraceId: string; properties: Record<string, string> }[] = []
  for (const plan of plans) {
    const save = plan.items.find(({ write }) => write.action === 'save-person')?.write
    if (plan.group.email === null && save && save.attempt > 0) {
      results.set(plan, withoutAddress)
      continue
    }
    inputs.push({ plan, objectWriteTraceId: save?.effectKey ?? plan.group.leadId, properties: plan.properties })
  }
  const answers = await eachResult(inputs, progress, (list) =>
    api.call('hubspot.contacts.create', true, async (client) => {
      const answer = await client.crm.contacts.batchApi.create({
        inputs: list.map(({ properties, objectWriteTraceId }) => ({
          properties,
          objectWriteTraceId,
          associations: [],
        })),
      })
      return batchAnswer('hubspot.contacts.create', true, answer)
    }),
  )
  for (const [{ plan }, result] of answers) results.set(plan, result)
  return results
}

const withoutAddress = new RemoteError(
  'This person has no e-mail address, so HubSpot cannot tell whether an earlier try made the contact: look for it there, then give the lead an address and replay it.',
  { code: 'hubspot.no-address', kind: 'rejected' },
)

/** Leads that meet in one contact share its place: HubSpot refuses a batch that names an id twice. */
async function update(api: Api, plans: readonly Plan[], written: Written, progress: Progress): Promise<void> {
  const byId = Map.groupBy(
    plans.filter(({ person }) => person.is === 'contact'),
    ({ person }) => (person.is === 'contact' ? person.id : ''),
  )
  const inputs = [...byId].flatMap(([id, same]) => {
    const properties = Object.assign({}, ...same.map((plan) => plan.properties)) as Record<string, string>
    if (Object.keys(properties).length > 0) return { id, same, properties }
    for (const plan of same) written.set(plan, { id, created: false })
    return []
  })
  const answers = await eachResult(inputs, progress, (list) =>
    api.call('hubspot.contacts.update', true, async (client) => {
      const answer = await client.crm.contacts.batchApi.update({
        inputs: list.map(({ id, properties }) => ({ id, properties })),
      })
      return batchAnswer('hubspot.contacts.update', true, answer)
    }),
  )
  for (const [{ id, same }, result] of answers) {
    for (const plan of same) written.set(plan, result instanceof RemoteError ? result : { id, created: false })
  }
}

async function addToList(
  api: Api,
  listId: string | undefined,
  plans: readonly Plan[],
  written: Written,
  progress: Progress,
): Promise<void> {
  if (listId === undefined) return
  const listed = plans.flatMap((plan) => {
    const result = written.get(plan)
    return plan.listed && result && !(result instanceof RemoteError) ? { plan, id: result.id } : []
  })
  if (listed.length === 0) return
  try {
    const answer = await api.call('hubspot.lists.add', true, (client) =>
      client.crm.lists.membershipsApi.add(listId, [...new Set(listed.map(({ id }) => id))]),
    )
    progress.answered = true
    const missing = new Set(answer.recordIdsMissing ?? [])
    for (const { plan, id } of listed) if (missing.has(id)) written.set(plan, gone)
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    // A list that is not there is no contact that is not there.
    const failed =
      error.kind === 'rejected' ? new RemoteError(error.message, { code: 'hubspot.list', kind: 'rejected' }) : error
    for (const { plan } of listed) written.set(plan, failed)
  }
}

const gone = new RemoteError('The contact is not there any more.', { code: 'OBJECT_NOT_FOUND', kind: 'gone' })
