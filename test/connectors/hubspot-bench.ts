// The HubSpot connector on the pretend portal over loopback HTTP, with two active owners, one deactivated and a list.
import { createOutbound } from '../../src/outbound.ts'
import { createSandbox } from '../../sandbox/server.ts'
import { crm as role } from '../../connectors/hubspot/crm.ts'
import { settings as schema } from '../../connectors/hubspot/settings.ts'
import type { Bench } from './crm-bench.ts'

export const token = 'pat-na1-sandbox'

export async function startHubspot(more: Record<string, unknown> = {}): Promise<Bench> {
  const clock = { at: new Date('2026-05-01T07:25:37.000Z'), now: () => clock.at }
  const sandbox = await createSandbox({ now: () => clock.at })
  sandbox.seed({
    hubspot: {
      owners: [
        { id: '77', email: 'ann@example.com', firstName: 'Ann', lastName: 'Lee' },
        { id: '78', email: 'bob@example.com', firstName: 'Bob', lastName: 'Roy' },
        { id: '79', email: 'gus@example.com', firstName: 'Gone', lastName: 'Gus', archived: true },
      ],
      lists: [{ id: '9', name: 'Nurture' }],
    },
  })
  const basePath = await sandbox.listen()
  const { hubspot } = sandbox
  const settings = schema.parse({
    accessToken: token,
    basePath,
    searchPerSecond: 5,
    nurture: { listId: '9', leadStatus: 'UNQUALIFIED' },
    ...more,
  })
  const outbound = createOutbound({ name: 'hubspot', concurrency: 4, timeoutMs: 5_000, clock })
  const idOf = (email: string) => hubspot.find('contacts', email)?.id ?? ''
  return {
    system: 'hubspot',
    sandbox,
    address: basePath,
    crm: role.connect(settings, outbound, { clock }),
    objects: { person: 'contacts', task: 'tasks' },
    owners: { ann: '77', bob: '78', inactive: '79' },
    fields: (email) => ({ lastname: 'Lovelace', company: 'Example Ltd', email }),
    refusedField: { email: 'not an address' },
    person(email) {
      const contact = hubspot.find('contacts', email)
      if (!contact) return undefined
      const tasks = hubspot.linked('contacts', contact.id, 'tasks').length
      return { id: contact.id, ownerId: contact.properties.hubspot_owner_id ?? '', tasks }
    },
    seedPerson: (email, owner) =>
      hubspot.seed({ contacts: [{ properties: { email, lastname: 'Lovelace', hubspot_owner_id: owner } }] }),
    handOver: (contact, owner) => void hubspot.act({ as: '78', contact, do: 'set-owner', owner }),
    callPerson: (contact, as) => void hubspot.act({ as, contact, do: 'log-call' }),
    async deletePerson(email) {
      await fetch(`${basePath}/crm/v3/objects/contacts/${idOf(email)}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${token}` },
      })
    },
    inNurture: (email) =>
      hubspot.members('9').includes(idOf(email)) &&
      hubspot.find('contacts', email)?.properties.hs_lead_status === 'UNQUALIFIED',
    now: () => clock.at,
    pass: (ms) => {
      clock.at = new Date(clock.at.getTime() + ms)
    },
    close: () => sandbox.close(),
  }
}
