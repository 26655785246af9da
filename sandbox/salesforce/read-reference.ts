// A reference as it was sent: an id, or a parent named by its external id. Checked as the real org checks it: form, type, life.
import { toId18 } from './ids.ts'
import type { Org } from './org.ts'
import { noSuchColumn, SalesforceError } from './salesforce-error.ts'
import type { Field, ObjectType, Row } from './schema.ts'

/** 18-character id of a living row of the right type. @throws SalesforceError */
export function readReference(org: Org, type: ObjectType, field: Field, raw: string): string {
  const id = toId18(raw)
  if (id === undefined || !field.refersTo.includes(org.objectOfId(id) ?? '')) {
    throw new SalesforceError('MALFORMED_ID', `${field.label}: id value of incorrect type: ${raw}`, {
      fields: [field.name],
    })
  }
  const found = org.byId(id)
  if (!found) throw new SalesforceError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
  if (found.row.IsDeleted === true) throw new SalesforceError('ENTITY_IS_DELETED', 'entity is deleted')
  if (found.row.IsConverted === true) {
    throw new SalesforceError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead')
  }
  if (field.name === 'OwnerId') checkOwner(org, type, found.row)
  return id
}

function checkOwner(org: Org, type: ObjectType, owner: Row): void {
  const id = String(owner.Id)
  if (owner.IsActive === false) throw inactiveOwner(id, type)
  if (org.objectOfId(id) !== 'Group') return
  const served = [...org.table('QueueSobject').all()].some((row) => row.QueueId === id && row.SobjectType === type.name)
  if (!served)
    throw new SalesforceError('INVALID_OPERATION', 'Queue not associated with this SObject type', {
      fields: ['OwnerId'],
    })
}

export function inactiveOwner(id: string, type: ObjectType): SalesforceError {
  const message = `operation performed with inactive user [${id.slice(0, 15)}] as owner of ${type.name.toLowerCase()}`
  return new SalesforceError('INACTIVE_OWNER_OR_USER', message, { fields: ['OwnerId'] })
}

/** `Who: { attributes: { type: 'Lead' }, Pointsman_Id__c: 'x' }` → the id. @throws SalesforceError */
export function readParent(org: Org, via: Field, raw: object): string {
  const [[firstKey, firstValue] = ['', undefined], ...others] = Object.entries(raw) as [string, unknown][]
  const named = firstKey === 'attributes' ? firstValue : undefined
  const object = via.refersTo.length === 1 ? via.refersTo[0] : (named as { type?: unknown } | undefined)?.type
  if (typeof object !== 'string') {
    const message = 'Nested object for polymorphic foreign key must have an attributes field before any other fields.'
    throw new SalesforceError('JSON_PARSER_ERROR', message)
  }
  const [key = '', value] = (named === undefined ? [firstKey, firstValue] : others[0]) ?? []
  const table = org.table(object)
  const field = table.type.fields.get(key.toLowerCase())
  if (!field) throw noSuchColumn(key, object, 'sobject of type')
  if (field.type === 'id') return String(value)
  if (!field.externalId) {
    throw new SalesforceError(
      'INVALID_FIELD',
      `Foreign key external ID field ${key} of ${object} is not an external ID.`,
    )
  }
  const [id, ...rest] = livingBy(org, object, field, String(value))
  if (id === undefined) {
    const message = `Foreign key external ID: ${String(value)} not found for field ${field.name} in entity ${object}`
    throw new SalesforceError('INVALID_FIELD', message)
  }
  if (rest.length > 0) throw severalFound([id, ...rest])
  return id
}

/** Ids of rows that are not deleted. */
export function livingBy(org: Org, object: string, field: Field, value: string): string[] {
  const table = org.table(object)
  return [...(table.idsBy(field, value) ?? [])].filter((id) => table.find(id)?.IsDeleted !== true)
}

export function severalFound(ids: readonly string[]): SalesforceError {
  return new SalesforceError(
    'DUPLICATE_EXTERNAL_ID',
    `more than one record found for external id field: [${ids.join(', ')}]`,
  )
}
