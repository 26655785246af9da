// rulebook/connections.yaml → checked connections. YAML names secrets (env:NAME) and never holds them.
import { z } from 'zod'
import type { Connector } from '../connector.ts'
import { ConfigError, type Fault } from '../errors.ts'
import { didYouMean, readYaml, type TextFile, type YamlFile } from '../yaml-file.ts'

const connectionSchema = z.strictObject({
  connector: z.string().describe('Folder under connectors/'),
  writesTo: z.string().optional().describe('CRM connection that gets owner and context of the leads that come in here'),
  writes: z
    .enum(['off', 'on'])
    .default('off')
    .describe('For a CRM: off decides and stores, but writes nothing into it'),
  closed: z.boolean().default(false).describe('Takes no leads any more: its senders are told so'),
  settings: z.record(z.string(), z.unknown()).default({}),
})

export const connectionsSchema = z.strictObject({
  connections: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/), connectionSchema).nullish(),
})

export interface Connection {
  name: string
  connector: Connector
  settings: unknown
  /** null: takes no leads in. */
  writesTo: string | null
  writes: 'off' | 'on'
  /** Takes no leads any more, and says so. */
  closed: boolean
}

/** @throws ConfigError naming every fault with its line, and every variable that is missing */
export function parseConnections(
  file: TextFile,
  connectors: ReadonlyMap<string, Connector>,
  resolveSecret: (name: string) => string | undefined,
): Map<string, Connection> {
  const yaml = readYaml(file, connectionsSchema)
  const faults: Fault[] = []
  const connections = new Map<string, Connection>()
  const written = yaml.value.connections ?? {}
  for (const [name, entry] of Object.entries(written)) {
    const path = ['connections', name]
    const connector = connectors.get(entry.connector)
    if (!connector) {
      const hint = didYouMean(entry.connector, connectors.keys())
      faults.push(yaml.fault([...path, 'connector'], `No connector "${entry.connector}"${hint}.`))
      continue
    }
    faults.push(...targetFaults(yaml, path, entry.writesTo, written, connectors))
    const { settings, missing } = resolveSecrets(entry.settings, resolveSecret)
    for (const { field, variable } of missing) {
      faults.push(
        yaml.fault(
          [...path, 'settings', ...field],
          `The environment has no ${variable}: set it, or name another variable.`,
        ),
      )
    }
    if (missing.length > 0) continue
    const checked = connector.settings.safeParse(settings, { jitless: true })
    if (!checked.success) {
      faults.push(
        ...checked.error.issues.map((issue) =>
          yaml.fault([...path, 'settings', ...(issue.path as (string | number)[])], `${issue.message}.`),
        ),
      )
      continue
    }
    connections.set(name, {
      name,
      connector,
      settings: checked.data,
      writesTo: connector.source || connector.takesLists ? (entry.writesTo ?? null) : null,
      writes: entry.writes,
      closed: entry.closed,
    })
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return connections
}

function targetFaults(
  yaml: YamlFile<unknown>,
  path: string[],
  target: string | undefined,
  written: Record<string, { connector: string }>,
  connectors: ReadonlyMap<string, Connector>,
): Fault[] {
  if (target === undefined) return []
  const entry = written[target]
  if (!entry) {
    const hint = didYouMean(target, Object.keys(written))
    return [yaml.fault([...path, 'writesTo'], `No connection "${target}"${hint}.`)]
  }
  const connector = connectors.get(entry.connector)
  if (connector && !connector.crm) {
    return [
      yaml.fault([...path, 'writesTo'], `"${target}" is no CRM: name a connection whose connector can be written to.`),
    ]
  }
  return []
}

/** Names only, without a look at settings or secrets. @throws ConfigError */
export function connectionNames(file: TextFile): string[] {
  return Object.keys(readYaml(file, connectionsSchema).value.connections ?? {})
}

interface Missing {
  field: (string | number)[]
  variable: string
}

function resolveSecrets(
  value: unknown,
  resolve: (name: string) => string | undefined,
): { settings: unknown; missing: Missing[] } {
  const missing: Missing[] = []
  const walk = (node: unknown, field: (string | number)[]): unknown => {
    if (typeof node === 'string' && node.startsWith('env:')) {
      const variable = node.slice('env:'.length)
      const found = resolve(variable)
      if (found === undefined || found === '') missing.push({ field, variable })
      return found
    }
    if (Array.isArray(node)) return node.map((item, index) => walk(item, [...field, index]))
    if (node !== null && typeof node === 'object') {
      return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, walk(item, [...field, key])]))
    }
    return node
  }
  return { settings: walk(value, []), missing }
}
