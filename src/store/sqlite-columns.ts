// The column kit of SQLite: names and TypeScript types of the PostgreSQL kit, instants as milliseconds, JSON as text.
import { sql } from 'drizzle-orm'
import { blob, customType, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Columns } from './postgres-columns.ts'
import { storableText } from './text.ts'

const textColumn = customType<{ data: string; driverData: string }>({ dataType: () => 'text', toDriver: storableText })

// The builders of the two dialects have no common type, though they are called alike; the contract suite holds them together.
export const sqliteColumns = {
  table: sqliteTable,
  text: (name: string) => textColumn(name),
  int: (name: string) => integer(name),
  flag: (name: string) => integer(name, { mode: 'boolean' }),
  time: (name: string) => integer(name, { mode: 'timestamp_ms' }),
  json: (name: string) => text(name, { mode: 'json' }),
  blob: (name: string) => blob(name, { mode: 'buffer' }),
  index,
  unique: uniqueIndex,
  where: (condition: string) => sql.raw(condition),
} as unknown as Columns
