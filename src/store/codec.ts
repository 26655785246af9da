// Rows as the product knows them ↔ rows as a driver takes and gives them. One codec per table, made once.
import { Column, getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm'
import type { RawRow } from './database.ts'
import type { Rows, Table } from './rows.ts'
import type { Tables } from './tables.ts'

export interface Codec {
  table: Table
  /** As the database has it: `person_keys` */
  name: string
  columns: readonly Column[]
  /** `"id", "kind", …` in the order of encode and decode. */
  columnList: string
  /** The same for `sql`, each column with its table's name. */
  selection: SQL
  column(key: string): Column
  encode(row: object): RawRow
  decode(values: RawRow): object
}

export type Codecs = Record<Table, Codec>

export function createCodecs(tables: Tables): Codecs {
  return Object.fromEntries(
    Object.entries(tables).map(([key, table]) => [key, createCodec(key as Table, table)]),
  ) as unknown as Codecs
}

export function decodeRows<K extends Table>(codecs: Codecs, table: K, rows: readonly RawRow[]): Rows[K][] {
  const codec = codecs[table]
  return rows.map((row) => codec.decode(row) as Rows[K])
}

function createCodec(key: Table, table: Tables[Table]): Codec {
  const byKey: Record<string, Column> = getTableColumns(table)
  const keys = Object.keys(byKey)
  const columns = Object.values(byKey)
  // Most columns take a value as it is; asking each of them costs more than the rest of a row.
  const mapped = columns.map((column) =>
    column.mapToDriverValue === Column.prototype.mapToDriverValue ? null : column,
  )
  return {
    table: key,
    name: getTableName(table),
    columns,
    columnList: columns.map((column) => `"${column.name}"`).join(', '),
    selection: sql.join(columns, sql.raw(', ')),
    column(name) {
      const column = byKey[name]
      if (!column) throw new TypeError(`Table ${key} has no column "${name}": see src/store/rows.ts.`)
      return column
    },
    encode(row) {
      const values = row as Record<string, unknown>
      const encoded: RawRow = []
      for (let index = 0; index < keys.length; index += 1) {
        const value = values[keys[index] as string]
        const column = mapped[index]
        encoded.push(column ? encodeValue(column, value) : (value ?? null))
      }
      return encoded
    },
    decode(values) {
      const row: Record<string, unknown> = {}
      for (let index = 0; index < columns.length; index += 1) {
        const value = values[index]
        row[keys[index] as string] = value === null ? null : (columns[index] as Column).mapFromDriverValue(value)
      }
      return row
    },
  }
}

/** JSON `null` and SQL null are one: nothing there. */
export function encodeValue(column: Column, value: unknown): unknown {
  return value === null || value === undefined ? null : column.mapToDriverValue(value)
}
