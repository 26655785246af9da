// All records of one kind, found by id, unique value or owner without a scan.
// Its one rule: what search sees of a record lags behind what is stored.

export interface Change {
  name: string
  value: string
  /** Milliseconds since 1970. */
  at: number
  sourceType: 'INTEGRATION' | 'CRM_UI'
  userId?: number
}

export interface Snapshot {
  at: number
  properties: Readonly<Record<string, string>>
  archived: boolean
}

export interface HubSpotRecord {
  id: string
  properties: Readonly<Record<string, string>>
  createdAt: number
  updatedAt: number
  archivedAt?: number
  /** Oldest first. */
  history: Change[]
  /** Last state the search index has taken in; null before the first. */
  indexed: Snapshot | null
  /** States the index has not taken in yet, oldest first. */
  waiting: Snapshot[]
}

export class RecordTable {
  #records = new Map<string, HubSpotRecord>()
  #unique = new Map<string, Map<string, string>>()
  #byOwner = new Map<string, Set<string>>()
  /** Ids with states that wait for the index. */
  #recent = new Set<string>()

  constructor(uniqueNames: Iterable<string>) {
    for (const name of uniqueNames) this.#unique.set(name, new Map())
  }

  addUnique(name: string): void {
    const values = new Map<string, string>()
    this.#unique.set(name, values)
    for (const record of this.#records.values()) {
      if (record.archivedAt !== undefined) continue
      for (const value of uniqueValues(record, name)) values.set(value, record.id)
    }
  }

  uniqueNames(): string[] {
    return [...this.#unique.keys()]
  }

  get size(): number {
    return this.#records.size
  }

  all(): IterableIterator<HubSpotRecord> {
    return this.#records.values()
  }

  /** Archived ones too. */
  get(id: string): HubSpotRecord | undefined {
    return this.#records.get(id)
  }

  /** @param name `hs_object_id` or a unique property; not archived ones */
  find(name: string, value: string): HubSpotRecord | undefined {
    if (name === 'hs_object_id') return living(this.#records.get(value))
    const id = this.#unique.get(name)?.get(uniqueKey(value))
    return id === undefined ? undefined : this.#records.get(id)
  }

  ofOwner(ownerId: string): Iterable<string> {
    return this.#byOwner.get(ownerId) ?? []
  }

  recent(): Iterable<string> {
    return this.#recent
  }

  /** @param settled true when the search index knows the record at once, as it does for seeds */
  insert(record: HubSpotRecord, settled = false): void {
    this.#records.set(record.id, record)
    this.#index(record)
    this.#awaitIndex(record)
    if (settled) this.settle(record, Number.POSITIVE_INFINITY)
  }

  write(record: HubSpotRecord, next: Pick<HubSpotRecord, 'properties' | 'updatedAt'> & { archivedAt?: number }): void {
    this.#unindex(record)
    record.properties = next.properties
    record.updatedAt = next.updatedAt
    if (next.archivedAt !== undefined) record.archivedAt = next.archivedAt
    this.#index(record)
    this.#awaitIndex(record)
  }

  remove(record: HubSpotRecord): void {
    this.#unindex(record)
    this.#records.delete(record.id)
    this.#recent.delete(record.id)
  }

  /** Lets the index take in all states up to `horizon` (ms), and gives the one it then holds. */
  settle(record: HubSpotRecord, horizon: number): Snapshot | null {
    while (record.waiting[0] !== undefined && record.waiting[0].at <= horizon) {
      record.indexed = record.waiting.shift() ?? null
    }
    if (record.waiting.length === 0) this.#recent.delete(record.id)
    return record.indexed
  }

  #awaitIndex(record: HubSpotRecord): void {
    record.waiting.push({
      at: record.updatedAt,
      properties: record.properties,
      archived: record.archivedAt !== undefined,
    })
    this.#recent.add(record.id)
  }

  #index(record: HubSpotRecord): void {
    if (record.archivedAt !== undefined) return
    for (const [name, values] of this.#unique) {
      for (const value of uniqueValues(record, name)) values.set(value, record.id)
    }
    const owner = record.properties['hubspot_owner_id']
    if (owner === undefined) return
    const held = this.#byOwner.get(owner)
    if (held) held.add(record.id)
    else this.#byOwner.set(owner, new Set([record.id]))
  }

  #unindex(record: HubSpotRecord): void {
    for (const [name, values] of this.#unique) {
      for (const value of uniqueValues(record, name)) {
        if (values.get(value) === record.id) values.delete(value)
      }
    }
    const owner = record.properties['hubspot_owner_id']
    if (owner !== undefined) this.#byOwner.get(owner)?.delete(record.id)
  }
}

/** Emails of merged contacts stay keys of the one they live on in. */
function uniqueValues(record: HubSpotRecord, name: string): string[] {
  const value = record.properties[name]
  const further = name === 'email' ? record.properties['hs_additional_emails']?.split(';') : undefined
  return [...(value === undefined ? [] : [value]), ...(further ?? [])].map(uniqueKey)
}

/** Unique values are the same in any case. */
function uniqueKey(value: string): string {
  return value.trim().toLowerCase()
}

function living(record: HubSpotRecord | undefined): HubSpotRecord | undefined {
  return record?.archivedAt === undefined ? record : undefined
}
