// The page that shows the API, at /docs. Its one rule: it is put together at the first look at it, since it brings a file server of its own, and most
// servers run for months without a look.
import swagger, { type StaticDocumentSpec } from '@fastify/swagger'
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { onlyZod } from './only-zod.ts'

const PREFIX = '/docs'

/** After @fastify/swagger. */
export function docsPage(app: FastifyInstance): void {
  let page: Promise<FastifyInstance> | undefined
  const show = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    page ??= openPage(app).catch((error: unknown) => {
      page = undefined
      throw error
    })
    const { url, headers } = request
    const answer = await (await page).inject({ method: 'GET', url, headers })
    if (answer.statusCode === 404) return reply.callNotFound()
    // Whether a connection stays is between the caller and the real server.
    delete answer.headers.connection
    return reply
      .code(answer.statusCode)
      .headers(answer.headers)
      .send(answer.rawPayload.length > 0 ? answer.rawPayload : undefined)
  }
  for (const url of [PREFIX, `${PREFIX}/*`]) app.get(url, { schema: { hide: true } }, show)
  app.addHook('onClose', async () => (await page)?.close())
}

/** A server without a port, asked from inside. */
async function openPage(app: FastifyInstance): Promise<FastifyInstance> {
  const { default: swaggerUi } = await import('@fastify/swagger-ui')
  const page = fastify({ schemaController: onlyZod })
  const specification = { document: app.swagger() } as StaticDocumentSpec
  await page.register(swagger, { mode: 'static', specification })
  await page.register(swaggerUi, { routePrefix: PREFIX, uiConfig: { deepLinking: true, docExpansion: 'list' } })
  await page.ready()
  return page
}
