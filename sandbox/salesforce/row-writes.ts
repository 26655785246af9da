// Writes of one row: POST, PATCH by id or external id, DELETE, with the conditional header.
import { bodyOf, type Call, type Reply } from './call.ts'
import { livingBy } from './read-reference.ts'
import { rowOfPath } from './reads.ts'
import { notFound, SalesforceError } from './salesforce-error.ts'
import { createRecord, deleteRecord, updateRecord, upsertRecord } from './write-record.ts'

export function createRow(call: Call): Reply {
  const [, object = ''] = call.path
  const id = createRecord(call.org, call.writer, object, bodyOf(call))
  return { status: 201, body: { id, success: true, errors: [] } }
}

export function updateRow(call: Call): Reply {
  const [, object = '', id = ''] = call.path
  refuseMissing(call)
  const refused = precondition(call)
  if (refused) return refused
  updateRecord(call.org, call.writer, object, id, bodyOf(call))
  return { status: 204, body: undefined }
}

export function upsertRow(call: Call): Reply {
  const [, object = '', field = '', value = ''] = call.path
  const refused = precondition(call)
  if (refused) return refused
  const several = severalOf(call, object, field, value)
  if (several) return several
  const updateOnly = call.query.get('updateOnly') === 'true'
  const { id, created } = upsertRecord(call.org, call.writer, { object, field, value, updateOnly }, bodyOf(call))
  return { status: created ? 201 : 200, body: { id, success: true, errors: [], created } }
}

export function deleteRow(call: Call): Reply {
  const [, object = '', id = ''] = call.path
  refuseMissing(call)
  deleteRecord(call.org, call.writer, object, id)
  return { status: 204, body: undefined }
}

/** An external id that several records carry: 300 with their addresses, and nothing is written. */
function severalOf(call: Call, object: string, name: string, value: string): Reply | undefined {
  const { type } = call.org.table(object)
  const field = type.fields.get(name.toLowerCase())
  if (!field?.externalId) return undefined
  const ids = livingBy(call.org, type.name, field, value)
  if (ids.length < 2) return undefined
  return { status: 300, body: ids.map((id) => `/services/data/v${call.version}/sobjects/${type.name}/${id}`) }
}

/** `If-Unmodified-Since` and `If-Modified-Since` have a grain of one second. */
function precondition(call: Call): Reply | undefined {
  const row = rowOfPath(call)
  const stamp = row ? new Date(String(row.SystemModstamp)).getTime() : undefined
  const [unmodified, modified] = [call.headers['if-unmodified-since'], call.headers['if-modified-since']]
  if (stamp === undefined) return undefined
  const changed = unmodified !== undefined && stamp > new Date(unmodified).getTime()
  const unchanged = modified !== undefined && stamp <= new Date(modified).getTime()
  return changed || unchanged ? { status: 412, body: undefined } : undefined
}

/** Named in the address, a record that is not there is a 404; in a collection it is an error of the item. */
function refuseMissing(call: Call): void {
  const row = rowOfPath(call)
  if (!row) throw notFound()
  if (row.IsDeleted === true) throw new SalesforceError('ENTITY_IS_DELETED', 'entity is deleted', { status: 404 })
}
