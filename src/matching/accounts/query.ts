// What a lead says about its company, ready to be compared. Its one rule: what names no company (free mail, placeholders, our own and
// denied domains) is left out here, so that nothing later can match by it.
import { companyIdKinds } from '../../cleanse/company-ids.ts'
import { companyKey, type CompanyKey } from '../../cleanse/company-key.ts'
import { isPlaceholder } from '../../cleanse/company.ts'
import { emailDomain } from '../../cleanse/email.ts'
import { domainClass } from '../../cleanse/email-class.ts'
import { registrableDomain, websiteDomain } from '../../cleanse/domain.ts'
import { phoneKeys } from '../../cleanse/phone.ts'
import { countryCode } from '../../cleanse/country.ts'
import { placeKey } from '../../cleanse/place-names.ts'
import { withoutUmlautE } from '../../cleanse/transliterate.ts'
import type { LeadFields } from '../../lead/lead.ts'
import type { AccountSettings } from './settings.ts'

export interface AccountQuery {
  /** As it was typed, or null. */
  company: string | null
  key: CompanyKey
  /** Strongest first: what the lead's fields say, its e-mail address, a name that is written as a domain. */
  domains: readonly string[]
  /** First labels of the domains, as cores: `acme` of acme.co.uk. */
  stems: readonly string[]
  country: string | null
  state: string | null
  city: string | null
  postalCode: string | null
  phones: readonly string[]
  /** Numbers of registers: `duns`, `lei`, `vat` → number. */
  externalIds: Readonly<Record<string, string>>
  /** Why there is nothing to go by, in words. */
  without: string
}

export function accountQuery(fields: LeadFields, settings: AccountSettings): AccountQuery {
  const key = companyKey(fields.company ?? '')
  const ofEmail = fields.email === undefined ? undefined : emailDomain(fields.email)
  // A profile on a host that many share names nobody; an address there is of those who work for the host.
  const pages = [fields.domain, fields.website, key.domain ?? undefined].map((text) => text && websiteDomain(text))
  const all = [...pages.slice(0, 2), ofEmail, pages[2]].flatMap((text) => (text && registrableDomain(text)) || [])
  // A host may be of another kind than the domain above it: privaterelay.appleid.com.
  const hidden = ofEmail !== undefined && !isCompanys(ofEmail, settings) ? registrableDomain(ofEmail) : undefined
  const domains = [...new Set(all)].filter((domain) => domain !== hidden && namesCompany(domain, settings))
  const externalIds = Object.fromEntries(
    companyIdKinds.flatMap((kind) => (fields[kind] === undefined ? [] : [[kind, fields[kind]]])),
  )
  return {
    company: fields.company ?? null,
    key,
    domains,
    stems: domains.map(stemOf),
    country: (fields.country === undefined ? undefined : countryCode(fields.country)) ?? null,
    state: fields.state ?? null,
    city: fields.city === undefined ? null : placeKey(fields.city),
    postalCode: fields.postalCode ?? null,
    phones: fields.phone === undefined ? [] : phoneKeys(fields.phone, fields.country),
    externalIds,
    without: Object.keys(externalIds).length > 0 ? '' : nothingToGoBy(all, domains, fields.company),
  }
}

/** Free mail, throw-away and relay domains never; schools as the settings say. */
export function namesCompany(domain: string, settings: AccountSettings): boolean {
  if (settings.deniedDomains.includes(domain) || settings.ours.includes(domain)) return false
  return isCompanys(domain, settings)
}

function isCompanys(host: string, settings: AccountSettings): boolean {
  const kind = domainClass(host)
  if (kind === 'education') return settings.education !== 'off'
  return kind === 'corporate' || kind === 'government'
}

/** `acme` of acme.co.uk; of `acme-bearings.com` the words joined, as cores are. */
export function stemOf(domain: string): string {
  const dot = domain.indexOf('.')
  const label = dot < 0 ? domain : domain.slice(0, dot)
  // Most are one plain word, of which nothing but an umlaut's e is ever taken.
  if (/^[a-z0-9]+$/.test(label)) return isPlaceholder(label) ? label : withoutUmlautE(label)
  return companyKey(label.replaceAll('-', ' ')).core || label
}

function nothingToGoBy(all: readonly string[], domains: readonly string[], company: string | undefined): string {
  if (domains.length > 0 || (company !== undefined && !companyKey(company).isPlaceholder)) return ''
  const domain = all.length > 0 ? `${all[0]} names no company` : 'no domain of a company'
  return company === undefined ? domain : `${domain}, and "${company}" names none either`
}
