// A record as an answer shows it. Its one rule: every value is a text; what is asked for and not set is null,
// what does not exist is left out.
import type { Definitions } from './property-definitions.ts'
import { objectTypes, type ObjectName } from './object-types.ts'
import type { HubSpotRecord } from './record-table.ts'
import { instantText } from './times.ts'

export interface Wish {
  /** Names asked for; `all` gives whatever is stored. */
  properties: readonly string[] | 'all'
  withHistory?: readonly string[]
}

export interface RecordView {
  id: string
  properties: Record<string, string | null>
  propertiesWithHistory?: Record<string, unknown[]>
  createdAt: string
  updatedAt: string
  archived: boolean
  archivedAt?: string
}

/** @param seen what the search index holds, when that is to be shown instead of the record as it stands */
export function recordView(
  object: ObjectName,
  record: HubSpotRecord,
  definitions: Definitions,
  wish: Wish,
  seen: Pick<HubSpotRecord, 'properties' | 'updatedAt'> = record,
): RecordView {
  const names = wish.properties === 'all' ? Object.keys(seen.properties) : namesFor(object, wish, definitions)
  return {
    id: record.id,
    properties: Object.fromEntries([...new Set(names)].toSorted().map((name) => [name, seen.properties[name] ?? null])),
    ...(wish.withHistory?.length ? { propertiesWithHistory: histories(record, wish.withHistory, definitions) } : {}),
    createdAt: instantText(record.createdAt),
    updatedAt: instantText(seen.updatedAt),
    archived: record.archivedAt !== undefined,
    ...(record.archivedAt === undefined ? {} : { archivedAt: instantText(record.archivedAt) }),
  }
}

function namesFor(object: ObjectName, wish: Wish, definitions: Definitions): string[] {
  const { created, modified, defaults } = objectTypes[object]
  const asked = [...(wish.properties as readonly string[]), ...(wish.withHistory ?? [])]
  const names = asked.length === 0 ? defaults : [...asked, created, modified, 'hs_object_id']
  return names.filter((name) => definitions.has(name))
}

/** Newest first. */
function histories(record: HubSpotRecord, names: readonly string[], definitions: Definitions) {
  const known = names.filter((name) => definitions.has(name))
  return Object.fromEntries(
    known.map((name) => [
      name,
      record.history
        .filter((change) => change.name === name)
        .toReversed()
        .map(({ value, at, sourceType, userId }) => ({
          value,
          timestamp: instantText(at),
          sourceType,
          ...(userId === undefined ? {} : { sourceId: `userId:${userId}`, updatedByUserId: userId }),
        })),
    ]),
  )
}
