// Accounts, people and leads for bench/matching-import.ts, in a SQLite file. Its one rule: the same sizes give the same file. Of the leads 55 % come from
// the domain of an account, 10 % from a host below it, 15 % from free mail with the name of an account, 10 % from free mail with that name misspelt, 10 %
// from a company that is no account; a fifth are people we know.
import Database from 'better-sqlite3'
import { accountNames, changed, changes, domainsOf, seeded } from './account-names.ts'

export interface AccountRow {
  id: string
  name: string
  domain: string
  country: string
}

export interface LeadRow {
  email: string
  company: string
  first: string
  last: string
  /** The account that is meant, or null. */
  account: string | null
  kind: LeadKind
}

export const leadKinds = ['domain', 'host below the domain', 'name', 'name misspelt', 'no account'] as const
export type LeadKind = (typeof leadKinds)[number]

const countries = ['US', 'GB', 'DE', 'FR', 'IN', 'BR', 'JP', 'AU']
const givens =
  'Ada Grace Alan Edsger Barbara Donald Margaret Dennis Radia Ken Frances Linus Hedy Tim Katherine Vint'.split(' ')

export function makeImport(path: string, sizes: { accounts: number; people: number; leads: number }): void {
  const random = seeded(21)
  const pick = <Value>(from: readonly Value[]): Value => from[Math.floor(random() * from.length)] as Value
  // Those at the end are nobody's account.
  const names = accountNames(sizes.accounts + 20_000, seeded(1))
  const domains = domainsOf(names)
  const database = new Database(path)
  database.pragma('synchronous = off')
  database.exec(
    `create table account (id text primary key, name text, domain text, country text) without rowid;
     create table person_key (kind text, key text, lead text, primary key (kind, key)) without rowid;
     create table lead (email text, company text, first text, last text, account text, kind text);`,
  )
  const id = (account: number): string => `bench:${String(account).padStart(8, '0')}`
  const mailbox = (person: number): string => `${givens[person % givens.length]?.toLowerCase()}.${person}`
  const account = database.prepare('insert into account values (?, ?, ?, ?)')
  const key = database.prepare(`insert into person_key values ('email', ?, ?)`)
  const lead = database.prepare('insert into lead values (?, ?, ?, ?, ?, ?)')
  database.transaction(() => {
    for (let at = 0; at < sizes.accounts; at += 1) account.run(id(at), names[at], domains[at], pick(countries))
    for (let at = 0; at < sizes.people; at += 1) key.run(`${mailbox(at)}@${domains[at % sizes.accounts]}`, `lead${at}`)
    for (let at = 0; at < sizes.leads; at += 1) {
      const kind = random()
      const meant = Math.floor(random() * sizes.accounts)
      const person = random() < 0.2 ? meant : sizes.people + at
      const [name, domain] = [names[meant] as string, domains[meant] as string]
      const free = `${mailbox(person)}@gmail.com`
      const who = [givens[person % givens.length], `Person ${person}`]
      const below = `${mailbox(person)}@${pick(['mail', 'eu', 'corp'])}.${domain}`
      const add = (email: string, company: string, belongsTo: string | null, what: LeadKind): void =>
        void lead.run(email, company, ...who, belongsTo, what)
      if (kind < 0.55) add(`${mailbox(person)}@${domain}`, random() < 0.5 ? name : '', id(meant), 'domain')
      else if (kind < 0.65) add(below, '', id(meant), 'host below the domain')
      else if (kind < 0.8) add(free, name, id(meant), 'name')
      else if (kind < 0.9) add(free, changed(name, pick(changes), random) ?? name, id(meant), 'name misspelt')
      else add(free, names[sizes.accounts + Math.floor(random() * 20_000)] as string, null, 'no account')
    }
  })()
  database.close()
}
