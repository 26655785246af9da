// The org's accounts, page by page in the order of their ids: an account made meanwhile shifts no page.
import { RemoteError, type Crm } from '../../src/connector.ts'
import { accountFields, accountOf } from './account-fields.ts'
import type { Client } from './client.ts'
import type { Fields } from './describe.ts'
import { to18 } from './ids.ts'
import type { SalesforceSettings } from './settings.ts'
import { soqlString } from './soql.ts'

type Page = Awaited<ReturnType<Crm['readAccounts']>>

const PAGE = 2_000

/** @param page id of the last account that was read @throws RemoteError */
export async function readAccounts(
  client: Client,
  settings: SalesforceSettings,
  fields: Fields,
  page: string | null,
): Promise<Page> {
  client.refuseNearLimit()
  const names = accountFields(await fields.of('Account'), settings.tierField)
  const after = page === null ? '' : ` WHERE Id > ${soqlString(page)}`
  try {
    const rows = await client.query(
      'salesforce.accounts',
      `SELECT ${names.join(', ')} FROM Account${after} ORDER BY Id LIMIT ${PAGE}`,
    )
    const last = rows.at(-1)
    return {
      accounts: rows.map((row) => accountOf(row, settings.tierField)),
      next: rows.length < PAGE || !last ? null : to18(String(last.Id)),
    }
  } catch (error) {
    if (error instanceof RemoteError && error.code === 'INVALID_FIELD') fields.forget()
    throw error
  }
}
