// Steps of the store → what SQLite runs: texts and values only, so that it can be handed to another thread.
import type { SQL } from 'drizzle-orm'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import type { Step } from './database.ts'
import { insertText, onConflict } from './insert-text.ts'

/** One text, run once for each list of values. */
export interface Statement {
  text: string
  values: readonly (readonly unknown[])[]
  /** Gives rows; else it gives `[id]` of each list of values that changed something. */
  answers: boolean
  /** Without answers: where the id stands among the values. */
  idAt?: number
  /** A statement that answers no row ends the transaction with StaleError of this message. */
  orStale?: string
}

const renderer = new SQLiteSyncDialect()

export function queryOf(asked: SQL): Statement {
  const { sql: text, params } = renderer.sqlToQuery(asked)
  return { text, values: [params], answers: true }
}

export function statementOf(step: Step): Statement {
  if (step.kind === 'query') {
    return { ...queryOf(step.sql), ...(step.orStale === undefined ? {} : { orStale: step.orStale }) }
  }
  const { codec, rows, conflict } = step
  const slots = codec.columns.map(() => '?').join(', ')
  return {
    text: `${insertText(codec)} values (${slots})${onConflict(codec, conflict)}`,
    values: rows,
    answers: false,
    idAt: codec.columns.findIndex((column) => column.name === 'id'),
  }
}
