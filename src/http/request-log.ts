// One log line per request, with ids and the route's template. Addresses, queries and bodies hold personal data and secrets: never logged.
import { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { maskEmails } from './masking.ts'

/** What Fastify would say by itself names addresses and queries; the lines below say it instead. */
export const quietLogController = new LogController({ disableRequestLogging: true })

// No line is meant to hold headers; should one ever, tokens and signatures stay out whatever their names are.
const redact = ['headers', '*.headers', 'authorization', 'query', '*.query', 'body', '*.body']

export function httpLog(logger: Logger): FastifyBaseLogger {
  return logger.child({}, { redact, serializers: { err: loggedError, req: () => undefined, res: () => undefined } })
}

export function logRequests(app: FastifyInstance, logger: Logger): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    done()
    // Reads and deliveries that went well are counted in the metrics; a line each would bury the others.
    const changes = request.actor !== null && request.method !== 'GET'
    const level = changes || reply.statusCode >= 400 ? 'info' : 'debug'
    if (!logger.isLevelEnabled(level)) return
    request.log[level](
      {
        reqId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'unmatched',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ...whoAndWhat(request),
      },
      'request answered',
    )
  })
}

function whoAndWhat(request: FastifyRequest): Record<string, string> {
  const { connection } = (request.params ?? {}) as { connection?: string }
  return {
    ...(request.actor ? { actor: request.actor.name } : {}),
    ...(connection !== undefined && /^[a-z0-9][a-z0-9-]{0,63}$/.test(connection) ? { connection } : {}),
  }
}

const MAX_MESSAGE = 500

/** Messages of database drivers quote values (`params: …`), and their extra properties hold rows: only what is listed here is logged. */
function loggedError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const message = maskEmails((error.message.split(/\n?params:/i)[0] ?? '').slice(0, MAX_MESSAGE))
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    ...('code' in error ? { code: String(error.code) } : {}),
    message,
    stack: frames.join('\n'),
    ...(error.cause !== undefined && depth < 3 ? { cause: loggedError(error.cause, depth + 1) } : {}),
  }
}
