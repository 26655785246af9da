// A new version over old data: copied aside first, and nothing lost when a migration fails.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { createStore } from '../../src/store/body.ts'
import { migrationsFolder } from '../../src/store/migrations-folder.ts'
import { openSqlite } from '../../src/store/open-sqlite.ts'
import type { DeliveryRow } from '../../src/store/rows.ts'
import { sample } from './sample-rows.ts'

let folder: string
let file: string
let delivery: DeliveryRow
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pointsman-migrations-'))
  file = join(folder, 'pointsman.db')
  delivery = sample('deliveries')
  const store = createStore(openSqlite(file))
  await store.insertDeliveries([delivery])
  await store.close()
})
afterEach(() => rmSync(folder, { recursive: true }))

const deliveriesIn = async (): Promise<DeliveryRow[]> => {
  const store = createStore(openSqlite(file))
  const rows = await store.list('deliveries')
  await store.close()
  return rows
}
const copies = (): string[] => readdirSync(folder).filter((name) => name.includes('backup'))

interface Journal {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[]
}

/** The migrations of today and one more. */
function withMigration(name: string, ...statements: string[]): string {
  const target = join(folder, name)
  cpSync(migrationsFolder('sqlite'), target, { recursive: true })
  const journalFile = join(target, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as Journal
  const last = journal.entries.at(-1) as Journal['entries'][number]
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: `9999_${name}` })
  writeFileSync(journalFile, JSON.stringify(journal))
  writeFileSync(join(target, `9999_${name}.sql`), statements.join('\n--> statement-breakpoint\n'))
  return target
}

const DEATH = 'the machine takes the process away here'

/** Migrates in a process of its own, which is killed at the statement that names it. @returns the signal that ended it */
function dieIn(database: string, migrations: string): NodeJS.Signals | null {
  const open = new URL('../../src/store/open-sqlite.ts', import.meta.url).href
  const program = `
    import Sqlite from 'better-sqlite3'
    const { prepare } = Sqlite.prototype
    Sqlite.prototype.prepare = function (text) {
      if (text.includes(${JSON.stringify(DEATH)})) process.kill(process.pid, 'SIGKILL')
      return prepare.call(this, text)
    }
    const { openSqlite } = await import(${JSON.stringify(open)})
    openSqlite(${JSON.stringify(database)}, ${JSON.stringify(migrations)})`
  const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    encoding: 'utf8',
  })
  if (signal === null) throw new Error(`It lived on: ${stderr}`)
  return signal
}

describe('a migration of SQLite', () => {
  it('is applied once, after a copy that opens as the old data', async () => {
    const next = withMigration('add_note', 'alter table deliveries add column note text')
    for (let time = 1; time <= 2; time += 1) {
      const database = openSqlite(file, next)
      expect(await database.read(sql`select id, note from deliveries`)).toEqual([[delivery.id, null]])
      await database.close()
    }
    expect(copies()).toHaveLength(1)
    const copy = new Sqlite(join(folder, copies()[0] as string), { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(copy.prepare('select id from deliveries').pluck().all()).toEqual([delivery.id])
    expect(copy.prepare(`select name from pragma_table_info('deliveries')`).pluck().all()).not.toContain('note')
    copy.close()
  })

  it('that fails half-way changes nothing: the old version goes on with all its data', async () => {
    const next = withMigration(
      'broken',
      'alter table deliveries add column note text',
      'delete from deliveries',
      'insert into nowhere values (1)',
    )
    const error = await thrownBy(() => openSqlite(file, next))
    expect(error).toBeInstanceOf(ConfigError)
    expect((error as ConfigError).code).toBe('store.migration-failed')
    expect((error as Error).message).toContain('no such table: nowhere')
    expect((error as Error).message).toContain(copies()[0])
    expect(await deliveriesIn()).toEqual([delivery])
    const database = openSqlite(file)
    const columns = await database.read(sql`select name from pragma_table_info('deliveries')`)
    expect(columns.flat()).not.toContain('note')
    await database.close()
  })

  it('that the process dies in changes nothing, and is done by the next start', async () => {
    const statements = [
      'alter table deliveries add column note text',
      `update deliveries set note = 'moved'`,
      `update deliveries set note = '${DEATH}'`,
    ]
    const next = withMigration('add_note', ...statements)
    expect(dieIn(file, next)).toBe('SIGKILL')
    // The former version goes on, as if nothing had been tried.
    expect(await deliveriesIn()).toEqual([delivery])
    expect(copies()).toHaveLength(1)
    const database = openSqlite(file, next)
    expect(await database.read(sql`select id, note from deliveries`)).toEqual([[delivery.id, DEATH]])
    await database.close()
    expect(copies()).toHaveLength(1)
  })

  it('may be tried again, and keeps one copy', async () => {
    const broken = withMigration('broken', 'insert into nowhere values (1)')
    await thrownBy(() => openSqlite(file, broken))
    await thrownBy(() => openSqlite(file, broken))
    expect(copies()).toHaveLength(1)
    const mended = withMigration('mended', 'create table nowhere (id integer)')
    await openSqlite(file, mended).close()
    expect(await deliveriesIn()).toEqual([delivery])
  })

  it('makes no copy of a new file, nor when there is nothing to do', async () => {
    await deliveriesIn()
    expect(copies()).toEqual([])
    expect(existsSync(file)).toBe(true)
    expect(basename(migrationsFolder('sqlite'))).toBe('sqlite')
  })

  it('leaves the former version able to work on the migrated file', async () => {
    await openSqlite(file, withMigration('expand', 'alter table deliveries add column note text')).close()
    expect(await deliveriesIn()).toEqual([delivery])
  })

  it('is missed in a sentence when the release was copied without its migrations', () => {
    expect(() => migrationsFolder('sqlite', folder)).toThrow(/migrations\/sqlite: Not found in .* copy the folder/)
  })
})

async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    await work()
  } catch (error) {
    return error
  }
  return undefined
}

it('refuses data that is two migrations ahead, and leaves it as it is', async () => {
  const database = openSqlite(file)
  await database.close()
  const db = new Sqlite(file)
  const future = db.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
  future.run('one', Date.now() + 1_000)
  await openSqlite(file).close()
  future.run('two', Date.now() + 2_000)
  db.close()
  const before = readFileSync(file)
  expect(() => openSqlite(file)).toThrow(
    /written by a newer version of Pointsman: it has 2 migrations .* go back to a copy/,
  )
  expect(readFileSync(file).equals(before)).toBe(true)
})
