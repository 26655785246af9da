// What the org says about its objects and fields.
import type { Call, Reply } from './call.ts'
import type { Field, ObjectType } from './schema.ts'

/** GET /sobjects */
export function describeGlobal(call: Call): Reply {
  const sobjects = [...call.org.tables.values()].map(({ type }) => summary(type, call.version))
  return { status: 200, body: { encoding: 'UTF-8', maxBatchSize: 200, sobjects } }
}

/** GET /sobjects/Lead */
export function describeBasic(call: Call): Reply {
  const { type } = call.org.table(call.path[1] ?? '')
  return { status: 200, body: { objectDescribe: summary(type, call.version), recentItems: [] } }
}

/** GET /sobjects/Lead/describe */
export function describe(call: Call): Reply {
  const { type } = call.org.table(call.path[1] ?? '')
  const fields = [...type.fields.values()].map(describeField)
  return { status: 200, body: { ...summary(type, call.version), fields, childRelationships: [], recordTypeInfos: [] } }
}

function summary(type: ObjectType, version: string) {
  const address = `/services/data/v${version}/sobjects/${type.name}`
  return {
    name: type.name,
    label: type.name,
    labelPlural: `${type.name}s`,
    keyPrefix: type.prefix,
    custom: false,
    createable: type.writable,
    updateable: type.writable,
    deletable: type.writable,
    queryable: true,
    retrieveable: true,
    replicateable: true,
    urls: { sobject: address, describe: `${address}/describe`, rowTemplate: `${address}/{ID}` },
  }
}

function describeField(field: Field) {
  return {
    name: field.name,
    label: field.label,
    type: field.type,
    length: field.length,
    custom: field.name.endsWith('__c'),
    createable: field.createable,
    updateable: field.updateable,
    filterable: field.filterable,
    nillable: !field.required && field.type !== 'boolean' && field.type !== 'id',
    unique: field.unique,
    externalId: field.externalId,
    idLookup: field.externalId || field.type === 'id',
    defaultedOnCreate: field.initially !== undefined || field.name === 'OwnerId',
    restrictedPicklist: field.restricted,
    picklistValues: field.picklist.map((value) => ({
      value,
      label: value,
      active: true,
      defaultValue: value === field.initially,
      validFor: null,
    })),
    referenceTo: field.refersTo,
    relationshipName: field.relation ?? null,
    polymorphicForeignKey: field.refersTo.length > 1,
  }
}
