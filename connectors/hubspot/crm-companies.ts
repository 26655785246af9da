// The account's companies, page by page, as accounts to match leads with. Its one rule: a property that the portal lacks is answered with
// nothing, and so is left out; texts go on as the portal has them.
import type { Client } from '@hubspot/api-client'
import { knownDetails, type AccountRead, type Crm, type Gone, type Relationship } from '../../src/connector.ts'
import type { SearchPace } from './crm-changes.ts'
import type { Api } from './crm-client.ts'
import { unreadable } from './crm-errors.ts'
import { readModified, type Answer } from './crm-modified.ts'
import { numberOf, timeOf } from './property-values.ts'
import type { HubspotSettings } from './settings.ts'

type Page = Awaited<ReturnType<Crm['readAccounts']>>

const PAGE = 100
const LABEL = 'hubspot.companies'
const PROPERTIES = [
  'name',
  'domain',
  'hs_additional_domains',
  'hubspot_owner_id',
  'type',
  'lifecyclestage',
  'hs_ideal_customer_profile',
  'hs_parent_company_id',
  'hs_country_code',
  'country',
  'state',
  'city',
  'zip',
  'phone',
  'num_associated_contacts',
  'hs_total_deal_value',
  'hs_num_open_deals',
  'notes_last_updated',
  'hs_last_sales_activity_timestamp',
  'hs_merged_object_ids',
]

/** @param page HubSpot's own mark for the next page, or a place among changes @throws RemoteError */
export async function readCompanies(
  api: Api,
  pace: SearchPace,
  { successManagerProperty: manager }: Pick<HubspotSettings, 'successManagerProperty'>,
  page: string | null,
  since?: Date,
): Promise<Page> {
  const properties = manager === undefined || PROPERTIES.includes(manager) ? PROPERTIES : [...PROPERTIES, manager]
  if (since !== undefined) {
    const { results, next } = await readModified(api, pace, { ...changed, properties }, page, since)
    return { accounts: results.map((answer) => accountOf(answer, manager)), gone: results.flatMap(mergedAway), next }
  }
  const answer = await api.call(LABEL, false, (client) =>
    client.crm.companies.basicApi.getPage(PAGE, page ?? undefined, properties, undefined, undefined, false),
  )
  if (!Array.isArray(answer.results)) throw unreadable(LABEL, false)
  return {
    accounts: answer.results.map((company) => accountOf(company, manager)),
    gone: answer.results.flatMap(mergedAway),
    next: answer.paging?.next?.after ?? null,
  }
}

const changed = {
  label: `${LABEL}.search`,
  modified: 'hs_lastmodifieddate' as const,
  api: (client: Client) => client.crm.companies.searchApi,
}

/** The one that lives on names all that were merged into it, each time it is read. */
export function mergedAway({ id, properties }: Answer): Gone[] {
  const ids = properties.hs_merged_object_ids?.split(';').map((one) => one.trim()) ?? []
  return ids.filter((one) => one !== '' && one !== id).map((one) => ({ crmId: one, mergedInto: id }))
}

/** @param manager name of the property with the success manager */
function accountOf({ id, properties, createdAt, updatedAt }: Answer, manager: string | undefined): AccountRead {
  const others = properties.hs_additional_domains?.split(';').flatMap((domain) => host(domain) ?? []) ?? []
  return {
    crmId: id,
    name: properties.name || properties.domain || id,
    domain: host(properties.domain),
    ownerId: properties.hubspot_owner_id || null,
    relationship: relationshipOf(properties.type, properties.lifecyclestage),
    tier: properties.hs_ideal_customer_profile || null,
    parentId: properties.hs_parent_company_id || null,
    details: knownDetails({
      country: properties.hs_country_code || properties.country || undefined,
      state: properties.state || undefined,
      city: properties.city || undefined,
      postalCode: properties.zip || undefined,
      phone: properties.phone || undefined,
      domains: others.length === 0 ? undefined : others,
      contacts: numberOf(properties.num_associated_contacts),
      openPipeline: numberOf(properties.hs_total_deal_value) ?? numberOf(properties.hs_num_open_deals),
      successManagerId: (manager !== undefined && properties[manager]) || undefined,
      lastActivityAt: latest(properties.notes_last_updated, properties.hs_last_sales_activity_timestamp)?.toISOString(),
      createdAt: createdAt === undefined ? undefined : new Date(createdAt).toISOString(),
    }),
    updatedAt: new Date(updatedAt),
  }
}

function host(domain: string | null | undefined): string | null {
  return (
    domain
      ?.trim()
      .toLowerCase()
      .replace(/^www\./, '') || null
  )
}

function latest(...values: (string | null | undefined)[]): Date | undefined {
  return values
    .flatMap((value) => timeOf(value) ?? [])
    .toSorted((a, b) => a.getTime() - b.getTime())
    .at(-1)
}

const types: Record<string, Relationship> = {
  CUSTOMER: 'customer',
  PROSPECT: 'prospect',
  PARTNER: 'partner',
  RESELLER: 'partner',
  COMPETITOR: 'competitor',
}

/** The stage says it better: it is kept by deals, the type by hand. */
export function relationshipOf(type: string | null | undefined, stage: string | null | undefined): Relationship {
  if (stage === 'customer' || stage === 'evangelist') return 'customer'
  return types[type?.toUpperCase() ?? ''] ?? 'unknown'
}
