// What others do, to compare with: exact e-mail, and an equation like the one Salesforce documents for its standard rule for leads and contacts.
// Its one rule: as kind to them as the documents allow. Source: Salesforce Help, "Standard Contact and Lead Matching Rules" (2026-11).
import { doubleMetaphone } from 'double-metaphone'
import { jaroWinkler } from '../../src/matching/index/jaro-winkler.ts'
import { cluster, type Link } from '../../src/matching/people/clusters.ts'
import type { RawPerson } from '../../src/matching/people/raw-person.ts'

export function byExactEmail(records: readonly RawPerson[]): string[][] {
  return clustered(
    records,
    ({ email }) => (typeof email === 'string' && email !== '' ? [email.toLowerCase()] : []),
    () => true,
  )
}

export function bySalesforceLikeRule(records: readonly RawPerson[]): string[][] {
  return clustered(records, keysOf, equation)
}

const text = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase().trim() : '')
const sound = (word: string): string => doubleMetaphone(word)[0]

function keysOf(record: RawPerson): string[] {
  const who = `${text(record.first).slice(0, 1)}${sound(text(record.last))}`
  const swapped = `${text(record.last).slice(0, 1)}${sound(text(record.first))}`
  const email = text(record.email)
  const what = [
    email === '' ? '' : email.split('@')[1],
    text(record.company).slice(1, 5),
    text(record.phone).replace(/\D/g, '').slice(0, -4),
    text(record.city).slice(0, 6),
    text(record.postalCode).slice(0, 3),
  ]
  return [
    email,
    text(record.street).replace(/\W/g, '').slice(0, 12),
    ...what.flatMap((value, at) => (value === '' ? [] : [`${at}${who}${value}`, `${at}${swapped}${value}`])),
  ].filter((key) => key !== '')
}

function equation(a: RawPerson, b: RawPerson): boolean {
  const names = (leftFirst: unknown, leftLast: unknown): boolean =>
    near(leftFirst, b.first, 0.85) && near(leftLast, b.last, 0.9)
  if (!names(a.first, a.last) && !names(a.last, a.first)) return false
  const same = (field: 'email' | 'phone'): boolean => text(a[field]) !== '' && text(a[field]) === text(b[field])
  const company = near(a.company, b.company, 0.7)
  const title = near(a.title, b.title, 0.5)
  const street = near(a.street, b.street, 0.8)
  const city = near(a.city, b.city, 0.85)
  const zip = near(a.postalCode, b.postalCode, 0.8)
  return (title && company) || same('email') || same('phone') || (street && (city || zip || title))
}

function near(a: unknown, b: unknown, least: number): boolean {
  const [left, right] = [text(a), text(b)]
  return left !== '' && right !== '' && (jaroWinkler(left, right) >= least || sound(left) === sound(right))
}

function clustered(
  records: readonly RawPerson[],
  keys: (record: RawPerson) => string[],
  same: (a: RawPerson, b: RawPerson) => boolean,
): string[][] {
  const blocks = new Map<string, RawPerson[]>()
  for (const record of records) {
    for (const key of keys(record)) blocks.set(key, [...(blocks.get(key) ?? []).slice(-100), record])
  }
  const links: Link[] = []
  for (const block of blocks.values()) {
    for (const [at, a] of block.entries()) {
      for (const b of block.slice(at + 1)) if (a !== b && same(a, b)) links.push({ a: a.id, b: b.id, score: 1 })
    }
  }
  return cluster(
    records.map(({ id }) => id),
    links,
  )
}
