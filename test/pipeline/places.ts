// Where a person still stands after an erasure: in which file of the data folder, or in which column of PostgreSQL. Its one rule: it looks
// at bytes, never at what the product says it did.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { getTableColumns, getTableName } from 'drizzle-orm'
import { postgresTables } from '../../src/store/postgres-tables.ts'
import type { WholePointsman } from '../whole-pointsman.ts'

const onPostgres = process.env['WHOLE_ON'] === 'postgres'

function formsOf(word: string): Buffer[] {
  const upper = word.toUpperCase()
  return [word, upper, encodeURIComponent(word), word.replaceAll('@', '\\u0040')]
    .flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])
    .concat([Buffer.from(Buffer.from(word).toString('base64').slice(0, -2))])
}

/** @param words lower case @returns `place: word` */
export async function placesWith(pointsman: WholePointsman, words: readonly string[]): Promise<string[]> {
  if (onPostgres) return columnsWith(pointsman, words)
  const found: string[] = []
  for (const name of readdirSync(pointsman.dataDir, { recursive: true, encoding: 'utf8' })) {
    const path = join(pointsman.dataDir, name)
    if (!statSync(path).isFile()) continue
    const bytes = readFileSync(path)
    const lower = Buffer.from(bytes.toString('latin1').toLowerCase(), 'latin1')
    for (const word of words) {
      if (formsOf(word).some((form) => bytes.includes(form) || lower.includes(form))) found.push(`${name}: ${word}`)
    }
  }
  return found
}

async function columnsWith(pointsman: WholePointsman, words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const [key, table] of Object.entries(postgresTables)) {
    const rows: Record<string, unknown>[] = await pointsman.store.list(key as never)
    for (const [column] of Object.entries(getTableColumns(table))) {
      for (const row of rows) {
        const value = row[column]
        const text = (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value ?? null)).toLowerCase()
        for (const word of words) if (text.includes(word)) found.push(`${getTableName(table)}.${column}: ${word}`)
      }
    }
  }
  return found
}
