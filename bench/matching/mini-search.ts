// The same names in MiniSearch, to compare with. Its one rule: it is asked as its documents advise for misspelt words, fuzzy by a fifth of their letters;
// where it is not installed, the bench says so.
// https://lucaong.github.io/minisearch/classes/MiniSearch.MiniSearch.html (2026-11)
import { performance } from 'node:perf_hooks'

interface MiniSearch {
  addAll(documents: readonly { id: number; text: string }[]): void
  search(text: string, options: { fuzzy: number }): { id: number }[]
}

export interface WordSearch {
  names: number
  seconds: number
  bytes: number
  candidates: (text: string, limit: number) => number[]
}

/** @returns undefined where it is not installed */
export async function wordSearch(texts: readonly string[]): Promise<WordSearch | undefined> {
  const name = 'minisearch'
  const loaded = await import(name).then(
    (module: { default: new (options: { fields: string[] }) => MiniSearch }) => module,
    () => undefined,
  )
  if (loaded === undefined) return undefined
  const before = process.memoryUsage().rss
  const start = performance.now()
  const search = new loaded.default({ fields: ['text'] })
  search.addAll(texts.map((text, id) => ({ id, text })))
  return {
    names: texts.length,
    seconds: (performance.now() - start) / 1000,
    bytes: process.memoryUsage().rss - before,
    candidates: (text, limit) =>
      search
        .search(text, { fuzzy: 0.2 })
        .slice(0, limit)
        .map(({ id }) => id),
  }
}
