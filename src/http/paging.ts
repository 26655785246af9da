// Lists in pages, newest first. Ids are UUIDv7 and sort by time, so the cursor is the last id: a page never shifts while rows come in.
import type { Rows, Table } from '../store/rows.ts'
import type { Reading, Where } from '../store/store.ts'

export interface PageQuery {
  cursor?: string | undefined
  limit: number
}

export interface Page<T> {
  items: T[]
  /** The next page's cursor, or null at the end. */
  next: string | null
}

export async function newestPage<K extends Table>(
  store: Reading,
  table: K,
  where: Where<K>,
  { cursor, limit }: PageQuery,
): Promise<Page<Rows[K]>> {
  const rows = await store.list(table, {
    where: before(where, cursor),
    order: [{ by: 'id', direction: 'desc' }],
    limit: limit + 1,
  })
  return pageOf(rows, limit)
}

/** One page out of several answers that each were asked for limit + 1 rows after the same cursor. */
export function newestOf<T extends { id: string }>(lists: readonly (readonly T[])[], limit: number): Page<T> {
  const byId = new Map(lists.flat().map((row) => [row.id, row]))
  return pageOf(
    [...byId.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1)),
    limit,
  )
}

export function before<K extends Table>(where: Where<K>, cursor: string | undefined): Where<K> {
  return cursor === undefined ? where : { ...where, id: { lt: cursor } }
}

/** @param rows one more than `limit` when there is a next page */
export function pageOf<T extends { id: string }>(rows: readonly T[], limit: number): Page<T> {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** Leaves out what was not asked for. */
export function given<T extends object>(filters: T): { [C in keyof T]: Exclude<T[C], undefined> } {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as {
    [C in keyof T]: Exclude<T[C], undefined>
  }
}
