// The text of inserts: the same words in both dialects, around the values that each hands over in its own way.
import type { Codec } from './codec.ts'
import type { InsertStep } from './database.ts'

export function insertText(codec: Codec): string {
  return `insert into "${codec.name}" (${codec.columnList})`
}

/** With a blank before it, or nothing. */
export function onConflict(codec: Codec, conflict: InsertStep['conflict']): string {
  if (conflict === 'fail') return ''
  if (conflict === 'ignore') return ' on conflict do nothing'
  const sets = codec.columns.flatMap(({ name }) => (name === 'id' ? [] : [`"${name}" = excluded."${name}"`]))
  return ` on conflict ("id") do update set ${sets.join(', ')}`
}
