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

async function insert(send: Send, step: InsertStep): Promise<RawRow[]> {
  const inserted: RawRow[] = []
  for (let from = 0; from < step.rows.length; from += MAX_ROWS) {
    inserted.push(...(await insertSome(send, { ...step, rows: step.rows.slice(from, from + MAX_ROWS) })))
  }
  return inserted
}

/**
 * One array per column: the statement is the same for any number of rows, and the server reads it in a tenth of the time. Bytes of all rows
 * go as one value that each row cuts its own out of: in an array they would be sent as hex, twice as long.
 */
function insertSome(send: Send, { codec, rows, conflict }: InsertStep): Promise<RawRow[]> {
  const params: unknown[] = []
  const arrays: string[] = []
  const array = (type: string, values: unknown[]): string => {
    arrays.push(`$${params.push(values)}::${type}[]`)
    return `r.v${arrays.length}`
  }
  const chosen = codec.columns.map((column, at) => {
    const type = column.getSQLType()
    const values = rows.map((row) => row[at])
    if (type !== 'bytea') return array(type, values)
    const parts = values as (Uint8Array | null)[]
    const all = `$${params.push(Buffer.concat(parts.filter((part) => part !== null)))}::bytea`
    let next = 1
    const starts: number[] = []
    for (const part of parts) {
      starts.push(next)
      next += part?.length ?? 0
    }
    const lengths = parts.map((part) => part?.length ?? null)
    return `substring(${all} from ${array('integer', starts)} for ${array('integer', lengths)})`
  })
  const names = arrays.map((_array, at) => `v${at + 1}`).join(', ')
  return send(
    `${insertText(codec)} select ${chosen.join(', ')} from unnest(${arrays.join(', ')}) as r(${names})` +
      `${onConflict(codec, conflict)} returning "id"`,
    params,
  )
}

/** One statement is whole or not at all by itself; beginning and committing would be two more ways to the server and back. */
export function isOneStatement([step, ...others]: readonly Step[]): boolean {
  return others.length === 0 && step?.kind === 'insert' && step.conflict === 'ignore' && step.rows.length <= MAX_ROWS
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
