// One pretend HubSpot account: all its state in one object. Its one rule: nothing here checks or answers, it only holds.
import { AssociationLinks, type Link } from './association-links.ts'
import { objectNames, type ObjectName } from './object-types.ts'
import { standardDefinitions, type Definitions, type PropertyDefinition } from './property-definitions.ts'
import { RecordTable, type HubSpotRecord } from './record-table.ts'

export interface HubSpotOwner {
  id: string
  email: string
  firstName: string
  lastName: string
  type: 'PERSON' | 'QUEUE'
  /** Differs from `id` on purpose: the owner field takes the id. */
  userId: number
  archived: boolean
  createdAt: number
}

export interface ContactList {
  listId: string
  name: string
  objectTypeId: string
  processingType: string
  createdAt: number
  /** Record id → when it joined. */
  members: Map<string, number>
}

export interface Limits {
  perTenSeconds: number
  searchesPerSecond: number
  daily: number
  /** How long search lags behind writes. */
  searchLagMs: number
}

/** A Professional account with one private app, per HubSpot's usage guidelines (2026-11). */
export const standardLimits: Limits = { perTenSeconds: 190, searchesPerSecond: 5, daily: 625_000, searchLagMs: 10_000 }

export interface Access {
  /** Bearer tokens that are let in; null: any that begins with `pat-`. */
  tokens: string[] | null
  clientId: string
  clientSecret: string
  refreshToken: string
}

export interface Portal {
  portalId: number
  owners: Map<string, HubSpotOwner>
  definitions: Record<ObjectName, Definitions>
  tables: Record<ObjectName, RecordTable>
  links: AssociationLinks
  lists: Map<string, ContactList>
  /** Callback id → output fields that a waiting workflow was told. */
  callbacks: Map<string, Record<string, unknown>>
  limits: Limits
  access: Access
  /** Access tokens given out by /oauth/v1/token → when they expire, ms. */
  issued: Map<string, number>
  lastId: number
}

export function createPortal(): Portal {
  const definitions = standardDefinitions()
  return {
    portalId: 4_242_424,
    owners: new Map(),
    definitions,
    tables: tablesFor(definitions),
    links: new AssociationLinks(),
    lists: new Map(),
    callbacks: new Map(),
    limits: { ...standardLimits },
    access: {
      tokens: null,
      clientId: 'sandbox-client-id',
      clientSecret: 'sandbox-client-secret',
      refreshToken: 'sandbox-refresh-token',
    },
    issued: new Map(),
    // Record ids are long in real accounts, beyond what fits 32 bits.
    lastId: 171_591_000_000,
  }
}

export function nextId(portal: Portal): string {
  portal.lastId += 1
  return String(portal.lastId)
}

/** What the search index has seen is not kept: after a restore it has seen all. */
type StoredRecord = Omit<HubSpotRecord, 'indexed' | 'waiting'>

export interface PortalDump {
  portalId: number
  owners: HubSpotOwner[]
  customProperties: Partial<Record<ObjectName, PropertyDefinition[]>>
  records: Record<ObjectName, StoredRecord[]>
  links: Link[]
  lists: (Omit<ContactList, 'members'> & { members: [string, number][] })[]
  limits: Limits
  access: Access
  issued: [string, number][]
  callbacks: [string, Record<string, unknown>][]
  lastId: number
}

export function dumpPortal(portal: Portal): PortalDump {
  const { portalId, limits, access, lastId } = portal
  return {
    portalId,
    owners: [...portal.owners.values()],
    customProperties: Object.fromEntries(
      objectNames.map((name) => [name, [...portal.definitions[name].values()].filter((one) => !one.hubspotDefined)]),
    ),
    records: Object.fromEntries(
      objectNames.map((name) => [name, [...portal.tables[name].all()].map(stored)]),
    ) as Record<ObjectName, StoredRecord[]>,
    links: portal.links.list(),
    lists: [...portal.lists.values()].map((list) => ({ ...list, members: [...list.members] })),
    limits,
    access,
    issued: [...portal.issued],
    callbacks: [...portal.callbacks],
    lastId,
  }
}

/** @param dump what `dumpPortal` gave, also after a trip through JSON */
export function restorePortal(dump: PortalDump): Portal {
  const definitions = standardDefinitions()
  for (const name of objectNames) {
    for (const property of dump.customProperties[name] ?? []) definitions[name].set(property.name, property)
  }
  const portal: Portal = {
    ...createPortal(),
    portalId: dump.portalId,
    owners: new Map(dump.owners.map((owner) => [owner.id, { ...owner }])),
    definitions,
    tables: tablesFor(definitions),
    lists: new Map(dump.lists.map((list) => [list.listId, { ...list, members: new Map(list.members) }])),
    limits: { ...dump.limits },
    access: { ...dump.access },
    issued: new Map(dump.issued),
    callbacks: new Map(dump.callbacks),
    lastId: dump.lastId,
  }
  for (const link of dump.links) portal.links.add(link)
  for (const name of objectNames) {
    for (const record of dump.records[name]) portal.tables[name].insert(copyOf(record), true)
  }
  return portal
}

function stored({ indexed: _indexed, waiting: _waiting, ...record }: HubSpotRecord): StoredRecord {
  return record
}

function copyOf(record: StoredRecord): HubSpotRecord {
  return { ...record, properties: { ...record.properties }, history: [...record.history], indexed: null, waiting: [] }
}

function tablesFor(definitions: Record<ObjectName, Definitions>): Record<ObjectName, RecordTable> {
  return Object.fromEntries(
    objectNames.map((name) => [
      name,
      new RecordTable([...definitions[name].values()].filter((one) => one.hasUniqueValue).map((one) => one.name)),
    ]),
  ) as Record<ObjectName, RecordTable>
}
