// One record created, updated, upserted or deleted: checks first, then the org's own automation, then the row and its effect.
import { toId18 } from './ids.ts'
import { afterSave, automate } from './automation.ts'
import type { Org } from './org.ts'
import { readFields } from './read-fields.ts'
import { inactiveOwner, livingBy, severalFound } from './read-reference.ts'
import { notFound, SalesforceError } from './salesforce-error.ts'
import type { ObjectType, Row, Scalar } from './schema.ts'
import type { Table } from './table.ts'
import type { Writer } from './writer.ts'

/** @returns the new id. @throws SalesforceError */
export function createRecord(org: Org, writer: Writer, object: string, input: object): string {
  const table = writable(org, object)
  const { type } = table
  const values = readFields(org, type, input, 'create')
  const at = org.timestamp()
  const row: Record<string, Scalar> = {}
  for (const field of type.fields.values()) row[field.name] = field.initially ?? null
  Object.assign(row, values, {
    CreatedDate: at,
    CreatedById: writer.userId,
    LastModifiedDate: at,
    LastModifiedById: writer.userId,
    SystemModstamp: at,
    IsDeleted: false,
  })
  if (type.fields.has('ownerid')) row.OwnerId = values.OwnerId ?? writer.userId
  requireFields(type, row)
  strikeRecord(writer, type, values)
  Object.assign(row, automate(org, writer, type, undefined, row))
  refuseDuplicates(org, table, row, undefined)
  row.Id = org.nextId(type)
  save(org, writer, table, undefined, row, values)
  return row.Id
}

/** @throws SalesforceError */
export function updateRecord(org: Org, writer: Writer, object: string, rawId: string, input: object): void {
  const table = writable(org, object)
  const { type } = table
  const before = living(table, rawId)
  if (before.IsConverted === true) {
    throw new SalesforceError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead')
  }
  const values = readFields(org, type, input, 'update')
  const row: Record<string, Scalar> = { ...before, ...values }
  requireFields(type, row)
  strikeRecord(writer, type, values)
  const at = org.timestamp()
  Object.assign(row, { LastModifiedDate: at, LastModifiedById: writer.userId, SystemModstamp: at })
  Object.assign(row, automate(org, writer, type, before, row))
  refuseDuplicates(org, table, row, String(before.Id))
  save(org, writer, table, before, row, values)
}

/** @throws SalesforceError; NOT_FOUND when nothing is there and `updateOnly` */
export function upsertRecord(
  org: Org,
  writer: Writer,
  target: { object: string; field: string; value: string; updateOnly: boolean },
  input: object,
): { id: string; created: boolean } {
  const table = writable(org, target.object)
  const field = table.type.fields.get(target.field.toLowerCase())
  if (field?.type === 'id') {
    updateRecord(org, writer, target.object, target.value, input)
    return { id: String(living(table, target.value).Id), created: false }
  }
  if (!field?.externalId) {
    const message = `Provided external ID field does not exist or is not accessible: ${target.field}`
    throw new SalesforceError('NOT_FOUND', message, { status: 404, unknown: true })
  }
  const found = livingBy(org, table.type.name, field, target.value)
  const [id] = found
  if (found.length > 1) throw severalFound(found)
  if (id !== undefined) {
    updateRecord(org, writer, target.object, id, input)
    return { id, created: false }
  }
  if (target.updateOnly) throw notFound()
  return { id: createRecord(org, writer, target.object, { ...input, [field.name]: target.value }), created: true }
}

/** @throws SalesforceError */
export function deleteRecord(org: Org, writer: Writer, object: string, rawId: string): void {
  const table = writable(org, object)
  const before = living(table, rawId)
  strikeRecord(writer, table.type, {})
  const at = org.timestamp()
  const row = { ...before, IsDeleted: true, LastModifiedDate: at, LastModifiedById: writer.userId, SystemModstamp: at }
  save(org, writer, table, before, row, { IsDeleted: true })
}

function writable(org: Org, object: string): Table {
  const table = org.table(object)
  if (table.type.writable) return table
  const message = `entity type ${table.type.name} cannot be changed in the sandbox: seed it.`
  throw new SalesforceError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, { unknown: true })
}

function living(table: Table, rawId: string): Row {
  const id = toId18(rawId)
  if (id === undefined) throw new SalesforceError('MALFORMED_ID', `bad id ${rawId}`, { fields: ['Id'] })
  const row = table.find(id)
  if (!row) throw new SalesforceError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
  if (row.IsDeleted === true) throw new SalesforceError('ENTITY_IS_DELETED', 'entity is deleted')
  return row
}

function requireFields(type: ObjectType, row: Row): void {
  const missing = [...type.fields.values()].filter((field) => field.required && row[field.name] === null)
  if (missing.length === 0) return
  const names = missing.map((field) => field.name)
  throw new SalesforceError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, {
    fields: names,
  })
}

function strikeRecord(writer: Writer, type: ObjectType, values: Row): void {
  if (typeof values.OwnerId === 'string' && writer.strikes('inactive-owner')) throw inactiveOwner(values.OwnerId, type)
  if (writer.strikes('row-lock')) {
    throw new SalesforceError('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record')
  }
  if (writer.strikes('partial-failure')) {
    throw new SalesforceError('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'The sandbox was told to refuse this record.')
  }
}

function refuseDuplicates(org: Org, table: Table, row: Row, ownId: string | undefined): void {
  for (const field of table.type.fields.values()) {
    const value = row[field.name]
    if (!field.unique || typeof value !== 'string') continue
    const other = livingBy(org, table.type.name, field, value).find((id) => id !== ownId)
    if (other === undefined) continue
    const message = `duplicate value found: ${field.name} duplicates value on record with id: ${other}`
    throw new SalesforceError('DUPLICATE_VALUE', message)
  }
}

function save(org: Org, writer: Writer, table: Table, before: Row | undefined, row: Row, written: Row): void {
  table.put(row)
  afterSave(org, writer, table.type, before, row)
  const key = [...table.type.fields.values()].find((field) => field.externalId)?.name
  const mark = key === undefined ? null : row[key]
  // The owner as it landed: the assignment rule may have put another one.
  const owner = 'OwnerId' in row && row.OwnerId !== (before ?? written).OwnerId ? { OwnerId: row.OwnerId } : {}
  writer.effects.push({
    kind: before ? 'update' : 'create',
    object: table.type.name,
    id: String(row.Id),
    ...(typeof mark === 'string' ? { key: mark } : {}),
    fields: { ...written, ...owner },
  })
}
