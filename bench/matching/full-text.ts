// The same names in SQLite's full-text index of trigrams, to compare with. Its one rule: it gets the best query known for it, all trigrams of the
// name with bm25; where a million names would take more than a minute to load, it gets as many as a tenth.
import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'

const MOST_SECONDS = 60
const BATCH = 100_000

export interface FullText {
  names: number
  seconds: number
  bytes: number
  candidates: (text: string, limit: number) => number[]
}

export function fullText(texts: readonly string[]): FullText {
  const database = new Database(':memory:')
  database.exec(`create virtual table name using fts5(core, content='', tokenize='trigram')`)
  const insert = database.prepare('insert into name(rowid, core) values (?, ?)')
  const start = performance.now()
  let names = 0
  while (names < texts.length) {
    database.transaction(() => {
      for (const end = Math.min(texts.length, names + BATCH); names < end; names += 1)
        insert.run(names + 1, (texts[names] ?? '').replaceAll(' ', ''))
    })()
    const tooLong = ((performance.now() - start) / 1000) * (texts.length / names) > MOST_SECONDS
    if (names === BATCH && tooLong) break
  }
  const seconds = (performance.now() - start) / 1000
  const bytes =
    Number(database.pragma('page_count', { simple: true })) * Number(database.pragma('page_size', { simple: true }))
  const select = database.prepare<[string, number], { rowid: number }>(
    'select rowid from name where name match ? order by rank limit ?',
  )
  return {
    names,
    seconds,
    bytes,
    candidates: (text, limit) => {
      const core = text.replaceAll(' ', '')
      const grams = new Set(
        Array.from({ length: Math.max(0, core.length - 2) }, (_, at) => `"${core.slice(at, at + 3)}"`),
      )
      return grams.size === 0 ? [] : select.all([...grams].join(' OR '), limit).map(({ rowid }) => rowid - 1)
    },
  }
}
