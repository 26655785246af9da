// Every table of rows.ts, described once. A column that is missing here, or holds another type than rows.ts says, does not compile.
import { decisionTables } from './decision-tables.ts'
import { intakeTables } from './intake-tables.ts'
import { leadTables } from './lead-tables.ts'
import { matchTables } from './match-tables.ts'
import type { Columns } from './postgres-columns.ts'
import type { Rows, Table } from './rows.ts'
import { writeTables } from './write-tables.ts'

export function defineTables(columns: Columns) {
  return {
    ...intakeTables(columns),
    ...leadTables(columns),
    ...matchTables(columns),
    ...decisionTables(columns),
    ...writeTables(columns),
  } satisfies { [K in Table]: { $inferSelect: Rows[K] } }
}

export type Tables = ReturnType<typeof defineTables>
