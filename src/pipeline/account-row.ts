// An account of a CRM → the row that is kept. Its one rule: what is kept has the form that leads are cleansed to, or is left out, so that the two
// can be compared.
import { cleanFields } from '../cleanse/clean.ts'
import { cleanCompanyIds } from '../cleanse/company-ids.ts'
import { countryCode } from '../cleanse/country.ts'
import { websiteDomain } from '../cleanse/domain.ts'
import { phoneKeys } from '../cleanse/phone.ts'
import type { AccountRead } from '../connector.ts'
import { knownDetails, type AccountDetails } from '../lead/account.ts'
import type { LeadFields } from '../lead/lead.ts'
import type { AccountRow } from '../store/rows.ts'

/** @param isActive whether the CRM's owner of this id is; undefined: we know no such owner */
export function accountRow(
  connection: string,
  read: AccountRead,
  isActive: (ownerId: string) => boolean | undefined,
  run: number,
): AccountRow {
  const { crmId, name, ownerId, relationship, tier, parentId, updatedAt } = read
  const domain = (read.domain === null ? undefined : websiteDomain(read.domain)) ?? null
  const details = cleanDetails(read.details ?? {}, domain)
  const ownerActive = ownerId === null ? undefined : isActive(ownerId)
  return {
    id: `${connection}:${crmId}`,
    connection,
    crmId,
    name,
    domain,
    ownerId,
    relationship,
    tier,
    updatedAt,
    parentId: parentId ?? null,
    details: knownDetails({ ...details, ownerActive }),
    run,
  }
}

function cleanDetails(raw: AccountDetails, domain: string | null): Parameters<typeof knownDetails>[0] {
  const { country, state, city, postalCode, phone } = raw
  const given = Object.entries({ country, state, city, postalCode, phone }).filter(([, value]) => value !== undefined)
  const fields: LeadFields = given.length === 0 ? {} : cleanFields(Object.fromEntries(given)).fields
  // What stays as typed is no code, and could be compared with nothing.
  const code = fields.country === undefined ? undefined : countryCode(fields.country)
  const domains = [...new Set(raw.domains?.flatMap((other) => websiteDomain(other) ?? []))].filter(
    (other) => other !== domain,
  )
  return {
    country: code,
    state: fields.state,
    city: fields.city,
    postalCode: fields.postalCode,
    phone: fields.phone === undefined ? undefined : phoneKeys(fields.phone, code).find((key) => key.startsWith('+')),
    domains: domains.length === 0 ? undefined : domains,
    aliases: raw.aliases,
    externalIds: cleanIds(raw.externalIds, code),
    contacts: raw.contacts,
    openPipeline: raw.openPipeline,
    successManagerId: raw.successManagerId,
    lastActivityAt: raw.lastActivityAt,
    createdAt: raw.createdAt,
  }
}

function cleanIds(raw: AccountDetails['externalIds'], country: string | undefined): AccountDetails['externalIds'] {
  const ids = cleanCompanyIds(raw ?? {}, country)
  return Object.keys(ids).length === 0 ? undefined : ids
}
