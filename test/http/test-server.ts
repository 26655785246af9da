// A server over fakes, with a token per role and a log that can be read.
import { pino } from 'pino'
import type { FastifyInstance } from 'fastify'
import { createMetrics } from '../../src/http/metrics.ts'
import { createServer, type ServerDeps } from '../../src/http/server.ts'
import { createTokens } from '../../src/http/tokens.ts'
import { roles, type Role } from '../../src/pipeline/pipeline.ts'
import { createFakePipeline, type FakePipeline } from './fake-pipeline.ts'
import { createFakeStore, type FakeStore } from './fake-store.ts'

export const now = new Date('2026-03-02T09:00:00.000Z')

export const tokenOf = Object.fromEntries(roles.map((role) => [role, `${role}-token-0123456789-abcdef`])) as Record<
  Role,
  string
>

export function bearer(role: Role): { authorization: string } {
  return { authorization: `Bearer ${tokenOf[role]}` }
}

export interface TestServer {
  app: FastifyInstance
  pipeline: FakePipeline
  store: FakeStore
  /** Lines of the log, as text. */
  log: string[]
}

export async function testServer(config: Partial<ServerDeps['config']> = {}): Promise<TestServer> {
  const store = createFakeStore()
  const pipeline = createFakePipeline(store)
  const log: string[] = []
  const app = await createServer({
    store,
    pipeline,
    config: { publicUrl: 'https://leads.example.com', trustedProxy: [], ...config },
    tokens: createTokens(tokenOf),
    logger: pino({ level: 'trace' }, { write: (line: string) => log.push(line) }),
    clock: { now: () => now },
    metrics: createMetrics(),
  })
  return { app, pipeline, store, log }
}
