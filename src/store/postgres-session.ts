// Runs the store's steps on any connection that speaks PostgreSQL: a pooled client of `pg`, or PGlite.
import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { StaleError } from '../errors.ts'
import type { InsertStep, RawRow, Step } from './database.ts'
import { insertText, onConflict } from './insert-text.ts'

/** Sends one statement with its parameters; rows as arrays, in the types that the column kit expects. */
export type Send = (text: string, params: unknown[]) => Promise<RawRow[]>

/** Smaller statements keep memory and locks short. */
const MAX_ROWS = 1_000

const renderer = new PgDialect()

export function ask(send: Send, query: SQL): Promise<RawRow[]> {
  const { sql: text, params } = renderer.sqlToQuery(query)
  return send(text, params)
}

/** Inside a transaction that the caller began. @throws StaleError when a step says so */
export async function runSteps(send: Send, steps: readonly Step[]): Promise<RawRow[][]> {
  const results: RawRow[][] = []
  for (const step of steps) {
    if (step.kind === 'insert') {
      results.push(await insert(send, step))
      continue
    }
    const rows = await ask(send, step.sql)
    if (step.orStale !== undefined && rows.length === 0) throw new StaleError(step.orStale)
    results.push(rows)
  }
  return results
}

async function insert(send: Send, { codec, rows, conflict }: InsertStep): Promise<RawRow[]> {
  const inserted: RawRow[] = []
  // One array per column: the statement is the same for any number of rows, and the server reads it in a tenth of the time.
  const arrays = codec.columns.map((column, at) => `$${at + 1}::${column.getSQLType()}[]`).join(', ')
  const text = `${insertText(codec)} select * from unnest(${arrays})${onConflict(codec, conflict)} returning "id"`
  for (let from = 0; from < rows.length; from += MAX_ROWS) {
    const some = rows.slice(from, from + MAX_ROWS)
    inserted.push(
      ...(await send(
        text,
        codec.columns.map((_column, at) => some.map((row) => row[at])),
      )),
    )
  }
  return inserted
}

const UNIQUE_VIOLATION = '23505'
/** Serialization failure, deadlock: the loser starts anew. Source: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const LOST = new Set(['40001', '40P01'])

export function asStale(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  if (error.code === UNIQUE_VIOLATION)
    return new StaleError(`Another row has this key already: ${error.message}.`, error)
  if (LOST.has(String(error.code))) return new StaleError(`Another transaction was first: ${error.message}.`, error)
  return error
}

/** Two processes that start together migrate one after the other. The number is ours alone. */
export const MIGRATION_LOCK = 7_064_120_611
