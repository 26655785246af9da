// The Salesforce connector on the pretend org over loopback HTTP, with two active owners, one inactive and a queue.
import { createOutbound } from '../../src/outbound.ts'
import { createSandbox, sandboxClient } from '../../sandbox/server.ts'
import connector from '../../connectors/salesforce/connector.ts'
import type { Bench } from './crm-bench.ts'

export async function startSalesforce(more: Record<string, unknown> = {}): Promise<Bench> {
  const clock = { at: new Date('2026-05-01T07:25:37.000Z'), now: () => clock.at }
  const sandbox = await createSandbox({ now: () => clock.at })
  sandbox.seed({
    salesforce: {
      users: [
        { Name: 'Ann Lee', Email: 'ann@example.com' },
        { Name: 'Bob Roy', Email: 'bob@example.com' },
        { Name: 'Gone Gus', Email: 'gus@example.com', IsActive: false },
      ],
      queues: [{ Name: 'Inbound' }],
      // It would take every lead for itself unless each write says otherwise.
      assignmentRule: { active: true, ownerName: 'Inbound' },
    },
  })
  const loginUrl = await sandbox.listen()
  const { salesforce } = sandbox
  const user = (email: string) => String(salesforce.find('User', email)?.Id)
  const settings = connector.settings.parse({
    loginUrl,
    clientId: sandboxClient.id,
    clientSecret: sandboxClient.secret,
    ...more,
  })
  const outbound = createOutbound({ name: 'salesforce', concurrency: 4, timeoutMs: 5_000, clock })
  const crm = connector.crm!.connect(settings, outbound, { clock })
  return {
    system: 'salesforce',
    sandbox,
    address: loginUrl,
    crm,
    objects: { person: 'Lead', task: 'Task' },
    owners: { ann: user('ann@example.com'), bob: user('bob@example.com'), inactive: user('gus@example.com') },
    fields: (email) => ({ LastName: 'Lovelace', Company: 'Example Ltd', Email: email }),
    refusedField: { Email: 'not an address' },
    person(email) {
      const row = salesforce.find('Lead', email)
      if (!row || row.IsDeleted === true) return undefined
      const tasks = salesforce.rows('Task').filter((task) => task.WhoId === row.Id).length
      return { id: String(row.Id), ownerId: String(row.OwnerId), tasks }
    },
    seedPerson: (Email, OwnerId) =>
      salesforce.seed({ leads: [{ LastName: 'Lovelace', Company: 'Example Ltd', Email, OwnerId }] }),
    handOver: (lead, owner) => void salesforce.act({ as: 'bob@example.com', lead, do: 'set-owner', owner }),
    callPerson: (lead, as) => void salesforce.act({ as, lead, do: 'complete-call' }),
    deletePerson: async (lead) => void salesforce.act({ as: 'bob@example.com', lead, do: 'delete' }),
    inNurture: (email) => salesforce.find('Lead', email)?.Status === 'Nurture',
    now: () => clock.at,
    pass: (ms) => {
      clock.at = new Date(clock.at.getTime() + ms)
    },
    close: () => sandbox.close(),
  }
}
