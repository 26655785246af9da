// The company's registrable domain. Its one rule: no domain is better than one that many companies share.
import { domainToASCII } from 'node:url'
import { parse } from 'tldts'
import { cleanEmail, emailDomain } from './email.ts'
import { isFreeMail } from './free-mail.ts'
import { remember } from './remember.ts'
import { tidyText, type Cleaned } from './text.ts'

const MAX_LENGTH = 2048

/** Profiles and pages of many companies live here, so a link to them does not name the company. */
const sharedHosts = new Set(
  (
    'linkedin.com facebook.com fb.com instagram.com twitter.com x.com youtube.com tiktok.com xing.com medium.com github.com ' +
    'gitlab.com google.com g.page linktr.ee yelp.com wikipedia.org pinterest.com t.me wa.me whatsapp.com bit.ly'
  ).split(' '),
)

/** RFC 6761: never real, but used in examples and trials, where they should behave like real ones. */
const reserved = new Set(['example', 'test'])

/** Registrable domain of a host, URL or bare domain: `https://www.shop.example.co.uk/x` → `example.co.uk`. */
export const registrableDomain = remember(registrableDomainAnew, 8_000)

/** The same for domains of which each comes once: to look it up among those before would only cost. */
export function registrableDomainAnew(text: string): string | undefined {
  const found = parse(text, { allowPrivateDomains: true })
  if (found.isIp || found.domain === null || found.publicSuffix === null) return undefined
  if (!found.isIcann && !found.isPrivate && !reserved.has(found.publicSuffix)) return undefined
  if (isPlain(found.domain)) return found.domain
  const ascii = domainToASCII(found.domain)
  return inAscii.test(ascii) ? ascii : undefined
}

const inAscii = /^[a-z0-9.-]+$/
/** Punycode must be checked; nothing else of these letters can be wrong. */
const isPlain = (domain: string): boolean => inAscii.test(domain) && !domain.includes('xn--')

/** A domain somebody gave as such. */
export function cleanDomain(raw: string): Cleaned {
  const { value, did } = tidyText(raw, { max: MAX_LENGTH })
  if (value === undefined) return { value, did }
  const domain = registrableDomain(value)
  if (domain === undefined) return { value: undefined, did: [...did, 'no domain, removed'] }
  if (isFreeMail(domain)) return { value: undefined, did: [...did, 'free-mail domain, removed'] }
  if (sharedHosts.has(domain)) return { value: undefined, did: [...did, 'shared by many companies, removed'] }
  return { value: domain, did: domain === value ? did : [...did, 'registrable domain'] }
}

/** undefined when the website is a profile on a host that many companies share. */
export function websiteDomain(website: string): string | undefined {
  return cleanDomain(website).value
}

/** undefined for free mail and for what is no address. */
export function businessDomain(email: string): string | undefined {
  return businessDomainOf(cleanEmail(email).value ?? '')
}

/** The same of an address that is clean already. */
export function businessDomainOf(email: string): string | undefined {
  const host = emailDomain(email)
  if (host === undefined || isFreeMail(host)) return undefined
  return registrableDomain(host)
}
