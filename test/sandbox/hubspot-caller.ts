// A pretend HubSpot with two owners, and calls to it over real HTTP, for the tests of this folder.
import { expect } from 'vitest'
import { createSandbox, type Sandbox } from '../../sandbox/server.ts'
import type { HubSpotSeed } from '../../sandbox/hubspot/hubspot.ts'
import type { Fault } from '../../sandbox/world.ts'

export const token = 'pat-na1-sandbox'
export const people: HubSpotSeed = {
  owners: [
    { id: '77', email: 'ann@example.com', firstName: 'Ann', lastName: 'Lee' },
    { id: '78', email: 'bob@example.com', firstName: 'Bob', lastName: 'Roy' },
    { id: '79', email: 'gus@example.com', firstName: 'Gone', lastName: 'Gus', archived: true },
  ],
  companies: [{ id: '901', properties: { name: 'Example Ltd', domain: 'example.com' } }],
  contacts: [
    { id: '101', properties: { email: 'ada@example.com', firstname: 'Ada', lifecyclestage: 'marketingqualifiedlead' } },
    { id: '102', properties: { email: 'grace@example.com', firstname: 'Grace' }, ownerEmail: 'ann@example.com' },
  ],
  lists: [{ id: '9', name: 'Nurture' }],
}

const uuid = expect.stringMatching(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/)
/** Body of a refusal. */
export const refused = (category: string, message: unknown, more: object = {}) => ({
  status: 'error',
  message,
  correlationId: uuid,
  category,
  ...more,
})

export interface Answer<Body = Record<string, unknown>> {
  status: number
  headers: Headers
  body: Body
}

export interface Caller {
  sandbox: Sandbox
  url: string
  now: { at: Date }
  /** Moves the sandbox's clock. */
  pass(ms: number): void
  arm(name: Fault['name'], more?: Partial<Fault>): void
  /** @param path whole: `/crm/v3/…` */
  call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>
  contact(id: string): Readonly<Record<string, string>>
  close(): Promise<void>
}

export async function startCaller(seed: HubSpotSeed = people): Promise<Caller> {
  const now = { at: new Date('2026-05-01T07:25:37.400Z') }
  const sandbox = await createSandbox({ now: () => now.at })
  sandbox.seed({ hubspot: seed })
  const url = await sandbox.listen()
  return {
    sandbox,
    url,
    now,
    pass(ms) {
      now.at = new Date(now.at.getTime() + ms)
    },
    arm(name, more = {}) {
      sandbox.faults.set([{ name, rate: 1, times: 1, ...more }])
    },
    async call(method, path, body, headers = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
    },
    contact: (id) => sandbox.hubspot.find('contacts', id)?.properties ?? {},
    close: () => sandbox.close(),
  }
}
