// Conditions of the store's contract → SQL. A condition that is undefined asks nothing.
import { and, eq, gt, gte, isNull, isNotNull, lt, lte, not, or, sql, type Column, type SQL } from 'drizzle-orm'
import type { Codec } from './codec.ts'
import type { Dialect } from './dialect.ts'

type Words = Partial<Record<'in' | 'not' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains', unknown>>

const comparisons = { lt, lte, gt, gte }

/** @returns undefined when nothing is asked */
export function whereOf(codec: Codec, dialect: Dialect, where: object = {}): SQL | undefined {
  return and(...Object.entries(where).map(([key, condition]) => conditionOf(codec.column(key), dialect, condition)))
}

function conditionOf(column: Column, dialect: Dialect, condition: unknown): SQL | undefined {
  if (condition === undefined) return undefined
  if (!isWords(condition)) return equals(column, condition)
  return and(
    ...Object.entries(condition).map(([word, value]) => {
      if (value === undefined) return undefined
      if (isJson(column) && !(word === 'not' && value === null)) throw cannotCompare(column)
      if (word === 'in') return isIn(column, dialect, value as unknown[])
      if (word === 'contains') return dialect.contains(column, value as string)
      if (word === 'not') return value === null ? isNotNull(column) : or(isNull(column), not(equals(column, value)))
      const compare = comparisons[word as keyof typeof comparisons]
      if (!compare)
        throw new TypeError(`Unknown condition "${word}" on ${column.name}: see Condition in src/store/store.ts.`)
      return compare(column, value)
    }),
  )
}

export function equals(column: Column, value: unknown): SQL {
  if (value === null) return isNull(column)
  if (isJson(column)) throw cannotCompare(column)
  return eq(column, value)
}

function isIn(column: Column, dialect: Dialect, values: readonly unknown[]): SQL | undefined {
  const present = values.filter((value) => value !== null)
  const among = dialect.isIn(column, present)
  return present.length < values.length ? or(isNull(column), among) : among
}

function isWords(condition: unknown): condition is Words {
  return (
    typeof condition === 'object' && condition !== null && !(condition instanceof Date) && !Buffer.isBuffer(condition)
  )
}

function cannotCompare(column: Column): TypeError {
  return new TypeError(`JSON in ${column.name} cannot be compared: compare a column of its own.`)
}

function isJson(column: Column): boolean {
  return column.dataType === 'json'
}

/** `order by …`, id last. */
export function orderOf(codec: Codec, order: readonly { by: string; direction: 'asc' | 'desc' }[]): SQL {
  const keys = order.some(({ by }) => by === 'id') ? order : [...order, { by: 'id', direction: 'asc' as const }]
  return sql.join(
    keys.map(({ by, direction }) => {
      const column = codec.column(by)
      const word = sql.raw(direction)
      if (column.notNull) return sql`${column} ${word}`
      // Null is the lowest value. Said only where it matters: PostgreSQL uses no index for an order of nulls that is not the index's own.
      return sql`${column} ${word} nulls ${direction === 'asc' ? sql`first` : sql`last`}`
    }),
    sql`, `,
  )
}
