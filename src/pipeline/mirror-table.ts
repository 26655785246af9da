// One kind of record of a CRM, kept as it is there: all of it by paging at first and now and then, what changed in between. Its one rule: a
// row is written only when it says something new, and is dropped only when the CRM told so, or told of all others.
import { setImmediate as breathe } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Gone } from '../connector.ts'
import type { AccountRow, ContactRow } from '../store/rows.ts'
import type { Upsert } from '../store/store.ts'
import type { Committer } from './commit.ts'
import type { Context } from './context.ts'
import { inRunOrder, type ListRuns } from './in-run-order.ts'
import { createSeenIds, type SeenIds } from './seen-ids.ts'

/** One run through a CRM. */
export interface Reading {
  context: Context
  committer: Committer
  connection: string
  /** Number of this run: one more than the last that came to its end. */
  run: number
  /** All is read, beside what changed. */
  whole: boolean
  /** Up to when the CRM's changes were read before; null: never. */
  since: Date | null
  /** Still ours to do. @throws StaleError once another process does it */
  hold(): Promise<void>
}

type Mirrored = { accounts: AccountRow; contacts: ContactRow }

export interface Kind<K extends keyof Mirrored, Read> {
  /** Rows that are kept. */
  list(query: { where: { id: { in: string[] } } }): Promise<Mirrored[K][]>
  listRuns: ListRuns<Mirrored[K]>
  upsert(row: Mirrored[K]): Upsert
  read(page: string | null, since?: Date): Promise<{ records: Read[]; gone: Gone[]; next: string | null }>
  /** null: of no use, and not kept. */
  rowOf(read: Read): Mirrored[K] | null
  /** @returns how many of them were there */
  drop(gone: readonly Gone[]): Promise<number>
  /** Of people: ids of those who asked to be forgotten. */
  erased?(records: readonly Read[]): Promise<ReadonlySet<string>>
}

export interface Count {
  added: number
  removed: number
  /** When what was read last was changed, by the CRM's own clock. */
  newest: Date | null
  /** So much is missing that it may be our access that is: nothing was dropped for it. */
  doubted: boolean
}

/** In one commit: each waits for the disk once. */
const ROWS_AT_ONCE = 50
/** Few enough that cleansing them holds nobody up. */
const CLEANSED_AT_ONCE = 10
const GONE_AT_ONCE = 200
const SWEPT_AT_ONCE = 500
/** Of so few, half is soon missing. */
const FEW = 20

/** @param believe drop what is missing, however much it is: it was missing last time too. @throws RemoteError */
export async function mirrorTable<K extends keyof Mirrored, Read extends { crmId: string; updatedAt: Date }>(
  reading: Reading,
  kind: Kind<K, Read>,
  believe: boolean,
): Promise<Count> {
  const seen = reading.whole ? createSeenIds() : undefined
  const count: Count = { added: 0, removed: 0, newest: null, doubted: false }
  if (reading.whole) await readPages(reading, kind, count, seen)
  // After all: what was merged away while all was read is then told as merged, and not only missed.
  if (reading.since !== null) await readPages(reading, kind, count, seen, reading.since)
  if (seen) await dropUnseen(reading, kind, count, seen, believe)
  return count
}

async function readPages<K extends keyof Mirrored, Read extends { crmId: string; updatedAt: Date }>(
  reading: Reading,
  kind: Kind<K, Read>,
  count: Count,
  seen: SeenIds | undefined,
  since?: Date,
): Promise<void> {
  let page: string | null = null
  do {
    const { records, gone, next }: Awaited<ReturnType<typeof kind.read>> = await kind.read(page, since)
    for (let from = 0; from < gone.length; from += GONE_AT_ONCE) {
      count.removed += await kind.drop(gone.slice(from, from + GONE_AT_ONCE))
    }
    for (let from = 0; from < records.length; from += ROWS_AT_ONCE) {
      await saveRecords(reading, kind, count, records.slice(from, from + ROWS_AT_ONCE))
    }
    for (const { crmId, updatedAt } of records) {
      seen?.add(crmId)
      if (count.newest === null || updatedAt > count.newest) count.newest = updatedAt
    }
    await reading.hold()
    page = next
  } while (page !== null)
}

async function saveRecords<K extends keyof Mirrored, Read extends { crmId: string }>(
  { context, connection }: Reading,
  kind: Kind<K, Read>,
  count: Count,
  records: readonly Read[],
): Promise<void> {
  const ids = records.map(({ crmId }) => `${connection}:${crmId}`)
  const stored = new Map((await kind.list({ where: { id: { in: ids } } })).map((row) => [row.id, row]))
  const fresh: { record: Read; row: Mirrored[K] }[] = []
  const useless: Gone[] = []
  for (const [index, record] of records.entries()) {
    if (index % CLEANSED_AT_ONCE === 0) await breathe()
    const row = kind.rowOf(record)
    const before = stored.get(`${connection}:${record.crmId}`)
    if (row !== null && !(before && saysTheSame(before, row))) fresh.push({ record, row })
    if (row === null && before) useless.push({ crmId: record.crmId, mergedInto: null })
  }
  const forgotten = (await kind.erased?.(fresh.map(({ record }) => record))) ?? none
  const kept = fresh.filter(({ record }) => !forgotten.has(record.crmId))
  useless.push(...[...forgotten].map((crmId) => ({ crmId, mergedInto: null })))
  count.added += kept.filter(({ row }) => !stored.has(row.id)).length
  await context.store.commit({ upserts: kept.map(({ row }) => kind.upsert(row)) })
  // Whoever was erased while this was on its way was not found there: now they are.
  const late = (await kind.erased?.(kept.map(({ record }) => record))) ?? none
  useless.push(...[...late].map((crmId) => ({ crmId, mergedInto: null })))
  if (useless.length > 0) count.removed += await kind.drop(useless)
  if (late.size > 0) await context.store.finishErasure()
}

const none: ReadonlySet<string> = new Set()

/** A stamp alone moves with each workflow of the CRM, and says nothing. */
function saysTheSame(a: AccountRow | ContactRow, b: AccountRow | ContactRow): boolean {
  return isDeepStrictEqual({ ...a, updatedAt: null, run: null }, { ...b, updatedAt: null, run: null })
}

async function dropUnseen<K extends keyof Mirrored, Read>(
  reading: Reading,
  kind: Kind<K, Read>,
  count: Count,
  seen: SeenIds,
  believe: boolean,
): Promise<void> {
  const missing: string[] = []
  let kept = 0
  for await (const rows of inRunOrder(kind.listRuns, reading.connection, undefined, SWEPT_AT_ONCE)) {
    kept += rows.length
    for (const { crmId, run } of rows) {
      // What another process has just read and we have not is new, not gone.
      if (!seen.has(crmId) && run !== reading.run) missing.push(crmId)
    }
  }
  if (missing.length > FEW && missing.length > kept / 2 && !believe) {
    count.doubted = true
    return
  }
  for (let from = 0; from < missing.length; from += GONE_AT_ONCE) {
    const part = missing.slice(from, from + GONE_AT_ONCE)
    count.removed += await kind.drop(part.map((crmId) => ({ crmId, mergedInto: null })))
  }
}
