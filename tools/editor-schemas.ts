// Writes schema/: one JSON Schema per kind of file that people edit, so that editors complete and check while they type.
// The first line of each file names its schema. `npm run schemas` writes them; a test holds them against the code.
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { calendarSchemas } from '../src/calendar/calendar.ts'
import { cleansingSchema } from '../src/cleanse/cleansing-file.ts'
import type { Connector } from '../src/connector.ts'
import { loadConnectors } from '../src/load-connectors.ts'
import { mappingSchema } from '../src/mapping/mapping.ts'
import { connectionsSchema } from '../src/pipeline/connections.ts'
import { matchingSchema } from '../src/pipeline/matching-file.ts'
import { retentionSchema } from '../src/pipeline/retention.ts'
import { routingSchemas } from '../src/routing/book.ts'
import { ruleTestsSchema } from '../src/routing/check/rule-tests.ts'
import { slaSchemas } from '../src/sla/policies.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** `rules.schema.json` → its text */
export async function editorSchemas(): Promise<Map<string, string>> {
  const connectors = await loadConnectors(`${root}connectors`)
  const schemas: Record<string, unknown> = {
    ...routingSchemas(),
    ...calendarSchemas(),
    ...slaSchemas(),
    'rule-tests.yaml': ruleTestsSchema(),
    'cleansing.yaml': z.toJSONSchema(cleansingSchema, { io: 'input' }),
    'matching.yaml': z.toJSONSchema(matchingSchema, { io: 'input' }),
    'retention.yaml': z.toJSONSchema(retentionSchema, { io: 'input' }),
    'connections.yaml': connections(connectors),
    'mapping.yaml': z.toJSONSchema(mappingSchema, { io: 'input' }),
  }
  return new Map(
    Object.entries(schemas).map(([file, schema]) => [
      file.replace('.yaml', '.schema.json'),
      `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  )
}

interface ObjectSchema {
  properties: Record<string, unknown>
}

/** What may stand under `settings` depends on the connector. */
function connections(connectors: ReadonlyMap<string, Connector>): unknown {
  const schema = z.toJSONSchema(connectionsSchema, { io: 'input' }) as unknown as {
    properties: { connections: { anyOf: { additionalProperties: unknown }[] } }
  }
  const [written] = schema.properties.connections.anyOf
  if (!written) throw new Error('The shape of connections has changed: change this file too.')
  const entry = written.additionalProperties as ObjectSchema
  written.additionalProperties = {
    anyOf: [...connectors.values()].map(({ name, title, settings }) => ({
      ...entry,
      title,
      properties: {
        ...entry.properties,
        connector: { const: name },
        settings: withoutHead(z.toJSONSchema(settings, { io: 'input' })),
      },
    })),
  }
  return schema
}

function withoutHead(schema: Record<string, unknown>): unknown {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'))
}

if (import.meta.main) {
  await mkdir(`${root}schema`, { recursive: true })
  for (const [file, text] of await editorSchemas()) await writeFile(`${root}schema/${file}`, text)
}
