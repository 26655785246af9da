// Where drizzle-kit finds the tables of SQLite and writes their migrations.
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/store/sqlite-tables.ts',
  out: './migrations/sqlite',
})
