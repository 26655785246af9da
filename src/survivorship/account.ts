// To which account a lead belongs when its events name several. Its one rule: the event whose domain stands says it, then the one whose e-mail
// address stands, then the newest that named one at all; so the order of arrival does not matter.
import { compareSaid, type AccountClaims, type LeadHistory, type Said } from '../lead/history.ts'
import type { Lead } from '../lead/lead.ts'

/** Before anybody wrote them down: what the lead has was named by whoever its domain and address are from. */
export function claimsOf(lead: Pick<Lead, 'accountId'>, history: LeadHistory): AccountClaims {
  if (history.accounts) return history.accounts
  const { accountId } = lead
  const { domain, email } = history.fields
  const by = domain ?? email
  return {
    domain: domain ? accountId : null,
    email: email ? accountId : null,
    any: accountId !== null && by ? { ...by, accountId } : null,
  }
}

/** @param stands after the event was heard */
export function claimAccount(
  claims: AccountClaims,
  stands: LeadHistory['fields'],
  saying: Said,
  accountId: string | null,
): AccountClaims {
  const isItsOwn = (field: 'domain' | 'email'): boolean =>
    stands[field]?.by === saying.by && stands[field].at === saying.at
  const isNewest = claims.any === null || compareSaid(saying, claims.any) >= 0
  return {
    domain: isItsOwn('domain') ? accountId : claims.domain,
    email: isItsOwn('email') ? accountId : claims.email,
    any: accountId !== null && isNewest ? { at: saying.at, by: saying.by, accountId } : claims.any,
  }
}

export function accountOf({ domain, email, any }: AccountClaims): string | null {
  return domain ?? email ?? any?.accountId ?? null
}
