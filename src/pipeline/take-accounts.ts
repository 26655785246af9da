// Accounts that no CRM gives: rows of a list, kept under a connection of their own. Its one rule: a part goes in whole or not at all, and the list
// says so in the same commit, so that no process misses a row.
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { ConflictError, StaleError } from '../errors.ts'
import type { AccountRow } from '../store/rows.ts'
import type { Update, Upsert } from '../store/store.ts'
import { accountLists, listChange, listConnection } from './account-lists.ts'
import { accountRow } from './account-row.ts'
import { audit } from './actions.ts'
import type { Committer } from './commit.ts'
import type { Context } from './context.ts'
import { leftOutOf, MOST_SIGNS, readGivenAccount, type AccountField, type GivenAccount } from './given-account.ts'
import { inRunOrder } from './in-run-order.ts'
import { dropAccounts } from './lost-accounts.ts'
import type { Actor } from './pipeline.ts'

export interface GivenAccounts {
  /** Name of the list. */
  list: string
  /** When the import began: the same for all its parts. */
  startedAt: Date
  rows: readonly { row: number; account: GivenAccount }[]
  /** Only tells what would be taken. */
  dryRun: boolean
}

export interface TakenAccounts {
  list: string
  added: number
  changed: number
  /** Rows that say what is known. */
  same: number
  refused: { row: number; why: string }[]
  /** Rows that were taken without some of what they say, since it could not be read. */
  leftOut: { row: number; fields: AccountField[] }[]
}

export interface DroppedAccounts {
  list: string
  /** That the import did not bring. */
  dropped: number
  kept: number
}

/** All lists share one row of settings: with many processes each round has one winner. */
const MOST_TRIES = 30
const MOST_WAIT_MS = 50
/** Few enough that cleansing them holds nobody up. */
const CLEANSED_AT_ONCE = 10
const ROWS_AT_ONCE = 500
const GONE_AT_ONCE = 200
/** As the API takes ids, beside the name of the list. */
const ID = /^[\w:.-]{1,60}$/

export async function takeAccounts(context: Context, given: GivenAccounts, actor: Actor): Promise<TakenAccounts> {
  const { rows, refused, leftOut, repeated } = await readRows(given)
  for (let tries = 1; ; tries += 1) {
    const { counts, changes, mended } = await comparedToStored(context, given, rows)
    counts.same += repeated
    const result = { list: given.list, ...counts, refused: [...refused, ...mended], leftOut }
    if (given.dryRun || changes.upserts.length + changes.updates.length === 0) return result
    const now = context.clock.now()
    const told = listChange(changes.lists, given.list, { run: changes.run, importedAt: iso(given.startedAt) }, now)
    const detail = { ...counts, refused: result.refused.length }
    try {
      await context.store.commit({
        updates: [...changes.updates, ...(told.updates ?? [])],
        upserts: changes.upserts,
        inserts: [...(told.inserts ?? []), audit(context, actor, 'accounts.import', given.list, detail)],
      })
      context.wake('events')
      return result
    } catch (error) {
      // Another import was quicker: what it brought is looked at again.
      if (!(error instanceof StaleError)) throw error
      if (tries === MOST_TRIES) {
        throw new ConflictError('Too many imports of accounts run at once: send this part again.', 'accounts.busy')
      }
      await sleep(MOST_WAIT_MS * Math.random())
    }
  }
}

/** What the import that began then did not bring is no longer in the list, and its leads are theirs no more. */
export async function dropAbsent(
  context: Context,
  committer: Committer,
  { list, startedAt, dryRun }: Omit<GivenAccounts, 'rows'>,
  actor: Actor,
): Promise<DroppedAccounts> {
  const connection = listConnection(list)
  const absent: string[] = []
  let all = 0
  const pages = inRunOrder((query) => context.store.list('accounts', query), connection, undefined, ROWS_AT_ONCE)
  for await (const rows of pages) {
    all += rows.length
    absent.push(...rows.filter(({ updatedAt }) => updatedAt < startedAt).map(({ id }) => id))
  }
  const result = { list, dropped: absent.length, kept: all - absent.length }
  if (dryRun || absent.length === 0) return result
  // Before the first of them: whatever happens then, it is written down who wished it.
  await context.store.commit({ inserts: [audit(context, actor, 'accounts.drop', list, { dropped: absent.length })] })
  for (let from = 0; from < absent.length; from += GONE_AT_ONCE) {
    const part = absent.slice(from, from + GONE_AT_ONCE)
    // Another import may have brought some of them since they were looked for.
    const rows = await context.store.list('accounts', { where: { id: { in: part } } })
    const lost = rows.filter(({ updatedAt }) => updatedAt < startedAt).map(({ id }) => [id, null] as const)
    await dropAccounts(context, committer, connection, new Map(lost), startedAt)
  }
  await tellChange(context, list, startedAt)
  return result
}

