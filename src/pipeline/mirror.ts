// Owners and accounts as the CRM knows them, kept in the store so that matching and routing cost no call per lead.
import { RemoteError } from '../errors.ts'
import type { Upsert } from '../store/store.ts'
import { MINUTE_MS } from '../time.ts'
import { accountRow } from './account-row.ts'
import type { Context } from './context.ts'
import { isPaused } from './pause.ts'
import { rememberUnread, unreadLately } from './unread.ts'

const MIRROR_EVERY_MS = 10 * MINUTE_MS
const PER_COMMIT = 50

const settingId = (crm: string): string => `mirror:${crm}`

/** True once every CRM that leads are written to has been read at least once: before that nobody could be chosen. */
export async function mirrored(context: Context): Promise<boolean> {
  const wanted = [...new Set([...context.connections.values()].flatMap((connection) => connection.writesTo ?? []))]
  const rows = await context.store.list('settings', { where: { id: { in: wanted.map(settingId) } } })
  return rows.length === wanted.length
}

/** This one was read, and could be at the last try: other readings need not find out by themselves that it cannot. */
export async function isReadable(context: Context, name: string): Promise<boolean> {
  if (await unreadLately(context, settingId(name))) return false
  return (await context.store.find('settings', settingId(name))) !== undefined
}

/** Reads owners and accounts when they are due. @returns 1 when they were read */
export async function mirror(context: Context, name: string): Promise<number> {
  const crm = context.crms.get(name)
  if (!crm || (await isPaused(context, name))) return 0
  const { store, clock } = context
  if (await unreadLately(context, settingId(name))) return 0
  const now = clock.now()
  const last = await store.find('settings', settingId(name))
  if (last && now.getTime() - last.updatedAt.getTime() < MIRROR_EVERY_MS) return 0
  try {
    const owners = await crm.readOwners()
    await save(
      context,
      owners.map((owner) => ({ table: 'owners', row: { ...owner, id: `${name}:${owner.crmId}`, connection: name } })),
    )
    const active = new Map(owners.map((owner) => [owner.crmId, owner.active]))
    let page: string | null = null
    let accounts = 0
    do {
      const read: Awaited<ReturnType<typeof crm.readAccounts>> = await crm.readAccounts(page)
      accounts += read.accounts.length
      await save(
        context,
        read.accounts.map((account) => ({
          table: 'accounts',
          row: accountRow(name, account, (ownerId) => active.get(ownerId), 1),
        })),
      )
      page = read.next
    } while (page !== null)
    await store.commit({
      upserts: [
        {
          table: 'settings',
          row: {
            id: settingId(name),
            value: { owners: owners.length, accounts },
            version: (last?.version ?? 0) + 1,
            updatedAt: now,
          },
        },
      ],
    })
    context.log.info({ connection: name, owners: owners.length, accounts }, 'owners and accounts read')
    context.wake('events')
    return 1
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    context.log.warn({ connection: name, code: error.code, kind: error.kind }, 'owners and accounts could not be read')
    await rememberUnread(context, settingId(name), error.code)
    return 0
  }
}

async function save(context: Context, rows: Upsert[]): Promise<void> {
  for (let from = 0; from < rows.length; from += PER_COMMIT) {
    await context.store.commit({ upserts: rows.slice(from, from + PER_COMMIT) })
  }
}
