// Who the leads of a batch are in Salesforce: one composite of queries. Our own id first, then the oldest open Lead of the
// address, then the oldest Contact; so that two tries, or two machines, find the same record.
import type { WriteGroup } from '../../src/connector.ts'
import type { Client, Row } from './client.ts'
import { isContact, isLead, to18 } from './ids.ts'
import { soqlLists } from './soql.ts'

export type Person =
  | { is: 'Lead' | 'Contact'; id: string; /** null: not read */ ownerId: string | null }
  /** Nobody yet: a Lead is made. */
  | { is: 'new' }
  | { is: 'gone'; code: string; message: string; mergedInto?: string }
  /** Nobody, and nothing in the batch makes one. */
  | { is: 'nobody' }

export interface Found {
  /** By lead id. */
  people: Map<string, Person>
  /** Task id by effect key: made by an earlier try. */
  tasks: Map<string, string>
}

const LEAD = 'Id, OwnerId, IsConverted, ConvertedContactId, ConvertedContact.OwnerId'

/** @param tasks effect keys of tasks that an earlier try may have made @throws RemoteError */
export async function findPeople(
  client: Client,
  groups: readonly WriteGroup[],
  tasks: readonly string[],
): Promise<Found> {
  const known = groups.filter((group) => group.personId !== null)
  // A known record is read only where its owner matters.
  const read = known.filter((group) => group.items.some(({ write }) => write.action === 'set-owner'))
  const ids = read.flatMap((group) => (isId(group.personId) ? to18(group.personId) : []))
  const unknown = groups.filter((group) => group.personId === null)
  const emails = [...new Set(unknown.flatMap((group) => (isAddress(group.email) ? group.email : [])))]

  const plan = [
    ...each(
      ids.filter(isLead),
      'leads',
      (list) => `SELECT ${LEAD}, IsDeleted, MasterRecordId FROM Lead WHERE Id IN ${list}`,
      true,
    ),
    ...each(
      ids.filter(isContact),
      'contacts',
      (list) => `SELECT Id, OwnerId, IsDeleted, MasterRecordId FROM Contact WHERE Id IN ${list}`,
      true,
    ),
    ...each(
      unknown.map((group) => group.leadId),
      'ours',
      (list) => `SELECT ${LEAD}, Pointsman_Id__c FROM Lead WHERE Pointsman_Id__c IN ${list}`,
    ),
    ...each(
      emails,
      'byEmail',
      (list) =>
        `SELECT Id, OwnerId, Email FROM Lead WHERE Email IN ${list} AND IsConverted = false ORDER BY CreatedDate, Id`,
    ),
    ...each(
      emails,
      'contactByEmail',
      (list) => `SELECT Id, OwnerId, Email FROM Contact WHERE Email IN ${list} ORDER BY CreatedDate, Id`,
    ),
    ...each(tasks, 'tasks', (list) => `SELECT Id, Pointsman_Key__c FROM Task WHERE Pointsman_Key__c IN ${list}`),
  ]
  const rows: Record<string, Row[]> = {}
  if (plan.length > 0) {
    const answers = await client.queries('salesforce.find', plan)
    for (const [index, { into }] of plan.entries()) (rows[into] ??= []).push(...(answers[index] ?? []))
  }
  const byId = new Map([...(rows.leads ?? []), ...(rows.contacts ?? [])].map((row) => [to18(String(row.Id)), row]))
  const ours = new Map((rows.ours ?? []).map((row) => [String(row.Pointsman_Id__c), row]))
  const leads = oldest(rows.byEmail)
  const contacts = oldest(rows.contactByEmail)

  const people = new Map<string, Person>()
  for (const group of known) people.set(group.leadId, knownPerson(group, read.includes(group), byId))
  for (const group of unknown) {
    const email = group.email?.toLowerCase() ?? ''
    const own = ours.get(group.leadId)
    const lead = leads.get(email)
    const contact = contacts.get(email)
    if (own) people.set(group.leadId, living(own))
    else if (lead) people.set(group.leadId, { is: 'Lead', id: String(lead.Id), ownerId: textOr(lead.OwnerId) })
    else if (contact)
      people.set(group.leadId, { is: 'Contact', id: String(contact.Id), ownerId: textOr(contact.OwnerId) })
    else
      people.set(group.leadId, {
        is: group.items.some(({ write }) => write.action === 'save-person') ? 'new' : 'nobody',
      })
  }
  return {
    people,
    tasks: new Map((rows.tasks ?? []).map((row) => [String(row.Pointsman_Key__c), String(row.Id)])),
  }
}

function each(values: readonly string[], into: string, soql: (list: string) => string, deleted = false) {
  return soqlLists(values).map((list) => ({ into, soql: soql(list), deleted }))
}

function knownPerson(group: WriteGroup, wasRead: boolean, byId: ReadonlyMap<string, Row>): Person {
  const id = to18(group.personId ?? '')
  if (!isId(id) || !(isLead(id) || isContact(id))) {
    return { is: 'gone', code: 'MALFORMED_ID', message: `"${id}" is no id of a Lead or Contact.` }
  }
  if (!wasRead) return { is: isLead(id) ? 'Lead' : 'Contact', id, ownerId: null }
  const row = byId.get(id)
  if (!row) return { is: 'gone', code: 'NOT_FOUND', message: 'The record is not there any more.' }
  if (row.IsDeleted === true) {
    const into = textOr(row.MasterRecordId)
    return {
      is: 'gone',
      code: 'ENTITY_IS_DELETED',
      message: into === null ? 'The record was deleted.' : 'The record was merged into another.',
      ...(into === null ? {} : { mergedInto: to18(into) }),
    }
  }
  if (row.IsConverted === true) {
    const into = textOr(row.ConvertedContactId)
    return {
      is: 'gone',
      code: 'CANNOT_UPDATE_CONVERTED_LEAD',
      message: 'The lead was converted.',
      ...(into === null ? {} : { mergedInto: to18(into) }),
    }
  }
  return { is: isLead(id) ? 'Lead' : 'Contact', id, ownerId: textOr(row.OwnerId) }
}

/** Our own Lead, or the Contact it became. */
function living(row: Row): Person {
  const contact = textOr(row.ConvertedContactId)
  if (row.IsConverted !== true || contact === null) {
    return { is: 'Lead', id: String(row.Id), ownerId: textOr(row.OwnerId) }
  }
  return { is: 'Contact', id: to18(contact), ownerId: textOr((row.ConvertedContact as Row | null)?.OwnerId) }
}

/** By lower-case address; rows come oldest first. */
function oldest(rows: readonly Row[] = []): Map<string, Row> {
  const first = new Map<string, Row>()
  for (const row of rows) {
    const email = String(row.Email).toLowerCase()
    if (!first.has(email)) first.set(email, row)
  }
  return first
}

const isId = (id: string | null): id is string => id !== null && /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(id)
/** What else stands there is for Salesforce to refuse, in its own words and for that record alone. */
const isAddress = (email: string | null): email is string =>
  email !== null && /^[^\s\p{Cc}]+@[^\s\p{Cc}]+$/u.test(email)
const textOr = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
