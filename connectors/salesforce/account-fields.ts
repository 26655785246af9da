// What of an Account serves matching, and what each row says. Its one rule: texts go on as the org has them; only ids, numbers and times are read.
import { knownDetails, type AccountRead, type Relationship } from '../../src/connector.ts'
import type { Row } from './client.ts'
import { idOf, to18 } from './ids.ts'
import type { SalesforceSettings } from './settings.ts'

const always = ['Id', 'Name', 'Website', 'OwnerId', 'Type', 'SystemModstamp']
/** Asked for where the org has them and lets us see them. */
const wanted = [
  'ParentId',
  'BillingCountryCode',
  'BillingCountry',
  'BillingStateCode',
  'BillingState',
  'BillingCity',
  'BillingPostalCode',
  'Phone',
  'LastActivityDate',
  'CreatedDate',
  'DunsNumber',
]

/** Fields that stand elsewhere in each org. */
export type OwnFields = Pick<SalesforceSettings, 'tierField' | 'successManagerField'>

/** @param has fields of Account, by its describe */
export function accountFields(has: ReadonlySet<string>, { tierField, successManagerField }: OwnFields): string[] {
  const own = [tierField, successManagerField].filter((name) => name !== undefined)
  return [...new Set([...always, ...wanted.filter((name) => has.has(name)), ...own])]
}

export function accountOf(row: Row, { tierField, successManagerField }: OwnFields): AccountRead {
  const tier = tierField === undefined ? null : row[tierField]
  const duns = text(row.DunsNumber)
  return {
    crmId: to18(String(row.Id)),
    name: String(row.Name),
    domain: websiteHost(row.Website),
    ownerId: idOf(row.OwnerId),
    relationship: relationshipOf(row.Type),
    tier: typeof tier === 'string' || typeof tier === 'number' ? String(tier) : null,
    parentId: idOf(row.ParentId),
    details: knownDetails({
      country: text(row.BillingCountryCode) ?? text(row.BillingCountry),
      state: text(row.BillingStateCode) ?? text(row.BillingState),
      city: text(row.BillingCity),
      postalCode: text(row.BillingPostalCode),
      phone: text(row.Phone),
      externalIds: duns === undefined ? undefined : { duns },
      successManagerId: successManagerField === undefined ? undefined : (idOf(row[successManagerField]) ?? undefined),
      lastActivityAt: instant(row.LastActivityDate),
      createdAt: instant(row.CreatedDate),
    }),
    updatedAt: new Date(String(row.SystemModstamp)),
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** A day is its first moment. */
function instant(value: unknown): string | undefined {
  const at = new Date(typeof value === 'string' ? value : Number.NaN)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** `https://www.Example.com/de` or `example.com` → `example.com`; null for what names no host. */
export function websiteHost(website: unknown): string | null {
  if (typeof website !== 'string') return null
  const address = /^[a-z]+:\/\//i.test(website.trim()) ? website.trim() : `http://${website.trim()}`
  if (!URL.canParse(address)) return null
  const host = new URL(address).hostname.replace(/^www\./, '')
  return host.includes('.') ? host : null
}

/** The standard values of Account.Type, and what orgs make of them: `Customer - Direct`, `Channel Partner / Reseller`. */
export function relationshipOf(type: unknown): Relationship {
  const said = typeof type === 'string' ? type.toLowerCase() : ''
  if (said.startsWith('customer')) return 'customer'
  if (said.includes('partner')) return 'partner'
  if (said.startsWith('competitor')) return 'competitor'
  if (said.startsWith('prospect')) return 'prospect'
  return 'unknown'
}
