// Rows one after the other → parts that one call of the API takes: by their number, and by their length.
import type { CsvRow } from './csv-file.ts'

/** Less than half of what the API takes at once, since a sign may be several bytes. */
const MOST_SIGNS = 400_000

export async function* partsOf(rows: AsyncIterable<CsvRow>, most: number): AsyncIterable<CsvRow[]> {
  let part: CsvRow[] = []
  let signs = 0
  for await (const row of rows) {
    const more = Object.entries(row.fields).reduce((sum, [name, text]) => sum + name.length + text.length, 0)
    if (part.length > 0 && (part.length === most || signs + more > MOST_SIGNS)) {
      yield part
      part = []
      signs = 0
    }
    part.push(row)
    signs += more
  }
  if (part.length > 0) yield part
}
