// PGlite: PostgreSQL inside this process, for tests. It has one connection and is not durable.
import type { PGliteInterface, Transaction } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import type { PGlite } from '@electric-sql/pglite'
import type { Database, RawRow } from './database.ts'
import { postgresDialect } from './dialect.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { asStale, ask, runSteps, type Send } from './postgres-session.ts'
import { postgresTables } from './postgres-tables.ts'

/** Types that stay text for the column kit: int8, json, jsonb, timestamp with time zone. */
const asText = (text: string): string => text
const parsers = { 20: asText, 114: asText, 3802: asText, 1184: asText }

export async function openPglite(client: PGlite): Promise<Database> {
  await client.exec(`set time zone 'UTC'`)
  await migrate(drizzle(client), {
    migrationsFolder: migrationsFolder('postgres'),
    migrationsSchema: 'public',
    migrationsTable: 'pointsman_migrations',
  })
  return {
    dialect: postgresDialect,
    tables: postgresTables,
    place: 'PGlite in this process',
    read: (query) => ask(sendOn(client), query),
    async transact(steps) {
      try {
        return await client.transaction((transaction) => runSteps(sendOn(transaction), steps))
      } catch (error) {
        throw asStale(error)
      }
    },
    close: async () => {
      if (!client.closed) await client.close()
    },
  }
}

const sendOn =
  (connection: PGliteInterface | Transaction): Send =>
  async (text, params) =>
    (await connection.query<RawRow>(text, params, { rowMode: 'array', parsers })).rows
