// The org's accounts: all of them in the order of their ids, so that an account made meanwhile shifts no page, or those that changed. Its one
// rule: companies only; an account that is a person is left to the org.
import { RemoteError, type Crm } from '../../src/connector.ts'
import { accountFields, accountOf } from './account-fields.ts'
import { readChanged } from './changed-rows.ts'
import type { Client } from './client.ts'
import type { Fields } from './describe.ts'
import { to18 } from './ids.ts'
import type { SalesforceSettings } from './settings.ts'
import { soqlString } from './soql.ts'

type Page = Awaited<ReturnType<Crm['readAccounts']>>

const PAGE = 2_000
const LABEL = 'salesforce.accounts'

/** @param page of all: id of the last account that was read @throws RemoteError */
export async function readAccounts(
  client: Client,
  own: SalesforceSettings,
  fields: Fields,
  page: string | null,
  since?: Date,
): Promise<Page> {
  client.refuseNearLimit()
  const has = await fields.of('Account')
  const from = { object: 'Account', fields: accountFields(has, own), where: companiesOnly(has) }
  try {
    if (since !== undefined) {
      const { rows, ...rest } = await readChanged(client, LABEL, from, page, since)
      return { accounts: rows.map((row) => accountOf(row, own)), ...rest }
    }
    const where = [...from.where, ...(page === null ? [] : [`Id > ${soqlString(page)}`])].join(' AND ')
    const rows = await client.query(
      LABEL,
      `SELECT ${from.fields.join(', ')} FROM Account${where === '' ? '' : ` WHERE ${where}`} ORDER BY Id LIMIT ${PAGE}`,
    )
    const last = rows.at(-1)
    return {
      accounts: rows.map((row) => accountOf(row, own)),
      gone: [],
      next: rows.length < PAGE || !last ? null : to18(String(last.Id)),
    }
  } catch (error) {
    if (error instanceof RemoteError && error.code === 'INVALID_FIELD') fields.forget()
    throw error
  }
}

/** @param has fields of the object: only orgs with person accounts have this one */
export function companiesOnly(has: ReadonlySet<string>): string[] {
  return has.has('IsPersonAccount') ? ['IsPersonAccount = false'] : []
}
