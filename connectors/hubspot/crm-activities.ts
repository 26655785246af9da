// Tasks and notes on contacts. HubSpot has no key for them: each carries its effect key in its text, and from the second try
// on it is looked for there before it is made.
import type { RemoteError, CrmWrite, WriteItem } from '../../src/connector.ts'
import { BATCH, batchAnswer, eachResult, type Answered, type Progress } from './crm-batches.ts'
import type { Api } from './crm-client.ts'
import { cleanText } from './crm-plans.ts'

type Activity = Extract<CrmWrite, { action: 'create-task' | 'add-note' }>
export interface ActivityItem extends WriteItem {
  write: Activity
}
export interface Placed {
  item: ActivityItem
  contactId: string
}

export const isActivity = (item: WriteItem): item is ActivityItem =>
  item.write.action === 'create-task' || item.write.action === 'add-note'

/** Ids of HubSpot's own associations (@hubspot/api-client 14.0.1, AssociationTypes). */
const TO_CONTACT = { tasks: 204, notes: 202 } as const
const BODY = { tasks: 'hs_task_body', notes: 'hs_note_body' } as const
type Kind = keyof typeof TO_CONTACT

/** HubSpot allows 65,536 characters; escaping and the mark need room. */
const MAX_BODY = 50_000
const MAX_SUBJECT = 255

/** @param now for notes, which stand in the timeline when they are made */
export async function writeActivities(
  api: Api,
  placed: readonly Placed[],
  now: Date,
  progress: Progress,
): Promise<Map<ActivityItem, { id: string; created: boolean } | RemoteError>> {
  const results = new Map<ActivityItem, { id: string; created: boolean } | RemoteError>()
  for (const kind of ['tasks', 'notes'] as const) {
    const list = placed.filter(({ item }) => (item.write.action === 'create-task') === (kind === 'tasks'))
    const retried = list.filter(({ item }) => item.write.attempt > 0)
    const made =
      retried.length > 0
        ? await readMarks(
            api,
            kind,
            retried.map(({ contactId }) => contactId),
          )
        : []
    const open = list.filter(({ item }) => {
      const mark = markLine(item.write.effectKey)
      const twin = item.write.attempt > 0 ? made.find(({ text }) => text.includes(mark)) : undefined
      if (twin) results.set(item, { id: twin.id, created: false })
      return !twin
    })
    for (const [item, result] of await create(api, kind, open, now, progress)) results.set(item, result)
  }
  return results
}

async function create(
  api: Api,
  kind: Kind,
  placed: readonly Placed[],
  now: Date,
  progress: Progress,
): Promise<Map<ActivityItem, { id: string; created: boolean } | RemoteError>> {
  const inputs = placed.map(({ item, contactId }) => ({ item, contactId, objectWriteTraceId: item.write.effectKey }))
  const label = `hubspot.${kind}.create`
  const answers = await eachResult(inputs, progress, (list) =>
    api.call(label, true, async (client) => {
      const answer = await client.crm.objects[kind].batchApi.create({
        inputs: list.map(({ item, contactId, objectWriteTraceId }) => ({
          objectWriteTraceId,
          properties: propertiesOf(item.write, now),
          associations: [
            {
              to: { id: contactId },
              types: [{ associationCategory: 'HUBSPOT_DEFINED' as never, associationTypeId: TO_CONTACT[kind] }],
            },
          ],
        })),
      })
      return batchAnswer(label, true, answer)
    }),
  )
  return new Map(
    [...answers].map(([{ item }, result]) => [
      item,
      'properties' in result ? { id: result.id, created: true } : result,
    ]),
  )
}

function propertiesOf(write: Activity, now: Date): Record<string, string> {
  const body = `${asHtml(cleanText(write.body).slice(0, MAX_BODY))}${markLine(write.effectKey)}`
  if (write.action === 'add-note') return { hs_timestamp: now.toISOString(), hs_note_body: body }
  return {
    hs_timestamp: write.dueAt.toISOString(),
    hs_task_subject: cleanText(write.subject).slice(0, MAX_SUBJECT),
    hs_task_body: body,
    hs_task_status: 'NOT_STARTED',
    hs_task_priority: 'HIGH',
    hs_task_type: 'TODO',
    hubspot_owner_id: write.ownerId,
  }
}

/** Visible, and small: hidden text and comments do not survive HubSpot's cleaning of HTML. */
function markLine(effectKey: string): string {
  return `<p><small>Pointsman ${escapeHtml(effectKey)}</small></p>`
}

/** A lead's own words are shown as HTML: none of them may become markup. */
function asHtml(text: string): string {
  return `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter)
}

interface Marked {
  id: string
  text: string
}

/** Texts of all that is linked to the contacts. @throws RemoteError */
async function readMarks(api: Api, kind: Kind, contactIds: readonly string[]): Promise<Marked[]> {
  const ids = new Set<string>()
  let inputs: { id: string; after?: string }[] = [...new Set(contactIds)].map((id) => ({ id }))
  while (inputs.length > 0) {
    const label = `hubspot.associations.${kind}`
    const list = inputs.slice(0, BATCH)
    const results = await api.call(label, false, async (client) => {
      const answer = await client.crm.associations.v4.batchApi.getPage('contacts', kind, { inputs: list })
      return batchAnswer(label, false, answer).results as unknown as Linked[]
    })
    inputs = inputs.slice(BATCH)
    for (const { _from: from, to, paging } of results) {
      for (const { toObjectId } of to) ids.add(toObjectId)
      const after = paging?.next?.after
      if (after !== undefined) inputs.push({ id: from.id, after })
    }
  }
  const texts: Marked[] = []
  const all = [...ids]
  for (let from = 0; from < all.length; from += BATCH) {
    const label = `hubspot.${kind}.read`
    const read: Answered[] = await api.call(label, false, async (client) => {
      const answer = await client.crm.objects[kind].batchApi.read({
        inputs: all.slice(from, from + BATCH).map((id) => ({ id })),
        properties: [BODY[kind]],
        propertiesWithHistory: [],
      })
      return batchAnswer(label, false, answer).results
    })
    texts.push(...read.map(({ id, properties }) => ({ id, text: properties[BODY[kind]] ?? '' })))
  }
  return texts
}

interface Linked {
  _from: { id: string }
  to: { toObjectId: string }[]
  paging?: { next?: { after?: string } }
}
