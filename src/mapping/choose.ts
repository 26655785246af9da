// Which mapping serves a connection. Its one rule: a file of its own goes before the file of its connector.
import type { Fault } from '../errors.ts'
import type { Mapping } from './types.ts'

type Direction = Mapping['direction']

/** The mapping whose `connection` is this connection; without one, the mapping whose `connection` is its connector. */
export function chooseMapping<D extends Direction>(
  mappings: Iterable<Mapping>,
  connection: string,
  connectorName: string,
  direction: D,
): Extract<Mapping, { direction: D }> | undefined {
  const fitting = [...mappings].filter((mapping): mapping is Extract<Mapping, { direction: D }> => {
    return mapping.direction === direction
  })
  return (
    fitting.find((mapping) => mapping.connection === connection) ??
    fitting.find((mapping) => mapping.connection === connectorName)
  )
}

/** Two files that serve the same connection in the same direction: nobody could say which one acts. */
export function mappingClashes(mappings: Iterable<Mapping>): Fault[] {
  const first = new Map<string, Mapping>()
  const faults: Fault[] = []
  for (const mapping of mappings) {
    const key = `${mapping.direction} ${mapping.connection}`
    const other = first.get(key)
    if (!other) {
      first.set(key, mapping)
      continue
    }
    const to = mapping.direction === 'to-lead' ? 'lead' : 'crm'
    const message = `${other.path} also maps "${mapping.connection}" to ${to}: keep one of them.`
    faults.push({ file: mapping.path, field: 'connection', message })
  }
  return faults
}
