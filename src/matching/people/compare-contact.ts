// E-mail addresses and phone numbers. Its one rule: the best of all pairs counts, and what several people share counts nothing.
import { jaroWinkler, mightBe } from '../index/jaro-winkler.ts'
import { edits, shorterFirst } from './alike.ts'
import type { Evidence } from './evidence.ts'
import type { Frequencies } from './frequencies.ts'
import { at, type Weights } from './levels.ts'
import type { Mailbox, Person } from './person.ts'

type EmailLevel = keyof Weights['email']

/** Reads the names that were found before: what an address is made of tells nothing new. */
export function compareEmails(a: Person, b: Person, frequencies: Frequencies, weights: Weights, found: Evidence): void {
  let best: EmailLevel | undefined
  for (const left of a.emails) {
    for (const right of b.emails) {
      const level = emailLevel(left, right, [a, b], frequencies, found)
      if (best === undefined || weights.email[level].bits > weights.email[best].bits) best = level
    }
  }
  if (best !== undefined) found.set(at.email, best, weights.email[best])
}

function emailLevel(
  a: Mailbox,
  b: Mailbox,
  people: readonly Person[],
  frequencies: Frequencies,
  found: Evidence,
): EmailLevel {
  if (a.key === b.key) return a.isRole || frequencies.isShared('email', a.key) ? 'shared' : 'exact'
  if (a.isRole || b.isRole) return 'shared'
  const named = people.some((person) => isOwnName(a.local, person) || isOwnName(b.local, person))
  const short = Math.min(a.local.length, b.local.length)
  if (a.local === b.local) {
    if (short >= 4 && edits(a.host, b.host, 1) === 1) return 'typo'
    return short < 5 || named ? 'same name in it' : 'same local part'
  }
  const apart = mightBe(0.8, a.key, b.key) ? edits(a.key, b.key, 4) : 5
  if (apart > 4 || short < 5) return 'differ'
  // ada1@ and ada2@ at one provider are two people, and so are a.smith@ and e.smith@ at one company: then the names must agree as well.
  const doubtful = digits(a.local) !== digits(b.local) || a.local[0] !== b.local[0]
  if (doubtful) return found.of(at.given) > 0 && found.of(at.family) >= 0 && apart <= 3 ? 'same name in it' : 'differ'
  const elsewhere = a.host !== b.host && edits(a.host, b.host, 2) > 2
  if (elsewhere) return named ? 'same name in it' : 'close'
  return apart <= (short >= 8 ? 2 : 1) ? 'typo' : short >= 7 ? 'close' : 'differ'
}

const digits = (text: string): string => text.replace(/\D/g, '')

/** jane.doe@ of Jane Doe: the name says it already. */
function isOwnName(local: string, { given, family }: Person): boolean {
  const letters = local.replace(/[^\p{L}]/gu, '')
  if (/\d{2}/.test(local)) return false
  const names = [...given, ...family].filter((word) => word.length > 2)
  return names.some((name) => letters.includes(name))
}

export function comparePhones(a: Person, b: Person, frequencies: Frequencies, weights: Weights, found: Evidence): void {
  if (a.phones.length === 0 || b.phones.length === 0) return
  const same = a.phones.filter((key) => b.phones.includes(key))
  if (same.length === 0) return found.set(at.phone, 'differ', weights.phone.differ)
  const own = same.some((key) => !frequencies.isShared('phone', key))
  found.set(at.phone, own ? 'exact' : 'shared', own ? weights.phone.exact : weights.phone.shared)
}

export function compareEmployers(
  a: Person,
  b: Person,
  frequencies: Frequencies,
  weights: Weights,
  found: Evidence,
): void {
  if (a.domains.length > 0 && b.domains.length > 0) {
    const same = a.domains.find((domain) => b.domains.includes(domain))
    if (same === undefined) found.set(at.domain, 'differ', weights.domain.differ)
    else found.set(at.domain, 'exact', weights.domain.exact, frequencies.surprise('domain', same))
  }
  if (a.company === undefined || b.company === undefined) return
  found.companies = a.givenText + a.familyText + b.givenText + b.familyText === ''
  const table = found.companies ? weights.business : weights.company
  if (a.company.core === b.company.core) {
    return found.set(at.company, 'exact', table.exact, frequencies.surprise('core', a.company.core))
  }
  const alike = companiesAlike(a.company.words, b.company.words, frequencies)
  const surprise = Math.min(frequencies.surprise('core', a.company.core), frequencies.surprise('core', b.company.core))
  if (jaroWinkler(a.company.core, b.company.core) >= 0.94) return found.set(at.company, 'typo', table.typo, surprise)
  if (alike >= 0.8) return found.set(at.company, 'close', table.close, surprise)
  const level = alike >= 0.4 ? 'weak' : 'differ'
  found.set(at.company, level, table[level])
}

/** Share of the rarer words that both have, spelling aside; 1 when the words of one are all in the other. */
function companiesAlike(a: readonly string[], b: readonly string[], frequencies: Frequencies): number {
  const [few, many] = shorterFirst(a, b)
  let all = 0
  let both = 0
  for (const word of few) {
    const weight = frequencies.surprise('word', word)
    all += weight
    const best = Math.max(...many.map((other) => jaroWinkler(word, other)))
    // Short words, and such as begin alike, are other words.
    if (best === 1 || (best >= 0.92 && word.length >= 5)) both += weight * best
  }
  return all === 0 ? 0 : both / all
}
