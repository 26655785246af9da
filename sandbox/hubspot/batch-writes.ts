// Batch create, update and upsert. Its one rule: all or nothing, unless each input of a create or upsert carries an
// objectWriteTraceId of its own (HubSpot's guide on errors of batch create, 2026-11).
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendBatch } from './batch-answer.ts'
import type { Crm } from './crm.ts'
import { invalidInput, someNotFound, type Context } from './hubspot-error.ts'
import { objectTypes, type ObjectName } from './object-types.ts'
import { createChecked, updateChecked } from './record-effects.ts'
import type { HubSpotRecord } from './record-table.ts'
import { recordView } from './record-view.ts'
import { inputsOf, objectIn, optionalText, textOf, type Fields } from './request-parts.ts'
import { instantText } from './times.ts'
import { checkCreate, checkValues, culpritProblem, errorOf, refuseUnlessAllPass, type Checked } from './write-checks.ts'

export const BATCH_LIMIT = 100

interface Row {
  checked: Checked
  trace: string | undefined
  /** For update and upsert: how the record was named. */
  id?: string
  record?: HubSpotRecord
}

export function batchCreate(crm: Crm, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const object = objectIn(request)
  const inputs = inputsOf(request, BATCH_LIMIT)
  crm.faults.lock(request.url)
  for (const name of crm.portal().tables[object].uniqueNames()) {
    refuseRepeats(inputs.map(({ properties }) => (properties as Fields | undefined)?.[name]))
  }
  const rows = inputs.map((input, index): Row => ({
    checked: checkCreate(crm, request, object, input),
    trace: optionalText(input, 'objectWriteTraceId', `inputs[${index}]`),
  }))
  return writeRows(crm, request, reply, object, rows, 201)
}

export function batchUpdate(crm: Crm, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const object = objectIn(request)
  const inputs = inputsOf(request, BATCH_LIMIT)
  crm.faults.lock(request.url)
  const table = crm.portal().tables[object]
  const named = inputs.map((input, index) => {
    const id = textOf(input, 'id', `inputs[${index}]`)
    return { input, id, record: table.find(idPropertyOf(crm, object, input, index), id) }
  })
  refuseRepeats(named.map(({ record, id }) => record?.id ?? id))
  const found = named.flatMap(({ input, id, record }) => (record ? [{ input, id, record }] : []))
  const rows = found.map(({ input, id, record }) => ({
    id,
    record,
    trace: optionalText(input, 'objectWriteTraceId', 'inputs'),
    checked: checkValues(crm, request, object, input['properties'], record),
  }))
  const culprit = crm.faults.culprit(
    request.url,
    rows.map((row) => row.record.id),
  )
  for (const { record, checked } of rows) {
    if (record.id === culprit) checked.problems.push(culpritProblem(checked.values))
  }
  refuseUnlessAllPass(
    crm,
    rows.map((row) => row.checked),
  )
  const missing = named.flatMap(({ id, record }) => (record ? [] : [id]))
  return sendBatch(crm, request, reply, {
    results: rows.map(({ record, checked, trace }) => {
      const before = { updatedAt: record.updatedAt, modified: record.properties[objectTypes[object].modified] ?? null }
      const changed = updateChecked(crm, request, object, record, checked.values, trace)
      return staleView(crm, object, record, [...Object.keys(checked.values), ...changed], before, trace)
    }),
    errors: missing.length > 0 ? [someNotFound(objectTypes[object].singular).item({ ids: missing })] : [],
  })
}

export function batchUpsert(crm: Crm, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const object = objectIn(request)
  const inputs = inputsOf(request, BATCH_LIMIT)
  crm.faults.lock(request.url)
  const table = crm.portal().tables[object]
  const rows = inputs.map((input, index): Row => {
    const place = `inputs[${index}]`
    const id = textOf(input, 'id', place)
    const idProperty = idPropertyOf(crm, object, input, index)
    const record = table.find(idProperty, id)
    const properties = {
      ...(input['properties'] as Fields | undefined),
      ...(idProperty === 'hs_object_id' ? {} : { [idProperty]: id }),
    }
    const trace = optionalText(input, 'objectWriteTraceId', place)
    if (!record && idProperty === 'hs_object_id')
      throw invalidInput(`${place}.id names no record and cannot make one: give an idProperty.`)
    if (!record) return { id, trace, checked: checkCreate(crm, request, object, { properties }) }
    const checked = checkValues(crm, request, object, properties, record)
    if (idProperty === 'email') blankTheRest(crm, object, record, checked)
    return { id, trace, record, checked }
  })
  refuseRepeats(rows.map(({ id, record }) => record?.id ?? id))
  return writeRows(crm, request, reply, object, rows, 200)
}

