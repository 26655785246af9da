// Rows → a CSV file, one after the other. Its one rule: cells that a spreadsheet would run are made inert, and only its owner may read the file.
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { stringify, type Stringifier } from 'csv-stringify'
import { InputError } from '../errors.ts'

export interface CsvOut {
  /** The columns are those of the first row. @throws InputError when the file cannot be written */
  add(columns: readonly string[], cells: readonly string[]): Promise<void>
  close(): Promise<void>
}

export function csvOut(path: string): CsvOut {
  let csv: Stringifier | undefined
  let failed: Error | undefined
  const out = createWriteStream(path, { mode: 0o600 })
  out.on('error', (error) => (failed = error))
  const check = (): void => {
    if (failed) throw new InputError(`${path} cannot be written: check folder and rights.`, { code: 'csv.no-out' })
  }
  return {
    async add(columns, cells) {
      check()
      if (!csv) {
        csv = stringify({ header: true, columns: [...columns], escape_formulas: true })
        csv.pipe(out)
      }
      if (csv.write([...cells])) return
      await new Promise<void>((resolve) => {
        csv?.once('drain', resolve)
        out.once('error', () => resolve())
      })
    },
    async close() {
      if (csv) csv.end()
      else out.end()
      await finished(out).catch(() => undefined)
      check()
    },
  }
}
