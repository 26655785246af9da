// Reads the labelled lists beside it. Every other row was looked at while the tables were made; the rest measures them unseen.
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

export interface Labelled<Row> {
  looked: Row[]
  unseen: Row[]
}

export function labelled<Row>(file: string): Labelled<Row> {
  const rows = parse<Row>(readFileSync(new URL(file, import.meta.url)), { columns: true, trim: false })
  return {
    looked: rows.filter((_, at) => at % 2 === 0),
    unseen: rows.filter((_, at) => at % 2 === 1),
  }
}

/** Share of rows for which it holds, 0 to 1. */
export function share<Row>(rows: readonly Row[], holds: (row: Row) => boolean): number {
  return rows.filter(holds).length / rows.length
}
