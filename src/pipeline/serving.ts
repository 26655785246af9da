// Which mapping of a version serves which connection, and what is missing. Its one rule: mappings are read from one version of the rulebook only.
import type { Fault } from '../errors.ts'
import { chooseMapping, type CrmMapping, type LeadMapping, type Mapping } from '../mapping/mapping.ts'
import type { Connection } from './connections.ts'

interface HasMappings {
  mappings: readonly Mapping[]
}

export function leadMapping({ mappings }: HasMappings, connection: Connection): LeadMapping | undefined {
  return chooseMapping(mappings, connection.name, connection.connector.name, 'to-lead')
}

export function crmMapping({ mappings }: HasMappings, connection: Connection): CrmMapping | undefined {
  return chooseMapping(mappings, connection.name, connection.connector.name, 'to-crm')
}

/**
 * @param connectionsFile as faults name it
 * @param mappingsDir as they name the folder where one is to be added
 */
export function missingMappings(
  book: HasMappings,
  connections: ReadonlyMap<string, Connection>,
  connectionsFile = 'rulebook/connections.yaml',
  mappingsDir = 'mappings',
): Fault[] {
  const targets = new Set([...connections.values()].flatMap((connection) => connection.writesTo ?? []))
  return [...connections.values()].flatMap((connection) => {
    const faults: Fault[] = []
    const missing = (direction: string): Fault => ({
      file: connectionsFile,
      field: `connections.${connection.name}`,
      message: `No mapping ${direction} serves it: add ${mappingsDir}/${connection.name}.yaml with "connection: ${connection.name}".`,
    })
    if (connection.writesTo && !leadMapping(book, connection)) faults.push(missing('to a lead'))
    if (targets.has(connection.name) && !crmMapping(book, connection)) faults.push(missing('to the CRM'))
    return faults
  })
}
