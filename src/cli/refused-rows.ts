// Rows that an import refused: the first ones for the report, all of them for a file to be mended and imported again.
import type { CsvFile, CsvRow } from './csv-file.ts'
import { csvOut, type CsvOut } from './csv-out.ts'

const EXAMPLES = 10

export interface Refused {
  count: number
  /** The first of them. */
  examples: { line: number; why: string }[]
}

export interface RefusedRows {
  told: Refused
  add(refused: readonly { row: number; why: string }[], part: readonly CsvRow[], file: CsvFile): Promise<void>
  close(): Promise<void>
}

/** @param path undefined: they are only counted */
export function refusedRows(path: string | undefined): RefusedRows {
  const out: CsvOut | null = path === undefined ? null : csvOut(path)
  const told: Refused = { count: 0, examples: [] }
  return {
    told,
    async add(refused, part, file) {
      for (const { row, why } of refused) {
        told.count += 1
        if (told.examples.length < EXAMPLES) told.examples.push({ line: row, why })
        const fields = part.find(({ line }) => line === row)?.fields
        if (!out || !fields) continue
        const columns = file.columns()
        const cells = columns.map((name) => fields[name] ?? '')
        await out.add([...columns, 'line', 'refused because'], [...cells, String(row), why])
      }
    },
    async close() {
      await out?.close()
    },
  }
}

export function refusedLines({ count, examples }: Refused, path: string | undefined): string[] {
  const lines = examples.map(({ line, why }) => `  line ${line}: ${why}`)
  if (count > examples.length) lines.push(`  … and ${count - examples.length} more`)
  if (count === 0) return lines
  lines.push(
    path === undefined
      ? 'Write the refused rows to a file with --refused <file>.'
      : `The refused rows stand in ${path}: mend and import that.`,
  )
  return lines
}
