// Registers a route under its v3 or v4 path and under its dated twin. Its one rule: both have the same handler.
// The twins as HubSpot's OpenAPI files of 2026-09 list them.
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'

export type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown
export type AddRoute = (method: HTTPMethods, path: string, handler: Handler) => void

const twins: readonly [RegExp, string][] = [
  [/^\/crm\/v3\/objects\//, '/crm/objects/2026-09/'],
  [/^\/crm\/v3\/(owners|lists|properties)(?=\/|$)/, '/crm/$1/2026-09'],
  [/^\/crm\/v4\/associations\//, '/crm/associations/2026-09/'],
  [/^\/crm\/v4\/objects\//, '/crm/objects/2026-09/'],
]

export function routeAdder(app: FastifyInstance): AddRoute {
  return (method, path, handler) => {
    const twin = twins.find(([pattern]) => pattern.test(path))
    const urls = twin ? [path, path.replace(twin[0], twin[1])] : [path]
    // The answer may be a promise or not: an async wrapper makes Fastify await either.
    for (const url of urls) app.route({ method, url, handler: async (request, reply) => handler(request, reply) })
  }
}

/** Dated batch answers carry their errors under 200 or 201, never 207. */
export function isDated(request: FastifyRequest): boolean {
  return request.url.includes('/2026-09/')
}
