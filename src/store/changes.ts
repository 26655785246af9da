// A change set → the steps of one transaction: updates, then upserts, then inserts.
// Rows are touched in the order of table and id, so that two transactions of PostgreSQL wait for each other and never in a circle.
import { and, eq, sql, type Column } from 'drizzle-orm'
import { encodeValue, type Codec, type Codecs } from './codec.ts'
import { equals } from './conditions.ts'
import type { InsertStep, QueryStep, Step } from './database.ts'
import type { ChangeSet, Delete, Insert, Update, Upsert } from './store.ts'
import type { Tables } from './tables.ts'

export function stepsOf(tables: Tables, codecs: Codecs, changes: ChangeSet): Step[] {
  return [
    ...inLockOrder(changes.updates ?? [], (update) => update.id).flatMap(
      (update) => updateStep(tables, codecs, update) ?? [],
    ),
    ...upsertSteps(codecs, changes.upserts ?? []),
    ...insertSteps(codecs, changes.inserts ?? []),
    ...inLockOrder(changes.deletes ?? [], (one) => one.id).map((one) => deleteStep(tables, codecs, one)),
  ]
}

/** Stable: several changes of one row keep their order. */
function inLockOrder<T extends { table: string }>(changes: readonly T[], idOf: (change: T) => string): T[] {
  return changes.toSorted((a, b) => compare(a.table, b.table) || compare(idOf(a), idOf(b)))
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** undefined when there is nothing to set and nothing to expect. */
function updateStep(tables: Tables, codecs: Codecs, { table, id, expect = {}, set }: Update): QueryStep | undefined {
  const codec = codecs[table]
  const expected = Object.entries(expect).filter(([, value]) => value !== undefined)
  const assignments = Object.entries(set).filter(([, value]) => value !== undefined)
  if (assignments.length === 0 && expected.length === 0) return undefined
  // An update that only expects still holds the row to the end.
  const sets = assignments.length > 0 ? assignments : [['id', id] as const]
  const idColumn = codec.column('id')
  const where = and(eq(idColumn, id), ...expected.map(([key, value]) => equals(codec.column(key), value)))
  return {
    kind: 'query',
    sql: sql`update ${tables[table]} set ${sql.join(
      sets.map(([key, value]) => assign(codec.column(key), value)),
      sql`, `,
    )} where ${where} returning ${idColumn}`,
    orStale: `Row ${id} of ${table} is not as it was read${expected.length > 0 ? ` (${expected.map(([key]) => key).join(', ')})` : ''}.`,
  }
}

/** Without `expect` a row that is gone already is left so; with it, a row that is not as it was read fails the commit. */
function deleteStep(tables: Tables, codecs: Codecs, { table, id, expect }: Delete): QueryStep {
  const codec = codecs[table]
  const expected = Object.entries(expect ?? {}).filter(([, value]) => value !== undefined)
  const where = and(eq(codec.column('id'), id), ...expected.map(([key, value]) => equals(codec.column(key), value)))
  return {
    kind: 'query',
    sql: sql`delete from ${tables[table]} where ${where} returning ${codec.column('id')}`,
    ...(expect ? { orStale: `Row ${id} of ${table} is not as it was read.` } : {}),
  }
}

export function assign(column: Column, value: unknown) {
  return sql`${sql.identifier(column.name)} = ${sql.param(encodeValue(column, value))}`
}

function upsertSteps(codecs: Codecs, upserts: readonly Upsert[]): InsertStep[] {
  // PostgreSQL refuses to overwrite a row twice in one statement; the last one would win anyway.
  const last = new Map(upserts.map((upsert) => [`${upsert.table} ${upsert.row.id}`, upsert]))
  const groups = Map.groupBy(
    inLockOrder([...last.values()], (upsert) => upsert.row.id),
    (upsert) => upsert.table,
  )
  return [...groups].map(([table, group]) => insertStep(codecs[table], group, 'replace'))
}

function insertSteps(codecs: Codecs, inserts: readonly Insert[]): InsertStep[] {
  // Only by table and id where a taken key fails the whole: else it matters which of two rows comes first.
  const fail = inLockOrder(
    inserts.filter(({ ifExists }) => ifExists !== 'ignore'),
    ({ row }) => row.id,
  )
  const ignore = inserts.filter(({ ifExists }) => ifExists === 'ignore').toSorted((a, b) => compare(a.table, b.table))
  return (
    [
      ['fail', fail],
      ['ignore', ignore],
    ] as const
  ).flatMap(([conflict, rows]) =>
    [...Map.groupBy(rows, ({ table }) => table)].map(([table, group]) => insertStep(codecs[table], group, conflict)),
  )
}

function insertStep(codec: Codec, items: readonly { row: object }[], conflict: InsertStep['conflict']): InsertStep {
  return { kind: 'insert', codec, rows: items.map(({ row }) => codec.encode(row)), conflict }
}
