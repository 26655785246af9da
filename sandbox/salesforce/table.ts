// The rows of one object, found by id and by every indexed field. Its one rule: each change hands its undo to the journal.
import type { Field, ObjectType, Row, Scalar } from './schema.ts'

export type Undo = () => void

export class Table {
  readonly type: ObjectType
  readonly #rows = new Map<string, Row>()
  readonly #indexes = new Map<string, Map<string, Set<string>>>()
  readonly #journal: (undo: Undo) => void

  constructor(type: ObjectType, journal: (undo: Undo) => void) {
    this.type = type
    this.#journal = journal
    for (const field of type.fields.values()) if (field.indexed) this.#indexes.set(field.name, new Map())
  }

  /** By 18-character id; deleted rows too. */
  find(id: string): Row | undefined {
    return this.#rows.get(id)
  }

  all(): Iterable<Row> {
    return this.#rows.values()
  }

  /** Ids by an indexed field's value, case aside; undefined when the field has no index. */
  idsBy(field: Field, value: Scalar): ReadonlySet<string> | undefined {
    if (field.type === 'id') return new Set(this.#rows.has(String(value)) ? [String(value)] : [])
    const index = this.#indexes.get(field.name)
    return index && (index.get(keyOf(field, value)) ?? new Set())
  }

  put(row: Row): void {
    const id = String(row.Id)
    const before = this.#rows.get(id)
    this.#swap(id, before, row)
    this.#journal(() => this.#swap(id, row, before))
  }

  #swap(id: string, from: Row | undefined, to: Row | undefined): void {
    for (const [name, index] of this.#indexes) {
      const field = this.type.fields.get(name.toLowerCase())
      if (!field) continue
      const [old, next] = [from?.[name] ?? null, to?.[name] ?? null]
      if (old === next) continue
      if (old !== null) drop(index, keyOf(field, old), id)
      if (next !== null) add(index, keyOf(field, next), id)
    }
    if (to) this.#rows.set(id, to)
    else this.#rows.delete(id)
  }
}

/** Ids keep their case; all other text is compared without it. */
export function keyOf(field: Field, value: Scalar): string {
  return field.type === 'reference' || field.type === 'id' ? String(value) : String(value).toLowerCase()
}

function add(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key)
  if (ids) ids.add(id)
  else index.set(key, new Set([id]))
}

function drop(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key)
  ids?.delete(id)
  if (ids?.size === 0) index.delete(key)
}
