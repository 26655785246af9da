// What speaks for and against one account, in bits. Its one rule: the score is the sum of what is listed, nothing else.
import { companyKey, type CompanyKey } from '../../cleanse/company-key.ts'
import { placeKey } from '../../cleanse/place-names.ts'
import { phoneKeys } from '../../cleanse/phone.ts'
import { registrableDomain } from '../../cleanse/domain.ts'
import type { Account, AccountDetails } from '../../lead/account.ts'
import { companySimilarity } from '../index/name-similarity.ts'
import { distinctiveWords } from '../generic-words.ts'
import { stemOf, type AccountQuery } from './query.ts'

export interface Contribution {
  field: 'contact' | 'id' | 'domain' | 'name' | 'country' | 'city' | 'postal code' | 'phone' | 'legal form'
  /** `owned`, `same`, `similar`, `different` … */
  level: string
  /** What the lead says. */
  left: string
  /** What the account says. */
  right: string
  /** Each one doubles the odds that it is the same; negative ones halve them. */
  bits: number
}

/** How rare names are among all accounts. */
export interface Rarity {
  /** How many accounts there are. */
  total: number
  /** How many accounts go by this core. */
  withCore(core: string): number
  /** How many accounts have this word in their name. */
  withWord(word: string): number
}

export interface Evidence {
  account: Account
  contributions: readonly Contribution[]
  /** Sum of the contributions. */
  bits: number
  domain: 'owned' | 'by-contacts' | 'same-stem' | 'different' | 'unknown'
  /**
   * same-but-weak: one of them adds branch, business or place · brand: both do, each another · part: one of them says more than that
   */
  name: 'override' | 'same' | 'same-but-weak' | 'brand' | 'part' | 'similar' | 'different' | 'unknown'
  /** 0 to 1; 1 when the cores are equal. */
  similarity: number
  /** near: city, postal code or phone agree · country: only the country does. */
  place: 'near' | 'country' | null
  /** Both say a country, and not the same. */
  abroad: boolean
  otherLegalForm: boolean
  /** Of numbers that registers give: one is the same · none is, and one differs · nothing to compare. */
  externalId: 'same' | 'different' | 'unknown'
}

export interface KnownElsewhere {
  /** Account of the contact who has the lead's address. */
  contactAccountId: string | null
  /** domain → account that nearly all contacts with this domain belong to. */
  contactDomains: ReadonlyMap<string, string>
  /** Names of the account that others gave it: aliases and what reviewers said. */
  aliasCores: ReadonlySet<string>
}

export function evidenceFor(query: AccountQuery, account: Account, rarity: Rarity, known: KnownElsewhere): Evidence {
  const list: Contribution[] = []
  const say = (field: Contribution['field'], level: string, left: string, right: string, bits: number): void => {
    list.push({ field, level, left, right, bits })
  }
  if (known.contactAccountId === account.id) say('contact', 'same address', 'e-mail', account.name, 12)
  const externalId = idEvidence(query, account, say)
  const domain = domainEvidence(query, account, known, say)
  const { name, similarity, otherLegalForm } = nameEvidence(query, account, rarity, known, say)
  const { place, abroad } = placeEvidence(query, account, say)
  return {
    account,
    contributions: list,
    bits: list.reduce((sum, { bits }) => sum + bits, 0),
    domain,
    name,
    similarity,
    place,
    abroad,
    otherLegalForm,
    externalId,
  }
}

type Say = (field: Contribution['field'], level: string, left: string, right: string, bits: number) => void

/** @param registrable another way to the same, for accounts of which each is read once */
export function domainsOf(account: Account, registrable = registrableDomain): string[] {
  const all = [account.domain, ...(account.details?.domains ?? [])]
  return [...new Set(all.flatMap((domain) => (domain ? (registrable(domain) ?? []) : [])))]
}

/** All it goes by, its own name first. */
export function namesOf(account: Account): string[] {
  return [account.name, ...(account.details?.aliases ?? [])]
}

function idEvidence({ externalIds }: AccountQuery, account: Account, say: Say): Evidence['externalId'] {
  let found: Evidence['externalId'] = 'unknown'
  for (const [kind, id] of Object.entries(externalIds)) {
    const own = account.details?.externalIds?.[kind]
    if (own === undefined) continue
    const same = own === id
    say('id', `${same ? 'same' : 'other'} ${kindNames[kind] ?? kind}`, id, own, same ? 14 : -6)
    if (found !== 'same') found = same ? 'same' : 'different'
  }
  return found
}

