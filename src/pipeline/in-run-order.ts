// All rows of a connection, run by run. Its one rule: each page is read straight from the index (connection, run, id); in the order of ids alone a database
// without statistics would sort all that is left for every page.
import { setImmediate as breathe } from 'node:timers/promises'

export type ListRuns<Row> = (query: {
  where: { connection: string; run: number | null | { gt: number }; id?: { gt: string } }
  order?: readonly { by: 'run'; direction: 'asc' }[]
  limit: number
}) => Promise<Row[]>

/** @param since rows of later runs only; undefined: all, also those of no run */
export async function* inRunOrder<Row extends { id: string; run?: number | null }>(
  list: ListRuns<Row>,
  connection: string,
  since: number | undefined,
  limit: number,
): AsyncIterable<Row[]> {
  if (since === undefined) yield* ofRun(list, connection, null, '', limit)
  for (let run = since ?? -1; ;) {
    const where = { connection, run: { gt: run } }
    const rows = await list({ where, order: [{ by: 'run', direction: 'asc' }], limit })
    yield rows
    const last = rows.at(-1)
    if (!last || rows.length < limit) return
    run = last.run ?? run
    await breathe()
    yield* ofRun(list, connection, run, last.id, limit)
  }
}

async function* ofRun<Row extends { id: string }>(
  list: ListRuns<Row>,
  connection: string,
  run: number | null,
  from: string,
  limit: number,
): AsyncIterable<Row[]> {
  for (let after = from; ;) {
    const rows = await list({ where: { connection, run, id: { gt: after } }, limit })
    yield rows
    if (rows.length < limit) return
    after = rows.at(-1)?.id ?? after
    await breathe()
  }
}
