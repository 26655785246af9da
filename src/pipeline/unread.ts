// A CRM that could not be read is left alone for a moment, whoever asks: its calls are scarce, and the loops come round each second.
import type { Context } from './context.ts'

const LEFT_ALONE_MS = 30_000

const settingId = (reading: string): string => `unread:${reading}`

/** @param reading `watch:salesforce` */
export async function unreadLately(context: Context, reading: string): Promise<boolean> {
  const row = await context.store.find('settings', settingId(reading))
  return row !== undefined && context.clock.now().getTime() - row.updatedAt.getTime() < LEFT_ALONE_MS
}

export async function rememberUnread(context: Context, reading: string, code: string): Promise<void> {
  const id = settingId(reading)
  const updatedAt = context.clock.now()
  await context.store.commit({ upserts: [{ table: 'settings', row: { id, value: { code }, version: 1, updatedAt } }] })
}
