// Rows of an object that changed, by their SystemModstamp, with those that were deleted or merged. Its one rule: no change is passed over:
// transactions that took long commit with a stamp in the past, so reading begins a little before.
import type { Gone } from '../../src/connector.ts'
import type { Client, Row } from './client.ts'
import { idOf, to18 } from './ids.ts'
import { soqlString, soqlTime } from './soql.ts'

export interface ChangedRows {
  rows: Row[]
  gone: Gone[]
  next: string | null
}

const PAGE = 2_000
/** Longest that a transaction may run, and more: https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_gov_limits.htm (2026-11) */
const OVERLAP_MS = 15 * 60_000

/**
 * One call.
 * @param page stamp and id of the last row that was read, as JSON: many rows may have one stamp
 * @throws RemoteError
 */
export async function readChanged(
  client: Client,
  label: string,
  { object, fields, where }: { object: string; fields: readonly string[]; where: readonly string[] },
  page: string | null,
  since: Date,
): Promise<ChangedRows> {
  const names = [...new Set([...fields, 'IsDeleted', 'MasterRecordId'])].join(', ')
  const conditions = [...where, page === null ? `SystemModstamp >= ${begin(since)}` : after(page)].join(' AND ')
  const soql = `SELECT ${names} FROM ${object} WHERE ${conditions} ORDER BY SystemModstamp, Id LIMIT ${PAGE}`
  const [all = []] = await client.queries(label, [{ soql, deleted: true }])
  const last = all.at(-1)
  return {
    rows: all.filter((row) => row.IsDeleted !== true),
    gone: all
      .filter((row) => row.IsDeleted === true)
      .map((row) => ({ crmId: to18(String(row.Id)), mergedInto: idOf(row.MasterRecordId) })),
    next:
      all.length < PAGE || !last
        ? null
        : JSON.stringify({ stamp: soqlTime(new Date(String(last.SystemModstamp))), id: String(last.Id) }),
  }
}

function begin(since: Date): string {
  return soqlTime(new Date(since.getTime() - OVERLAP_MS))
}

function after(page: string): string {
  const { stamp, id } = JSON.parse(page) as { stamp: string; id: string }
  return `(SystemModstamp > ${stamp} OR (SystemModstamp = ${stamp} AND Id > ${soqlString(id)}))`
}
