// The one contact write that a lead's save, owner and nurture writes become. Pure. Its one rule: a person's owner wins over ours.
import type { CrmOutcome, CrmValue, WriteGroup, WriteItem } from '../../src/connector.ts'
import type { Contact } from './crm-find.ts'
import type { HubspotSettings } from './settings.ts'

export interface Plan {
  group: WriteGroup
  person: Contact | { is: 'new' }
  /** HubSpot takes texts only. Empty: there is nothing to write. */
  properties: Record<string, string>
  /** Writes that this record carries. */
  items: WriteItem[]
  /** Set at once, whatever becomes of the record. */
  decided: { item: WriteItem; outcome: CrmOutcome }[]
  kept: boolean
  /** Put on the list for nurture. */
  listed: boolean
}

/** Order of HubSpot's own stages: it lets none go back, and says nothing when one is tried. */
const stages = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
  'evangelist',
]

/** Mappings put these where a value is unknown: they fill a new contact and must not erase what is known. */
const placeholders = new Set(['unknown', '[not provided]'])

export function planContact(group: WriteGroup, person: Plan['person'], settings: HubspotSettings): Plan {
  const plan: Plan = { group, person, properties: {}, items: [], decided: [], kept: false, listed: false }
  for (const item of group.items) {
    const { write } = item
    if (write.action === 'create-task' || write.action === 'add-note') continue
    if (plan.kept) plan.decided.push({ item, outcome: { kind: 'blocked' } })
    else if (write.action === 'save-person') {
      plan.items.push(item)
      Object.assign(plan.properties, savedProperties(write.fields, person))
    } else if (write.action === 'set-owner') setOwner(plan, item, write, settings.defaultOwners)
    else giveBack(plan, item, settings.nurture)
  }
  return plan
}

function setOwner(
  plan: Plan,
  item: WriteItem,
  write: { ownerId: string; expects: string | null },
  defaultOwners: readonly string[],
): void {
  const { person } = plan
  const owner = person.is === 'new' ? null : (person.ownerId ?? null)
  const isThere = owner === write.ownerId
  // Our own earlier try may have set it: then the target is there, and nobody has interfered.
  const isOurs = write.expects === null ? owner !== null && defaultOwners.includes(owner) : owner === write.expects
  if (person.is === 'contact' && owner !== null && !isOurs && !isThere) {
    plan.kept = true
    plan.decided.push({ item, outcome: { kind: 'kept', crmId: person.id, ownerId: owner } })
    return
  }
  plan.items.push(item)
  if (isThere) delete plan.properties.hubspot_owner_id
  else plan.properties.hubspot_owner_id = write.ownerId
}

function giveBack(plan: Plan, item: WriteItem, { listId, leadStatus }: HubspotSettings['nurture']): void {
  if (listId === undefined && leadStatus === undefined) {
    const message =
      'This HubSpot connection does not say how a lead goes back to marketing: set nurture.listId or nurture.leadStatus, then retry.'
    plan.decided.push({ item, outcome: { kind: 'dead', code: 'hubspot.no-nurture', message } })
    return
  }
  plan.items.push(item)
  if (leadStatus !== undefined) plan.properties.hs_lead_status = leadStatus
  if (listId !== undefined) plan.listed = true
}

function savedProperties(fields: Record<string, CrmValue>, person: Plan['person']): Record<string, string> {
  const saved: Record<string, string> = {}
  const exists = person.is === 'contact'
  for (const [name, value] of Object.entries(fields)) {
    // What we do not know erases nothing; the owner is not the mapping's to write.
    if (value === null || value === '' || /^(hs_object_id|hubspot_owner_id)$/.test(name)) continue
    const text = cleanText(String(value))
    if (exists && placeholders.has(text.toLowerCase())) continue
    // The address identifies: another one would collide, or replace the one that the person uses.
    if (exists && name === 'email' && person.email !== null) continue
    if (exists && name === 'lifecyclestage' && !isForward(person.stage, text)) continue
    saved[name] = text
  }
  return saved
}

/** @param from undefined: not read */
export function isForward(from: string | null | undefined, to: string): boolean {
  if (from === null) return true
  if (from === undefined || !stages.includes(from) || !stages.includes(to)) return false
  return stages.indexOf(to) > stages.indexOf(from)
}

export function cleanText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
}
