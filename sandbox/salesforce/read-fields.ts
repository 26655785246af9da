// A record as it was sent → checked values by exact field name. Every refusal carries the code and words of the real one.
import type { Org } from './org.ts'
import { readReference, readParent } from './read-reference.ts'
import { noSuchColumn, SalesforceError } from './salesforce-error.ts'
import type { Field, ObjectType, Scalar } from './schema.ts'
import { readDay, readTime } from './times.ts'

export type Mode = 'create' | 'update'

/** @throws SalesforceError at the first field that does not fit */
export function readFields(org: Org, type: ObjectType, input: object, mode: Mode): Record<string, Scalar> {
  const values: Record<string, Scalar> = {}
  for (const [name, raw] of Object.entries(input)) {
    if (name === 'attributes' || name.toLowerCase() === 'id') continue
    const field = type.fields.get(name.toLowerCase())
    if (field) {
      refuseReadOnly(field, mode)
      values[field.name] = readValue(org, type, field, raw)
      continue
    }
    const via = [...type.fields.values()].find((one) => one.relation?.toLowerCase() === name.toLowerCase())
    if (!via || typeof raw !== 'object') throw noSuchColumn(name, type.name, 'sobject of type')
    refuseReadOnly(via, mode)
    values[via.name] = raw === null ? null : readReference(org, type, via, readParent(org, via, raw))
  }
  return values
}

function refuseReadOnly(field: Field, mode: Mode): void {
  if (mode === 'create' ? field.createable : field.updateable) return
  const message = `Unable to create/update fields: ${field.name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`
  throw new SalesforceError('INVALID_FIELD_FOR_INSERT_UPDATE', message, { fields: [field.name] })
}

/** Empty text is no text. @throws SalesforceError */
export function readValue(org: Org, type: ObjectType, field: Field, raw: unknown): Scalar {
  if (raw === null || raw === '') return field.type === 'boolean' ? wrongJson('boolean', raw) : null
  switch (field.type) {
    case 'boolean':
      return typeof raw === 'boolean' ? raw : wrongJson('boolean', raw)
    case 'int':
      return typeof raw === 'number' && Number.isInteger(raw) ? raw : wrongJson('int', raw)
    case 'double':
    case 'currency':
      return typeof raw === 'number' ? raw : wrongJson('double', raw)
    case 'date':
      return (typeof raw === 'string' ? readDay(raw) : undefined) ?? wrongJson('date', raw)
    case 'datetime':
      return (typeof raw === 'string' ? readTime(raw) : undefined) ?? wrongJson('datetime', raw)
    case 'reference':
      return typeof raw === 'string' ? readReference(org, type, field, raw) : wrongJson('reference', raw)
    default:
      return typeof raw === 'string' ? readText(field, raw) : wrongJson('string', raw)
  }
}

function readText(field: Field, raw: string): string {
  if (field.length > 0 && raw.length > field.length) {
    const message = `${field.label}: data value too large: ${raw} (max length=${field.length})`
    throw new SalesforceError('STRING_TOO_LONG', message, { fields: [field.name] })
  }
  if (field.type === 'email' && !/^[^\s@"(),:;<>[\\\]]+@[^\s@_.-][^\s@_]*\.[^\s@_.]{2,}$/.test(raw)) {
    throw new SalesforceError('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${raw}`, {
      fields: [field.name],
    })
  }
  if (field.restricted && !field.picklist.includes(raw)) {
    const message = `${field.label}: bad value for restricted picklist field: ${raw}`
    throw new SalesforceError('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, { fields: [field.name] })
  }
  return raw
}

function wrongJson(type: string, raw: unknown): never {
  const token = {
    string: 'VALUE_STRING',
    number: 'VALUE_NUMBER_INT',
    boolean: raw === true ? 'VALUE_TRUE' : 'VALUE_FALSE',
  }
  const seen = token[typeof raw as keyof typeof token] ?? (Array.isArray(raw) ? 'START_ARRAY' : 'START_OBJECT')
  const value = typeof raw === 'object' ? '' : ` value ${JSON.stringify(raw)}`
  const message = `Cannot deserialize instance of ${type} from ${seen}${value} or request may be missing a required field at [line:1, column:1]`
  throw new SalesforceError('JSON_PARSER_ERROR', message)
}
