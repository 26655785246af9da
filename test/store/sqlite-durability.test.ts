// What SQLite must promise before a lead is acknowledged, and who may open its file.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Sqlite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { openSqlite } from '../../src/store/open-sqlite.ts'
import { openStore } from '../../src/store/open-store.ts'
import { makeDurable } from '../../src/store/sqlite-durability.ts'
import { sample } from './sample-rows.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pointsman-durability-'))
  file = join(folder, 'data', 'pointsman.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('SQLite', () => {
  it('works with WAL and synchronous FULL, each time it is opened', async () => {
    for (let time = 1; time <= 2; time += 1) {
      const database = openSqlite(file)
      expect(await database.read(sql`pragma journal_mode`)).toEqual([['wal']])
      expect(await database.read(sql`pragma synchronous`)).toEqual([[2]])
      await database.close()
    }
  })

  it('is refused where it cannot work with a write-ahead log', () => {
    const db = new Sqlite(':memory:')
    expect(() => makeDurable(db, 'leads.db')).toThrow(
      /leads\.db: SQLite works here with journal_mode memory .* power cut/,
    )
    db.close()
  })

  it('is refused where it does not wait for the disk', () => {
    const db = new Sqlite(join(folder, 'lazy.db'))
    const lazy = {
      pragma: (text: string, options?: Sqlite.PragmaOptions) =>
        db.pragma(text === 'synchronous = full' ? 'synchronous = normal' : text, options),
    } as Sqlite.Database
    expect(() => makeDurable(lazy, 'leads.db')).toThrow(/synchronous 1; wal and 2 are needed/)
    db.close()
  })

  it('keeps its data, also what was committed just before it was closed', async () => {
    const delivery = sample('deliveries')
    const first = await openStore({ kind: 'sqlite', file })
    await first.insertDeliveries([delivery])
    await first.close()
    const second = await openStore({ kind: 'sqlite', file })
    expect(await second.list('deliveries')).toEqual([delivery])
    await second.close()
  })

  it('makes its folder for nobody but the user of the process', async () => {
    const store = await openStore({ kind: 'sqlite', file })
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
    await store.close()
  })

  it('says what cannot be opened, and gives the lock back', async () => {
    const broken = join(folder, 'broken.db')
    const other = new Sqlite(broken)
    other.exec('create table leads (id text)')
    other.close()
    await expect(openStore({ kind: 'sqlite', file: broken })).rejects.toThrow(ConfigError)
    await expect(openStore({ kind: 'sqlite', file: broken })).rejects.not.toThrow('Another process')
  })
})

describe('the lock on the data', () => {
  const locked =
    /pointsman\.db: Another process \(process (\d+)\) has this data open\. Stop it, or give this one a folder of its own/

  it('refuses a second process, and says which one to stop', async () => {
    const store = await openStore({ kind: 'sqlite', file })
    const refused = inAnotherProcess(`await openStore({ kind: 'sqlite', file })`)
    expect(refused.stderr).toMatch(locked)
    expect(locked.exec(refused.stderr)?.[1]).toBe(String(process.pid))
    await store.ping()
    await store.close()
    expect(inAnotherProcess(`await (await openStore({ kind: 'sqlite', file })).close()`)).toMatchObject({ status: 0 })
  })

  it('refuses a second store of the same process, and the first works on', async () => {
    const store = await openStore({ kind: 'sqlite', file })
    await expect(openStore({ kind: 'sqlite', file })).rejects.toThrow(locked)
    await store.ping()
    expect(inAnotherProcess(`await openStore({ kind: 'sqlite', file })`).stderr).toMatch(locked)
    await store.close()
  })

  it('ends with the process that held it, however that ended', async () => {
    const killed = inAnotherProcess(`await openStore({ kind: 'sqlite', file }); process.kill(process.pid, 'SIGKILL')`)
    expect(killed.signal).toBe('SIGKILL')
    const store = await openStore({ kind: 'sqlite', file })
    await store.close()
  })
})

function inAnotherProcess(script: string) {
  const module = pathToFileURL(join(import.meta.dirname, '../../src/store/open-store.ts')).href
  const code = `import { openStore } from ${JSON.stringify(module)}; const file = ${JSON.stringify(file)}; ${script}`
  return spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })
}
