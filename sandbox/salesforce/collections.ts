// Up to 200 records in one call, one result per record in the same order. Always 200 OK; what failed says so in its own item.
import { bodyOf, type Call, type Reply } from './call.ts'
import { itemErrors, SalesforceError } from './salesforce-error.ts'
import { createRecord, deleteRecord, updateRecord, upsertRecord } from './write-record.ts'

const [MAX_RECORDS, MAX_CHUNKS] = [200, 10]

export interface ItemResult {
  id?: string
  success: boolean
  errors: { statusCode: string; message: string; fields: string[] }[]
  created?: boolean
}

type Item = Record<string, unknown>

/** POST /composite/sobjects */
export function createMany(call: Call): Reply {
  return each(call, (record) => {
    return { id: createRecord(call.org, call.writer, typeOf(record), record) }
  })
}

/** PATCH /composite/sobjects */
export function updateMany(call: Call): Reply {
  return each(call, (record) => {
    const id = record.id ?? record.Id
    if (typeof id !== 'string') throw new SalesforceError('MISSING_ARGUMENT', 'Id not specified in an update call')
    updateRecord(call.org, call.writer, typeOf(record), id, record)
    return { id }
  })
}

/** PATCH /composite/sobjects/Lead/Ext__c */
export function upsertMany(call: Call): Reply {
  const [, , object = '', field = ''] = call.path
  const seen = new Set<string>()
  return each(call, (record) => {
    if (typeOf(record).toLowerCase() !== object.toLowerCase()) {
      throw new SalesforceError('INVALID_INPUT', `The record's type must be ${object}, as in the address of the call.`)
    }
    const [key, value] = Object.entries(record).find(([name]) => name.toLowerCase() === field.toLowerCase()) ?? []
    if (key === undefined || typeof value !== 'string' || value === '') {
      throw new SalesforceError('MISSING_ARGUMENT', `${field} not specified`)
    }
    if (seen.has(value)) throw new SalesforceError('DUPLICATE_VALUE', `Duplicate external id specified: ${value}`)
    seen.add(value)
    const others = Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))
    return upsertRecord(call.org, call.writer, { object, field, value, updateOnly: false }, others)
  })
}

/** DELETE /composite/sobjects?ids=a,b&allOrNone=true */
export function deleteMany(call: Call): Reply {
  const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '')
  refuseTooMany(ids.length)
  return run(call, ids, call.query.get('allOrNone') === 'true', (id) => {
    deleteRecord(call.org, call.writer, call.org.objectOfId(id) ?? '', id)
    return { id }
  })
}

function each(call: Call, write: (record: Item) => { id: string; created?: boolean }): Reply {
  const body = bodyOf(call)
  const { records } = body
  if (!Array.isArray(records) || !records.every(isItem)) {
    throw new SalesforceError('JSON_PARSER_ERROR', 'The body must hold "records": a list of objects.')
  }
  refuseTooMany(records.length)
  refuseManyChunks(records)
  return run(call, records, body.allOrNone === true, write)
}

function run<T>(
  call: Call,
  items: T[],
  allOrNone: boolean,
  write: (item: T) => { id: string; created?: boolean },
): Reply {
  const effects = call.writer.effects.length
  const body = call.org.atomic(() => {
    const results = items.map((item) => one(call, () => write(item)))
    const keep = !allOrNone || results.every((result) => result.success)
    return { result: keep ? results : results.map(rolledBack), keep }
  })
  if (allOrNone && body.some((result) => !result.success)) call.writer.effects.splice(effects)
  return { status: 200, body }
}

function one(call: Call, write: () => { id: string; created?: boolean }): ItemResult {
  try {
    const { id, created } = write()
    return { id, success: true, errors: [], ...(created === undefined ? {} : { created }) }
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error
    if (error.unknown) call.writer.unknown()
    return { success: false, errors: itemErrors(error) }
  }
}

function rolledBack(result: ItemResult): ItemResult {
  if (!result.success) return result
  const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header'
  return { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message, fields: [] }] }
}

function refuseTooMany(count: number): void {
  if (count <= MAX_RECORDS) return
  const message = `record limit reached. cannot submit more than ${MAX_RECORDS} records into this call`
  throw new SalesforceError('EXCEEDED_ID_LIMIT', message)
}

/** Records are worked in runs of one type: unsorted types use up the ten that are allowed. */
function refuseManyChunks(records: readonly Item[]): void {
  const types = records.map((record) => (isItem(record.attributes) ? record.attributes.type : undefined))
  const chunks = types.filter((type, index) => index === 0 || type !== types[index - 1]).length
  if (chunks <= MAX_CHUNKS) return
  const message = `Cannot have more than ${MAX_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`
  throw new SalesforceError('LIMIT_EXCEEDED', message)
}

function typeOf(record: Item): string {
  const type = isItem(record.attributes) ? record.attributes.type : undefined
  if (typeof type === 'string') return type
  const message = 'Nested object for polymorphic foreign key must have an attributes field before any other fields.'
  throw new SalesforceError('JSON_PARSER_ERROR', message)
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
