// What Pointsman itself takes in, by import or by hand: rows that were read before, kept as a delivery like any other, so that they go
// through the same ledger and the same steps. Its one rule: only `takeList` makes such deliveries; no sender can.
import { canonicalJson, hashOf, InputError, isRecord, type SourceEvent } from '../connector.ts'
import type { DeliveryRow } from '../store/rows.ts'

/** In place of an HTTP method. No request can carry it. */
export const LIST_METHOD = 'LIST'

export interface ListRow {
  /** Same row again → same key: of its content, or given by the caller. */
  key: string
  fields: Record<string, unknown>
}

/** @param given the caller's own key for the row */
export function keyOfRow(fields: Record<string, unknown>, given?: string): string {
  return given === undefined ? `row ${hashOf(canonicalJson(fields))}` : `given ${given}`
}

export function listBody(rows: readonly ListRow[], at: Date): Buffer {
  return Buffer.from(JSON.stringify({ at: at.toISOString(), rows }))
}

/** @throws InputError when it is not what `listBody` makes */
export function readListBody(delivery: Pick<DeliveryRow, 'body'>): SourceEvent[] {
  // It was bounded when it was taken: what was promised then is not refused now.
  const body = parsed(delivery.body.toString('utf8'))
  if (!isRecord(body) || !Array.isArray(body.rows)) throw damaged()
  const occurredAt = new Date(String(body.at))
  return (body.rows as unknown[]).map((row): SourceEvent => {
    if (!isRecord(row) || typeof row.key !== 'string' || !isRecord(row.fields)) throw damaged()
    return { kind: 'person', key: row.key, occurredAt, payload: row.fields }
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw damaged()
  }
}

function damaged(): InputError {
  return new InputError('The kept list is damaged.', { code: 'list.damaged' })
}
