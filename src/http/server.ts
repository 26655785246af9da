// One Fastify, put together by hand: each concern in its own file, and the order in which they are wired stands here.
import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import { fastify, type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time.ts'
import { InputError } from '../errors.ts'
import { apiRoutes } from './api.ts'
import { guardApi } from './auth.ts'
import { bodyLimits, type BodyLimits } from './bodies-under-way.ts'
import { answerClientError, answerErrors, sendError } from './error-answers.ts'
import { healthRoutes } from './health.ts'
import type { Metrics } from './metrics.ts'
import { onlyZod } from './only-zod.ts'
import { describeApi } from './open-api.ts'
import { httpLog, logRequests, quietLogController } from './request-log.ts'
import { cutSlowReaders } from './slow-readers.ts'
import type { Tokens } from './tokens.ts'
import { webhookRoutes } from './webhooks.ts'

export interface ServerDeps {
  pipeline: Pipeline
  store: Store
  config: {
    /** Without a slash at the end. */
    publicUrl: string
    /** Proxies whose X-Forwarded-* headers are believed. */
    trustedProxy: readonly string[]
    /** Default 60,000: bursts of 1,000 a second */
    webhooksPerMinute?: number
    /** Of bodies under way. */
    bodies?: BodyLimits
  }
  tokens: Tokens
  logger: Logger
  clock: Clock
  metrics: Metrics
}

// A slow sender is let go within 6 s. Node waits for slow headers (60 s by default) before it looks at the request's own limit, and
// looks only every 30 s.
const REQUEST_TIMEOUT_MS = 5_000
const HEADERS_TIMEOUT_MS = 4_000
const CHECK_INTERVAL_MS = 500
/** The same for one who does not read his answer. */
const READ_TIMEOUT_MS = 5_000
const KEEP_ALIVE_MS = 72_000
/** No sender has a quarter of it; Node itself bounds their size (16 kB) and would leave out those beyond its count without a word. */
const MAX_HEADERS = 200
const WEBHOOKS_PER_MINUTE = 60_000
/** An open one holds some ten kilobytes. */
const MOST_CONNECTIONS = 10_000

/** Not listening yet. `close()` lets the requests under way end. */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const { pipeline, clock, config, metrics } = deps
  const app: FastifyInstance = fastify({
    loggerInstance: httpLog(deps.logger),
    logController: quietLogController,
    // A logger of its own for each request costs a twentieth of taking in; our lines name the request themselves.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: CHECK_INTERVAL_MS },
    trustProxy: config.trustedProxy.length > 0 ? [...config.trustedProxy] : false,
    exposeHeadRoutes: false,
    // Secrets at the end of an address may be longer than the 100 characters of the default.
    routerOptions: { maxParamLength: 500 },
    schemaController: onlyZod,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      sendError(error, request, reply)
    },
  })
  answerErrors(app)
  app.server.maxHeadersCount = 0
  app.server.maxConnections = MOST_CONNECTIONS
  // Whoever keeps a connection and sends nothing makes room for those who would.
  app.server.on('drop', () => app.server.closeIdleConnections())
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.raw.rawHeaders.length <= MAX_HEADERS * 2) return done()
    done(new InputError(`A request may have ${MAX_HEADERS} headers.`, { code: 'request.headers', status: 431 }))
  })
  const endWatch = cutSlowReaders(app.server, READ_TIMEOUT_MS)
  app.addHook('onClose', async () => endWatch())
  logRequests(app, deps.logger)
  endKeepAlive(app)
  app.addHook('onResponse', (request, reply, done) => {
    metrics.observeRequest({
      method: request.method,
      route: request.routeOptions.url ?? 'unmatched',
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    })
    done()
  })
  // Plain http on a company's own net is a real way to run this: browsers must not be told to use https.
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { 'script-src': ["'self'"], 'upgrade-insecure-requests': null } },
  })
  guardApi(app, deps.tokens)
  await describeApi(app, config.publicUrl)
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/docs/'))
  await app.register(healthRoutes, { pipeline, metrics })
  await app.register(webhookRoutes, {
    prefix: '/webhooks',
    pipeline,
    clock,
    publicUrl: config.publicUrl,
    perMinute: config.webhooksPerMinute ?? WEBHOOKS_PER_MINUTE,
    bodies: config.bodies ?? bodyLimits,
  })
  await app.register(apiRoutes, { pipeline, store: { ...deps.store.aside, commit: deps.store.commit }, clock })
  return app
}

/** A request under way at the close would else keep its connection, and so the close, until the keep-alive time is over. */
function endKeepAlive(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close')
    done()
  })
}
