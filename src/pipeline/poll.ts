// Sources that are asked for what is new. What they give is stored like a delivery, and in the same commit as how far it was read: after a
// crash nothing is missing and nothing comes twice.
import { hashOf } from '../connector.ts'
import { RemoteError, StaleError } from '../errors.ts'
import type { SettingRow } from '../store/rows.ts'
import type { Connection } from './connections.ts'
import type { Context } from './context.ts'
import { newDelivery } from './delivery-row.ts'
import { isPaused, pauseConnection, resumeConnection } from './pause.ts'
import { rememberUnread, unreadLately } from './unread.ts'

/** In place of an HTTP method. No request can carry it. */
export const POLL_METHOD = 'POLL'
const MAX_PAGES = 50

const settingId = (connection: string): string => `poll:${connection}`

/** @returns how many pages were read */
export async function pollConnection(context: Context, connection: Connection): Promise<number> {
  const { store, clock, outbounds } = context
  const { name, settings } = connection
  const poll = connection.connector.source?.poll
  const everyMs = poll?.everyMs(settings)
  const outbound = outbounds.get(name)
  if (!poll || everyMs === undefined || !outbound || connection.closed || (await isPaused(context, name))) return 0
  if (await unreadLately(context, settingId(name))) return 0
  const startedAt = clock.now()
  let row = await store.find('settings', settingId(name))
  if (row && startedAt.getTime() - row.updatedAt.getTime() < everyMs) return 0
  try {
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const cursor = typeof row?.value === 'string' ? row.value : null
      const read = await poll.read(cursor, clock.now(), settings, outbound)
      const next = await keep(context, name, row, read.deliveries, read.cursor)
      // Another process was quicker: it goes on.
      if (!next) return page
      row = next
      if (!read.more) break
    }
    await resumeConnection(context, name)
    return 0
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    context.log.warn({ connection: name, code: error.code, kind: error.kind }, 'a source could not be polled')
    await rememberUnread(context, settingId(name), error.code)
    if (error.kind === 'unauthorized') await pauseConnection(context, name, error.message)
    return 0
  }
}

async function keep(
  context: Context,
  name: string,
  before: SettingRow | undefined,
  deliveries: readonly { body: string }[],
  cursor: string,
): Promise<SettingRow | undefined> {
  const now = context.clock.now()
  const after: SettingRow = { id: settingId(name), value: cursor, version: (before?.version ?? 0) + 1, updatedAt: now }
  const rows = deliveries.map(({ body }) => {
    const bytes = Buffer.from(body)
    const request = {
      method: POLL_METHOD,
      url: '',
      headers: {},
      repeated: [],
      body: bytes,
      receivedAt: now,
      remoteAddress: '',
    }
    const deliveryKey = `poll ${hashOf(bytes)}`
    return newDelivery(context, name, request, { deliveryKey, url: '', headers: {}, state: 'received', fault: null })
  })
  try {
    await context.store.commit({
      ...(before
        ? { updates: [{ table: 'settings', id: before.id, expect: { version: before.version }, set: after }] }
        : {}),
      inserts: [
        ...(before ? [] : [{ table: 'settings' as const, row: after }]),
        ...rows.map((row) => ({ table: 'deliveries' as const, row, ifExists: 'ignore' as const })),
      ],
    })
  } catch (error) {
    if (!(error instanceof StaleError)) throw error
    return undefined
  }
  if (rows.length > 0) context.wake('deliveries')
  return after
}