const kindNames: Readonly<Record<string, string>> = { duns: 'D-U-N-S number', lei: 'LEI', vat: 'VAT number' }

function domainEvidence(query: AccountQuery, account: Account, known: KnownElsewhere, say: Say): Evidence['domain'] {
  const own = domainsOf(account)
  const owned = query.domains.find((domain) => own.includes(domain))
  if (owned !== undefined) {
    say('domain', 'owned', owned, owned, 9)
    return 'owned'
  }
  const byContacts = query.domains.find((domain) => known.contactDomains.get(domain) === account.id)
  if (byContacts !== undefined) {
    say('domain', 'of its contacts', byContacts, account.name, 6)
    return 'by-contacts'
  }
  const [asked] = query.domains
  if (asked === undefined) return 'unknown'
  const cores = new Set([...namesOf(account).map((name) => companyKey(name).core), ...own.map(stemOf)])
  const stem = query.stems.find((candidate) => candidate.length >= 3 && cores.has(candidate))
  if (stem !== undefined) {
    say('domain', 'same stem', stem, own[0] ?? account.name, 4)
    return 'same-stem'
  }
  // motorolasolutions.com says Motorola; whether it is the same one, the name says.
  const brands = namesOf(account).flatMap((name) => distinctiveWords(companyKey(name).words).slice(0, 1))
  const isNear = query.stems.some((candidate) => brands.some((word) => word.length >= 5 && candidate.startsWith(word)))
  if (own.length === 0 || isNear) return 'unknown'
  say('domain', 'different', asked, own[0] ?? '', -3)
  return 'different'
}

/** Bits of an equal name: rare ones tell more. */
function nameBits(core: string, rarity: Rarity): number {
  const share = Math.max(1, rarity.withCore(core))
  return Math.round(Math.min(8, Math.max(2, Math.log2(rarity.total / share) / 2)) * 10) / 10
}

function nameEvidence(
  query: AccountQuery,
  account: Account,
  rarity: Rarity,
  known: KnownElsewhere,
  say: Say,
): Pick<Evidence, 'name' | 'similarity' | 'otherLegalForm'> {
  const typed = query.key
  if (known.aliasCores.has(companyKey(account.name).core)) {
    say('name', 'known alias', query.company ?? query.domains[0] ?? '', account.name, 8)
    return { name: 'override', similarity: 1, otherLegalForm: false }
  }
  if (query.company === null || typed.isPlaceholder) return { name: 'unknown', similarity: 0, otherLegalForm: false }
  const weight = (word: string): number => Math.log2(1 + rarity.total / (1 + rarity.withWord(word)))
  let best = { similarity: -1, name: account.name }
  for (const name of namesOf(account)) {
    const key = companyKey(name)
    const alike = companySimilarity(typed, key, weight)
    const similarity = isAcronym(typed, key) || isAcronym(key, typed) ? Math.min(alike, ACRONYM) : alike
    if (similarity > best.similarity) best = { similarity, name }
  }
  const key = companyKey(best.name)
  const { similarity } = best
  if (key.core === typed.core) {
    say('name', 'same', query.company, best.name, nameBits(typed.core, rarity))
    return { name: 'same', similarity: 1, otherLegalForm: legalForms(typed.legalForm, key.legalForm, query, best, say) }
  }
  // "Acme Germany" and "Acme": one says more, in words that many companies have.
  if (typed.strong.join('') === key.strong.join('') && (isWithin(typed, key) || isWithin(key, typed))) {
    say('name', 'same but for weak words', query.company, best.name, nameBits(key.core, rarity) - 1)
    return { name: 'same-but-weak', similarity: Math.max(similarity, 0.9), otherLegalForm: false }
  }
  const brand = sameBrand(typed, key)
  if (brand === 'brand' || (brand && similarity < 0.9)) {
    say(
      'name',
      brand === 'brand' ? 'same brand' : 'brand and more',
      query.company,
      best.name,
      brand === 'brand' ? 4 : 2,
    )
    const oneSaysMore =
      distinctiveWords(typed.words).length === typed.words.length ||
      distinctiveWords(key.words).length === key.words.length
    const name = brand === 'brand' && oneSaysMore ? 'same-but-weak' : brand
    return { name, similarity: Math.max(similarity, brand === 'brand' ? 0.9 : 0.8), otherLegalForm: false }
  }
  if (similarity >= 0.8) {
    say('name', 'similar', query.company, best.name, Math.round((similarity - 0.7) * 150) / 10)
    return { name: 'similar', similarity, otherLegalForm: false }
  }
  if (similarity < 0.3) say('name', 'different', query.company, best.name, -2)
  return { name: 'different', similarity, otherLegalForm: false }
}

