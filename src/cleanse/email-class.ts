// What kind of sender an address is. Its one rule: the mailbox decides before the domain only where the domain belongs to one organization.
import { domainClass, type DomainClass } from './domain-class.ts'
import { emailDomain, isRoleMailbox } from './email.ts'

export { domainClass, domainClasses, type DomainClass } from './domain-class.ts'

/** role: `info@`, `sales@` … of an organization, read by several people · invalid: no address at all. */
export const emailClasses = [
  'corporate',
  'free',
  'isp',
  'disposable',
  'education',
  'government',
  'relay',
  'role',
  'invalid',
] as const
export type EmailClass = (typeof emailClasses)[number]

const organizations: ReadonlySet<DomainClass> = new Set(['corporate', 'education', 'government'])

/** Of a normalized address. A role mailbox at a free provider counts as free: it is one person's, whatever it is called. */
export function emailClass(email: string): EmailClass {
  const domain = emailDomain(email)
  if (domain === undefined) return 'invalid'
  const kind = domainClass(domain)
  return organizations.has(kind) && isRoleMailbox(email) ? 'role' : kind
}
