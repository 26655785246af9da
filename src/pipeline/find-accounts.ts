// The accounts that leads could belong to, with all that matching may look at, read in few calls before anything is decided.
import { emailKey } from '../cleanse/email-key.ts'
import type { Account } from '../lead/account.ts'
import type { LeadFields } from '../lead/lead.ts'
import { domainsOf } from '../matching/accounts/evidence.ts'
import { matchAccount, type AccountMatch, type AccountWorld } from '../matching/accounts/match.ts'
import { accountQuery, type AccountQuery } from '../matching/accounts/query.ts'
import type { AccountSettings } from '../matching/accounts/settings.ts'
import { isListConnection } from './account-lists.ts'
import type { Context } from './context.ts'

/** A lead, and the CRM whose accounts are meant. */
export interface Asked {
  crm: string
  fields: LeadFields
}

export interface FoundAccounts {
  /** By `askedKey`. */
  companies: Map<string, AccountWorld>
  /** All rows that were read, by id. */
  accounts: Map<string, Account>
}

/** Leads that say the same of their company share one look-up. */
export function askedKey({ crm, fields }: Asked): string {
  const { email, company, website, domain, country, city, postalCode, phone, duns, lei, vat } = fields
  return JSON.stringify([crm, email, company, website, domain, country, city, postalCode, phone, duns, lei, vat])
}

/** By what was read before; nothing was read for it: no account. */
export function matchFound(found: FoundAccounts, asked: Asked, settings: AccountSettings): AccountMatch {
  const world = found.companies.get(askedKey(asked))
  return world
    ? matchAccount(asked.fields, world, settings)
    : { kind: 'none', why: 'no account was looked for', candidates: [] }
}

/** Levels of a group that are read above an account. */
const MOST_LEVELS = 10
/** Contacts with one domain that are counted. */
const CONTACTS_COUNTED = 200
const LEAST_CONTACTS = 2
const LEAST_SHARE = 0.8

export async function findAccounts(
  context: Context,
  settings: AccountSettings,
  asked: readonly Asked[],
): Promise<FoundAccounts> {
  const found: FoundAccounts = { companies: new Map(), accounts: new Map() }
  for (const [crm, group] of Map.groupBy(asked, (each) => each.crm)) await findIn(context, settings, crm, group, found)
  return found
}

async function findIn(
  context: Context,
  settings: AccountSettings,
  crm: string,
  asked: readonly Asked[],
  found: FoundAccounts,
): Promise<void> {
  const index = await context.accountIndex(crm)
  const queries = asked.map((each) => ({ asked: each, query: accountQuery(each.fields, settings) }))
  const contacts = await contactAccounts(context, crm, asked)
  const answers = await answersTo(
    context,
    queries.map(({ query }) => query),
  )
  const wanted = queries.map(({ asked: each, query }) => {
    const contactAccountId = contacts.get(addressOf(each.fields) ?? '') ?? null
    const said = answers.get(answerKey(query) ?? '') ?? []
    const ids = [...index.candidates(query, settings), ...said.map(({ accountId }) => accountId), contactAccountId]
    return { asked: each, query, contactAccountId, said, ids: ids.filter((id) => id !== null) }
  })
  await read(context, found, new Set(wanted.flatMap(({ ids }) => ids)))
  const domains = await contactDomains(
    context,
    crm,
    queries.flatMap(({ query }) => unowned(query, found)),
  )
  await read(context, found, new Set(domains.values()))
  await readParents(context, found)
  const { rarity } = index
  for (const { asked: each, query, contactAccountId, said, ids } of wanted) {
    const ofDomains = query.domains.flatMap((domain) => domains.get(domain) ?? [])
    found.companies.set(askedKey(each), {
      accounts: [...new Set([...ids, ...ofDomains])].flatMap((id) => found.accounts.get(id) ?? []),
      home: crm,
      rarity,
      find: (connection, crmId) => found.accounts.get(`${connection}:${crmId}`),
      contactAccountId,
      contactDomains: domains,
      said,
    })
  }
}

