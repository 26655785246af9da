// The one record that a lead's save, owner and nurture writes become. Pure. Its one rule: a person's owner wins over ours.
import type { CrmOutcome, CrmValue, WriteGroup, WriteItem } from '../../src/connector.ts'
import type { Subrequest } from './client.ts'
import type { Person } from './find-people.ts'
import { isQueue, sameId, to18 } from './ids.ts'
import type { SalesforceSettings } from './settings.ts'

export interface PersonPlan {
  group: WriteGroup
  person: Extract<Person, { is: 'Lead' | 'Contact' | 'new' }>
  /** Empty: there is nothing to write, the record is as it shall be. */
  fields: Record<string, CrmValue>
  /** Writes that this record carries. */
  items: WriteItem[]
  /** Set at once, whatever becomes of the record. */
  decided: { item: WriteItem; outcome: CrmOutcome }[]
  /** A person's owner stays: what was meant for ours waits for no one. */
  kept: boolean
}

/** Mappings put these where a required field is unknown: they fill a new Lead and must not erase a known one. */
const placeholders = new Set(['unknown', '[not provided]'])

/** @param us id of the user that we act as */
export function planPerson(
  group: WriteGroup,
  person: PersonPlan['person'],
  settings: SalesforceSettings,
  us: string,
): PersonPlan {
  const plan: PersonPlan = { group, person, fields: {}, items: [], decided: [], kept: false }
  const owner = person.is === 'new' ? null : person.ownerId
  for (const item of group.items.filter(isPersonWrite)) {
    const { write } = item
    if (plan.kept) {
      plan.decided.push({ item, outcome: { kind: 'blocked' } })
    } else if (write.action === 'save-person') {
      plan.items.push(item)
      if (person.is !== 'Contact') Object.assign(plan.fields, savedFields(write.fields, person.is === 'Lead'))
    } else if (write.action === 'set-owner') {
      setOwner(plan, item, write, { owner, nobody: [us, ...settings.defaultOwners] })
    } else if (write.action === 'return-to-nurture') {
      giveBack(plan, item, settings)
    }
  }
  return plan
}

function setOwner(
  plan: PersonPlan,
  item: WriteItem,
  write: { ownerId: string; expects: string | null },
  { owner, nobody }: { owner: string | null; nobody: readonly string[] },
): void {
  const { person } = plan
  const target = to18(write.ownerId)
  if (person.is === 'Contact' && isQueue(target)) {
    const outcome = {
      kind: 'reroute',
      code: 'salesforce.queue-on-contact',
      message: 'A Contact cannot be owned by a queue.',
    } as const
    plan.decided.push({ item, outcome })
    return
  }
  const isThere = owner !== null && sameId(owner, target)
  // Our own earlier try may have set it: then the target is there, and nobody has interfered.
  if (person.is !== 'new' && owner !== null && !isOurs(owner, write.expects, nobody) && !isThere) {
    plan.kept = true
    plan.decided.push({ item, outcome: { kind: 'kept', crmId: person.id, ownerId: to18(owner) } })
    return
  }
  plan.items.push(item)
  if (isThere) delete plan.fields.OwnerId
  else plan.fields.OwnerId = target
}

function giveBack(plan: PersonPlan, item: WriteItem, { nurture }: SalesforceSettings): void {
  const { person, fields } = plan
  if (person.is !== 'Contact') {
    plan.items.push(item)
    fields.Status = nurture.status
    if (nurture.ownerId !== undefined) fields.OwnerId = to18(nurture.ownerId)
  } else if (nurture.contactField !== undefined) {
    plan.items.push(item)
    fields[nurture.contactField] = nurture.status
  } else {
    const message =
      'This person is a Contact, which has no Lead Status: name a field of Contact in nurture.contactField that marketing watches, then retry.'
    plan.decided.push({ item, outcome: { kind: 'dead', code: 'salesforce.no-nurture', message } })
  }
}

function isOurs(owner: string, expects: string | null, nobody: readonly string[]): boolean {
  return expects === null ? isQueue(owner) || nobody.some((id) => sameId(owner, id)) : sameId(owner, expects)
}

function savedFields(fields: Record<string, CrmValue>, exists: boolean): Record<string, CrmValue> {
  const saved: Record<string, CrmValue> = {}
  for (const [name, value] of Object.entries(fields)) {
    // What we do not know erases nothing; owner and keys are not the mapping's to write.
    if (value === null || /^(id|attributes|ownerid|pointsman_id__c)$/i.test(name)) continue
    if (exists && typeof value === 'string' && placeholders.has(value.toLowerCase())) continue
    saved[name] = typeof value === 'string' ? cleanText(value) : value
  }
  return saved
}

/** Control characters other than tab and line breaks are refused by the XML half of the platform. */
export function cleanText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, '')
}

const OWN_RULES = { 'Sforce-Auto-Assign': 'FALSE' }
const updateHeaders = {
  ...OWN_RULES,
  'Sforce-Duplicate-Rule-Header': 'allowSave=true; includeRecordDetails=false; runAsCurrentUser=true',
}
/** A new person is not forced past a duplicate rule: the answer names who is there already. */
const createHeaders = {
  ...OWN_RULES,
  'Sforce-Duplicate-Rule-Header': 'allowSave=false; includeRecordDetails=true; runAsCurrentUser=true',
}

export interface Part {
  subrequest: Subrequest
  plans: PersonPlan[][]
}

/** One collection per kind of record; plans that meet in one record share its place. At most 200 leads. */
export function personParts(plans: readonly PersonPlan[]): Part[] {
  const parts: Part[] = []
  for (const type of ['Lead', 'Contact'] as const) {
    const byId = Map.groupBy(
      plans.filter((plan) => plan.person.is === type && Object.keys(plan.fields).length > 0),
      (plan) => (plan.person.is === 'new' ? '' : plan.person.id),
    )
    if (byId.size === 0) continue
    const records = [...byId].map(
      ([id, same]) => Object.assign({ attributes: { type }, id }, ...same.map((plan) => plan.fields)) as object,
    )
    parts.push({
      plans: [...byId.values()],
      subrequest: {
        method: 'PATCH',
        path: '/composite/sobjects',
        body: { allOrNone: false, records },
        headers: updateHeaders,
      },
    })
  }
  const created = plans.filter((plan) => plan.person.is === 'new')
  if (created.length > 0) {
    // By external id: the same Lead made by an earlier try whose answer was lost is updated, not doubled.
    const records = created.map(({ group, fields }) => ({
      attributes: { type: 'Lead' },
      Pointsman_Id__c: group.leadId,
      ...fields,
    }))
    parts.push({
      plans: created.map((plan) => [plan]),
      subrequest: {
        method: 'PATCH',
        path: '/composite/sobjects/Lead/Pointsman_Id__c',
        body: { allOrNone: false, records },
        headers: createHeaders,
      },
    })
  }
  return parts
}

function isPersonWrite({ write }: WriteItem): boolean {
  return write.action === 'save-person' || write.action === 'set-owner' || write.action === 'return-to-nurture'
}
