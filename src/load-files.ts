// Reads what people edit from disk and checks all of it: every fault of every file at once, or a whole set-up.
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { Connector } from './connector.ts'
import { ConfigError, type Fault } from './errors.ts'
import {
  chooseMapping,
  mappingClashes,
  parseMapping,
  type CrmMapping,
  type LeadMapping,
  type Mapping,
} from './mapping/mapping.ts'
import { parseConnections, type Connection } from './pipeline/connections.ts'
import { keepAll, parseRetention, type Retention } from './pipeline/retention.ts'
import { compileRulebook, rulebookFileNames, type Rulebook } from './pipeline/rulebook.ts'
import type { TextFile } from './yaml-file.ts'

export interface Setup {
  connections: Map<string, Connection>
  mappings: Mapping[]
  rulebook: Rulebook
  retention: Retention
}

export interface Places {
  connectionsFile: string
  rulebookDir: string
  mappingsDir: string
}

/** @throws ConfigError listing every fault with its file and line, or its variable */
export async function loadSetup(
  places: Places,
  connectors: ReadonlyMap<string, Connector>,
  resolveSecret: (name: string) => string | undefined,
): Promise<Setup> {
  const faults: Fault[] = []
  const connections = await collect(faults, async () =>
    parseConnections(await readText(places.connectionsFile), connectors, resolveSecret),
  )
  const mappings: Mapping[] = []
  for (const file of await yamlFiles(faults, places.mappingsDir)) {
    const mapping = await collect(faults, async () => parseMapping(await readText(file)))
    if (mapping) mappings.push(mapping)
  }
  const rulebook = await collect(faults, async () => compileRulebook(await rulebookTexts(places.rulebookDir)))
  const retention = await collect(faults, () => retentionIn(places.rulebookDir))
  faults.push(...mappingClashes(mappings))
  if (faults.length === 0 && connections) faults.push(...missingMappings(places, connections, mappings))
  if (faults.length > 0 || !connections || !rulebook || !retention) throw new ConfigError(faults)
  return { connections, mappings, rulebook, retention }
}

export function leadMapping(mappings: readonly Mapping[], connection: Connection): LeadMapping | undefined {
  return chooseMapping(mappings, connection.name, connection.connector.name, 'to-lead')
}

export function crmMapping(mappings: readonly Mapping[], connection: Connection): CrmMapping | undefined {
  return chooseMapping(mappings, connection.name, connection.connector.name, 'to-crm')
}

function missingMappings(
  places: Places,
  connections: ReadonlyMap<string, Connection>,
  mappings: readonly Mapping[],
): Fault[] {
  const targets = new Set([...connections.values()].flatMap((connection) => connection.writesTo ?? []))
  return [...connections.values()].flatMap((connection) => {
    const faults: Fault[] = []
    const missing = (direction: string): Fault => ({
      file: display(places.connectionsFile),
      field: `connections.${connection.name}`,
      message: `No mapping ${direction} serves it: add ${display(places.mappingsDir)}/${connection.name}.yaml with "connection: ${connection.name}".`,
    })
    if (connection.writesTo && !leadMapping(mappings, connection)) faults.push(missing('to a lead'))
    if (targets.has(connection.name) && !crmMapping(mappings, connection)) faults.push(missing('to the CRM'))
    return faults
  })
}

async function rulebookTexts(dir: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {}
  const faults: Fault[] = []
  for (const name of rulebookFileNames) {
    const file = await collect(faults, () => readText(join(dir, name)))
    // The content hash must not depend on where the folder lies.
    if (file) texts[`rulebook/${name}`] = file.text
  }
  if (faults.length > 0) throw new ConfigError(faults)
  return texts
}

/** Without the file everything is kept. */
async function retentionIn(dir: string): Promise<Retention> {
  const file = join(dir, 'retention.yaml')
  return existsSync(file) ? parseRetention(await readText(file)) : keepAll
}

async function yamlFiles(faults: Fault[], dir: string): Promise<string[]> {
  const names = await collect(faults, async () => {
    try {
      return await readdir(dir)
    } catch (error) {
      throw new ConfigError(
        [{ file: display(dir), message: 'The folder cannot be read: check the path and its rights.' }],
        { cause: error },
      )
    }
  })
  return (names ?? [])
    .filter((name) => /\.ya?ml$/.test(name))
    .toSorted()
    .map((name) => join(dir, name))
}

async function readText(file: string): Promise<TextFile> {
  try {
    return { path: display(file), text: await readFile(file, 'utf8') }
  } catch (error) {
    throw new ConfigError(
      [{ file: display(file), message: `${basename(file)} cannot be read: create it, or restore it from git.` }],
      { cause: error },
    )
  }
}

/** Relative to where the command was started, when that is shorter to read. */
function display(path: string): string {
  const near = relative(process.cwd(), path)
  return near === '' || near.startsWith('..') ? path : near
}

async function collect<T>(faults: Fault[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    faults.push(...error.faults)
    return undefined
  }
}