/** By email no partial upsert is promised: the strictest reading is that what is left out is cleared. */
function blankTheRest(crm: Crm, object: ObjectName, record: HubSpotRecord, { values }: Checked): void {
  const definitions = crm.portal().definitions[object]
  for (const name of Object.keys(record.properties)) {
    if (definitions.get(name)?.readOnly === false) values[name] ??= ''
  }
}

function writeRows(
  crm: Crm,
  request: FastifyRequest,
  reply: FastifyReply,
  object: ObjectName,
  rows: readonly Row[],
  success: 200 | 201,
): FastifyReply {
  const isUpsert = success === 200
  const traces = rows.map((row) => row.trace)
  const inParts = new Set(traces).size === rows.length && !traces.includes(undefined)
  const keys = rows.map((row, index) => row.trace ?? row.id ?? `input ${index}`)
  const culprit = inParts || isUpsert ? crm.faults.culprit(request.url, keys) : undefined
  const culpritRow = culprit === undefined ? -1 : keys.indexOf(culprit)
  rows[culpritRow]?.checked.problems.push(culpritProblem(rows[culpritRow].checked.values))
  if (!inParts && culpritRow < 0) {
    refuseUnlessAllPass(
      crm,
      rows.map((row) => row.checked),
    )
  }
  const definitions = crm.portal().definitions[object]
  const results: unknown[] = []
  const errors: unknown[] = []
  for (const { checked, trace, id, record } of rows) {
    const error = errorOf(crm, checked)
    if (error) {
      errors.push(error.item(contextOf(trace, id)))
      continue
    }
    if (record) updateChecked(crm, request, object, record, checked.values, trace)
    const written = record ?? createChecked(crm, request, object, checked, trace)
    results.push({
      ...recordView(object, written, definitions, { properties: 'all' }),
      ...(isUpsert ? { new: !record } : {}),
      ...(trace === undefined ? {} : { objectWriteTraceId: trace }),
    })
  }
  return sendBatch(crm, request, reply, { results, errors }, success)
}

function contextOf(trace: string | undefined, id: string | undefined): Context {
  return {
    ...(trace === undefined ? {} : { objectWriteTraceId: [trace] }),
    ...(id === undefined ? {} : { ids: [id] }),
  }
}

/**
 * A recorded batch update answered with the modification time from before the write (2026-03): it is no version token,
 * and nobody may come to rely on it here.
 */
function staleView(
  crm: Crm,
  object: ObjectName,
  record: HubSpotRecord,
  properties: readonly string[],
  before: { updatedAt: number; modified: string | null },
  trace: string | undefined,
) {
  const view = recordView(object, record, crm.portal().definitions[object], { properties })
  return {
    ...view,
    properties: { ...view.properties, [objectTypes[object].modified]: before.modified },
    updatedAt: instantText(before.updatedAt),
    ...(trace === undefined ? {} : { objectWriteTraceId: trace }),
  }
}

export function idPropertyOf(crm: Crm, object: ObjectName, input: Fields, index: number): string {
  const name = optionalText(input, 'idProperty', `inputs[${index}]`) ?? 'hs_object_id'
  return checkedIdProperty(crm, object, name)
}

/** @throws HubSpotError 400 when records cannot be named by this property */
export function checkedIdProperty(crm: Crm, object: ObjectName, name: string): string {
  if (name === 'hs_object_id' || crm.portal().tables[object].uniqueNames().includes(name)) return name
  throw invalidInput(`The property "${name}" has no unique values, so it cannot be an idProperty of ${object}.`)
}

/** @throws HubSpotError 400 when one stands there twice */
function refuseRepeats(values: readonly unknown[]): void {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const value of values) {
    if (typeof value !== 'string' || value === '') continue
    const key = value.trim().toLowerCase()
    if (seen.has(key)) repeated.add(value)
    seen.add(key)
  }
  if (repeated.size === 0) return
  const ids = [...repeated]
  throw invalidInput(`Duplicate IDs found in batch input: [${ids.join(', ')}]. IDs must be unique`, {
    context: { ids },
  })
}
