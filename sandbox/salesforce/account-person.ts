// A person at work on an account: changes it, deletes it with its contacts, or merges it into another, as the pages of the CRM do.
import { z } from 'zod'
import { toId18 } from './ids.ts'
import type { Org } from './org.ts'
import type { Row, Scalar } from './schema.ts'
import type { Writer } from './writer.ts'
import { deleteRecord, updateRecord } from './write-record.ts'

const who = {
  as: z.string().describe('User id or e-mail address'),
  account: z.string().describe('Account id, or its name'),
}

export const accountAct = z.discriminatedUnion('do', [
  z.strictObject({
    ...who,
    do: z.literal('edit'),
    fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
  z.strictObject({ ...who, do: z.literal('delete') }),
  z.strictObject({ ...who, do: z.literal('merge'), into: z.string().describe('The account that lives on') }),
])
export type AccountAct = z.infer<typeof accountAct>

/** @throws Error when user or account is not there; SalesforceError */
export function performOnAccount(org: Org, action: AccountAct): { accountId: string } {
  const user = org.findUser(action.as)
  if (!user) throw new Error(`No user "${action.as}" in the pretend Salesforce: seed one, or name an existing one.`)
  const account = findAccount(org, action.account)
  const accountId = String(account.Id)
  const writer: Writer = {
    userId: String(user.Id),
    autoAssign: false,
    effects: [],
    strikes: () => false,
    unknown: () => undefined,
  }
  if (action.do === 'edit') updateRecord(org, writer, 'Account', accountId, action.fields)
  else if (action.do === 'delete') remove(org, writer, accountId)
  else merge(org, writer, account, findAccount(org, action.into))
  return { accountId }
}

/** Its contacts go with it. */
function remove(org: Org, writer: Writer, accountId: string): void {
  for (const contact of contactsOf(org, accountId)) deleteRecord(org, writer, 'Contact', String(contact.Id))
  deleteRecord(org, writer, 'Account', accountId)
}

/** Contacts and child accounts move to the one that lives on, whose stamp moves too. */
function merge(org: Org, writer: Writer, account: Row, into: Row): void {
  for (const contact of contactsOf(org, String(account.Id)))
    change(org, writer, 'Contact', contact, { AccountId: into.Id ?? null })
  for (const child of [...org.table('Account').all()].filter(
    (row) => row.ParentId === account.Id && row.Id !== into.Id,
  )) {
    change(org, writer, 'Account', child, { ParentId: into.Id ?? null })
  }
  change(org, writer, 'Account', into, into.ParentId === account.Id ? { ParentId: null } : {})
  change(org, writer, 'Account', account, { IsDeleted: true, MasterRecordId: into.Id ?? null })
}

function change(org: Org, writer: Writer, object: string, row: Row, fields: Record<string, Scalar>): void {
  const at = org.timestamp()
  const stamps = { LastModifiedDate: at, LastModifiedById: writer.userId, SystemModstamp: at }
  org.table(object).put({ ...row, ...stamps, ...fields })
}

function contactsOf(org: Org, accountId: string): Row[] {
  return [...org.table('Contact').all()].filter((row) => row.AccountId === accountId && row.IsDeleted !== true)
}

function findAccount(org: Org, idOrName: string): Row {
  const table = org.table('Account')
  const id = toId18(idOrName)
  const found = (id === undefined ? undefined : table.find(id)) ?? [...table.all()].find((row) => row.Name === idOrName)
  if (found && found.IsDeleted !== true) return found
  throw new Error(`No account "${idOrName}" in the pretend Salesforce: give the id or name of one that is there.`)
}
