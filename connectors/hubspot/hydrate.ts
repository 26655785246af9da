// Contact ids → contacts, in one batch read per 100. Its one rule: only what HubSpot says it does not find is gone;
// an answer that cannot be read, or an error of another kind, is tried again.
import { isRecord, RemoteError, type Hydrated, type Outbound } from '../../src/connector.ts'
import { createApi, type Api } from './crm-client.ts'
import { unreadable } from './crm-errors.ts'
import { defaultProperties, type HubspotSettings } from './settings.ts'

const LABEL = 'hubspot.contacts.read'
const MAX_PER_CALL = 100
/** Ids under which the person was known before merges, parted by semicolons. */
const MERGED_IDS = 'hs_merged_object_ids'
const MODIFIED_AT = 'lastmodifieddate'

interface Contact {
  id: string
  properties: Record<string, string | null>
}

/**
 * @returns id → `{ record: { id, properties } }`, or gone
 * @throws RemoteError
 */
export async function hydrate(
  ids: readonly string[],
  settings: HubspotSettings,
  outbound: Outbound,
): Promise<Map<string, Hydrated>> {
  const api = apiOf(settings, outbound)
  const properties = [...new Set([...defaultProperties, ...settings.properties, MERGED_IDS, MODIFIED_AT])]
  const wanted = [...new Set(ids)]
  const records = new Map<string, Hydrated>(wanted.map((id) => [id, { gone: true }]))
  for (let from = 0; from < wanted.length; from += MAX_PER_CALL) {
    const batch = wanted.slice(from, from + MAX_PER_CALL)
    const contacts = await readContacts(api, batch, properties)
    for (const contact of contacts) markMerged(records, contact)
    for (const { id, properties: read } of contacts) {
      if (records.has(id)) records.set(id, { payload: { record: { id, properties: read } }, ...asOf(read) })
    }
  }
  return records
}

/** What the record says is as old as its last change, however long after that it is read. */
function asOf(properties: Contact['properties']): { asOf?: Date } {
  const at = new Date(properties[MODIFIED_AT] ?? Number.NaN)
  return Number.isNaN(at.getTime()) ? {} : { asOf: at }
}

async function readContacts(api: Api, ids: readonly string[], properties: string[]): Promise<Contact[]> {
  const answer: unknown = await api.call(LABEL, false, (client) =>
    client.crm.contacts.batchApi.read({
      inputs: ids.map((id) => ({ id })),
      properties,
      propertiesWithHistory: [],
    }),
  )
  if (!isRecord(answer) || !Array.isArray(answer.results)) throw unreadable(LABEL, false)
  const errors = Array.isArray(answer.errors) ? (answer.errors as unknown[]) : []
  const failed = errors.find((error) => !isRecord(error) || error.category !== 'OBJECT_NOT_FOUND')
  if (failed !== undefined) {
    const said = isRecord(failed) && typeof failed.message === 'string' ? failed.message : 'no reason given'
    throw new RemoteError(`HubSpot could not read some of the contacts: ${said}`, {
      code: 'hubspot.partly-read',
      kind: 'temporary',
    })
  }
  return (answer.results as unknown[]).map((result) => {
    if (!isRecord(result) || typeof result.id !== 'string' || !isRecord(result.properties)) {
      throw unreadable(LABEL, false)
    }
    return { id: result.id, properties: result.properties as Contact['properties'] }
  })
}

/** A person asked for by an old id is answered under the one that lives on, and has events of its own there. */
function markMerged(records: Map<string, Hydrated>, contact: Contact): void {
  for (const old of (contact.properties[MERGED_IDS] ?? '').split(';')) {
    if (old !== contact.id && records.has(old)) records.set(old, { gone: true, mergedInto: contact.id })
  }
}

const apis = new WeakMap<HubspotSettings, { outbound: Outbound; api: Api }>()

/** One for each connection: settings and outbound are made once for it. */
function apiOf(settings: HubspotSettings, outbound: Outbound): Api {
  const known = apis.get(settings)
  if (known?.outbound === outbound) return known.api
  const api = createApi(settings, outbound)
  apis.set(settings, { outbound, api })
  return api
}
