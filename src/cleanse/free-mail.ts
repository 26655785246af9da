// Domains where everybody can have a mailbox: they say nothing about the company, so they never match an account.
import { domainClass, type DomainClass } from './domain-class.ts'

const open: ReadonlySet<DomainClass> = new Set(['free', 'isp', 'disposable', 'relay'])

/** @param domain lower case, ASCII */
export function isFreeMail(domain: string): boolean {
  return open.has(domainClass(domain))
}
