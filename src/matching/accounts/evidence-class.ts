// How far evidence goes, as a letter. Its one rule: a similar name alone never decides, and neither does free mail.
import type { CompanyKey } from '../../cleanse/company-key.ts'
import { domainClass } from '../../cleanse/domain-class.ts'
import { distinctiveWords, isPopular } from '../generic-words.ts'
import type { Evidence, Rarity } from './evidence.ts'
import type { AccountSettings, Use } from './settings.ts'

/**
 * A: a contact with this address, the same number of a register, a name the account is known by, or a domain that only it has · B: a domain of several accounts, or of
 * its contacts · C: the same name, and one thing more agrees · D: the same rare name · E: a similar name, and one thing more agrees ·
 * F: the same common name · G: a similar name · H: only the first part of the domain.
 */
export const evidenceClasses = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const
export type EvidenceClass = (typeof evidenceClasses)[number]

export type Band = 'auto' | 'review' | 'none'

/** @param sharedDomain other accounts have the domain too */
export function evidenceClass(
  evidence: Evidence,
  key: CompanyKey,
  rarity: Rarity,
  sharedDomain: boolean,
): EvidenceClass | null {
  const { domain, name, similarity } = evidence
  if (evidence.externalId === 'same') return 'A'
  if (evidence.contributions.some(({ field }) => field === 'contact')) return 'A'
  if (domain === 'owned') return sharedDomain ? 'B' : 'A'
  if (name === 'override') return 'A'
  if (domain === 'by-contacts') return 'B'
  const support = evidence.place !== null || domain === 'same-stem'
  if (name === 'same') return support ? 'C' : isRare(key, rarity) ? 'D' : 'F'
  if (name === 'same-but-weak' || name === 'brand') {
    if (evidence.place === 'near' || domain === 'same-stem') return 'C'
    const oneSays = name === 'same-but-weak' || rarity.total < MANY_ACCOUNTS
    if (oneSays && isRareBrand(key, rarity)) return 'D'
    return support ? 'E' : name === 'same-but-weak' ? 'G' : null
  }
  if (name === 'part') return isRareBrand(key, rarity) ? (support ? 'E' : 'G') : null
  if (name === 'similar') return support ? 'E' : similarity >= 0.85 ? 'G' : null
  if (similarity >= 0.4 && evidence.contributions.some(({ field }) => field === 'phone')) return 'E'
  return domain === 'same-stem' ? 'H' : null
}

/** Nobody else could be meant: one account goes by it, and chance would hardly make another of the same name. */
export function isRare(key: CompanyKey, rarity: Rarity): boolean {
  if (rarity.withCore(key.core) > 1) return false
  if (key.strong.length > 1) return true
  const [word = ''] = key.strong
  return isOwn(word, rarity) && rarity.withWord(word) <= Math.max(3, rarity.total / 20_000)
}

/** The one word that could be the company's own is nobody else's; among few accounts a second one may be its branch. */
function isRareBrand(key: CompanyKey, rarity: Rarity): boolean {
  const [brand] = distinctiveWords(key.words)
  return brand !== undefined && isOwn(brand, rarity) && rarity.withWord(brand) <= (rarity.total < FEW_ACCOUNTS ? 2 : 1)
}

/** So few accounts that three letters tell them apart. */
const FEW_ACCOUNTS = 2_000
/** Beyond it two companies of one first word are taken for one only when one of them says nothing else. */
const MANY_ACCOUNTS = 50_000

/** Long enough not to be met by chance: letters of an alphabet make so many words, and some of them more often. */
function isOwn(word: string, { total }: Rarity): boolean {
  if (isPopular(word)) return false
  // A sign of Chinese tells as much as a word.
  if (!/^[a-z0-9]*$/.test(word)) return word.length >= 2
  return word.length >= (total < FEW_ACCOUNTS ? 3 : Math.round(Math.log(total) / Math.log(26)) + 2)
}

export function bandOf(letter: EvidenceClass | null, evidence: Evidence, settings: AccountSettings): Band {
  const band = bandOfLetter(letter, evidence, settings)
  if (evidence.externalId !== 'different' || band === 'none') return band
  // Companies of one group have each a number of its own: whose lead it is, a person says.
  return letter !== null && letter < 'E' ? 'review' : 'none'
}

function bandOfLetter(letter: EvidenceClass | null, evidence: Evidence, settings: AccountSettings): Band {
  if (letter === null || letter === 'H') return 'none'
  // Two domains of companies that are not the same outweigh what a name says.
  const contradicted = evidence.domain === 'different' && evidence.place !== 'near'
  const doubted = contradicted || evidence.abroad || evidence.otherLegalForm
  switch (letter) {
    case 'A':
    case 'B':
      if (evidence.externalId === 'same' || !isByDomain(evidence)) return 'auto'
      if (settings.education === 'review' && isSchool(evidence)) return 'review'
      return evidence.name === 'unknown' ? used(settings.domainOnly, false) : 'auto'
    case 'C':
      return evidence.domain === 'different' || evidence.abroad ? 'review' : 'auto'
    case 'D':
      return used(settings.rareName, doubted)
    case 'E':
      return evidence.similarity >= 0.9 && evidence.domain !== 'different' && !evidence.abroad ? 'auto' : 'review'
    case 'F':
      return used(settings.commonName, doubted)
    case 'G':
      return settings.similarName === 'off' ? 'none' : 'review'
  }
}

function isByDomain({ contributions, domain }: Evidence): boolean {
  return (domain === 'owned' || domain === 'by-contacts') && !contributions.some(({ field }) => field === 'contact')
}

function isSchool({ contributions }: Evidence): boolean {
  return contributions.some(({ field, left }) => field === 'domain' && domainClass(left) === 'education')
}

function used(use: Use, doubted: boolean): Band {
  if (use === 'off') return 'none'
  return use === 'auto' && !doubted ? 'auto' : 'review'
}
