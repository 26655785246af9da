// People under the org's accounts: all of them in the order of their ids, or those that changed. Its one rule: no more is asked of a person than
// whose they are and at which address.
import type { ContactRead, Crm } from '../../src/connector.ts'
import { companiesOnly } from './accounts.ts'
import { readChanged } from './changed-rows.ts'
import type { Client, Row } from './client.ts'
import type { Fields } from './describe.ts'
import { idOf, to18 } from './ids.ts'
import { soqlString } from './soql.ts'

type Page = Awaited<ReturnType<NonNullable<Crm['readContacts']>>>

const PAGE = 2_000
const LABEL = 'salesforce.contacts'
const FIELDS = ['Id', 'AccountId', 'OwnerId', 'Email', 'SystemModstamp']

/** @param page of all: id of the last contact that was read @throws RemoteError */
export async function readContacts(client: Client, fields: Fields, page: string | null, since?: Date): Promise<Page> {
  client.refuseNearLimit()
  const where = companiesOnly(await fields.of('Contact'))
  if (since !== undefined) {
    // Also those that lost their account or address: what is known of them is then to be dropped.
    const from = { object: 'Contact', fields: FIELDS, where }
    const { rows, ...rest } = await readChanged(client, LABEL, from, page, since)
    return { contacts: rows.map(contactOf), ...rest }
  }
  const conditions = ['AccountId != null', 'Email != null', ...where]
  if (page !== null) conditions.push(`Id > ${soqlString(page)}`)
  const rows = await client.query(
    LABEL,
    `SELECT ${FIELDS.join(', ')} FROM Contact WHERE ${conditions.join(' AND ')} ORDER BY Id LIMIT ${PAGE}`,
  )
  const last = rows.at(-1)
  return { contacts: rows.map(contactOf), gone: [], next: rows.length < PAGE || !last ? null : to18(String(last.Id)) }
}

function contactOf(row: Row): ContactRead {
  return {
    crmId: to18(String(row.Id)),
    accountId: idOf(row.AccountId),
    ownerId: idOf(row.OwnerId),
    email: typeof row.Email === 'string' && row.Email !== '' ? row.Email : null,
    updatedAt: new Date(String(row.SystemModstamp)),
  }
}
