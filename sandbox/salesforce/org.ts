// The whole state of the pretend org: object types, rows, the active assignment rule, numbers of ids, and undo for all-or-none.
import { makeId, toId18 } from './ids.ts'
import { standardTypes } from './object-types.ts'
import { SalesforceError } from './salesforce-error.ts'
import { field, type Field, type FieldType, type ObjectType, type Row } from './schema.ts'
import { Table, type Undo } from './table.ts'
import { salesforceTime } from './times.ts'

export interface CustomField {
  object: string
  name: string
  type: FieldType
  length?: number
  unique?: boolean
  externalId?: boolean
  picklist?: string[]
  restricted?: boolean
}

export interface AssignmentRule {
  active: boolean
  /** User or queue that every new or changed lead goes to, unless the call says `Sforce-Auto-Assign: FALSE`. */
  ownerId: string
}

export class Org {
  readonly now: () => Date
  readonly tables = new Map<string, Table>()
  readonly customFields: CustomField[] = []
  assignmentRule: AssignmentRule | null = null
  /** The user our token stands for. */
  integrationUserId = ''
  organizationId = ''
  readonly numbers: Record<string, number> = {}
  #journal: Undo[] = []
  #depth = 0

  constructor(now: () => Date) {
    this.now = now
    for (const type of standardTypes()) this.#addTable(type)
  }

  /** Now as Salesforce keeps it: whole seconds. */
  timestamp(): string {
    return salesforceTime(this.now())
  }

  /** @throws SalesforceError INVALID_TYPE */
  table(object: string): Table {
    const table = this.tables.get(object) ?? this.#byAnyCase(object)
    if (table) return table
    const message =
      `sObject type '${object}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' ` +
      'after the entity name. Please reference your WSDL or the describe call for the appropriate names.'
    throw new SalesforceError('INVALID_TYPE', message, { unknown: true })
  }

  /** The row an id points at, of whatever object; deleted rows too. */
  byId(id: string): { table: Table; row: Row } | undefined {
    for (const table of this.tables.values()) {
      if (!id.startsWith(table.type.prefix)) continue
      const row = table.find(id)
      return row && { table, row }
    }
    return undefined
  }

  objectOfId(id: string): string | undefined {
    for (const { type } of this.tables.values()) if (id.startsWith(type.prefix)) return type.name
    return undefined
  }

  nextId(type: ObjectType): string {
    const { prefix } = type
    for (;;) {
      const n = (this.numbers[prefix] ?? 0) + 1
      this.numbers[prefix] = n
      const id = makeId(prefix, n)
      if (!this.tables.get(type.name)?.find(id)) return id
    }
  }

  /** @throws Error when the field is there already or its object is not */
  addField(custom: CustomField): void {
    const { object, name, type, ...options } = custom
    const before = this.tables.get(object)
    if (!before) throw new Error(`No object "${object}" in the sandbox to add the field ${name} to.`)
    if (before.type.fields.has(name.toLowerCase())) throw new Error(`${object} has a field ${name} already.`)
    const added: Field = field(name, type, { length: type === 'string' ? 255 : 0, ...options })
    before.type.fields.set(name.toLowerCase(), added)
    const table = this.#addTable(before.type)
    for (const row of before.all()) table.put(row)
    this.customFields.push(custom)
  }

  /** Runs the work; when it says it did not hold, every change made inside is undone. Nests. */
  atomic<T>(work: () => { result: T; keep: boolean }): T {
    const mark = this.#journal.length
    this.#depth += 1
    let keep = false
    try {
      const done = work()
      keep = done.keep
      return done.result
    } finally {
      this.#depth -= 1
      if (!keep) for (const undo of this.#journal.splice(mark).toReversed()) undo()
      if (this.#depth === 0) this.#journal = []
    }
  }

  /** 18-character id of a user by id or e-mail address. */
  findUser(idOrEmail: string): Row | undefined {
    const table = this.table('User')
    const id = toId18(idOrEmail)
    if (id !== undefined) return table.find(id)
    const email = table.type.fields.get('email')
    const ids = email && table.idsBy(email, idOrEmail)
    const [first] = ids ?? []
    return first === undefined ? undefined : table.find(first)
  }

  #addTable(type: ObjectType): Table {
    const table = new Table(type, (undo) => {
      if (this.#depth > 0) this.#journal.push(undo)
    })
    this.tables.set(type.name, table)
    return table
  }

  #byAnyCase(object: string): Table | undefined {
    const wanted = object.toLowerCase()
    for (const table of this.tables.values()) if (table.type.name.toLowerCase() === wanted) return table
    return undefined
  }
}
