// Where drizzle-kit finds the tables of PostgreSQL and writes their migrations.
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/store/postgres-tables.ts',
  out: './migrations/postgres',
})
