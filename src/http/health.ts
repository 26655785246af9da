// For machines that watch this one: alive, ready, numbers. No token is asked for, so nothing here is personal or secret.
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import type { Pipeline, Status } from '../pipeline/pipeline.ts'
import type { Metrics } from './metrics.ts'

/** Counting rows costs: a stranger must not be able to make us do it all the time. */
const PER_MINUTE = 600

export async function healthRoutes(
  app: FastifyInstance,
  { pipeline, metrics }: { pipeline: Pick<Pipeline, 'status'>; metrics: Metrics },
): Promise<void> {
  await app.register(rateLimit, { max: PER_MINUTE, timeWindow: 60_000, addHeadersOnExceeding: {} })
  const status = shared(() => pipeline.status())
  const tags = ['health']

  app.route({
    method: 'GET',
    exposeHeadRoute: true,
    url: '/healthz',
    schema: { tags, summary: 'The process lives', operationId: 'health' },
    config: { rateLimit: false },
    handler: async () => ({ alive: true }),
  })
  app.route({
    method: 'GET',
    exposeHeadRoute: true,
    url: '/readyz',
    schema: {
      tags,
      summary: 'Started, store answers, rulebook is live; else 503 and what is missing',
      operationId: 'ready',
    },
    handler: async (request, reply) => {
      const now = await status().catch((error: unknown) => {
        request.log.error({ reqId: request.id, err: error }, 'the state could not be read')
        return undefined
      })
      if (now?.ready) return { ready: true, missing: [] }
      // Names only: the sentences are for those who have a token (GET /api/status).
      const missing = now ? now.checks.filter((check) => !check.ok).map((check) => check.name) : ['store']
      const why = Object.fromEntries((now?.checks ?? []).flatMap(({ name, code }) => (code ? [[name, code]] : [])))
      return reply.code(503).send({ ready: false, missing, ...(Object.keys(why).length > 0 ? { why } : {}) })
    },
  })
  app.route({
    method: 'GET',
    url: '/metrics',
    schema: { tags, summary: 'Numbers for Prometheus', operationId: 'metrics' },
    handler: async (request, reply) => {
      const now = await status().catch((error: unknown) => {
        request.log.error({ reqId: request.id, err: error }, 'the state could not be read')
        return undefined
      })
      return reply.type(metrics.registry.contentType).send(await metrics.page(now))
    },
  })
}

/** Callers of the same moment share one answer. */
function shared(read: () => Promise<Status>): () => Promise<Status> {
  let running: Promise<Status> | undefined
  return () => {
    running ??= read().finally(() => {
      running = undefined
    })
    return running
  }
}