async function tellChange(context: Context, list: string, startedAt: Date): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const lists = await accountLists(context.store)
    const run = (lists.lists[list]?.run ?? 0) + 1
    try {
      return await context.store.commit(
        listChange(lists, list, { run, importedAt: iso(startedAt) }, context.clock.now()),
      )
    } catch (error) {
      if (!(error instanceof StaleError) || tries === MOST_TRIES) throw error
    }
  }
}

const iso = (at: Date): string => at.toISOString()

interface Row {
  row: number
  account: AccountRow
}

async function readRows({ list, startedAt, rows }: GivenAccounts): Promise<{
  rows: Row[]
  refused: TakenAccounts['refused']
  leftOut: TakenAccounts['leftOut']
  /** Rows that say what an earlier one said. */
  repeated: number
}> {
  let repeated = 0
  const refused: TakenAccounts['refused'] = []
  const leftOut: TakenAccounts['leftOut'] = []
  const found = new Map<string, Row>()
  for (const [index, { row, account: given }] of rows.entries()) {
    if (index % CLEANSED_AT_ONCE === 0) await breathe()
    const read = readGivenAccount(given, startedAt)
    const account = read && accountRow(listConnection(list), read, () => undefined, 0)
    const before = account && found.get(account.crmId)
    if (before && saysTheSame(before.account, account)) {
      repeated += 1
      continue
    }
    const why = whyNot(given, read?.crmId, before?.row)
    if (why !== null || account === null) {
      refused.push({ row, why: why ?? '' })
      continue
    }
    found.set(account.crmId, { row, account })
    const fields = leftOutOf(given, account)
    if (fields.length > 0) leftOut.push({ row, fields })
  }
  return { rows: [...found.values()], refused, leftOut, repeated }
}

/** null: it can be taken. */
function whyNot(given: GivenAccount, crmId: string | undefined, before: number | undefined): string | null {
  const long = Object.entries(given).find(([, text]) => (text?.length ?? 0) > MOST_SIGNS)
  if (long) return `Its ${long[0]} is longer than ${MOST_SIGNS} signs: shorten it.`
  if (crmId === undefined) {
    return given.name === undefined
      ? 'It has neither name nor domain: give it one of them.'
      : 'It has neither id nor domain to be known by when the list comes again: give it an id.'
  }
  if (!ID.test(crmId))
    return `The id "${crmId}" has signs that an id cannot have: use up to 60 letters, digits, ".", ":", "_" and "-".`
  if (before !== undefined) return twice(crmId, `row ${before}`)
  return null
}

const twice = (crmId: string, where: string): string =>
  `The id "${crmId}" stands in ${where} already, with something else: each account needs an id of its own.`

async function comparedToStored({ store }: Context, { list, startedAt }: GivenAccounts, rows: readonly Row[]) {
  const lists = await accountLists(store)
  const run = (lists.lists[list]?.run ?? 0) + 1
  const ids = rows.map(({ account }) => account.id)
  const stored = new Map((await store.list('accounts', { where: { id: { in: ids } } })).map((row) => [row.id, row]))
  const upserts: Upsert[] = []
  const updates: Update[] = []
  const mended: TakenAccounts['refused'] = []
  const counts = { added: 0, changed: 0, same: 0 }
  for (const { row, account } of rows) {
    const before = stored.get(account.id)
    if (before && before.updatedAt > startedAt) {
      mended.push({
        row,
        why: 'A later import of this list has brought this account already: this row is the older one.',
      })
      continue
    }
    if (before && saysTheSame(before, account)) {
      counts.same += 1
      // Seen by this import, or it would be dropped at its end.
      if (before.updatedAt < startedAt)
        updates.push({ table: 'accounts', id: account.id, set: { updatedAt: startedAt } })
      continue
    }
    if (before?.updatedAt.getTime() === startedAt.getTime()) {
      mended.push({ row, why: twice(account.crmId, 'an earlier row') })
      continue
    }
    counts[before ? 'changed' : 'added'] += 1
    upserts.push({ table: 'accounts', row: { ...account, run } })
  }
  return { counts, mended, changes: { upserts, updates, lists, run } }
}

function saysTheSame(a: AccountRow, b: AccountRow): boolean {
  return isDeepStrictEqual({ ...a, updatedAt: null, run: null }, { ...b, updatedAt: null, run: null })
}