/** Letters of a name may stand for it, and for many others too. */
const ACRONYM = 0.85

function isAcronym(short: CompanyKey, long: CompanyKey): boolean {
  return short.words.length === 1 && short.core === long.acronym
}

function sameBrand(a: CompanyKey, b: CompanyKey): 'brand' | 'part' | null {
  const [left, right] = [distinctiveWords(a.words), distinctiveWords(b.words)]
  const [brand] = left
  if (brand === undefined || brand !== right[0] || brand.length < 3) return null
  // "Burger Palace" and "Burger Palace Graz".
  if (left.join('') === right.join('')) return 'brand'
  return left.length === 1 || right.length === 1 ? 'part' : null
}

function isWithin(few: CompanyKey, many: CompanyKey): boolean {
  return few.words.every((word) => many.words.includes(word))
}

/** Forms of one country each that both wrote out: "Alcan Inc." is not "Alcan S.A.". */
function legalForms(
  left: string | null,
  right: string | null,
  query: AccountQuery,
  best: { name: string },
  say: Say,
): boolean {
  if (left === null || right === null || family(left) === family(right)) return false
  say('legal form', 'different', query.company ?? '', best.name, -2)
  return true
}

const families: readonly (readonly [string, RegExp])[] = [
  [
    'english',
    /^(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|l l c|llp|lp|plc|pc|pty|pte|pvt|private)\b/,
  ],
  ['german', /^(?:gmbh|mbh|ag|kg|ohg|kgaa|ug|eg|ev|gesmbh|se|aktiengesellschaft)\b/],
  ['nordic', /^(?:as|a s|aps|ab|oy|oyj|asa|hf|ehf|is)\b/],
  ['romance', /^(?:sa|s a|sas|sarl|srl|spa|sl|slu|snc|lda|ltda|sau|sci|cia|sc|ca)\b/],
  ['japanese', /^(?:株式会社|合同会社|有限会社|\(株\)|\(有\)|㈱)/],
  ['korean', /^(?:주식회사|유한회사|\(주\)|㈜)/],
  ['chinese', /(?:公司|集团|集團)$/],
  ['dutch', /^(?:bv|nv|vof|cv|bvba|sprl)\b/],
]

function family(form: string): string {
  return families.find(([, pattern]) => pattern.test(form))?.[0] ?? form
}

function placeEvidence(query: AccountQuery, account: Account, say: Say): Pick<Evidence, 'place' | 'abroad'> {
  const details = account.details ?? {}
  const { country } = query
  const abroad = country !== null && details.country !== undefined && country !== details.country
  const inCountry = country !== null && country === details.country
  if (abroad) say('country', 'different', country, details.country ?? '', -2)
  else if (inCountry) say('country', 'same', country, country, 1.5)
  const phones = details.phone === undefined ? [] : phoneKeys(details.phone, details.country)
  const phone = query.phones.find((key) => phones.includes(key))
  if (phone !== undefined) say('phone', 'same', phone, phone, 5)
  const near = abroad ? null : nearBy(query, details)
  if (near) say(near.field, 'same', near.text, near.text, 2)
  return { place: phone !== undefined || near ? 'near' : inCountry ? 'country' : null, abroad }
}

function nearBy(query: AccountQuery, details: AccountDetails): { field: 'city' | 'postal code'; text: string } | null {
  if (query.city !== null && details.city !== undefined && placeKey(details.city) === query.city) {
    return { field: 'city', text: query.city }
  }
  const { postalCode } = query
  return postalCode !== null && postalCode === details.postalCode ? { field: 'postal code', text: postalCode } : null
}
