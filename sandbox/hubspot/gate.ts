// What stands before every route: who calls, and how often. Its one rule: a refused request changes nothing.
import { randomUUID } from 'node:crypto'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { nowMs, type Crm } from './crm.ts'
import { HubSpotError, invalidInput, UnknownTypeError } from './hubspot-error.ts'
import { tooMany } from './rate-limits.ts'

/** As recorded: no space before the charset. */
const JSON_TYPE = 'application/json;charset=utf-8'

export function addGate(app: FastifyInstance, crm: Crm): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-hubspot-correlation-id', randomUUID()).header('content-type', JSON_TYPE)
  })

  app.addHook('preHandler', async (request, reply) => {
    if (request.url.startsWith('/oauth/')) return
    const token = bearerOf(request)
    const kind = isSearch(request) ? 'search' : 'call'
    checkToken(crm, request, token)
    try {
      if (crm.world.faults.strikes('daily-limit', 'hubspot', request.url)) throw tooMany('DAILY')
      crm.rates.take(kind, nowMs(crm), crm.portal().limits)
    } finally {
      if (kind === 'call') reply.headers(crm.rates.headers(nowMs(crm), crm.portal().limits, !isIssued(crm, token)))
    }
  })

  app.addHook('onSend', async (_request, reply, payload) => {
    if (reply.statusCode === 204) reply.removeHeader('content-type')
    return payload
  })

  app.setErrorHandler<FastifyError | HubSpotError>((error, request, reply) => {
    if (error instanceof UnknownTypeError) crm.world.unknown(request)
    const known = error instanceof HubSpotError ? error : translate(error)
    return reply
      .code(known.status)
      .header('content-type', JSON_TYPE)
      .send(known.body(correlationOf(reply)))
  })
}

export function correlationOf(reply: FastifyReply): string {
  return String(reply.getHeader('x-hubspot-correlation-id'))
}

function isSearch(request: FastifyRequest): boolean {
  return /^\/crm\/.*\/search$/.test(request.url.split('?')[0] ?? '') && !request.url.includes('/lists/')
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
}

function isIssued(crm: Crm, token: string | undefined): boolean {
  return token !== undefined && crm.portal().issued.has(token)
}

function checkToken(crm: Crm, request: FastifyRequest, token: string | undefined): void {
  const { access, issued } = crm.portal()
  const expiresAt = token === undefined ? undefined : issued.get(token)
  const isKnown =
    token !== undefined && (expiresAt !== undefined || (access.tokens?.includes(token) ?? token.startsWith('pat-')))
  if (!isKnown) {
    throw new HubSpotError(
      401,
      'INVALID_AUTHENTICATION',
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details ' +
        'at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    )
  }
  const now = nowMs(crm)
  if (expiresAt !== undefined && expiresAt <= now) throw expired(now - expiresAt)
  if (crm.world.faults.strikes('expired-token', 'hubspot', request.url)) throw expired(180_000)
}

function expired(agoMs: number): HubSpotError {
  const minutes = Math.floor(agoMs / 60_000)
  return new HubSpotError(
    401,
    'EXPIRED_AUTHENTICATION',
    `The OAuth token used to make this call expired ${minutes} minute(s) ago.`,
  )
}

/** What Fastify refused, in HubSpot's form; what nobody foresaw as a 500 that says where to look. */
function translate(error: FastifyError): HubSpotError {
  const status = error.statusCode ?? 500
  if (status === 415) return new HubSpotError(415, 'VALIDATION_ERROR', 'Send the body as application/json.')
  if (status < 500) return invalidInput(`Invalid input JSON: ${error.message}`)
  return new HubSpotError(500, 'INTERNAL_ERROR', `The sandbox itself failed: ${error.stack ?? error.message}`)
}
