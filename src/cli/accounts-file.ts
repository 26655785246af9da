// A list of accounts → an index to match against, and the accounts themselves. Its one rule: a million of them fit, so they lie packed.
import type { Account } from '../lead/account.ts'
import { AccountIndex } from '../matching/accounts/account-index.ts'
import { NameStore } from '../matching/index/name-store.ts'
import { InputError } from '../errors.ts'
import { accountRow } from '../pipeline/account-row.ts'
import { accountFields, readGivenAccount, type AccountField, type GivenAccount } from '../pipeline/given-account.ts'
import { columnsOf, type Columns } from './columns.ts'
import { accountHeadings } from './columns-known.ts'
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
    const account = accountOf(givenIn(columns, fields), line)
    if (account === null) continue
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

/** What the row says, field by field. */
export function givenIn(columns: Columns<AccountField>, row: Readonly<Record<string, string>>): GivenAccount {
  return Object.fromEntries(
    accountFields.flatMap((field) => {
      const text = columns.read(row, field)
      return text === '' ? [] : [[field, text]]
    }),
  )
}

/** A row without id is known by its line. */
function accountOf(given: GivenAccount, line: number): Account | null {
  const read = readGivenAccount({ ...given, id: given.id ?? `line ${line}` }, new Date(0))
  return read && accountRow(CONNECTION, read, () => undefined, 0)
}

function twice(path: string, line: number, id: string): InputError {
  return new InputError(
    `${path}:${line}: the id "${id}" stands in an earlier line already: each account needs an id of its own. Say which column holds it with --account-map, or leave id out there.`,
    { code: 'csv.id-twice' },
  )
}
