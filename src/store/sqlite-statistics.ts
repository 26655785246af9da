// What SQLite's planner believes of our tables. Left alone it believes that any equality leaves ten rows, so it took the work that is due from
// the index of states: all that waits, sorted at each claim. Its one rule: the beliefs are fixed and the same in every file, so a plan never
// changes with the data. SQLite reads them from sqlite_stat1: https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_sqlite_stat_tables (2026-11)
import type Sqlite from 'better-sqlite3'

/** Columns of few values: many rows share each. */
const few = new Set(['connection', 'kind', 'state', 'stage', 'run', 'pool', 'member', 'amount'])
const ROWS = 1_000_000
/** In an index of what waits. */
const WAITING = 1_000
/** Rows that share a value of any other column: events of a delivery, writes of a lead. */
const ALIKE = 4

/** Once per file and version: what is there already is left alone. */
export function tellStatistics(db: Sqlite.Database): void {
  const wanted = statistics(db)
  if (JSON.stringify(known(db)) === JSON.stringify(wanted)) return
  db.transaction(() => {
    // Makes the table of statistics where there is none.
    db.exec('analyze sqlite_schema')
    db.exec('delete from sqlite_stat1')
    const insert = db.prepare('insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)')
    for (const [table, index, stat] of wanted) insert.run(table, index, stat)
  })()
  // Reads them anew.
  db.exec('analyze sqlite_schema')
}

type Row = [table: string, index: string, stat: string]

function known(db: Sqlite.Database): Row[] {
  const exists = db.prepare(`select 1 from sqlite_schema where name = 'sqlite_stat1'`).get() !== undefined
  return exists ? (db.prepare('select tbl, idx, stat from sqlite_stat1 order by 1, 2').raw().all() as Row[]) : []
}

function statistics(db: Sqlite.Database): Row[] {
  const indexes = db
    .prepare<[], { table: string; index: string; text: string | null }>(
      `select tbl_name as "table", name as "index", sql as text from sqlite_schema where type = 'index' order by 1, 2`,
    )
    .all()
  const columns = db.prepare<[string], string>('select name from pragma_index_info(?) order by seqno').pluck()
  return indexes.map(({ table, index, text }) => {
    const isPartial = text !== null && / where /iu.test(text)
    // sqlite_autoindex…: a primary or a unique key.
    return [
      table,
      index,
      textOf(columns.all(index), isPartial ? WAITING : ROWS, text === null || / unique /iu.test(text)),
    ]
  })
}

/** Rows in the index, then how many share the first column, the first two, and so on. */
function textOf(columns: readonly string[], rows: number, isUnique: boolean): string {
  let share = rows
  const shares = columns.map((name, at) => {
    share = few.has(name) ? Math.max(1, Math.ceil(share / 10)) : Math.min(share, ALIKE)
    return isUnique && at === columns.length - 1 ? 1 : share
  })
  return [rows, ...shares].join(' ')
}
