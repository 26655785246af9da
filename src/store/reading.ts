// What may be asked of the rows, as statements that change nothing. Its one rule: who is asked is handed in, the pipeline's own connection or one beside it.
import { eq, sql, type SQL } from 'drizzle-orm'
import { decodeRows, type Codecs } from './codec.ts'
import { orderOf, whereOf } from './conditions.ts'
import type { Database } from './database.ts'
import type { Rows, Table } from './rows.ts'
import type { Query, Reading, Where } from './store.ts'

export function createReading(
  codecs: Codecs,
  { dialect, tables }: Pick<Database, 'dialect' | 'tables'>,
  read: Database['read'],
): Reading {
  const filter = (table: Table, where?: object): SQL => {
    const condition = whereOf(codecs[table], dialect, where)
    return condition ? sql` where ${condition}` : sql``
  }

  return {
    async find<K extends Table>(table: K, id: string) {
      const codec = codecs[table]
      const rows = await read(sql`select ${codec.selection} from ${tables[table]} where ${eq(codec.column('id'), id)}`)
      return decodeRows(codecs, table, rows)[0]
    },

    async list<K extends Table>(table: K, { where, order = [], limit }: Query<K> = {}) {
      const codec = codecs[table]
      const ordered = sql` order by ${orderOf(codec, order)}`
      const limited = limit === undefined ? sql`` : sql` limit ${limit}`
      const rows = await read(
        sql`select ${codec.selection} from ${tables[table]}${filter(table, where)}${ordered}${limited}`,
      )
      return decodeRows(codecs, table, rows)
    },

    async count<K extends Table>(table: K, where?: Where<K>) {
      const [row] = await read(sql`select count(*) from ${tables[table]}${filter(table, where)}`)
      return Number(row?.[0])
    },

    async countBy<K extends Table>(table: K, key: keyof Rows[K] & string, where?: Where<K>) {
      const column = codecs[table].column(key)
      const rows = await read(
        sql`select ${column}, count(*) from ${tables[table]}${filter(table, where)} group by ${column} order by ${column}`,
      )
      return Object.fromEntries(
        rows.map(([value, count]) => [String(value === null ? null : column.mapFromDriverValue(value)), Number(count)]),
      )
    },
  }
}
