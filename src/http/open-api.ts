// The API described by its own routes, and the page that shows it. What is not in the document is not offered.
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { docsPage } from './docs-page.ts'

const description = `Everything but health, metrics, this page and the webhooks asks for a token: \`Authorization: Bearer <token>\`.

Roles, each may do what the ones before it may: **viewer** reads, with personal data masked (\`a***@example.com\`) and without payloads;
**operator** sees everything, runs failed writes and events again; **editor** tries drafts; **admin** reads the audit.
\`x-role\` at each operation says the least role.

Lists are newest first. Pass \`next\` of an answer as \`cursor\` to read on; \`next\` is null at the end.
Errors have one form: \`{ "error": { "code", "message", "requestId" } }\`. Decide on \`code\`, never on \`message\`.`

/** Before any route is registered. */
export async function describeApi(app: FastifyInstance, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      // 3.0 and not 3.1: it is what client generators and validators read without a doubt.
      openapi: '3.0.3',
      info: { title: 'Pointsman', version: '1', description },
      servers: [{ url: publicUrl }],
      tags: [
        { name: 'leads', description: 'Leads and everything that happened to them' },
        { name: 'deliveries', description: 'Requests of senders as they came' },
        { name: 'events', description: 'What senders told' },
        { name: 'decisions', description: 'Who got which lead, and why' },
        { name: 'syncs', description: 'Writes to the CRMs' },
        { name: 'simulate', description: 'What would happen' },
        { name: 'status', description: 'State of this installation' },
        { name: 'webhooks', description: 'The door for senders' },
        { name: 'health', description: 'For machines that watch this one' },
      ],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  })
  docsPage(app)
}
