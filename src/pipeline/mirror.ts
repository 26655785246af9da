// Owners, accounts and people under them as the CRM knows them, kept in the store so that matching and routing cost no call per lead. Its one rule: how far it has
// read is known only once all of it was read.
import type { AccountRead, Crm } from '../connector.ts'
import { RemoteError } from '../errors.ts'
import type { SettingRow } from '../store/rows.ts'
import { MINUTE_MS } from '../time.ts'
import { accountRow } from './account-row.ts'
import type { Committer } from './commit.ts'
import type { Context } from './context.ts'
import { dropAccounts } from './lost-accounts.ts'
import { contactKind } from './mirror-contacts.ts'
import { mirrorOwners } from './mirror-owners.ts'
import { mirrorTable, type Count, type Kind, type Reading } from './mirror-table.ts'
import { isPaused } from './pause.ts'
import { rememberUnread, unreadLately } from './unread.ts'

const MIRROR_EVERY_MS = 10 * MINUTE_MS
/** The CRM's clock and ours may be so far apart. */
const CLOCK_DOUBT_MS = 15 * MINUTE_MS
/** Raised when rows are made of more, or in another way: then all is read anew. */
const FORM = 1

/** What is known of the last reading that came to its end. */
interface Mirror {
  owners: number
  accounts: number
  contacts: number
  run: number
  /** Changes up to here have been read. */
  since: string
  /** When all was read. */
  allReadAt: string
  /** Hash of what decides which fields are read, and how. */
  form: string
  /** Of these much was missing when all was read: it is believed the second time. */
  doubted: ('accounts' | 'contacts')[]
  /** The last reading that dropped something. */
  droppedIn: number
}

export const mirrorSettingId = (crm: string): string => `mirror:${crm}`

/** True once every CRM that leads are written to has been read at least once: before that nobody could be chosen. */
export async function mirrored(context: Context): Promise<boolean> {
  const wanted = [...new Set([...context.connections.values()].flatMap((connection) => connection.writesTo ?? []))]
  const rows = await context.store.list('settings', { where: { id: { in: wanted.map(mirrorSettingId) } } })
  return rows.length === wanted.length
}

/** This one was read, and could be at the last try: other readings need not find out by themselves that it cannot. */
export async function isReadable(context: Context, name: string): Promise<boolean> {
  if (await unreadLately(context, mirrorSettingId(name))) return false
  return (await context.store.find('settings', mirrorSettingId(name))) !== undefined
}

/**
 * Reads owners, accounts and contacts when they are due.
 * @param hold after each page, since all of a large CRM takes long @returns 1 when they were read
 */
export async function mirror(
  context: Context,
  committer: Committer,
  name: string,
  hold: () => Promise<void>,
): Promise<number> {
  const crm = context.crms.get(name)
  if (!crm || (await isPaused(context, name))) return 0
  const { store, clock } = context
  if (await unreadLately(context, mirrorSettingId(name))) return 0
  const now = clock.now()
  const last = await store.find('settings', mirrorSettingId(name))
  if (last && now.getTime() - last.updatedAt.getTime() < MIRROR_EVERY_MS) return 0
  try {
    const value = await readAll({ context, committer, connection: name, hold }, crm, last, now)
    await store.commit({
      upserts: [
        {
          table: 'settings',
          row: { id: mirrorSettingId(name), value, version: (last?.version ?? 0) + 1, updatedAt: now },
        },
      ],
    })
    const { owners, accounts, contacts, run } = value
    context.log.info({ connection: name, owners, accounts, contacts, run }, 'owners, accounts and contacts read')
    context.wake('events')
    return 1
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    context.log.warn(
      { connection: name, code: error.code, kind: error.kind },
      'owners, accounts or contacts could not be read',
    )
    await rememberUnread(context, mirrorSettingId(name), error.code)
    return 0
  }
}

