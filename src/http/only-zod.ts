// Schemas of this server are zod's, and api-deps.ts sets zod's compilers where they are. Its one rule: Fastify's own compilers are never loaded, which
// it does at each start else: a hundred files for nothing.
import type { FastifyServerOptions } from 'fastify'

/** For each Fastify that is made. */
export const onlyZod = {
  compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
} satisfies FastifyServerOptions['schemaController']

function refuse(): never {
  throw new Error('This server knows schemas of zod only: a route with a JSON schema needs compilers of its own.')
}
