// To which account a lead belongs when its events name several. Its one rule: the event whose domain stands says it, then the one whose e-mail
// address stands, then the newest that named one at all; so the order of arrival does not matter.
import { compareSaid, type AccountClaim, type LeadHistory } from '../lead/history.ts'
import type { LeadField } from '../lead/lead.ts'

/** Fields that say which company it is. */
export function tellsCompany(field: LeadField): boolean {
  return field === 'domain' || field === 'email'
}

export function accountOf({ fields, named }: Pick<LeadHistory, 'fields' | 'named'>): string | null {
  return fields.domain?.accountId ?? fields.email?.accountId ?? named?.accountId ?? null
}

export function newerClaim(one: AccountClaim | undefined, other: AccountClaim | undefined): AccountClaim | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return compareSaid(one, other) > 0 ? one : other
}