async function readAll(
  by: Pick<Reading, 'context' | 'committer' | 'connection' | 'hold'>,
  crm: Crm,
  row: SettingRow | undefined,
  now: Date,
): Promise<Mirror> {
  const { context, connection } = by
  // Of an older version: it holds counts alone.
  const last = (row?.value ?? {}) as Partial<Mirror>
  const form = formOf(context, connection)
  const since = last.since === undefined ? null : new Date(last.since)
  const age = now.getTime() - Date.parse(last.allReadAt ?? '')
  const whole = since === null || last.form !== form || age >= (crm.readAllEveryMs ?? Number.POSITIVE_INFINITY)
  const reading: Reading = { ...by, run: (last.run ?? 0) + 1, whole, since }
  const active = await mirrorOwners(reading, crm)
  const believed = last.doubted ?? []
  const accounts = await mirrorTable(reading, accountKind(reading, crm, active), believed.includes('accounts'))
  const people = contactKind(reading, crm)
  const contacts = people ? await mirrorTable(reading, people, believed.includes('contacts')) : nothing
  const counts = [accounts, ...(people ? [contacts] : [])]
  const doubted = [
    ...(accounts.doubted ? ['accounts' as const] : []),
    ...(contacts.doubted ? ['contacts' as const] : []),
  ]
  for (const what of doubted) context.log.warn({ connection, what }, DOUBT)
  return {
    owners: active.size,
    accounts: await total(reading, 'accounts', last.accounts, accounts),
    contacts: await total(reading, 'contacts', last.contacts, contacts),
    run: reading.run,
    since: untilWhen(whole, now, counts).toISOString(),
    allReadAt: whole ? now.toISOString() : (last.allReadAt ?? now.toISOString()),
    form,
    doubted: whole ? doubted : believed,
    droppedIn: counts.some(({ removed }) => removed > 0) ? reading.run : (last.droppedIn ?? 0),
  }
}

const nothing: Count = { added: 0, removed: 0, newest: null, doubted: false }
const DOUBT =
  'more than half of these were not told any more: they are kept until all is read the next time. Has the user we act as lost its access?'

function accountKind(reading: Reading, crm: Crm, active: ReadonlyMap<string, boolean>): Kind<'accounts', AccountRead> {
  const { context, committer, connection, run } = reading
  const idOf = (crmId: string): string => `${connection}:${crmId}`
  return {
    list: (query) => context.store.list('accounts', query),
    listRuns: (query) => context.store.list('accounts', query),
    upsert: (row) => ({ table: 'accounts', row }),
    async read(page, since) {
      const { accounts, ...rest } = await crm.readAccounts(page, since)
      return { records: accounts, ...rest }
    },
    rowOf: (read) => accountRow(connection, read, (ownerId) => active.get(ownerId), run),
    async drop(gone) {
      const lost = new Map(gone.map(({ crmId, mergedInto }) => [idOf(crmId), mergedInto && idOf(mergedInto)]))
      return (await dropAccounts(context, committer, connection, lost)).length
    },
  }
}

/** Settings say which fields are read; secrets among them are hashed with our key. */
function formOf({ connections, dataKey }: Context, name: string): string {
  return dataKey.hash('mirror', JSON.stringify([FORM, connections.get(name)?.settings]))
}

/** Counted when all was read, and then kept by what comes and goes: a count of a million rows takes its time. */
async function total(
  { context, connection, whole }: Reading,
  table: 'accounts' | 'contacts',
  before: number | undefined,
  { added, removed }: Count,
): Promise<number> {
  return whole || before === undefined ? context.store.count(table, { connection }) : before + added - removed
}

/**
 * By the CRM's own clock as far as ours can be doubted: what was changed last is from before now, also where our clock is ahead. After all was
 * read, changes are read from before it began: a record may have changed behind the place that was being read.
 */
function untilWhen(whole: boolean, startedAt: Date, counts: readonly Count[]): Date {
  const earliest = startedAt.getTime() - CLOCK_DOUBT_MS
  if (whole) return new Date(earliest)
  const newest = counts.map((count) => count.newest?.getTime() ?? 0)
  return new Date(Math.min(startedAt.getTime(), Math.max(earliest, Math.min(...newest))))
}
