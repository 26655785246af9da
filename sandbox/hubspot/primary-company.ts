// The company that a contact counts to. Its one rule: HubSpot keeps its id in a property of the contact, beside the links: the first company
// that it was linked to, for as long as that is there.
import type { ObjectName } from './object-types.ts'
import type { Portal } from './portal.ts'
import { updateRecord, type Writer } from './record-writes.ts'

interface End {
  object: ObjectName
  id: string
}

/** After a link between the two came or went. */
export function keepPrimaryCompany(portal: Portal, ends: readonly [End, End], writer: Writer): void {
  const contact = ends.find(({ object }) => object === 'contacts')
  if (contact && ends.some(({ object }) => object === 'companies')) setCompany(portal, contact.id, writer)
}

/** After a company was archived, or came out of a merge. */
export function keepPrimaryCompanies(portal: Portal, companyId: string, writer: Writer): void {
  for (const id of portal.links.of('companies', companyId, 'contacts').keys()) setCompany(portal, id, writer)
}

function setCompany(portal: Portal, contactId: string, writer: Writer): void {
  const contact = portal.tables.contacts.find('hs_object_id', contactId)
  if (!contact) return
  const companies = [...portal.links.of('contacts', contactId, 'companies').keys()].filter((id) =>
    portal.tables.companies.find('hs_object_id', id),
  )
  const before = contact.properties['associatedcompanyid'] ?? ''
  const after = companies.includes(before) ? before : (companies[0] ?? '')
  if (after !== before) updateRecord(portal, 'contacts', contact, { associatedcompanyid: after }, writer)
}
