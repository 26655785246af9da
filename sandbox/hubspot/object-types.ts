// The kinds of objects the pretend portal holds, with the names HubSpot gives them.
// Its one rule: contacts alone call their dates createdate and lastmodifieddate; see the Contacts and Tasks guides (2026-11).

export interface ObjectType {
  typeId: string
  singular: string
  /** Property that holds the creation time. */
  created: string
  /** Property that holds the time of the last change. */
  modified: string
  /** Properties an answer holds when the request names none. */
  defaults: readonly string[]
  /** Must have a value at creation. */
  required: readonly string[]
}

const engagement = {
  created: 'hs_createdate',
  modified: 'hs_lastmodifieddate',
  defaults: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
  required: ['hs_timestamp'],
}

export const objectTypes = {
  contacts: {
    typeId: '0-1',
    singular: 'contact',
    created: 'createdate',
    modified: 'lastmodifieddate',
    defaults: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
    required: [],
  },
  companies: {
    typeId: '0-2',
    singular: 'company',
    created: 'createdate',
    modified: 'hs_lastmodifieddate',
    defaults: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
    required: [],
  },
  leads: {
    typeId: '0-136',
    singular: 'lead',
    created: 'hs_createdate',
    modified: 'hs_lastmodifieddate',
    defaults: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
    required: ['hs_lead_name'],
  },
  tasks: { typeId: '0-27', singular: 'task', ...engagement },
  notes: { typeId: '0-46', singular: 'note', ...engagement },
  calls: { typeId: '0-48', singular: 'call', ...engagement },
  emails: { typeId: '0-49', singular: 'email', ...engagement },
} as const satisfies Record<string, ObjectType>

export type ObjectName = keyof typeof objectTypes
export const objectNames = Object.keys(objectTypes) as ObjectName[]

/** @param text as it stands in a path: `contacts`, `contact` or `0-1`, in any case */
export function findObjectType(text: string): ObjectName | undefined {
  const wanted = text.toLowerCase()
  return objectNames.find((name) => {
    const { singular, typeId } = objectTypes[name]
    return wanted === name || wanted === singular || wanted === typeId
  })
}
