// Is the data whole? Looked at without changing anything, beside a server that runs or without one.
import { existsSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { ConfigError } from '../errors.ts'
import type { Database } from './database.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { listBackups } from './sqlite-backup.ts'
import { createSqliteDatabase } from './sqlite-database.ts'
import { openSession } from './sqlite-session.ts'
import { unwatchedDisk } from './disk-space.ts'

export interface StoreCheck {
  name: string
  ok: boolean
  /** One sentence. */
  message: string
}

/** Rows that point at nothing: a sign that something was lost. Each statement counts them, on both dialects. */
const references: [string, string][] = [
  [
    'events know their delivery',
    `select count(*) from events e where delivery_id is not null and not exists (select 1 from deliveries d where d.id = e.delivery_id)`,
  ],
  [
    'events know their lead',
    `select count(*) from events e where lead_id is not null and not exists (select 1 from leads l where l.id = e.lead_id)`,
  ],
  [
    'keys know their lead',
    `select count(*) from person_keys k where not exists (select 1 from leads l where l.id = k.lead_id)`,
  ],
  [
    'decisions know their lead',
    `select count(*) from decisions d where not exists (select 1 from leads l where l.id = d.lead_id)`,
  ],
  [
    'assignments know their decision',
    `select count(*) from assignments a where not exists (select 1 from decisions d where d.id = a.decision_id)`,
  ],
  [
    'writes know their lead',
    `select count(*) from syncs s where not exists (select 1 from leads l where l.id = s.lead_id)`,
  ],
  [
    'turns of members are what their ledger comes to',
    `select count(*) from (
      select pool, member, sum(amount) as total from (
        select pool, member, amount from turns union all select pool, member, -total from pool_members
      ) entries group by pool, member
    ) sums where total <> 0`,
  ],
  [
    'a lead has one live assignment at most',
    `select count(*) from (select lead_id from assignments where ended_at is null group by lead_id having count(*) > 1) doubled`,
  ],
]

const MB = 1024 * 1024

/** @throws ConfigError when there is no such file */
export async function checkSqlite(file: string): Promise<StoreCheck[]> {
  if (!existsSync(file)) {
    throw new ConfigError([{ file, message: 'There is no database here yet: it is made at the first start.' }], {
      code: 'store.none',
    })
  }
  const db = new Sqlite(file, { readonly: true, timeout: 5_000 })
  try {
    const whole = wholeness(db)
    // A damaged file would only give more of the same.
    if (!whole.ok) return [whole]
    const session = openSession(db, file)
    const database = createSqliteDatabase({
      session,
      place: file,
      disk: unwatchedDisk,
      openAnew: () => session,
      afterClose: () => undefined,
    })
    const applied = db.prepare('select created_at from __drizzle_migrations').pluck().all().map(Number)
    return [whole, schema(applied, 'sqlite'), ...(await checkReferences(database)), ...disk(file)]
  } finally {
    db.close()
  }
}

export async function checkPostgresAt(url: string): Promise<StoreCheck[]> {
  const { openPostgresAsItIs } = await import('./open-postgres.ts')
  const database = openPostgresAsItIs(url)
  try {
    const rows = await database.read(sql.raw('select created_at from pointsman_migrations'))
    return [
      schema(
        rows.map(([time]) => Number(time)),
        'postgres',
      ),
      ...(await checkReferences(database)),
    ]
  } finally {
    await database.close()
  }
}

function wholeness(db: Sqlite.Database): StoreCheck {
  const name = 'the file is whole'
  try {
    const said = db.pragma('integrity_check(10)') as { integrity_check: string }[]
    const faults = said.map((row) => row.integrity_check).filter((line) => line !== 'ok')
    return faults.length === 0
      ? { name, ok: true, message: 'SQLite finds no fault in it.' }
      : {
          name,
          ok: false,
          message: `It is damaged: ${faults.join('; ').replaceAll(/\s+/g, ' ')}. Restore the newest backup.`,
        }
  } catch (error) {
    return { name, ok: false, message: `It cannot be read: ${(error as Error).message}. Restore the newest backup.` }
  }
}

function schema(applied: readonly number[], dialect: 'sqlite' | 'postgres'): StoreCheck {
  const name = 'the tables are of this version'
  const known = readMigrationFiles({ migrationsFolder: migrationsFolder(dialect) }).map(
    ({ folderMillis }) => folderMillis,
  )
  const missing = known.filter((time) => !applied.includes(time)).length
  const ahead = applied.filter((time) => !known.includes(time)).length
  if (missing > 0)
    return { name, ok: false, message: `${missing} migrations are missing: they are applied at the next start.` }
  if (ahead > 0) return { name, ok: true, message: `They are ${ahead} ahead: a newer version was here.` }
  return { name, ok: true, message: `All ${known.length} migrations are there.` }
}

async function checkReferences(database: Database): Promise<StoreCheck[]> {
  const checks: StoreCheck[] = []
  for (const [name, statement] of references) {
    const [row] = await database.read(sql.raw(statement))
    const count = Number(row?.[0])
    checks.push(
      count === 0
        ? { name, ok: true, message: 'All of them.' }
        : { name, ok: false, message: `${count} do not: report this, with the log of that time.` },
    )
  }
  return checks
}

/** For people to see; never a fault of the data. */
function disk(file: string): StoreCheck[] {
  const { bavail, bsize } = statfsSync(dirname(file))
  const log = `${file}-wal`
  const logMb = existsSync(log) ? Math.round(statSync(log).size / MB) : 0
  const newest = listBackups(file).at(-1)
  const size = `${Math.round(statSync(file).size / MB)} MB, its log ${logMb} MB, ${Math.round((bavail * bsize) / MB)} MB free.`
  return [
    { name: 'room', ok: true, message: size },
    {
      name: 'newest backup',
      ok: true,
      message: newest
        ? `${newest}, of ${statSync(newest).mtime.toISOString()}.`
        : 'There is none: make one with "pointsman db backup".',
    },
  ]
}
