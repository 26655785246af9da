// Creates, changes, archives and merges records, with what HubSpot does on its own at each write.
// Its one rule: values come here already checked.
import { nextId, type Portal } from './portal.ts'
import { objectTypes, type ObjectName } from './object-types.ts'
import { lifecycleStages } from './property-definitions.ts'
import type { HubSpotRecord } from './record-table.ts'
import { instantText } from './times.ts'

export interface Writer {
  /** Milliseconds since 1970. */
  at: number
  sourceType: 'INTEGRATION' | 'CRM_UI'
  userId?: number
}

export type Values = Readonly<Record<string, string>>

/** @param options.settled the search index knows it at once · options.id default: the next free one */
export function createRecord(
  portal: Portal,
  object: ObjectName,
  values: Values,
  writer: Writer,
  options: { id?: string; settled?: boolean } = {},
): HubSpotRecord {
  const { created, modified } = objectTypes[object]
  const id = options.id ?? nextId(portal)
  const now = instantText(writer.at)
  const given = withoutEmpty(values)
  const properties: Record<string, string> = {
    [created]: now,
    [modified]: now,
    hs_object_id: id,
    hs_object_source: writer.sourceType,
    ...given,
    ...consequences({}, given, now),
  }
  const record: HubSpotRecord = {
    id,
    properties,
    createdAt: writer.at,
    updatedAt: writer.at,
    history: changesTo(given, writer),
    indexed: null,
    waiting: [],
  }
  portal.tables[object].insert(record, options.settled)
  return record
}

/** An empty text clears. @returns the names that changed, with those HubSpot changed itself */
export function updateRecord(
  portal: Portal,
  object: ObjectName,
  record: HubSpotRecord,
  values: Values,
  writer: Writer,
): string[] {
  const now = instantText(writer.at)
  const wanted = withoutBackwardStage(record.properties, values)
  const change: Values = { ...wanted, ...consequences(record.properties, wanted, now) }
  const properties = withoutEmpty({ ...record.properties, ...change, [objectTypes[object].modified]: now })
  const changed = Object.keys(change).filter((name) => (record.properties[name] ?? '') !== change[name])
  record.history.push(...changesTo(Object.fromEntries(changed.map((name) => [name, change[name] ?? ''])), writer))
  portal.tables[object].write(record, { properties, updatedAt: writer.at })
  return changed
}

export function archiveRecord(portal: Portal, object: ObjectName, record: HubSpotRecord, at: number): void {
  portal.tables[object].write(record, { properties: record.properties, updatedAt: at, archivedAt: at })
}

/**
 * Both old records end and a new one with a new id begins, as in accounts without primary id preservation
 * (contacts guide, 2026-11). Values of the first win; its links and those of the second live on.
 */
export function mergeRecords(
  portal: Portal,
  object: ObjectName,
  primary: HubSpotRecord,
  second: HubSpotRecord,
  writer: Writer,
): HubSpotRecord {
  const { created, modified } = objectTypes[object]
  const emails = [primary, second].flatMap(({ properties }) => [
    ...(properties['email'] ? [properties['email']] : []),
    ...(properties['hs_additional_emails']?.split(';') ?? []),
  ])
  const further = emails.filter((email) => email !== primary.properties['email'])
  const past = [primary, second].flatMap(({ id, properties }) => [id, ...pastIds(properties)])
  archiveRecord(portal, object, primary, writer.at)
  archiveRecord(portal, object, second, writer.at)
  const merged = createRecord(portal, object, {}, writer)
  merged.createdAt = Math.min(primary.createdAt, second.createdAt)
  merged.history = [...primary.history, ...second.history].toSorted((a, b) => a.at - b.at)
  const properties = {
    ...second.properties,
    ...primary.properties,
    hs_object_id: merged.id,
    [created]: instantText(merged.createdAt),
    [modified]: instantText(writer.at),
    hs_merged_object_ids: past.join(';'),
    ...(further.length > 0 ? { hs_additional_emails: further.join(';') } : {}),
  }
  portal.tables[object].write(merged, { properties, updatedAt: writer.at })
  moveLinks(portal, object, [primary.id, second.id], merged.id)
  return merged
}

function pastIds(properties: Values): string[] {
  return properties['hs_merged_object_ids']?.split(';') ?? []
}

function moveLinks(portal: Portal, object: ObjectName, oldIds: readonly string[], newId: string): void {
  for (const to of Object.keys(objectTypes) as ObjectName[]) {
    for (const oldId of oldIds) {
      for (const [toId, typeIds] of portal.links.of(object, oldId, to)) {
        for (const typeId of typeIds) portal.links.add({ from: object, fromId: newId, to, toId, typeId })
        portal.links.remove(object, oldId, to, toId)
      }
    }
  }
}

/** What HubSpot sets because of these values. A text may be empty: cleared. */
function consequences(before: Values, values: Values, now: string): Record<string, string> {
  const set: Record<string, string> = {}
  const owner = values['hubspot_owner_id']
  if (owner !== undefined && owner !== (before['hubspot_owner_id'] ?? '')) {
    set['hubspot_owner_assigneddate'] = owner === '' ? '' : now
    // These speak of the owner of the moment only.
    set['hs_sa_first_engagement_date'] = ''
    set['hs_sa_first_engagement_object_type'] = ''
    set['hs_sa_first_engagement_descr'] = ''
  }
  const stage = values['lifecyclestage']
  if (stage && stage !== before['lifecyclestage']) set[`hs_lifecyclestage_${stage}_date`] = now
  return Object.fromEntries(Object.entries(set).filter(([name, value]) => value !== '' || before[name] !== undefined))
}

/** A stage only moves forward; a step back is dropped without a word, and clearing it first is the way round. */
function withoutBackwardStage(before: Values, values: Values): Values {
  const next = values['lifecyclestage']
  const now = before['lifecyclestage']
  if (!next || !now || lifecycleStages.indexOf(next) >= lifecycleStages.indexOf(now)) return values
  const { lifecyclestage: _dropped, ...rest } = values
  return rest
}

function withoutEmpty(values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

function changesTo(values: Values, { at, sourceType, userId }: Writer) {
  return Object.entries(values).map(([name, value]) => ({
    name,
    value,
    at,
    sourceType,
    ...(userId === undefined ? {} : { userId }),
  }))
}
