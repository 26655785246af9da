// A list of accounts → an index to match against, and the accounts themselves. Its one rule: a million of them fit, so they lie packed.
import { countryCode } from '../cleanse/country.ts'
import { cleanPlace } from '../cleanse/place.ts'
import { registrableDomain } from '../cleanse/domain.ts'
import { cleanPhone } from '../cleanse/phone.ts'
import { relationships, type Account, type AccountDetails, type Relationship } from '../lead/account.ts'
import { AccountIndex } from '../matching/accounts/account-index.ts'
import { NameStore } from '../matching/index/name-store.ts'
import { InputError } from '../errors.ts'
import { columnsOf, type Columns } from './columns.ts'
import { accountFields, accountHeadings, type AccountField } from './columns-known.ts'
import { openCsv } from './csv-file.ts'
import type { ListOptions } from './people-file.ts'
import type { Progress } from './progress.ts'

export interface AccountsFile {
  index: AccountIndex
  find(id: string): Account | undefined
  size: number
  columns: Columns<AccountField>
}

export const CONNECTION = 'file'

/** @throws InputError, ConfigError */
export async function readAccounts(path: string, options: ListOptions, tell: Progress): Promise<AccountsFile> {
  const file = await openCsv(path, options)
  const index = new AccountIndex()
  const packed = new NameStore()
  const numbers = new Map<string, number>()
  let columns: Columns<AccountField> | undefined
  for await (const { line, fields } of file.rows) {
    columns ??= columnsOf(options.map, file.columns(), accountHeadings)
    const account = accountOf(columns, fields, line)
    if (account.name === '') continue
    if (numbers.has(account.id)) throw twice(path, line, account.crmId)
    packed.put(numbers.size, JSON.stringify(account))
    numbers.set(account.id, numbers.size)
    index.take(account)
    tell.tell(`${numbers.size} accounts read`, file.size > 0 ? file.read() / file.size : undefined)
  }
  if (!columns || numbers.size === 0) throw new InputError(`${path} holds no accounts.`, { code: 'csv.empty' })
  index.finish()
  return {
    index,
    size: numbers.size,
    columns,
    find(id) {
      const number = numbers.get(id)
      const text = number === undefined ? undefined : packed.find(number)
      return text === undefined ? undefined : (JSON.parse(text) as Account)
    },
  }
}

function accountOf(columns: Columns<AccountField>, row: Record<string, string>, line: number): Account {
  const said: Partial<Record<AccountField, string>> = {}
  for (const field of accountFields) {
    const text = columns.read(row, field)
    if (text !== '') said[field] = text
  }
  const domains = [said.domain, ...listOf(said.domains)].flatMap((text) => (text && registrableDomain(text)) || [])
  const crmId = said.id ?? `line ${line}`
  return {
    id: `${CONNECTION}:${crmId}`,
    connection: CONNECTION,
    crmId,
    name: said.name ?? domains[0] ?? '',
    domain: domains[0] ?? null,
    ownerId: said.owner ?? null,
    relationship: relationshipOf(said.relationship),
    tier: said.tier ?? null,
    parentId: said.parent ?? null,
    details: detailsOf(said, domains.slice(1)),
    updatedAt: new Date(0),
  }
}

function detailsOf(said: Partial<Record<AccountField, string>>, domains: string[]): AccountDetails {
  const { country, state } = cleanPlace(said)
  const ids = Object.fromEntries(
    (['duns', 'lei', 'vat'] as const).flatMap((kind) => (said[kind] === undefined ? [] : [[kind, said[kind]]])),
  )
  const details: Record<string, unknown> = {
    country: country?.value === undefined ? undefined : countryCode(country.value),
    state: state?.value,
    city: said.city,
    postalCode: said.postalCode?.toUpperCase(),
    phone: said.phone === undefined ? undefined : cleanPhone(said.phone, country?.value).value,
    domains: domains.length > 0 ? domains : undefined,
    aliases: said.aliases === undefined ? undefined : listOf(said.aliases),
    externalIds: Object.keys(ids).length > 0 ? ids : undefined,
    contacts: numberOf(said.contacts),
    openPipeline: numberOf(said.openPipeline),
    lastActivityAt: said.lastActivityAt,
    createdAt: said.createdAt,
  }
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
}

function listOf(text = ''): string[] {
  return text
    .split(/[;|,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function numberOf(text: string | undefined): number | undefined {
  const number = Number(text?.replace(/[^\d.-]/g, ''))
  return text === undefined || !Number.isFinite(number) ? undefined : number
}

function relationshipOf(text = ''): Relationship {
  const said = text.toLowerCase()
  return relationships.find((name) => said.includes(name)) ?? 'unknown'
}

function twice(path: string, line: number, id: string): InputError {
  return new InputError(
    `${path}:${line}: the id "${id}" stands in an earlier line already: each account needs an id of its own. Say which column holds it with --account-map, or leave id out there.`,
    { code: 'csv.id-twice' },
  )
}
