// The text of a table → a table that can be asked. Its one rule: a thread that reads a large file in parts gets the same table, and the same faults.
import { CsvError, type Info, type Options } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import type { TextFile } from '../../yaml-file.ts'
import { TableBuilder } from './table-builder.ts'
import type { TableData } from './table-data.ts'

/** As spreadsheets save it, in all countries. */
export const csvOptions = {
  bom: true,
  delimiter: [',', ';', '\t'],
  info: true,
  trim: true,
  relax_column_count: true,
  skip_empty_lines: true,
  skip_records_with_empty_values: true,
  max_record_size: 64 * 1024,
} satisfies Options

/** A row as `info: true` yields it; the types of csv-parse leave that out. */
export interface CsvRecord {
  record: string[]
  info: Info
}

/** @throws ConfigError naming its faults */
export function readTable({ path, text }: TextFile): TableData {
  const builder = new TableBuilder(path)
  try {
    for (const { record, info } of parse(text, csvOptions) as unknown as CsvRecord[]) builder.add(info.lines, record)
  } catch (error) {
    refuseBroken(builder, error)
  }
  return builder.finish()
}

/** A quote that does not end, say: what comes after it cannot be read. */
export function refuseBroken(builder: TableBuilder, error: unknown): void {
  if (!(error instanceof CsvError)) throw error
  const line: unknown = error['lines']
  builder.refuse(typeof line === 'number' ? line : 1, `${error.message.replace(/\.?$/, '')}: mend the quotes here.`)
}
