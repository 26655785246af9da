// The words in which SQLite and PostgreSQL differ. Everything else is written once; nothing but such words belongs here.
import { sql, type Column, type SQL } from 'drizzle-orm'

export interface Dialect {
  readonly name: 'sqlite' | 'postgres'

  /** The column holds one of the values. One parameter, so that the statement is the same for any number of them. */
  isIn(column: Column, values: readonly unknown[]): SQL

  /** Case-insensitive part of a text; no character of the part is a wildcard. */
  contains(column: Column, part: string): SQL

  /** How many bytes the column holds; null for null. */
  size(column: Column): SQL

  /** Ends a select whose rows are updated next: others pass over these rows, and it passes over theirs. */
  readonly lockFree: SQL

  /** The same, but waits for the rows that others hold. */
  readonly lockAll: SQL

  /** Held to the end of the transaction: one transaction at a time per name. undefined where there is one writer anyway. */
  lockName(name: string): SQL | undefined
}

const encode = (column: Column, value: unknown): unknown => column.mapToDriverValue(value)

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  isIn: (column, values) =>
    sql`${column} in (select value from json_each(${JSON.stringify(values.map((value) => encode(column, value)))}))`,
  // SQLite's own LIKE folds ASCII only.
  contains: (column, part) => sql`contains_folded(${column}, ${encode(column, part)})`,
  size: (column) => sql`octet_length(${column})`,
  lockFree: sql``,
  lockAll: sql``,
  lockName: () => undefined,
}

export const postgresDialect: Dialect = {
  name: 'postgres',
  isIn: (column, values) => sql`${column} = any(${sql.param(values.map((value) => encode(column, value)))})`,
  contains: (column, part) => sql`${column} ilike ${`%${String(encode(column, part)).replaceAll(/[\\%_]/g, '\\$&')}%`}`,
  size: (column) =>
    column.getSQLType() === 'bytea' ? sql`octet_length(${column})` : sql`octet_length(${column}::text)`,
  lockFree: sql`for update skip locked`,
  lockAll: sql`for update`,
  lockName: (name) => sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ' ' || ${name}, 0))`,
}
