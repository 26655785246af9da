// Contacts as people under companies, page by page or by what changed. Its one rule: no more is asked of a person than whose they are and at
// which address.
import type { Client } from '@hubspot/api-client'
import type { ContactRead, Crm } from '../../src/connector.ts'
import type { SearchPace } from './crm-changes.ts'
import type { Api } from './crm-client.ts'
import { mergedAway } from './crm-companies.ts'
import { unreadable } from './crm-errors.ts'
import { readModified, type Answer } from './crm-modified.ts'

type Page = Awaited<ReturnType<NonNullable<Crm['readContacts']>>>

const PAGE = 100
const LABEL = 'hubspot.people'
const PROPERTIES = ['email', 'associatedcompanyid', 'hubspot_owner_id', 'hs_merged_object_ids']

const changed = {
  label: `${LABEL}.search`,
  modified: 'lastmodifieddate' as const,
  properties: PROPERTIES,
  api: (client: Client) => client.crm.contacts.searchApi,
}

/** @param page HubSpot's own mark for the next page, or a place among changes @throws RemoteError */
export async function readPeople(api: Api, pace: SearchPace, page: string | null, since?: Date): Promise<Page> {
  if (since !== undefined) {
    const { results, next } = await readModified(api, pace, changed, page, since)
    return { contacts: results.map(contactOf), gone: results.flatMap(mergedAway), next }
  }
  const answer = await api.call(LABEL, false, (client) =>
    client.crm.contacts.basicApi.getPage(PAGE, page ?? undefined, PROPERTIES, undefined, undefined, false),
  )
  if (!Array.isArray(answer.results)) throw unreadable(LABEL, false)
  return {
    contacts: answer.results.map(contactOf),
    gone: answer.results.flatMap(mergedAway),
    next: answer.paging?.next?.after ?? null,
  }
}

function contactOf({ id, properties, updatedAt }: Answer): ContactRead {
  return {
    crmId: id,
    accountId: properties.associatedcompanyid || null,
    ownerId: properties.hubspot_owner_id || null,
    email: properties.email || null,
    updatedAt: new Date(updatedAt),
  }
}
