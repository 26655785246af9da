// PostgreSQL through `pg`. Loaded only when DATABASE_URL says so.
import { DatabaseError, Pool, types as pgTypes, type CustomTypesConfig, type PoolClient } from 'pg'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { ConfigError, StaleError } from '../errors.ts'
import type { Database, RawRow, Step } from './database.ts'
import { postgresDialect } from './dialect.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { refuseNewerData } from './newer-data.ts'
import { refuseNotDurable, WAIT_FOR_DISK } from './postgres-durability.ts'
import { asStale, ask, isOneStatement, MIGRATION_LOCK, runSteps, type Send } from './postgres-session.ts'
import { postgresTables } from './postgres-tables.ts'
import { postgresFault } from './storage-fault.ts'

const CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 10_000
/** Of a silent connection: the system asks whether the other side is still there. */
const ASK_AFTER_MS = 10_000

/** How long an answer is waited for. A connection that fell silent (failover, a net that forgets) would else hold its caller for hours. */
export interface Patience {
  /** Taking in, and beginning: their senders wait. */
  shortMs: number
  /** Any other statement. */
  longMs: number
}

/** A check reads all there is. */
const CHECK_MS = 30 * 60_000

const patience: Patience = { shortMs: 10_000, longMs: 60_000 }

/** What `pg` parses; all else stays text for the column kit. */
const { BOOL, BYTEA, INT2, INT4 } = pgTypes.builtins
const PARSED: ReadonlySet<number> = new Set([BOOL, BYTEA, INT2, INT4])
const types: CustomTypesConfig = {
  getTypeParser: (type, format) => {
    const parse: unknown = PARSED.has(type) ? pgTypes.getTypeParser(type, format) : (text: string) => text
    return parse as never
  },
}

function poolFor(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    // A peer that vanished without a word is noticed.
    keepAlive: true,
    keepAliveInitialDelayMillis: ASK_AFTER_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'pointsman',
  })
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  // The pool listens only while a connection is idle. One that breaks under a transaction fails its query as well: that is who hears of it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Without a look at its migrations: for a check that changes nothing. */
export function openPostgresAsItIs(url: string): Database {
  return createPostgresDatabase(poolFor(url), placeOf(url), { ...patience, longMs: CHECK_MS })
}

/** @throws ConfigError when the server cannot be reached or a migration fails */
export async function openPostgres(url: string): Promise<Database> {
  const pool = poolFor(url)
  const place = placeOf(url)
  try {
    const { rows } = await pool.query<{ fsync: string }>('show fsync')
    refuseNotDurable(rows[0]?.fsync ?? '', place)
    await migratePostgres(pool)
  } catch (error) {
    await pool.end()
    if (error instanceof ConfigError) throw error
    const message = `PostgreSQL at ${place} cannot be used: ${(error as Error).message}. Check address, password and rights.`
    throw new ConfigError([{ file: 'DATABASE_URL', message }], { code: 'store.cannot-open', cause: error })
  }
  return createPostgresDatabase(pool, place)
}

