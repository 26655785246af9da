// All rows of one store into another, such as from SQLite to PostgreSQL. Its one rule: the other one is empty before, and afterwards each row is
// read back from it and compared, so nobody moves house and leaves something behind.
import { isDeepStrictEqual } from 'node:util'
import { ConflictError } from '../errors.ts'
import type { Rows, Table } from './rows.ts'
import { sqliteTables } from './sqlite-tables.ts'
import type { Store } from './store.ts'

export interface Copied {
  table: Table
  rows: number
}

/** Rows that are read and written together. Bodies and files may be megabytes each. */
const ROWS_AT_ONCE = 500
const LARGE_AT_ONCE = 20
const large: ReadonlySet<Table> = new Set(['deliveries', 'events', 'rulebooks', 'rulebookTables', 'merges'])

/** Leases are of the process that holds them, which will not be the one that goes on; the database adds turns up by itself. */
const staying: ReadonlySet<Table> = new Set(['leases', 'poolMembers'])
const moving = (Object.keys(sqliteTables) as Table[]).filter((table) => !staying.has(table))

/**
 * Nobody may write to either meanwhile.
 * @throws ConflictError when there are rows in `to` before, or a row is another one afterwards
 */
export async function copyStore(
  from: Store,
  to: Store,
  tell: (table: Table, rows: number) => void = () => undefined,
): Promise<Copied[]> {
  for (const table of moving) {
    if ((await to.count(table)) === 0) continue
    throw new ConflictError(
      `There are rows in "${table}" of ${to.place} already: copy into an empty database, so that nothing is mixed.`,
      'store.not-empty',
    )
  }
  const copied: Copied[] = []
  for (const table of moving) copied.push({ table, rows: await copyTable(from, to, table, tell) })
  return copied
}

async function copyTable(
  from: Store,
  to: Store,
  table: Table,
  tell: (table: Table, rows: number) => void,
): Promise<number> {
  const limit = large.has(table) ? LARGE_AT_ONCE : ROWS_AT_ONCE
  let done = 0
  for (let after = ''; ;) {
    const rows = await from.list<Table>(table, { where: { id: { gt: after } }, limit })
    const last = rows.at(-1)
    if (!last) break
    await to.commit({ inserts: rows.map((row) => ({ table, row }) as never) })
    await compare(to, table, rows)
    after = last.id
    done += rows.length
    tell(table, done)
  }
  const there = await to.count(table)
  if (there !== done) {
    throw new ConflictError(
      `"${table}" has ${there} rows in ${to.place}, not ${done}: somebody else wrote there. Empty it and copy again.`,
      'store.copy-differs',
    )
  }
  return done
}

async function compare(to: Store, table: Table, rows: readonly Rows[Table][]): Promise<void> {
  const ids = rows.map(({ id }) => id)
  const written = await to.list<Table>(table, { where: { id: { in: ids } } })
  const byId = new Map(written.map((row) => [row.id, row]))
  const other = rows.find((row) => !isDeepStrictEqual(byId.get(row.id), row))
  if (!other) return
  throw new ConflictError(
    `The row ${other.id} of "${table}" is another one in ${to.place} than it was: report this, and keep using the old database.`,
    'store.copy-differs',
  )
}
