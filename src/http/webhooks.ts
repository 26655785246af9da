// The door for senders: the exact bytes go to the pipeline, its answer goes back. Nothing is parsed here.
// Never 404 or 410: some senders (Typeform, ActiveCampaign) switch a webhook off for good when they hear one.
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer, WebhookRequest } from '../connector.ts'
import { InputError, NotFoundError } from '../errors.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Clock } from '../time.ts'
import { boundBodies, BusyError, type BodyLimits } from './bodies-under-way.ts'
import { sendError } from './error-answers.ts'

export interface WebhookOptions {
  pipeline: Pick<Pipeline, 'receive' | 'overload' | 'isKnown'>
  clock: Clock
  publicUrl: string
  perMinute: number
  bodies: BodyLimits
}

/** Batches of some senders (Eloqua: 5,000 items) exceed Fastify's 1 MiB. */
const BODY_LIMIT = 5 * 1024 * 1024

/** How much a sender may still send is said only when it sent too much: no sender reads more, and each answer would pay for it. */
const unsaid = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false }

/** Others, as "utf-8", are a slip of the pen: the body came as it is. https://www.iana.org/assignments/http-parameters (2026-11) */
const compressed = /\b(?:x-)?(?:gzip|compress|deflate|br|zstd|dcb|dcz|exi|pack200-gzip|aes128gcm)\b/i

const description =
  "The exact bytes are verified as the connection's sender signs them, stored durably, then answered. " +
  'The answer is what this sender expects. GET and HEAD serve the handshakes of senders that need one.'

/** To be registered under the prefix /webhooks: the handler for unknown addresses is bound to it. */
export async function webhookRoutes(app: FastifyInstance, options: WebhookOptions): Promise<void> {
  // One connection under fire must not use up what its address may send to another.
  const keyGenerator = (request: FastifyRequest): string => {
    const { connection = '' } = (request.params ?? {}) as { connection?: string }
    // Made-up names are one, or each would have a limit of its own.
    return `${request.ip} ${options.pipeline.isKnown(connection) ? connection : ''}`
  }
  await app.register(rateLimit, {
    max: options.perMinute,
    timeWindow: 60_000,
    keyGenerator,
    addHeadersOnExceeding: unsaid,
    errorResponseBuilder: () => new BusyError(429),
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  )
  // Inflating comes after verifying, and no sender we know compresses: a compressed body would only hide its size.
  app.addHook('onRequest', (request, _reply, done) => {
    // Typed by hand at some senders, and Fastify refuses one that is none: connectors read it as it was sent, from the raw headers.
    if (request.headers['content-type'] !== undefined) request.headers['content-type'] = 'application/octet-stream'
    if (!compressed.test(request.headers['content-encoding'] ?? '')) return done()
    done(new InputError('Send the body without content-encoding.', { code: 'request.encoding', status: 415 }))
  })
  boundBodies(app, options.bodies)
  app.setErrorHandler((error, request, reply) =>
    error instanceof BusyError ? sendBusy(options, error, request, reply) : sendError(error, request, reply),
  )
  app.setNotFoundHandler((request, reply) => sendError(noAddress(), request, reply))

  const receive = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const answer = await received(options, request)
    return send(reply, answer)
  }
  // Some senders can prove themselves only by an address that nobody else knows.
  for (const url of ['/:connection/:token', '/:connection']) addRoutes(url)

  function addRoutes(url: string): void {
    app.route({
      method: 'POST',
      url,
      // Made anew for each request, the headers for browsers cost as much as the signature. No page is answered here.
      helmet: false,
      onSend: forNoBrowser,
      bodyLimit: BODY_LIMIT,
      schema: url.endsWith(':token')
        ? { hide: true }
        : { tags: ['webhooks'], summary: 'Take in a delivery', description, operationId: 'receiveDelivery' },
      handler: receive,
    })
    app.route({ method: ['GET', 'HEAD'], url, schema: { hide: true }, handler: receive })
    app.route({
      method: 'OPTIONS',
      url,
      schema: { hide: true },
      handler: async (request, reply) => send(reply, preflight(await received(options, request))),
    })
  }
}

async function received(options: WebhookOptions, request: FastifyRequest): Promise<Answer> {
  const { connection } = request.params as { connection: string }
  if (connection === '') throw noAddress()
  try {
    return await options.pipeline.receive(connection, webhookRequest(options, request))
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
    throw new InputError(error.message, { code: error.code, status: 400 })
  }
}

/** Its own connection's words, which say when to come back in the unit that it reads. */
function sendBusy(
  options: WebhookOptions,
  { status }: BusyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { connection = '' } = (request.params ?? {}) as { connection?: string }
  const answer = options.pipeline.overload(connection, webhookRequest(options, request)) ?? BUSY
  if (status === 429) return send(reply, { ...answer, status })
  // The rest of the body is of no use.
  return send(reply.header('connection', 'close'), answer)
}

const BUSY: Answer = {
  status: 503,
  body: '{"error":{"code":"request.busy","message":"Too much comes in at once: send it again."}}',
  headers: { 'retry-after': '10' },
}

function noAddress(): InputError {
  return new InputError('Send POST to /webhooks/<connection>.', { code: 'connection.address' })
}

function webhookRequest({ publicUrl, clock }: WebhookOptions, request: FastifyRequest): WebhookRequest {
  const { headers, repeated } = readHeaders(request.raw.rawHeaders)
  const { token } = request.params as { token?: string }
  return {
    method: request.method,
    url: `${publicUrl}${request.raw.url ?? ''}`,
    ...(token === undefined ? {} : { token }),
    headers,
    repeated,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    receivedAt: clock.now(),
    remoteAddress: request.ip,
  }
}

/** Node drops the second of some headers silently (content-type, authorization), so the raw pairs are read. */
export function readHeaders(raw: readonly string[]): { headers: Record<string, string>; repeated: string[] } {
  // A header may be named "__proto__": here it is a name as any other.
  const headers: Record<string, string> = Object.create(null)
  const repeated: string[] = []
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] as string).toLowerCase()
    const value = raw[index + 1] as string
    const before = headers[name]
    headers[name] = before === undefined ? value : `${before}, ${value}`
    if (before !== undefined && !repeated.includes(name)) repeated.push(name)
  }
  return { headers, repeated }
}

function forNoBrowser(_request: FastifyRequest, reply: FastifyReply, _payload: unknown, done: () => void): void {
  reply.header('x-content-type-options', 'nosniff').header('content-security-policy', "default-src 'none'")
  done()
}

/** A browser asks before it posts from another page. It may only where the connection's answer names the page's origin. */
function preflight(answer: Answer): Answer {
  const headers = Object.fromEntries(
    Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const),
  )
  if (answer.status >= 300 || headers['access-control-allow-origin'] === undefined) {
    return { status: 403, body: '{"error":{"code":"cors.refused","message":"This page may not send here."}}' }
  }
  return {
    status: 204,
    body: '',
    headers: {
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
      vary: 'Origin',
      ...headers,
    },
  }
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(answer.status).headers(answer.headers ?? {})
  if (answer.status !== 204) reply.type(answer.type ?? 'application/json; charset=utf-8')
  return reply.send(answer.body)
}
