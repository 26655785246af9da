// The part of the store that the http room uses, in memory. Everything else throws: a test that needs more wants the real store.
import type { Rows, Table } from '../../src/store/rows.ts'
import type { ChangeSet, Insert, Query, Store } from '../../src/store/store.ts'

export interface FakeStore extends Store {
  add(...inserts: Insert[]): void
}

export function createFakeStore(): FakeStore {
  const tables = new Map<Table, Map<string, { id: string }>>()
  const rows = (table: Table): Map<string, { id: string }> => {
    const found = tables.get(table) ?? new Map<string, { id: string }>()
    tables.set(table, found)
    return found
  }
  const add = (...inserts: Insert[]): void => {
    for (const { table, row } of inserts) rows(table).set(row.id, row)
  }
  const absent = (): never => {
    throw new Error('The fake store cannot do this.')
  }
  return {
    dialect: 'sqlite',
    get aside() {
      return this
    },
    place: 'memory',
    add,
    async commit({ updates = [], upserts = [], inserts = [] }: ChangeSet) {
      if (updates.length + upserts.length > 0) absent()
      add(...inserts)
    },
    async find<K extends Table>(table: K, id: string) {
      return rows(table).get(id) as Rows[K] | undefined
    },
    async list<K extends Table>(table: K, { where = {}, order = [], limit = Infinity }: Query<K> = {}) {
      const conditions = Object.entries(where as Record<string, unknown>)
      const found = [...rows(table).values()].filter((row) =>
        conditions.every(([column, condition]) => holds((row as Record<string, unknown>)[column], condition)),
      )
      const descending = order[0]?.direction === 'desc'
      const sorted = found.toSorted((a, b) => (a.id < b.id === descending ? 1 : -1))
      return sorted.slice(0, limit) as Rows[K][]
    },
    count: absent,
    countBy: absent,
    insertDeliveries: absent,
    poolTurns: absent,
    recentTurns: absent,
    openLeads: absent,
    claimDeliveries: absent,
    claimEvents: absent,
    claimReplies: absent,
    claimSyncs: absent,
    renewClaim: absent,
    freeClaims: absent,
    takeLease: absent,
    finishErasure: absent,
    ping: async () => {},
    close: async () => {},
  }
}

function holds(value: unknown, condition: unknown): boolean {
  if (condition === null || typeof condition !== 'object') return value === condition
  return Object.entries(condition).every(([operator, operand]) => {
    const [a, b] = [value as number | string | Date, operand as number | string | Date]
    if (operator === 'in') return (operand as unknown[]).includes(value)
    if (operator === 'lt') return a < b
    if (operator === 'gt') return a > b
    if (operator === 'gte') return a >= b
    if (operator === 'contains') return ((value ?? '') as string).toLowerCase().includes((b as string).toLowerCase())
    throw new Error(`The fake store does not know "${operator}".`)
  })
}
