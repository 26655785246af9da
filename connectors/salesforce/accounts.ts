// The org's accounts, page by page in the order of their ids: an account made meanwhile shifts no page.
import type { Crm, Relationship } from '../../src/connector.ts'
import type { Client, Row } from './client.ts'
import { to18 } from './ids.ts'
import type { SalesforceSettings } from './settings.ts'
import { soqlString } from './soql.ts'

type Page = Awaited<ReturnType<Crm['readAccounts']>>
type Account = Page['accounts'][number]

const PAGE = 2_000

/** @param page id of the last account that was read @throws RemoteError */
export async function readAccounts(client: Client, settings: SalesforceSettings, page: string | null): Promise<Page> {
  client.refuseNearLimit()
  const fields = ['Id', 'Name', 'Website', 'OwnerId', 'Type', 'SystemModstamp']
  if (settings.tierField !== undefined) fields.push(settings.tierField)
  const after = page === null ? '' : ` WHERE Id > ${soqlString(page)}`
  const rows = await client.query(
    'salesforce.accounts',
    `SELECT ${fields.join(', ')} FROM Account${after} ORDER BY Id LIMIT ${PAGE}`,
  )
  const last = rows.at(-1)
  return {
    accounts: rows.map((row) => account(row, settings.tierField)),
    next: rows.length < PAGE || !last ? null : to18(String(last.Id)),
  }
}

function account(row: Row, tierField: string | undefined): Account {
  const tier = tierField === undefined ? null : row[tierField]
  return {
    crmId: to18(String(row.Id)),
    name: String(row.Name),
    domain: websiteHost(row.Website),
    ownerId: typeof row.OwnerId === 'string' ? to18(row.OwnerId) : null,
    relationship: relationshipOf(row.Type),
    tier: typeof tier === 'string' || typeof tier === 'number' ? String(tier) : null,
    updatedAt: new Date(String(row.SystemModstamp)),
  }
}

/** `https://www.Example.com/de` or `example.com` → `example.com`; null for what names no host. */
export function websiteHost(website: unknown): string | null {
  if (typeof website !== 'string') return null
  const text = website.trim()
  const address = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`
  if (!URL.canParse(address)) return null
  const host = new URL(address).hostname.replace(/^www\./, '')
  return host.includes('.') ? host : null
}

/** The standard values of Account.Type, and what orgs make of them: `Customer - Direct`, `Channel Partner / Reseller`. */
export function relationshipOf(type: unknown): Relationship {
  const text = typeof type === 'string' ? type.toLowerCase() : ''
  if (text.startsWith('customer')) return 'customer'
  if (text.includes('partner')) return 'partner'
  if (text.startsWith('competitor')) return 'competitor'
  if (text.startsWith('prospect')) return 'prospect'
  return 'unknown'
}
