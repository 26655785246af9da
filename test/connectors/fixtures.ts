// The requests in connectors/<name>/fixtures, as the contract test and the tests of one connector need them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EventKind, WebhookRequest } from '../../src/connector.ts'

export const connectorsFolder = fileURLToPath(new URL('../../connectors', import.meta.url))

export interface Fixture {
  file: string
  request: { method: string; url: string; token?: string; headers: Record<string, string>; body: string }
  /** As a connections file would have them, secrets in place. */
  settings: unknown
  receivedAt: string
  /** What is not named here is not compared. */
  events: { kind: EventKind; key?: string; occurredAt?: string; hydrateId?: string; payload?: unknown }[]
}

export function connectorNames(): string[] {
  return readdirSync(connectorsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
}

export function fixturesOf(name: string, connectors = connectorsFolder): Fixture[] {
  const folder = join(connectors, name, 'fixtures')
  let files: string[] = []
  try {
    files = readdirSync(folder)
  } catch {
    // A connector that only writes has none; the contract test asks every source for some.
  }
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Omit<Fixture, 'file'>) }))
}

export function requestOf(fixture: Fixture, change: Partial<WebhookRequest> = {}): WebhookRequest {
  return {
    ...request({ ...fixture.request, body: Buffer.from(fixture.request.body, 'utf8') }, new Date(fixture.receivedAt)),
    ...change,
  }
}

export function request(
  given: Partial<Pick<WebhookRequest, 'method' | 'url' | 'token' | 'headers' | 'repeated' | 'body'>>,
  receivedAt: Date,
): WebhookRequest {
  return {
    method: 'POST',
    url: 'https://leads.example.com/webhooks/one',
    headers: {},
    repeated: [],
    body: Buffer.alloc(0),
    ...given,
    receivedAt,
    remoteAddress: '192.0.2.1',
  }
}
