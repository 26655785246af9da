// People at work in the portal: a rep calls, mails, sets a status or hands a contact on.
// Its one rule: what they do is stamped as a human's doing, never as the integration's.
import { z } from 'zod'
import { nowMs, type Crm } from './crm.ts'
import { checkProperties } from './property-check.ts'
import type { HubSpotOwner } from './portal.ts'
import type { HubSpotRecord } from './record-table.ts'
import { createRecord, updateRecord, type Writer } from './record-writes.ts'
import { instantText } from './times.ts'

const who = { as: z.string().min(1), contact: z.string().min(1) }

export const humanAct = z.discriminatedUnion('do', [
  z.strictObject({ ...who, do: z.literal('log-call'), notes: z.string().optional() }),
  z.strictObject({ ...who, do: z.literal('send-mail'), subject: z.string().optional() }),
  z.strictObject({ ...who, do: z.literal('set-lead-status'), status: z.string() }),
  z.strictObject({ ...who, do: z.literal('set-owner'), owner: z.string().min(1) }),
])
/** `as` and `owner` are an owner's id or email, `contact` a contact's. */
export type HumanAct = z.infer<typeof humanAct>

export interface ActResult {
  contactId: string
  /** Properties that changed, with their values now; null when cleared. */
  changed: Record<string, string | null>
}

/** @throws Error with a sentence when somebody or something is not there */
export function act(crm: Crm, deed: HumanAct): ActResult {
  const owner = findOwner(crm, deed.as)
  const contact = findContact(crm, deed.contact)
  const writer: Writer = { at: nowMs(crm), sourceType: 'CRM_UI', userId: owner.userId }
  const values = consequencesOf(crm, deed, owner, contact, writer)
  const { problems } = checkProperties(values, {
    definitions: crm.portal().definitions.contacts,
    ownerMayHold: (id) => crm.portal().owners.get(id)?.archived === false,
    readOnlyToo: true,
  })
  if (problems[0]) throw new Error(problems[0].message)
  const changed = updateRecord(crm.portal(), 'contacts', contact, values, writer)
  return {
    contactId: contact.id,
    changed: Object.fromEntries(changed.map((name) => [name, contact.properties[name] ?? null])),
  }
}

function consequencesOf(
  crm: Crm,
  deed: HumanAct,
  owner: HubSpotOwner,
  contact: HubSpotRecord,
  writer: Writer,
): Record<string, string> {
  if (deed.do === 'set-lead-status') return { hs_lead_status: deed.status }
  if (deed.do === 'set-owner') return { hubspot_owner_id: findOwner(crm, deed.owner).id }
  if (deed.do === 'log-call') {
    const call = { hs_call_title: 'Call', hs_call_body: deed.notes ?? '', hs_call_direction: 'OUTBOUND' }
    engage(crm, 'calls', call, owner, contact, writer)
    return contacted('CALL', owner, contact, writer.at)
  }
  const mail = { hs_email_subject: deed.subject ?? 'Hello', hs_email_direction: 'EMAIL' }
  engage(crm, 'emails', mail, owner, contact, writer)
  return contacted('EMAIL', owner, contact, writer.at)
}

function engage(
  crm: Crm,
  object: 'calls' | 'emails',
  values: Record<string, string>,
  owner: HubSpotOwner,
  contact: HubSpotRecord,
  writer: Writer,
): void {
  const portal = crm.portal()
  const all = { ...values, hs_timestamp: instantText(writer.at), hubspot_owner_id: owner.id }
  const record = createRecord(portal, object, all, writer)
  const typeId = object === 'calls' ? 194 : 198
  portal.links.add({ from: object, fromId: record.id, to: 'contacts', toId: contact.id, typeId })
}

/** The first engagement counts only when the owner of the moment does it, the first outreach whoever does. */
function contacted(
  kind: 'CALL' | 'EMAIL',
  owner: HubSpotOwner,
  { properties }: HubSpotRecord,
  at: number,
): Record<string, string> {
  const now = instantText(at)
  const isFirst = properties['hubspot_owner_id'] === owner.id && !properties['hs_sa_first_engagement_date']
  return {
    notes_last_contacted: now,
    num_contacted_notes: String(Number(properties['num_contacted_notes'] ?? 0) + 1),
    ...(properties['hs_first_outreach_date'] ? {} : { hs_first_outreach_date: now }),
    ...(isFirst ? { hs_sa_first_engagement_date: now, hs_sa_first_engagement_object_type: kind } : {}),
  }
}

function findOwner(crm: Crm, idOrEmail: string): HubSpotOwner {
  const { owners } = crm.portal()
  const email = idOrEmail.toLowerCase()
  const owner = owners.get(idOrEmail) ?? [...owners.values()].find((one) => one.email === email)
  if (!owner) throw new Error(`No owner "${idOrEmail}" in the pretend HubSpot: give the id or email of a seeded one.`)
  return owner
}

function findContact(crm: Crm, idOrEmail: string): HubSpotRecord {
  const table = crm.portal().tables.contacts
  const contact = table.find('hs_object_id', idOrEmail) ?? table.find('email', idOrEmail)
  if (!contact)
    throw new Error(`No contact "${idOrEmail}" in the pretend HubSpot: give the id or email of one that is there.`)
  return contact
}
