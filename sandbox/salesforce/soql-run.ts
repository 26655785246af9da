// Runs a query over the org: rows that match, in order, as records of the REST API.
import type { Org } from './org.ts'
import type { ObjectType, Row, Scalar } from './schema.ts'
import { parseQuery, type Query } from './soql-parse.ts'
import { resolvePath, type ResolvedPath } from './soql-paths.ts'
import { comparable, compileWhere } from './soql-where.ts'

export interface SObject {
  attributes: { type: string; url: string }
  [field: string]: Scalar | SObject | { type: string; url: string }
}

export interface QueryAnswer {
  totalSize: number
  records: SObject[]
}

/**
 * @param version of the API, for the records' own addresses: `66.0`
 * @throws SalesforceError MALFORMED_QUERY, INVALID_TYPE, INVALID_FIELD, INVALID_QUERY_FILTER_OPERATOR
 */
export function runQuery(org: Org, text: string, options: { deleted: boolean; version: string }): QueryAnswer {
  const query = parseQuery(text)
  const table = org.table(query.object)
  const shown = query.fields === 'count' ? [] : query.fields.map((path) => resolvePath(org, table.type, path, text))
  const keys = query.order.map((key) => ({ ...key, field: resolvePath(org, table.type, key.path, text) }))
  const filter = query.where && compileWhere({ org, type: table.type, text }, query.where)

  const candidates = filter?.candidates()
  const rows: Row[] = []
  for (const row of candidates ? byIds(candidates, (id) => table.find(id)) : table.all()) {
    if (row.IsDeleted === true && !options.deleted) continue
    if (!filter || filter.test(row)) rows.push(row)
  }
  const sorted = keys.length > 0 ? rows.toSorted((a, b) => compareRows(a, b, keys)) : rows
  const page = sorted.slice(query.offset, query.limit === undefined ? undefined : query.offset + query.limit)
  if (query.fields === 'count') return { totalSize: page.length, records: [] }
  return { totalSize: page.length, records: page.map((row) => project(row, table.type, shown, options.version)) }
}

function* byIds(ids: ReadonlySet<string>, find: (id: string) => Row | undefined): Iterable<Row> {
  for (const id of ids) {
    const row = find(id)
    if (row) yield row
  }
}

type Key = Query['order'][number] & { field: ResolvedPath }

function compareRows(a: Row, b: Row, keys: readonly Key[]): number {
  for (const { field, descending, nullsFirst } of keys) {
    const [left, right] = [comparable(field.field, field.value(a)), comparable(field.field, field.value(b))]
    if (left === right) continue
    if (left === null || right === null) return (left === null) === nullsFirst ? -1 : 1
    return left < right === descending ? 1 : -1
  }
  return 0
}

function project(row: Row, type: ObjectType, shown: readonly ResolvedPath[], version: string): SObject {
  const record: SObject = { attributes: attributesOf(type, row, version) }
  for (const path of shown) {
    const { field, via } = path
    if (!via) {
      record[field.name] = path.value(row)
      continue
    }
    const relation = via.relation ?? via.name
    const parent = path.owner(row)
    if (!parent) {
      record[relation] = null
      continue
    }
    const before = record[relation]
    const nested = isRecord(before) ? before : { attributes: parentAttributes(via.refersTo, parent, version) }
    nested[field.name] = path.value(row)
    record[relation] = nested
  }
  return record
}

function isRecord(value: SObject[string] | undefined): value is SObject {
  return typeof value === 'object' && value !== null && 'attributes' in value
}

/** A parent that may be of several types is shown as a Name. */
function parentAttributes(refersTo: readonly string[], parent: { type: ObjectType; row: Row }, version: string) {
  const attributes = attributesOf(parent.type, parent.row, version)
  return refersTo.length > 1 ? { ...attributes, type: 'Name' } : attributes
}

export function attributesOf(type: ObjectType, row: Row, version: string): { type: string; url: string } {
  return { type: type.name, url: `/services/data/v${version}/sobjects/${type.name}/${String(row.Id)}` }
}
