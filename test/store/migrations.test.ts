// Tables in code, tables in the migrations, tables of the two databases: one thing written three times. Run alone by `npm run db:check`.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { getTableColumns } from 'drizzle-orm'
import { generateDrizzleJson, generateSQLiteDrizzleJson } from 'drizzle-kit/api'
import { getTableConfig as postgresTable } from 'drizzle-orm/pg-core'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { getTableConfig as sqliteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { migrationsFolder } from '../../src/store/migrations-folder.ts'
import * as postgresFile from '../../src/store/postgres-tables.ts'
import * as sqliteFile from '../../src/store/sqlite-tables.ts'
import { tableNames } from './sample-rows.ts'

const { postgresTables, ...postgresExports } = postgresFile
const { sqliteTables, ...sqliteExports } = sqliteFile

interface Journal {
  entries: { idx: number; tag: string }[]
}

function journal(dialect: 'sqlite' | 'postgres'): Journal['entries'] {
  return (JSON.parse(readFileSync(join(migrationsFolder(dialect), 'meta', '_journal.json'), 'utf8')) as Journal).entries
}

/** What the migrations make, by drizzle-kit's own account; ids apart. */
function migrated(dialect: 'sqlite' | 'postgres'): object {
  const newest = String(journal(dialect).at(-1)?.idx).padStart(4, '0')
  return withoutIds(
    JSON.parse(readFileSync(join(migrationsFolder(dialect), 'meta', `${newest}_snapshot.json`), 'utf8')),
  )
}

function withoutIds(snapshot: object): object {
  const plain = JSON.parse(JSON.stringify(snapshot)) as Record<string, unknown>
  // Notes of the command line: what was renamed, which release of drizzle-kit wrote it.
  for (const key of ['id', 'prevId', '_meta', 'internal']) delete plain[key]
  return plain
}

describe('migrations', () => {
  it('make the tables that the code describes, on PostgreSQL: else run npm run db:generate', () => {
    expect(withoutIds(generateDrizzleJson(postgresExports))).toEqual(migrated('postgres'))
  })

  it('make the tables that the code describes, on SQLite: else run npm run db:generate', async () => {
    expect(withoutIds(await generateSQLiteDrizzleJson(sqliteExports))).toEqual(migrated('sqlite'))
  })

  it('say in SQL what they say to drizzle-kit: every column and index of the code is in a migrated file', () => {
    const db = new Sqlite(':memory:')
    for (const { sql } of readMigrationFiles({ migrationsFolder: migrationsFolder('sqlite') })) db.exec(sql.join(';'))
    for (const name of tableNames) {
      const { columns, indexes, name: table } = sqliteTable(sqliteTables[name])
      const names = (pragma: string): string[] =>
        db.prepare<[], string>(`select name from ${pragma}('${table}')`).pluck().all()
      expect(names('pragma_table_info').toSorted()).toEqual(columns.map((column) => column.name).toSorted())
      expect(names('pragma_index_list')).toEqual(
        expect.arrayContaining(indexes.map(({ config }): unknown => config.name)),
      )
    }
    db.close()
  })

  it('are the same steps under the same names in both databases', () => {
    expect(journal('sqlite').map(({ tag }) => tag)).toEqual(journal('postgres').map(({ tag }) => tag))
  })
})

describe('tables', () => {
  it('are found by drizzle-kit, all of them, in both databases', () => {
    expect(Object.keys(postgresExports).toSorted()).toEqual(tableNames.toSorted())
    expect(Object.keys(sqliteExports).toSorted()).toEqual(tableNames.toSorted())
  })

  it.each(tableNames)('%s: same columns and keys in both databases', (name) => {
    const [sqlite, postgres] = [sqliteTables[name], postgresTables[name]]
    expect(shape(sqliteTable(sqlite), getTableColumns(sqlite))).toEqual(
      shape(postgresTable(postgres), getTableColumns(postgres)),
    )
  })
})

interface Described {
  name: string
  indexes: {
    config: { name?: string | undefined; unique?: boolean | undefined; columns: unknown[]; where?: unknown }
  }[]
}

function shape(
  { name, indexes }: Described,
  columns: Record<string, { name: string; notNull: boolean; primary: boolean }>,
) {
  return {
    name,
    columns: Object.entries(columns).map(([key, column]) => ({
      key,
      name: column.name,
      notNull: column.notNull,
      primary: column.primary,
    })),
    indexes: indexes.map(({ config }) => ({
      name: config.name,
      unique: Boolean(config.unique),
      columns: config.columns.map((column) => (column as { name: string }).name),
      partial: config.where !== undefined,
    })),
  }
}
