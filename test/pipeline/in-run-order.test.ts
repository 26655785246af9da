// Rows of a connection, run by run: each once, whatever the size of runs and pages.
import { describe, expect, it } from 'vitest'
import { inRunOrder, type ListRuns } from '../../src/pipeline/in-run-order.ts'

interface Row {
  id: string
  run: number | null
}

const rows: Row[] = Array.from({ length: 47 }, (_, n) => ({
  id: String(n * 31).padStart(4, '0'),
  run: n % 5 === 0 ? null : [1, 1, 2, 5, 5, 5, 9][n % 7]!,
}))

const matches = ({ id, run }: Row, where: Parameters<ListRuns<Row>>[0]['where']): boolean =>
  (where.id === undefined || id > where.id.gt) &&
  (where.run === null || typeof where.run === 'number' ? run === where.run : run !== null && run > where.run.gt)

const list: ListRuns<Row> = async ({ where, limit }) =>
  rows
    .filter((row) => matches(row, where))
    .toSorted((a, b) => (a.run ?? -1) - (b.run ?? -1) || (a.id < b.id ? -1 : 1))
    .slice(0, limit)

async function all(since: number | undefined, limit: number): Promise<Row[]> {
  const found: Row[] = []
  for await (const page of inRunOrder(list, 'crm', since, limit)) {
    expect(page.length).toBeLessThanOrEqual(limit)
    found.push(...page)
  }
  return found
}

describe.each([1, 2, 3, 7, 10, 46, 47, 48, 500])('pages of %i', (limit) => {
  it('bring each row once, those of no run first', async () => {
    const found = await all(undefined, limit)
    expect(found).toHaveLength(rows.length)
    expect(new Set(found)).toEqual(new Set(rows))
    expect(found.map(({ run }) => run ?? -1)).toEqual(found.map(({ run }) => run ?? -1).toSorted((a, b) => a - b))
  })

  it.each([0, 1, 2, 4, 5, 9])('bring what came after run %i', async (since) => {
    const later = rows.filter(({ run }) => run !== null && run > since)
    const found = await all(since, limit)
    expect(found).toHaveLength(later.length)
    expect(new Set(found)).toEqual(new Set(later))
  })
})
