// pointsman match: which account each lead of a list belongs to, with the reasons. By the functions of the live path; needs no server.
import { cleanFields } from '../cleanse/clean.ts'
import type { LeadFields } from '../lead/lead.ts'
import { matchAccount, type AccountCandidate, type AccountMatch } from '../matching/accounts/match.ts'
import { accountQuery } from '../matching/accounts/query.ts'
import type { AccountSettings } from '../matching/accounts/settings.ts'
import { InputError } from '../errors.ts'
import { CONNECTION, readAccounts, type AccountsFile } from './accounts-file.ts'
import { columnsOf, type Columns } from './columns.ts'
import { companyLeadFields, companyLeadHeadings, type CompanyLeadField } from './columns-known.ts'
import { openCsv } from './csv-file.ts'
import { csvOut } from './csv-out.ts'
import { matchingSettings } from './matching-option.ts'
import type { ListOptions } from './people-file.ts'
import { heading, print, printJson, table } from './print.ts'
import { progress, type Progress } from './progress.ts'

export interface MatchOptions extends ListOptions {
  accounts: string
  accountMap?: string
  out?: string
  matching?: string
  json?: boolean
}

export interface MatchedRow {
  id: string
  row: Readonly<Record<string, string>>
  match: AccountMatch
}

export async function match(path: string, options: MatchOptions): Promise<void> {
  const tell = progress()
  const accounts = await readAccounts(options.accounts, mapped(options, options.accountMap), tell)
  const out = options.out === undefined ? null : csvOut(options.out)
  const settings = matchingSettings(options.matching).accounts
  const counts = { account: 0, unsure: 0, none: 0 }
  const classes = new Map<string, number>()
  let headings: readonly string[] = []
  for await (const { row, match: found } of matchRows(path, options, accounts, settings, tell)) {
    counts[found.kind] += 1
    const [best] = found.candidates
    if (found.kind !== 'none' && best) classes.set(best.class, (classes.get(best.class) ?? 0) + 1)
    headings = Object.keys(row)
    await out?.add([...headings, ...columnsOut], [...headings.map((name) => row[name] ?? ''), ...cellsOf(found)])
  }
  await out?.close()
  tell.end()
  const rows = counts.account + counts.unsure + counts.none
  const report = { file: path, rows, accounts: accounts.size, ...counts, classes: Object.fromEntries(classes) }
  if (options.json) printJson({ ...report, out: options.out ?? null })
  else print(linesOf(report, options))
}

/** One after the other, as they stand in the list. @throws InputError, ConfigError */
export async function* matchRows(
  path: string,
  options: ListOptions,
  accounts: AccountsFile,
  settings: AccountSettings,
  tell: Progress,
): AsyncIterable<MatchedRow> {
  const file = await openCsv(path, options)
  let columns: Columns<CompanyLeadField> | undefined
  let rows = 0
  for await (const { line, fields } of file.rows) {
    columns ??= columnsOf(options.map, file.columns(), companyLeadHeadings)
    const found = matchOne(leadOf(columns, fields), accounts, settings)
    yield { id: columns.read(fields, 'id') || `line ${line}`, row: fields, match: found }
    tell.tell(`${(rows += 1)} leads matched`, file.size > 0 ? file.read() / file.size : undefined)
  }
  if (rows === 0) throw new InputError(`${path} has no rows.`, { code: 'csv.empty' })
}

export function matchOne(fields: LeadFields, accounts: AccountsFile, settings: AccountSettings): AccountMatch {
  const ids = accounts.index.candidates(accountQuery(fields, settings), settings)
  return matchAccount(
    fields,
    {
      accounts: ids.flatMap((id) => accounts.find(id) ?? []),
      rarity: accounts.index.rarity,
      find: (_connection, crmId) => accounts.find(`${CONNECTION}:${crmId}`),
    },
    settings,
  )
}

function leadOf(columns: Columns<CompanyLeadField>, row: Readonly<Record<string, string>>): LeadFields {
  const raw: Record<string, string> = {}
  for (const field of companyLeadFields) {
    const text = columns.read(row, field)
    if (text !== '' && field !== 'id') raw[field] = text
  }
  return cleanFields(raw).fields
}

const columnsOut = ['match', 'account', 'account name', 'class', 'bits', 'why', 'second', 'third', 'evidence']

function cellsOf(found: AccountMatch): string[] {
  const chosen = found.kind === 'account' ? withoutConnection(found.accountId) : ''
  const [first, second, third] = found.candidates
  const shown =
    found.kind === 'account' ? found.candidates.find(({ accountId }) => accountId === found.accountId) : first
  const words = { account: 'auto', unsure: 'review', none: 'none' }
  return [
    words[found.kind],
    chosen || (found.kind === 'unsure' && first ? withoutConnection(first.accountId) : ''),
    found.kind === 'none' ? '' : (shown?.name ?? ''),
    found.kind === 'none' ? '' : (shown?.class ?? ''),
    found.kind === 'none' || !shown ? '' : shown.bits.toFixed(1),
    found.why,
    nameOf(second),
    nameOf(third),
    shown ? evidenceOf(shown) : '',
  ]
}

function nameOf(candidate: AccountCandidate | undefined): string {
  return candidate ? `${withoutConnection(candidate.accountId)} ${candidate.name}` : ''
}

function evidenceOf({ contributions }: AccountCandidate): string {
  return contributions
    .map(({ field, level, left, right, bits }) => {
      const values = left === right ? left : `${left} / ${right}`
      return `${field} ${level} (${values}) ${bits > 0 ? '+' : ''}${bits}`
    })
    .join('; ')
}

export const withoutConnection = (id: string): string => id.slice(CONNECTION.length + 1)

export function mapped({ encoding, delimiter }: ListOptions, map: string | undefined): ListOptions {
  return {
    ...(map === undefined ? {} : { map }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
  }
}

interface Report {
  rows: number
  accounts: number
  account: number
  unsure: number
  none: number
  classes: Record<string, number>
}

function linesOf({ rows, accounts, account, unsure, none, classes }: Report, { out }: MatchOptions): string[] {
  const share = (count: number): string => `${((count / Math.max(1, rows)) * 100).toFixed(1)} %`
  return [
    heading(`${rows} leads against ${accounts} accounts`),
    ...table([
      ['matched by themselves', `${account} (${share(account)})`],
      ['for a person to look at', `${unsure} (${share(unsure)})`],
      ['no account', `${none} (${share(none)})`],
    ]),
    '',
    'Evidence, from A (sure) to G (a similar name): docs/matching.md',
    ...table(
      Object.entries(classes)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([letter, count]) => [letter, String(count)]),
    ),
    '',
    out === undefined
      ? 'Nothing was written: --out matched.csv writes which lead belongs where, and why.'
      : `Which lead belongs where, and why: ${out}`,
  ]
}
