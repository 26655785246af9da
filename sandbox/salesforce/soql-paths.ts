// A field of a query, on the object itself or one parent up (Owner.Name), as a function from row to value.
import type { Org } from './org.ts'
import { noSuchColumn, SalesforceError } from './salesforce-error.ts'
import type { Field, ObjectType, Row, Scalar } from './schema.ts'
import { atPlace } from './soql-tokens.ts'
import type { Path } from './soql-parse.ts'

export interface ResolvedPath {
  /** The field compared or shown; of several possible parents, the first that has it. */
  field: Field
  /** Reference to the parent; undefined for a field of the object itself. */
  via: Field | undefined
  value: (row: Row) => Scalar
  /** The row the field stands on. */
  owner: (row: Row) => { type: ObjectType; row: Row } | undefined
}

/** What `Owner.Type` and `Who.Type` give beside the parents' own fields. */
const typeField: Field = {
  name: 'Type',
  label: 'Type',
  type: 'string',
  length: 40,
  required: false,
  createable: false,
  updateable: false,
  unique: false,
  externalId: false,
  filterable: true,
  indexed: false,
  picklist: [],
  restricted: false,
  refersTo: [],
  relation: undefined,
  initially: undefined,
}

/** @throws SalesforceError INVALID_FIELD */
export function resolvePath(org: Org, type: ObjectType, path: Path, text: string): ResolvedPath {
  const [first = '', second, third] = path.parts
  if (second === undefined) {
    const field = type.fields.get(first.toLowerCase())
    if (!field) throw placed(noSuchColumn(first, type.name, 'entity'), text, path.at)
    return { field, via: undefined, value: (row) => row[field.name] ?? null, owner: (row) => ({ type, row }) }
  }
  const via = [...type.fields.values()].find((one) => one.relation?.toLowerCase() === first.toLowerCase())
  if (!via || third !== undefined) {
    const message =
      third === undefined
        ? `Didn't understand relationship '${first}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`
        : `The sandbox follows one relationship, and '${path.parts.join('.')}' follows more.`
    throw new SalesforceError('INVALID_FIELD', atPlace(text, path.at, message), { unknown: true })
  }
  return throughParent(org, via, second, path, text)
}

function throughParent(org: Org, via: Field, name: string, path: Path, text: string): ResolvedPath {
  const polymorphic = via.refersTo.length > 1
  const isType = polymorphic && name.toLowerCase() === 'type'
  const parents = via.refersTo.map((object) => org.table(object).type)
  const field = isType ? typeField : parents.map((parent) => parent.fields.get(name.toLowerCase())).find(Boolean)
  if (!field) throw placed(noSuchColumn(name, polymorphic ? 'Name' : (via.refersTo[0] ?? ''), 'entity'), text, path.at)
  const owner = (row: Row) => {
    const id = row[via.name]
    const found = typeof id === 'string' ? org.byId(id) : undefined
    return found && { type: found.table.type, row: found.row }
  }
  const value = (row: Row): Scalar => {
    const parent = owner(row)
    if (!parent) return null
    return isType ? typeName(parent.type) : (parent.row[field.name] ?? null)
  }
  return { field, via, value, owner }
}

/** A group that owns records is a queue. */
export function typeName(type: ObjectType): string {
  return type.name === 'Group' ? 'Queue' : type.name
}

function placed(error: SalesforceError, text: string, at: number): SalesforceError {
  return new SalesforceError(error.errorCode, atPlace(text, at, error.message), { unknown: error.unknown })
}
