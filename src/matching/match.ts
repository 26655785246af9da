// Same person? Which account? First version: exact address for people, registrable domain for accounts; fuzzy matching comes later.
import { companyKey } from '../cleanse/company-key.ts'
import { cleanEmail, isEmail, isFreeMail, isRoleMailbox } from '../cleanse/email.ts'
import { businessDomain, registrableDomain } from '../cleanse/domain.ts'
import type { Account, Relationship } from '../lead/account.ts'
import type { LeadFields } from '../lead/lead.ts'

/** Evidence is measured in bits: each one doubles the odds that it is the same. */
export type Match =
  | { kind: 'new' }
  | { kind: 'same'; leadId: string; why: string; bits: number }
  | { kind: 'unsure'; candidates: { leadId: string; why: string; bits: number }[] }

export type AccountMatch =
  | { kind: 'none'; why: string }
  | { kind: 'account'; accountId: string; why: string; bits: number }

export interface PersonKey {
  kind: string
  key: string
}

const EMAIL_BITS = 9
/** Several people read it, but two leads for one address would fight over one CRM record. */
const ROLE_MAILBOX_BITS = 3
const DOMAIN_BITS = 5
/** The domain says the group, not which of its accounts. */
const SHARED_DOMAIN_BITS = 3
/** The domain says the group, the name which of its accounts. */
const NAMED_BITS = 7

/** Who knows the company best takes the lead: a customer's account before a prospect's. */
const order: Record<Relationship, number> = {
  customer: 0,
  partner: 1,
  prospect: 2,
  former: 3,
  target: 4,
  unknown: 5,
  competitor: 6,
}

/** Exact keys of a person. No key when nothing is sure enough: then everybody is new. */
export function personKeys(fields: LeadFields): PersonKey[] {
  const email = normalEmail(fields)
  return email === undefined ? [] : [{ kind: 'email', key: email }]
}

/** @param found `kind:key` → lead */
export function matchPerson(fields: LeadFields, found: ReadonlyMap<string, string>): Match {
  for (const { kind, key } of personKeys(fields)) {
    const leadId = found.get(`${kind}:${key}`)
    if (leadId === undefined) continue
    return isRoleMailbox(key)
      ? {
          kind: 'same',
          leadId,
          why: 'same e-mail address, a mailbox that several people may read',
          bits: ROLE_MAILBOX_BITS,
        }
      : { kind: 'same', leadId, why: 'same e-mail address', bits: EMAIL_BITS }
  }
  return { kind: 'new' }
}

/** Domains that name the company, strongest first; never free mail. */
export function accountDomains(fields: LeadFields): string[] {
  const ofFields = fields.domain === undefined ? undefined : registrableDomain(fields.domain)
  const ofEmail = fields.email === undefined ? undefined : businessDomain(fields.email)
  const domains = [ofFields, ofEmail].filter((domain) => domain !== undefined && !isFreeMail(domain))
  return [...new Set(domains as string[])]
}

/** @param accounts candidates; others than those with one of the lead's domains do no harm */
export function matchAccount(fields: LeadFields, accounts: readonly Account[]): AccountMatch {
  const domains = accountDomains(fields)
  if (domains.length === 0) return { kind: 'none', why: 'no domain of a company' }
  for (const domain of domains) {
    const typed = companyKey(fields.company ?? '').core
    const named = (account: Account): boolean => typed !== '' && companyKey(account.name).core === typed
    // The name that was typed says which of a group's accounts is meant.
    const sharing = accounts
      .filter((account) => account.domain === domain)
      .toSorted((a, b) => Number(named(b)) - Number(named(a)) || byWeight(a, b))
    const [best] = sharing
    if (!best) continue
    if (sharing.length === 1) {
      return { kind: 'account', accountId: best.id, why: `the domain ${domain}`, bits: DOMAIN_BITS }
    }
    const shared = `the domain ${domain}, shared by ${sharing.length} accounts`
    return named(best)
      ? { kind: 'account', accountId: best.id, why: `${shared}, and the name ${best.name}`, bits: NAMED_BITS }
      : { kind: 'account', accountId: best.id, why: `${shared}; ${best.name} goes first`, bits: SHARED_DOMAIN_BITS }
  }
  return { kind: 'none', why: `no account with the domain ${domains.join(' or ')}` }
}

/** Relationship, then owned before unowned, then id, so that the answer is the same every time. */
function byWeight(a: Account, b: Account): number {
  return (
    order[a.relationship] - order[b.relationship] ||
    Number(a.ownerId === null) - Number(b.ownerId === null) ||
    (a.id < b.id ? -1 : 1)
  )
}

function normalEmail(fields: LeadFields): string | undefined {
  const email = fields.email === undefined ? undefined : cleanEmail(fields.email).value
  return email !== undefined && isEmail(email) ? email : undefined
}
