// A person at work in the CRM: opens leads, calls, moves them on. What they do is stamped with their own user, never ours.
import { z } from 'zod'
import { toId18 } from './ids.ts'
import type { Org } from './org.ts'
import type { Row, Scalar } from './schema.ts'
import { afterSave, automate } from './automation.ts'
import type { Writer } from './writer.ts'
import { createRecord, deleteRecord, updateRecord } from './write-record.ts'

const who = {
  as: z.string().describe('User id or e-mail address'),
  lead: z.string().describe('Lead id or e-mail address'),
}

export const act = z.discriminatedUnion('do', [
  z.strictObject({ ...who, do: z.literal('open') }),
  z.strictObject({ ...who, do: z.literal('complete-call'), subject: z.string().optional() }),
  z.strictObject({ ...who, do: z.literal('complete-email'), subject: z.string().optional() }),
  z.strictObject({ ...who, do: z.literal('hold-meeting'), subject: z.string().optional() }),
  z.strictObject({ ...who, do: z.literal('set-status'), status: z.string() }),
  z.strictObject({
    ...who,
    do: z.literal('set-owner'),
    owner: z.string().describe('User or queue id, or e-mail address'),
  }),
  z.strictObject({ ...who, do: z.literal('convert') }),
  z.strictObject({ ...who, do: z.literal('delete') }),
  z.strictObject({ ...who, do: z.literal('merge'), into: z.string().describe('The lead that lives on') }),
])
export type Act = z.infer<typeof act>

/** @returns the lead's id, and the id of what was made. @throws Error when user or lead is not there; SalesforceError */
export function perform(org: Org, action: Act): { leadId: string; madeId: string | null } {
  const user = org.findUser(action.as)
  if (!user) throw new Error(`No user "${action.as}" in the pretend Salesforce: seed one, or name an existing one.`)
  const lead = findLead(org, action.lead)
  const writer = personAtWork(String(user.Id))
  return { leadId: String(lead.Id), madeId: work(org, writer, lead, action) }
}

/** The page of the CRM writes without assignment rules, and what it does is no effect of ours. */
function personAtWork(userId: string): Writer {
  return { userId, autoAssign: false, effects: [], strikes: () => false, unknown: () => undefined }
}

function work(org: Org, writer: Writer, lead: Row, action: Act): string | null {
  const id = String(lead.Id)
  switch (action.do) {
    case 'open':
      // Only the owner's own look counts.
      if (lead.OwnerId === writer.userId && lead.IsUnreadByOwner === true) {
        change(org, writer, lead, { IsUnreadByOwner: false })
      }
      return null
    case 'complete-call':
    case 'complete-email': {
      const kind = action.do === 'complete-call' ? 'Call' : 'Email'
      return createRecord(org, writer, 'Task', {
        Subject: action.subject ?? kind,
        Status: 'Completed',
        TaskSubtype: kind,
        Type: kind,
        WhoId: id,
        ActivityDate: org.timestamp().slice(0, 10),
      })
    }
    case 'hold-meeting':
      return createRecord(org, writer, 'Event', {
        Subject: action.subject ?? 'Meeting',
        WhoId: id,
        StartDateTime: org.timestamp(),
        EndDateTime: org.timestamp(),
      })
    case 'set-status':
      updateRecord(org, writer, 'Lead', id, { Status: action.status })
      return null
    case 'set-owner':
      updateRecord(org, writer, 'Lead', id, { OwnerId: ownerId(org, action.owner) })
      return null
    case 'delete':
      deleteRecord(org, writer, 'Lead', id)
      return null
    case 'merge':
      change(org, writer, lead, { IsDeleted: true, MasterRecordId: String(findLead(org, action.into).Id) })
      return null
    default:
      return convert(org, writer, lead)
  }
}

/** A new account and contact take over; tasks and events move to the contact. */
function convert(org: Org, writer: Writer, lead: Row): string {
  const OwnerId = org.objectOfId(String(lead.OwnerId)) === 'User' ? lead.OwnerId : writer.userId
  const AccountId = createRecord(org, writer, 'Account', { Name: lead.Company, OwnerId })
  const { FirstName, LastName, Email, Phone } = lead
  const contactId = createRecord(org, writer, 'Contact', { FirstName, LastName, Email, Phone, AccountId, OwnerId })
  for (const object of ['Task', 'Event']) {
    const table = org.table(object)
    const field = table.type.fields.get('whoid')
    // A copy: each put takes its id out of the index.
    const ids = [...((field && table.idsBy(field, String(lead.Id))) ?? [])]
    for (const id of ids) {
      const row = table.find(id)
      if (row) table.put({ ...row, WhoId: contactId, SystemModstamp: org.timestamp() })
    }
  }
  change(org, writer, org.table('Lead').find(String(lead.Id)) ?? lead, {
    Status: 'Closed - Converted',
    IsConverted: true,
    ConvertedDate: org.timestamp().slice(0, 10),
    ConvertedAccountId: AccountId,
    ConvertedContactId: contactId,
  })
  return contactId
}

/** Sets fields that no caller may write. */
function change(org: Org, writer: Writer, lead: Row, fields: Record<string, Scalar>): void {
  const table = org.table('Lead')
  const at = org.timestamp()
  const row = { ...lead, LastModifiedDate: at, LastModifiedById: writer.userId, SystemModstamp: at, ...fields }
  const saved = { ...row, ...automate(org, writer, table.type, lead, row), ...fields }
  table.put(saved)
  afterSave(org, writer, table.type, lead, saved)
}

function findLead(org: Org, idOrEmail: string): Row {
  const table = org.table('Lead')
  const id = toId18(idOrEmail)
  const field = table.type.fields.get('email')
  const ids = id === undefined ? [...((field && table.idsBy(field, idOrEmail)) ?? [])] : [id]
  const lead = ids.map((one) => table.find(one)).find((row) => row && row.IsDeleted !== true)
  if (lead) return lead
  throw new Error(
    `No lead "${idOrEmail}" in the pretend Salesforce: give the id or e-mail address of one that is there.`,
  )
}

function ownerId(org: Org, idOrEmail: string): string {
  return String(org.findUser(idOrEmail)?.Id ?? idOrEmail)
}
