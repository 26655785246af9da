// Who can own a Lead: users of the org, active or not, and queues that serve Leads.
import type { Crm } from '../../src/connector.ts'
import type { Client, Row } from './client.ts'
import { to18 } from './ids.ts'

type Owner = Awaited<ReturnType<Crm['readOwners']>>[number]

/** One call, and one more for each further 2,000 users. @throws RemoteError */
export async function readOwners(client: Client): Promise<Owner[]> {
  client.refuseNearLimit()
  const [users = [], queues = [], served = []] = await client.queries('salesforce.owners', [
    { soql: "SELECT Id, Name, Email, IsActive, SystemModstamp FROM User WHERE UserType = 'Standard' ORDER BY Id" },
    { soql: "SELECT Id, Name, Email, SystemModstamp FROM Group WHERE Type = 'Queue' ORDER BY Id" },
    { soql: "SELECT QueueId FROM QueueSobject WHERE SobjectType = 'Lead'" },
  ])
  const serving = new Set(served.map((row) => to18(String(row.QueueId))))
  return [
    ...users.map((row) => owner(row, 'user', row.IsActive === true)),
    ...queues.filter((row) => serving.has(to18(String(row.Id)))).map((row) => owner(row, 'queue', true)),
  ]
}

function owner(row: Row, kind: Owner['kind'], active: boolean): Owner {
  return {
    crmId: to18(String(row.Id)),
    kind,
    name: String(row.Name),
    email: typeof row.Email === 'string' && row.Email !== '' ? row.Email.toLowerCase() : null,
    active,
    updatedAt: new Date(String(row.SystemModstamp)),
  }
}
