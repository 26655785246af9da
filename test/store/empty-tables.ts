// Empties all tables of PostgreSQL. Deleting a few rows is quicker than truncating or making the tables anew.
import { getTableName } from 'drizzle-orm'
import { postgresTables } from '../../src/store/postgres-tables.ts'

export const emptyTables = Object.values(postgresTables)
  .map((table) => `delete from "${getTableName(table)}"`)
  .join('; ')
