// A sandbox with two users and a queue, and calls to it over real HTTP, for the tests of this folder.
import { sandboxClient, createSandbox, type Sandbox, type SalesforceSeed } from '../../sandbox/server.ts'

export const integrationEmail = 'integration@pointsman.example'
export const people: SalesforceSeed = {
  users: [
    { Name: 'Ann Lee', Email: 'ann@example.com' },
    { Name: 'Bob Roy', Email: 'bob@example.com' },
    { Name: 'Gone Gus', Email: 'gus@example.com', IsActive: false },
  ],
  queues: [{ Name: 'Inbound' }],
}

/** One lead that can be changed, one converted, one deleted, and two contacts of one external id. */
export const knownRecords: SalesforceSeed = {
  leads: [
    {
      Id: '00Q5g0000000101',
      LastName: 'Lovelace',
      Company: 'Example Ltd',
      Email: 'ada@example.com',
      Pointsman_Id__c: 'a',
    },
    { Id: '00Q5g0000000102', LastName: 'Hopper', Company: 'Navy', IsConverted: true },
    { Id: '00Q5g0000000103', LastName: 'Deleted', Company: 'Navy', IsDeleted: true },
  ],
  contacts: [
    { LastName: 'Twin', Pointsman_Id__c: 'twin' },
    { LastName: 'Twin', Pointsman_Id__c: 'twin' },
  ],
}
/** A lead that can be made. */
export const valid = { LastName: 'New', Company: 'Example Ltd' }

export interface Answer {
  status: number
  headers: Headers
  body: unknown
}

export interface Caller {
  sandbox: Sandbox
  url: string
  token: string
  now: { at: Date }
  user(email: string): string
  /** @param path below /services/data/v66.0 */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  query(soql: string, resource?: string): Promise<Answer>
  close(): Promise<void>
}

export async function startCaller(seed: SalesforceSeed = people): Promise<Caller> {
  const now = { at: new Date('2026-05-01T07:25:37.400Z') }
  const sandbox = await createSandbox({ now: () => now.at })
  sandbox.seed({ salesforce: seed })
  const url = await sandbox.listen()
  const token = await login(url)
  sandbox.ledger.clear()
  const call: Caller['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}/services/data/v66.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }
  return {
    sandbox,
    url,
    token,
    now,
    user: (email) => String(sandbox.salesforce.find('User', email)?.Id),
    call,
    query: (soql, resource = 'query') => call('GET', `/${resource}?q=${encodeURIComponent(soql)}`),
    close: () => sandbox.close(),
  }
}

export async function login(url: string): Promise<string> {
  const response = await fetch(`${url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: sandboxClient.id,
      client_secret: sandboxClient.secret,
    }),
  })
  const body = (await response.json()) as { access_token: string }
  return body.access_token
}

/** Ids of what a query found. */
export function idsOf(answer: Answer): string[] {
  return (answer.body as { records: { Id: string }[] }).records.map((record) => record.Id)
}
