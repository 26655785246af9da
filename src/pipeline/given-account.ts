// An account as a list gives it, all of it text → an account as a CRM would give it. Its one rule: what cannot be read is left out, and the account
// stays.
import { websiteDomain } from '../cleanse/domain.ts'
import type { AccountRead } from '../connector.ts'
import { knownDetails, type Account, type AccountDetails, type Relationship } from '../lead/account.ts'

export const accountFields = [
  'id',
  'name',
  'domain',
  'domains',
  'aliases',
  'parent',
  'owner',
  'successManager',
  'relationship',
  'tier',
  'country',
  'state',
  'city',
  'postalCode',
  'phone',
  'contacts',
  'openPipeline',
  'lastActivityAt',
  'createdAt',
  'duns',
  'lei',
  'vat',
] as const
export type AccountField = (typeof accountFields)[number]

/** Signs of a cell; one with more is refused. */
export const MOST_SIGNS = 5_000

/** Several domains or aliases stand in one text, with `;`, `|` or `,` between. */
export type GivenAccount = { readonly [F in AccountField]?: string | undefined }

/** One without id is known by its domain. null: it has neither name nor domain, or nothing to be known by. */
export function readGivenAccount(given: GivenAccount, updatedAt: Date): AccountRead | null {
  const domains = [given.domain, ...listOf(given.domains)].flatMap((text) => (text && websiteDomain(text)) || [])
  const [domain = null, ...others] = domains
  const crmId = given.id ?? domain
  const name = given.name ?? domain
  if (name === null || crmId === null) return null
  return {
    crmId,
    name,
    domain,
    ownerId: given.owner ?? null,
    relationship: relationshipOf(given.relationship),
    tier: given.tier ?? null,
    parentId: given.parent ?? null,
    details: detailsOf(given, others),
    updatedAt,
  }
}

/** Fields that were given and could not be read, so that what is kept does not have them. */
export function leftOutOf(
  given: GivenAccount,
  kept: Pick<Account, 'domain' | 'relationship' | 'details'>,
): AccountField[] {
  const details = kept.details ?? {}
  const ids = details.externalIds ?? {}
  const has: Partial<Record<AccountField, boolean>> = {
    domain: kept.domain !== null,
    relationship: kept.relationship !== 'unknown' || given.relationship?.toLowerCase() === 'unknown',
    country: details.country !== undefined,
    phone: details.phone !== undefined,
    contacts: details.contacts !== undefined,
    openPipeline: details.openPipeline !== undefined,
    lastActivityAt: details.lastActivityAt !== undefined,
    createdAt: details.createdAt !== undefined,
    duns: 'duns' in ids,
    lei: 'lei' in ids,
    vat: 'vat' in ids,
  }
  return accountFields.filter((field) => given[field] !== undefined && has[field] === false)
}

function detailsOf(given: GivenAccount, domains: readonly string[]): AccountDetails | null {
  const { country, state, city, postalCode, phone, duns, lei, vat } = given
  const ids = Object.entries({ duns, lei, vat }).filter(([, id]) => id !== undefined) as [string, string][]
  const aliases = listOf(given.aliases)
  return knownDetails({
    country,
    state,
    city,
    postalCode,
    phone,
    domains: domains.length > 0 ? domains : undefined,
    aliases: aliases.length > 0 ? aliases : undefined,
    externalIds: ids.length > 0 ? Object.fromEntries(ids) : undefined,
    successManagerId: given.successManager,
    contacts: numberOf(given.contacts),
    openPipeline: numberOf(given.openPipeline),
    lastActivityAt: instantOf(given.lastActivityAt),
    createdAt: instantOf(given.createdAt),
  })
}

function listOf(text = ''): string[] {
  return text
    .split(/[;|,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

const currency = String.raw`(?:[A-Z]{3}|[$€£¥])`
const amount = new RegExp(String.raw`^${currency}?\s*(-?[\d.,'\s]*\d)\s*${currency}?$`, 'u')
/** 1500 · 1500.5 · 1,500.50 · 1 500 · 1.500,50 · 1500,5. Not 1.500, which is either. */
const readings: readonly [RegExp, (text: string) => string][] = [
  [/^-?\d{1,3}\.\d{3}$/, () => ''],
  [/^-?\d+(?:\.\d+)?$/, (text) => text],
  [/^-?\d{1,3}(?:[,'\s]\d{3})+(?:\.\d+)?$/, (text) => text.replace(/[,'\s]/g, '')],
  [/^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/, (text) => text.replaceAll('.', '').replace(',', '.')],
  [/^-?\d+,\d{1,2}$/, (text) => text.replace(',', '.')],
]

function numberOf(text = ''): number | undefined {
  const bare = amount.exec(text.trim())?.[1] ?? ''
  const plain = readings.find(([pattern]) => pattern.test(bare))?.[1](bare) ?? ''
  return plain === '' ? undefined : Number(plain)
}

/** 2026-11-24, with or without a time. Of other writings nobody knows which number is the month. */
function instantOf(text = ''): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** As types of accounts are called; "former customer" is no customer. */
const relationshipWords: readonly (readonly [Relationship, RegExp])[] = [
  ['former', /\b(?:former|ex|past|lost|churned|inactive|ehemalig\w*)\b/u],
  ['customer', /\b(?:customer|client|kunde)/u],
  ['prospect', /\b(?:prospect|lead|interessent)/u],
  ['partner', /\b(?:partner|reseller|integrator|distributor|agency)/u],
  ['competitor', /\b(?:competitor|wettbewerber)/u],
  ['target', /\btarget/u],
]

function relationshipOf(text = ''): Relationship {
  const said = text.toLowerCase()
  return relationshipWords.find(([, words]) => words.test(said))?.[0] ?? 'unknown'
}
