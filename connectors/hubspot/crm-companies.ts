// The account's companies, page by page, as accounts to match leads with.
import type { Crm, Relationship } from '../../src/connector.ts'
import type { Api } from './crm-client.ts'
import { unreadable } from './crm-errors.ts'

type Page = Awaited<ReturnType<Crm['readAccounts']>>

const PAGE = 100
const LABEL = 'hubspot.companies'
const PROPERTIES = ['name', 'domain', 'hubspot_owner_id', 'type', 'lifecyclestage', 'hs_ideal_customer_profile']

/** @param page HubSpot's own mark for the next page @throws RemoteError */
export async function readCompanies(api: Api, page: string | null): Promise<Page> {
  const answer = await api.call(LABEL, false, (client) =>
    client.crm.companies.basicApi.getPage(PAGE, page ?? undefined, PROPERTIES, undefined, undefined, false),
  )
  if (!Array.isArray(answer.results)) throw unreadable(LABEL, false)
  return {
    accounts: answer.results.map(({ id, properties, updatedAt }) => ({
      crmId: id,
      name: properties.name || properties.domain || id,
      domain:
        properties.domain
          ?.trim()
          .toLowerCase()
          .replace(/^www\./, '') || null,
      ownerId: properties.hubspot_owner_id || null,
      relationship: relationshipOf(properties.type, properties.lifecyclestage),
      tier: properties.hs_ideal_customer_profile || null,
      updatedAt: new Date(updatedAt),
    })),
    next: answer.paging?.next?.after ?? null,
  }
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
