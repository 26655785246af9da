// Who the leads of a batch are in HubSpot: by id where the owner matters, by address where no id is known.
// Its one rule: never by search, which lags behind writes by ten seconds and more.
import type { WriteGroup } from '../../src/connector.ts'
import type { Api } from './crm-client.ts'
import { BATCH, batchAnswer, type Answered } from './crm-batches.ts'

export interface Contact {
  is: 'contact'
  id: string
  /** undefined: not read. null: nobody owns it. */
  ownerId?: string | null
  stage?: string | null
  email?: string | null
}

export type Person =
  | Contact
  | { is: 'new' }
  | { is: 'gone'; mergedInto?: string }
  /** Nobody, and nothing in the batch makes one. */
  | { is: 'nobody' }

const PROPERTIES = ['email', 'hs_additional_emails', 'hubspot_owner_id', 'lifecyclestage']

/** By lead id. @throws RemoteError */
export async function findPeople(api: Api, groups: readonly WriteGroup[]): Promise<Map<string, Person>> {
  const read = groups.filter(({ personId, items }) => personId !== null && items.some(({ write }) => isRead(write)))
  const byId = new Map(
    (
      await readContacts(
        api,
        read.map(({ personId }) => personId ?? ''),
      )
    ).map((one) => [one.id, one]),
  )
  // A known id that is not there was deleted or merged: the address leads to where the person lives on.
  const missing = read.filter(({ personId }) => !byId.has(personId ?? ''))
  const searched = [...groups.filter(({ personId }) => personId === null), ...missing]
  const byEmail = byAddress(
    await readContacts(
      api,
      searched.flatMap(({ email }) => email ?? []),
      'email',
    ),
  )

  const people = new Map<string, Person>()
  for (const group of groups) {
    const { personId, email, leadId } = group
    const found = email === null ? undefined : byEmail.get(email)
    if (personId === null) {
      const saves = group.items.some(({ write }) => write.action === 'save-person')
      people.set(leadId, found ? contactOf(found) : { is: saves ? 'new' : 'nobody' })
    } else if (missing.includes(group)) people.set(leadId, { is: 'gone', ...(found ? { mergedInto: found.id } : {}) })
    else {
      const known = byId.get(personId)
      people.set(leadId, known ? contactOf(known) : { is: 'contact', id: personId })
    }
  }
  return people
}

function isRead(write: WriteGroup['items'][number]['write']): boolean {
  return write.action === 'set-owner' || (write.action === 'save-person' && 'lifecyclestage' in write.fields)
}

async function readContacts(api: Api, ids: readonly string[], idProperty?: 'email'): Promise<Answered[]> {
  const wanted = [...new Set(ids)]
  const found: Answered[] = []
  for (let from = 0; from < wanted.length; from += BATCH) {
    const inputs = wanted.slice(from, from + BATCH).map((id) => ({ id }))
    found.push(
      ...(await api.call('hubspot.contacts.read', false, async (client) => {
        const answer = await client.crm.contacts.batchApi.read({
          inputs,
          properties: PROPERTIES,
          propertiesWithHistory: [],
          ...(idProperty === undefined ? {} : { idProperty }),
        })
        return batchAnswer('hubspot.contacts.read', false, answer).results
      })),
    )
  }
  return found
}

/** An address that a merge left behind still leads to its contact. */
function byAddress(contacts: readonly Answered[]): Map<string, Answered> {
  const found = new Map<string, Answered>()
  for (const contact of contacts) {
    const others = contact.properties.hs_additional_emails?.split(';') ?? []
    for (const email of [contact.properties.email ?? '', ...others]) found.set(email.trim().toLowerCase(), contact)
  }
  return found
}

function contactOf({ id, properties }: Answered): Contact {
  return {
    is: 'contact',
    id,
    ownerId: properties.hubspot_owner_id || null,
    stage: properties.lifecyclestage || null,
    email: properties.email || null,
  }
}
