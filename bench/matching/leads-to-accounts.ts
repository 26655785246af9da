// How well leads find their accounts, with the settings as shipped, beside simple rules. Its one rule: the truth of the public set is its own
// "subsidiary of / alias of" column, followed to the top; nothing is tuned to it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { cleanFields } from '../../src/cleanse/clean.ts'
import { registrableDomain } from '../../src/cleanse/domain.ts'
import type { Account } from '../../src/lead/account.ts'
import type { LeadFields } from '../../src/lead/lead.ts'
import { AccountIndex } from '../../src/matching/accounts/account-index.ts'
import { matchAccount, type AccountMatch } from '../../src/matching/accounts/match.ts'
import { accountQuery } from '../../src/matching/accounts/query.ts'
import { defaultAccountSettings as settings } from '../../src/matching/accounts/settings.ts'
import { scoreOf, type Score } from '../../src/matching/score.ts'
import { accountNames, seeded } from './account-names.ts'

interface Labelled {
  fields: LeadFields
  /** Account id. */
  truth: string
}

interface Accounts {
  all: Map<string, Account>
  index: AccountIndex
}

function indexed(accounts: readonly Account[]): Accounts {
  return {
    all: new Map(accounts.map((account) => [account.id, account])),
    index: AccountIndex.build(accounts),
  }
}

function matchOne(fields: LeadFields, { all, index }: Accounts): AccountMatch {
  const ids = index.candidates(accountQuery(fields, settings), settings)
  const accounts = ids.flatMap((id) => all.get(id) ?? [])
  return matchAccount(fields, { accounts, rarity: index.rarity, find: () => undefined }, settings)
}

function accountOf(id: string, name: string, domains: readonly string[] = []): Account {
  const [domain = null, ...others] = domains
  const base = { id: `bench:${id}`, connection: 'bench', crmId: id, name, domain, ownerId: null, tier: null }
  return { ...base, relationship: 'unknown', details: { domains: others }, updatedAt: new Date(0) }
}

/** Organisations with the one they belong to: 280 leads, 736 accounts. */
function organisations(directory: string): { accounts: Accounts; leads: Labelled[] } {
  const text = readFileSync(join(directory, 'bigbang_organizations.csv'), 'utf8')
  const rows = parse<Record<string, string>>(text, { columns: true }).map((row, at) => ({
    id: String(at),
    name: row['name']?.trim() ?? '',
    above: row['subsidiary of / alias of']?.trim() ?? '',
    domains: (row['email domain names'] ?? '').split(',').flatMap((domain) => registrableDomain(domain.trim()) ?? []),
  }))
  const byName = new Map(
    rows
      .filter(({ name }) => name !== '')
      .toReversed()
      .map((row) => [row.name, row]),
  )
  const topOf = (row: (typeof rows)[number], level = 0): (typeof rows)[number] => {
    const above = byName.get(row.above)
    return above === undefined || level > 5 ? row : topOf(above, level + 1)
  }
  const accounts = [...byName.values()].filter(({ above }) => above === '')
  const leads = rows.flatMap((row): Labelled[] => {
    const top = topOf(row)
    if (row.name === '' || top === row || top.above !== '') return []
    const [domain] = row.domains
    const fields = cleanFields({ company: row.name, ...(domain === undefined ? {} : { domain }) }).fields
    return [{ fields, truth: `bench:${top.id}` }]
  })
  return { accounts: indexed(accounts.map(({ id, name, domains }) => accountOf(id, name, domains))), leads }
}

type Rule = (fields: LeadFields) => string | undefined

function exactDomain({ all }: Accounts): Rule {
  const owners = new Map<string, string>()
  for (const { id, domain, details } of all.values()) {
    for (const each of [domain, ...(details?.domains ?? [])]) if (each) owners.set(each, id)
  }
  return ({ domain }) => (domain === undefined ? undefined : owners.get(domain))
}

function exactName({ all }: Accounts): Rule {
  const owners = new Map([...all.values()].map(({ id, name }) => [name.toLowerCase(), id]))
  return ({ company }) => (company === undefined ? undefined : owners.get(company.toLowerCase()))
}

function score(leads: readonly Labelled[], rule: Rule): Score {
  const given = leads
    .map(({ fields, truth }) => ({ truth, said: rule(fields) }))
    .filter(({ said }) => said !== undefined)
  return scoreOf(given.filter(({ said, truth }) => said === truth).length, given.length, leads.length)
}

export interface AccountRow {
  what: string
  score: Score
}

export function matchedOrganisations(directory: string): AccountRow[] {
  const { accounts, leads } = organisations(directory)
  const matches = new Map(leads.map(({ fields }) => [fields, matchOne(fields, accounts)]))
  const best = (fields: LeadFields, kinds: readonly AccountMatch['kind'][]): string | undefined => {
    const match = matches.get(fields)
    if (!match || !kinds.includes(match.kind)) return undefined
    return match.kind === 'account' ? match.accountId : match.candidates[0]?.accountId
  }
  const amongThree = leads.filter(({ fields, truth }) =>
    matches
      .get(fields)
      ?.candidates.slice(0, 3)
      .some(({ accountId }) => accountId === truth),
  ).length
  return [
    { what: 'exact domain', score: score(leads, exactDomain(accounts)) },
    { what: 'exact name', score: score(leads, exactName(accounts)) },
    { what: 'auto', score: score(leads, (fields) => best(fields, ['account'])) },
    { what: 'auto and review', score: score(leads, (fields) => best(fields, ['account', 'unsure'])) },
    { what: 'among the first three', score: scoreOf(amongThree, amongThree, leads.length) },
  ]
}

/** Real names that none of the accounts means: what matches is wrong, but for homonyms by chance. */
export function falseMatches(
  directory: string,
  count: number,
): { names: number; auto: number; review: number; wrong: string[] } {
  const text = readFileSync(join(directory, 'cleanco_companies.csv'), 'utf8')
  const names = text.split('\n').flatMap((line) => line.split(';')[0]?.trim() || [])
  const accounts = indexed(accountNames(count, seeded(7)).map((name, at) => accountOf(String(at), name)))
  const matches = names.map((company) => ({ company, match: matchOne(cleanFields({ company }).fields, accounts) }))
  const given = matches.filter(({ match }) => match.kind === 'account')
  return {
    names: names.length,
    auto: given.length,
    review: matches.filter(({ match }) => match.kind === 'unsure').length,
    wrong: given.map(({ company, match }) => `${company} → ${match.why}`),
  }
}
