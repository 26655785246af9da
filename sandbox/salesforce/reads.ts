// Calls that read: query, one row, many rows by id, changed and deleted ids, limits.
import { bodyOf, unknownResource, type Call, type Reply } from './call.ts'
import { toId18 } from './ids.ts'
import { livingBy } from './read-reference.ts'
import { notFound, SalesforceError } from './salesforce-error.ts'
import type { Row } from './schema.ts'
import { attributesOf, runQuery, type SObject } from './soql-run.ts'
import { resolvePath } from './soql-paths.ts'
import type { Table } from './table.ts'
import { readTime } from './times.ts'

const [MIN_BATCH, MAX_BATCH, MAX_RETRIEVE] = [200, 2_000, 2_000]

export function query(call: Call): Reply {
  const [resource, locator] = call.path
  if (locator !== undefined) return { status: 200, body: call.pages.next(locator, call.version) }
  const text = call.query.get('q')
  if (text === null)
    throw new SalesforceError('MALFORMED_QUERY', 'The query parameter q is missing.', { unknown: true })
  const answer = runQuery(call.org, text, { deleted: resource === 'queryAll', version: call.version })
  // Salesforce takes what is asked for as a hint and keeps it between 200 and 2,000.
  const asked = Number(/batchsize=(\d+)/i.exec(call.headers['sforce-query-options'] ?? '')?.[1] ?? MAX_BATCH)
  const batchSize = Math.min(MAX_BATCH, Math.max(MIN_BATCH, asked))
  return { status: 200, body: call.pages.first(answer, batchSize, call.version) }
}

/** GET /sobjects/Lead/{id} and GET /sobjects/Lead/Ext__c/{value} */
export function readRow(call: Call): Reply {
  const [, object = '', first = '', value] = call.path
  const table = call.org.table(object)
  const row = value === undefined ? rowById(table, first) : rowByKey(call, table, first, value)
  if (!row) throw notFound()
  if (row.IsDeleted === true) throw new SalesforceError('ENTITY_IS_DELETED', 'entity is deleted', { status: 404 })
  const names = call.query.get('fields')?.split(',') ?? fieldNames(table)
  return { status: 200, body: project(call, table, row, [...names, 'Id']) }
}

/** POST /composite/sobjects/Lead { ids, fields }: same order, null for what is not there. */
export function retrieve(call: Call): Reply {
  const [, , object = ''] = call.path
  const table = call.org.table(object)
  const asked: { ids?: unknown; fields?: unknown } =
    call.method === 'GET'
      ? { ids: call.query.get('ids')?.split(','), fields: call.query.get('fields')?.split(',') }
      : bodyOf(call)
  if (!isTexts(asked.ids) || !isTexts(asked.fields) || asked.fields.length === 0) {
    throw new SalesforceError('INVALID_INPUT', 'The parameters ids and fields are required: two lists of text.')
  }
  if (asked.ids.length > MAX_RETRIEVE) {
    throw new SalesforceError(
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${MAX_RETRIEVE} records into this call`,
    )
  }
  const { ids, fields } = asked
  const body = ids.map((id) => {
    const row = rowById(table, id)
    return row && row.IsDeleted !== true ? project(call, table, row, fields) : null
  })
  return { status: 200, body }
}

/** GET /sobjects/Lead/updated|deleted/?start=…&end=… */
export function changedIds(call: Call): Reply {
  const [, object = '', which] = call.path
  const [start, end] = [readTime(call.query.get('start') ?? ''), readTime(call.query.get('end') ?? '')]
  if (start === undefined || end === undefined || start >= end) {
    throw new SalesforceError('INVALID_REPLICATION_DATE', 'startDate must be before endDate, both as ISO date-times.')
  }
  // Seconds are ignored: the window is cut to the minute.
  const within = (row: Row) => {
    const minute = String(row.SystemModstamp).slice(0, 16)
    return minute >= start.slice(0, 16) && minute < end.slice(0, 16)
  }
  const rows = [...call.org.table(object).all()].filter(within)
  if (which === 'updated') {
    return {
      status: 200,
      body: { ids: rows.filter((row) => row.IsDeleted !== true).map((row) => row.Id), latestDateCovered: end },
    }
  }
  const deletedRecords = rows
    .filter((row) => row.IsDeleted === true)
    .map((row) => ({ id: row.Id, deletedDate: row.SystemModstamp }))
  return { status: 200, body: { deletedRecords, earliestDateAvailable: start, latestDateCovered: end } }
}

/** The row a path names, whether or not it is deleted. @throws SalesforceError NOT_FOUND */
export function rowOfPath(call: Call): Row | undefined {
  const [, object = '', first = '', value] = call.path
  const table = call.org.table(object)
  return value === undefined ? rowById(table, first) : rowByKey(call, table, first, value)
}

function rowById(table: Table, raw: string): Row | undefined {
  const id = toId18(raw)
  return id === undefined ? undefined : table.find(id)
}

function rowByKey(call: Call, table: Table, name: string, value: string): Row | undefined {
  const field = table.type.fields.get(name.toLowerCase())
  if (!field) throw unknownResource(call)
  if (field.type === 'id') return rowById(table, value)
  if (!field.externalId) throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`)
  const [id] = livingBy(call.org, table.type.name, field, value)
  return id === undefined ? undefined : table.find(id)
}

function fieldNames(table: Table): string[] {
  return [...table.type.fields.values()].map((field) => field.name)
}

function project(call: Call, table: Table, row: Row, names: readonly string[]): SObject {
  const record: SObject = { attributes: attributesOf(table.type, row, call.version) }
  for (const name of names) {
    const path = { parts: [name.trim()], at: 0 }
    const { field, value } = resolvePath(call.org, table.type, path, name)
    record[field.name] = value(row)
  }
  return record
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}
