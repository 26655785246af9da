// The column kit of PostgreSQL. The SQLite kit has the same names and the same TypeScript types; tables are written once over both.
import { sql } from 'drizzle-orm'
import { boolean, customType, index, integer, json, pgTable, uniqueIndex } from 'drizzle-orm/pg-core'
import { formatTimestamp, parseTimestamp } from './postgres-timestamp.ts'
import { storableText } from './text.ts'

const textColumn = customType<{ data: string; driverData: string }>({ dataType: () => 'text', toDriver: storableText })

const timeColumn = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamp(3) with time zone',
  toDriver: formatTimestamp,
  fromDriver: parseTimestamp,
})

const blobColumn = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
})

export const postgresColumns = {
  table: pgTable,
  /** @param T narrower type of the text: the states of an event */
  text: <T extends string = string>(name: string) => textColumn(name).$type<T>(),
  /** 32 bits, signed. */
  int: (name: string) => integer(name),
  flag: (name: string) => boolean(name),
  /** A UTC instant, to the millisecond. */
  time: (name: string) => timeColumn(name),
  json: <T>(name: string) => json(name).$type<T>(),
  blob: (name: string) => blobColumn(name),
  index,
  unique: uniqueIndex,
  /** Condition of a partial index, over column names as the database has them. */
  where: (condition: string) => sql.raw(condition),
}

export type Columns = typeof postgresColumns