export function createPostgresDatabase(pool: Pool, place: string, { shortMs, longMs } = patience): Database {
  /** When each connection last answered. */
  const answeredAt = new WeakMap<PoolClient, number>()
  /** One was lost: those that have been silent since before may be lost too. */
  let lostAt = Number.NEGATIVE_INFINITY

  function giveBack(client: PoolClient, isGone: boolean): void {
    if (isGone) lostAt = performance.now()
    else answeredAt.set(client, performance.now())
    client.release(isGone)
  }

  async function connect(): Promise<PoolClient> {
    for (;;) {
      const client = await pool.connect().catch((error: unknown) => {
        throw postgresFault(error, place) ?? error
      })
      const answered = answeredAt.get(client)
      if (answered !== undefined && answered > lostAt) return client
      if (answered !== undefined) {
        client.release(true)
        continue
      }
      try {
        // Instants are read as text in UTC.
        await client.query(within(shortMs, `set time zone 'UTC'; ${WAIT_FOR_DISK}`))
      } catch (error) {
        client.release(true)
        throw postgresFault(error, place) ?? error
      }
      return client
    }
  }

  const sendOn =
    (client: PoolClient, ms: number): Send =>
    async (text, values) =>
      (await client.query<RawRow>({ ...within(ms, text), values, rowMode: 'array', types })).rows

  /** A pooled connection may have been lost unnoticed. Its first statement tells, and nothing has been done yet: take another. */
  async function begin(): Promise<PoolClient> {
    for (let others = CONNECTIONS; ; others -= 1) {
      const client = await connect()
      try {
        await client.query(within(shortMs, 'begin'))
        return client
      } catch (error) {
        giveBack(client, true)
        if (others === 0) throw postgresFault(error, place) ?? error
      }
    }
  }

  /** Asked on another connection when one was lost: what may have gone in before is then known by its key. */
  async function alone<R>(ms: number, work: (send: Send) => Promise<R>): Promise<R> {
    for (let others = CONNECTIONS; ; others -= 1) {
      const client = await connect()
      let lost = false
      try {
        return await work(sendOn(client, ms))
      } catch (error) {
        lost = isLost(error)
        if (!lost || others === 0) throw postgresFault(error, place) ?? asStale(error)
        // The next one is new: if it does not answer in time either, the server is slow.
        if (isTooLate(error)) others = Math.min(others, 1)
      } finally {
        giveBack(client, lost)
      }
    }
  }

  async function transact(steps: readonly Step[]): Promise<RawRow[][]> {
    if (isOneStatement(steps)) return alone(shortMs, (send) => runSteps(send, steps))
    const client = await begin()
    let lost = false
    try {
      const results = await runSteps(sendOn(client, longMs), steps)
      await client.query(within(longMs, 'commit'))
      return results
    } catch (error) {
      lost = isLost(error)
      // A connection that cannot even roll back is thrown away: the server rolls back when it closes.
      if (!lost) await client.query(within(shortMs, 'rollback')).catch(() => (lost = true))
      throw postgresFault(error, place) ?? asStale(error)
    } finally {
      giveBack(client, lost)
    }
  }

  let ended: Promise<void> | undefined
  return {
    dialect: postgresDialect,
    tables: postgresTables,
    place,
    read: (query) => alone(longMs, (send) => ask(send, query)),
    transact,
    close: () => (ended ??= pool.end()),
  }
}

/** `pg` says "Query read timeout" then, and the connection is of no more use. */
function within(ms: number, text: string): { text: string; query_timeout: number } {
  return { text, query_timeout: ms }
}

function isTooLate(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}

/** The connection is gone, whatever was asked. Source: https://www.postgresql.org/docs/15/errcodes-appendix.html */
function isLost(error: unknown): boolean {
  if (error instanceof StaleError) return false
  return !(error instanceof DatabaseError) || /^(08|57P0)/.test(error.code ?? '')
}

const MIGRATIONS = 'pointsman_migrations'

/** @throws ConfigError */
async function refuseNewer(client: PoolClient, schema: string): Promise<void> {
  const found = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    `"${schema}".${MIGRATIONS}`,
  ])
  if (!found.rows[0]?.there) return
  const { rows } = await client.query<{ created_at: string }>(`select created_at from "${schema}".${MIGRATIONS}`)
  const known = readMigrationFiles({ migrationsFolder: migrationsFolder('postgres') })
  refuseNewerData(
    { file: 'DATABASE_URL', goBack: 'restore a backup of before its update' },
    rows.map((row) => Number(row.created_at)),
    known.map(({ folderMillis }) => folderMillis),
  )
}

/** Tables and the list of migrations live in the first schema of the search path. */
async function migratePostgres(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const { rows } = await client.query<{ schema: string | null }>('select current_schema() as schema')
    const schema = rows[0]?.schema ?? 'public'
    await refuseNewer(client, schema)
    await migrate(drizzle(client), {
      migrationsFolder: migrationsFolder('postgres'),
      migrationsSchema: schema,
      migrationsTable: MIGRATIONS,
    })
  } finally {
    // Closing it gives the lock back, also after an error.
    client.release(true)
  }
}

/** `postgres://host:5432/name`: no user, no password, no parameters. */
function placeOf(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url)
    return `${protocol}//${host}${pathname}`
  } catch {
    throw new ConfigError([
      { file: 'DATABASE_URL', message: 'This is not an address: write postgres://user:password@host:5432/name.' },
    ])
  }
}
