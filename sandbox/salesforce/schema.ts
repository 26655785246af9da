// What an object type and a field are. The types of this org stand in object-types.ts.

export type Scalar = string | number | boolean | null
/** Fields by their exact names. Never changed in place: a table swaps the whole row. */
export type Row = Readonly<Record<string, Scalar>>

export const fieldTypes = [
  'id',
  'string',
  'textarea',
  'email',
  'phone',
  'url',
  'picklist',
  'boolean',
  'int',
  'double',
  'currency',
  'date',
  'datetime',
  'reference',
] as const
export type FieldType = (typeof fieldTypes)[number]

export interface Field {
  name: string
  label: string
  type: FieldType
  /** Characters; 0 where it does not apply. */
  length: number
  required: boolean
  createable: boolean
  updateable: boolean
  unique: boolean
  externalId: boolean
  filterable: boolean
  /** Found without looking at every row. */
  indexed: boolean
  picklist: readonly string[]
  restricted: boolean
  /** Object names a reference may point at. */
  refersTo: readonly string[]
  /** Name of the parent in queries: OwnerId → Owner. */
  relation: string | undefined
  initially: Scalar | undefined
}

export interface ObjectType {
  name: string
  prefix: string
  /** False: rows come by seeding only. */
  writable: boolean
  /** By lower-case name: field names know no case. */
  fields: Map<string, Field>
}

type FieldOptions = Partial<Omit<Field, 'name' | 'type'>>

export function field(name: string, type: FieldType, options: FieldOptions = {}): Field {
  const unique = options.unique ?? false
  const externalId = options.externalId ?? false
  return {
    label: labelOf(name),
    length: 0,
    required: false,
    createable: true,
    updateable: true,
    filterable: type !== 'textarea',
    picklist: [],
    restricted: false,
    refersTo: [],
    relation: type === 'reference' ? name.replace(/Id$/, '') : undefined,
    initially: type === 'boolean' ? false : undefined,
    ...options,
    name,
    type,
    unique,
    externalId,
    indexed: options.indexed ?? (unique || externalId),
  }
}

/** A field that only the system writes. */
export function systemField(name: string, type: FieldType, options: FieldOptions = {}): Field {
  return field(name, type, { createable: false, updateable: false, ...options })
}

export function text(name: string, length: number, options: FieldOptions = {}): Field {
  return field(name, 'string', { length, ...options })
}

export function picklist(name: string, values: readonly string[], options: FieldOptions = {}): Field {
  return field(name, 'picklist', { length: 255, picklist: values, ...options })
}

export function reference(name: string, refersTo: readonly string[], options: FieldOptions = {}): Field {
  return field(name, 'reference', { length: 18, refersTo, ...options })
}

export function objectType(name: string, prefix: string, fields: Field[], writable = true): ObjectType {
  return { name, prefix, writable, fields: new Map(fields.map((one) => [one.name.toLowerCase(), one])) }
}

/** OwnerId → Owner ID · Pointsman_Id__c → Pointsman Id */
function labelOf(name: string): string {
  if (name.endsWith('__c')) return name.slice(0, -3).replaceAll('_', ' ')
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').replace(/ Id$/, ' ID')
}