async function read({ store }: Context, { accounts }: FoundAccounts, ids: ReadonlySet<string>): Promise<void> {
  const missing = [...ids].filter((id) => !accounts.has(id))
  if (missing.length === 0) return
  for (const row of await store.list('accounts', { where: { id: { in: missing } } })) accounts.set(row.id, row)
}

async function readParents(context: Context, found: FoundAccounts): Promise<void> {
  for (let level = 0; level < MOST_LEVELS; level += 1) {
    const before = found.accounts.size
    const parents = [...found.accounts.values()].flatMap(({ connection, parentId }) =>
      parentId ? [`${connection}:${parentId}`] : [],
    )
    await read(context, found, new Set(parents))
    if (found.accounts.size === before) return
  }
}

const addressOf = ({ email }: LeadFields): string | undefined => (email === undefined ? undefined : emailKey(email))

/** Key of an address → account of the contact who has it. An address of contacts of two accounts says neither. */
async function contactAccounts(
  { store }: Context,
  connection: string,
  asked: readonly Asked[],
): Promise<Map<string, string>> {
  const addresses = [...new Set(asked.flatMap(({ fields }) => addressOf(fields) ?? []))]
  if (addresses.length === 0) return new Map()
  const contacts = await store.list('contacts', { where: { connection, email: { in: addresses } } })
  const byAddress = Map.groupBy(
    contacts.filter(({ accountId }) => accountId !== null),
    ({ email }) => email ?? '',
  )
  return new Map(
    [...byAddress].flatMap(([email, those]): [string, string][] => {
      const [first, ...others] = new Set(those.map(({ accountId }) => accountId))
      return first && others.length === 0 ? [[email, `${connection}:${first}`]] : []
    }),
  )
}

/** Domains that none of the accounts found has itself. */
function unowned(query: AccountQuery, { accounts }: FoundAccounts): string[] {
  const owned = new Set([...accounts.values()].flatMap((account) => domainsOf(account)))
  return query.domains.filter((domain) => !owned.has(domain))
}

/** domain → the account that nearly all contacts with it belong to */
async function contactDomains(
  { store }: Context,
  connection: string,
  domains: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const domain of new Set(domains)) {
    const contacts = await store.list('contacts', { where: { connection, domain }, limit: CONTACTS_COUNTED })
    const counts = Map.groupBy(contacts, ({ accountId }) => accountId)
    const [most] = [...counts].toSorted(([, a], [, b]) => b.length - a.length)
    const [accountId, those] = most ?? [null, []]
    if (accountId === null || those.length < LEAST_CONTACTS || those.length / contacts.length < LEAST_SHARE) continue
    found.set(domain, `${connection}:${accountId}`)
  }
  return found
}

/** To an account of its CRM, or of a list. */
export function mayBelongTo({ connection }: Account, crm: string | null): boolean {
  return connection === crm || isListConnection(connection)
}

/** Under what an answer about this company is kept: the name that was typed, else its domain. */
export function answerKey({ key, domains }: AccountQuery): string | undefined {
  if (key.core !== '') return `core:${key.core}`
  return domains[0] === undefined ? undefined : `domain:${domains[0]}`
}

async function answersTo(
  { store }: Context,
  queries: readonly AccountQuery[],
): Promise<Map<string, { accountId: string; isIt: boolean }[]>> {
  const keys = [...new Set(queries.flatMap((query) => answerKey(query) ?? []))]
  if (keys.length === 0) return new Map()
  const rows = await store.list('matchAnswers', { where: { kind: 'account', left: { in: keys } } })
  const byKey = Map.groupBy(rows, ({ left }) => left)
  return new Map(
    [...byKey].map(([key, those]) => [key, those.map(({ right, same }) => ({ accountId: right, isIt: same }))]),
  )
}
