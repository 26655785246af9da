// Every route under /api names the least role that may call it; one that does not stops the start.
// The check is added here, for all of them, so that no route can forget it.
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler, RouteOptions } from 'fastify'
import { ForbiddenError, InputError } from '../errors.ts'
import { roles, type Actor, type Role } from '../pipeline/pipeline.ts'
import type { Tokens } from './tokens.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    role?: Role
  }
  interface FastifyRequest {
    actor: Actor | null
  }
}

/** To be called before any route is registered. */
export function guardApi(app: FastifyInstance, tokens: Tokens): void {
  app.decorateRequest('actor', null)
  app.addHook('onRoute', (route) => {
    if (route.url !== '/api' && !route.url.startsWith('/api/')) return
    const role = route.config?.role
    if (role === undefined) {
      throw new Error(`${route.method.toString()} ${route.url} names no role: give it config: { role }.`)
    }
    route.onRequest = [authorize(tokens, role), ...hooks(route)]
    // Read by the OpenAPI document, and so by the test that tries every role on every route.
    route.schema = Object.assign(route.schema ?? {}, { 'x-role': role, security: [{ bearer: [] }] })
  })
}

export function mayAct(actor: Actor, role: Role): boolean {
  return roles.indexOf(actor.role) >= roles.indexOf(role)
}

/** The caller; only for routes under /api. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new Error('This route runs without the check of the caller: is it under /api?')
  return request.actor
}

/** @throws ForbiddenError */
export function requireRole(actor: Actor, role: Role, doing: string): void {
  if (mayAct(actor, role)) return
  throw new ForbiddenError(`${doing} needs the role ${role}; your token has the role ${actor.role}.`)
}

function authorize(tokens: Tokens, role: Role): onRequestAsyncHookHandler {
  return async (request, reply) => {
    const actor = tokens.identify(request.headers.authorization)
    if (!actor) {
      reply.header('www-authenticate', 'Bearer')
      throw new InputError('Send a valid token as "Authorization: Bearer <token>".', {
        code: 'auth.token',
        status: 401,
      })
    }
    request.actor = actor
    requireRole(actor, role, 'This')
  }
}

function hooks(route: RouteOptions): onRequestAsyncHookHandler[] {
  return [route.onRequest ?? []].flat() as onRequestAsyncHookHandler[]
}
