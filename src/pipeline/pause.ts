// A connection that its system no longer lets in is paused until a person, or the next successful probe, opens it again.
import type { Context } from './context.ts'

const settingId = (connection: string): string => `paused:${connection}`

/** How often a paused connection is tried again, in case the credentials were mended outside. */
const PROBE_EVERY_MS = 60_000

interface Pause {
  because: string
}

export async function pauseConnection(context: Context, connection: string, because: string): Promise<void> {
  const row = await context.store.find('settings', settingId(connection))
  await context.store.commit({
    upserts: [
      {
        table: 'settings',
        row: {
          id: settingId(connection),
          value: { because } satisfies Pause,
          version: (row?.version ?? 0) + 1,
          updatedAt: context.clock.now(),
        },
      },
    ],
  })
  context.log.error({ connection }, 'connection paused: its system refuses our credentials')
}

export async function pausedBecause(context: Context, connection: string): Promise<string | null> {
  const row = await context.store.find('settings', settingId(connection))
  return (row?.value as Pause | null)?.because ?? null
}

/** True while nothing may be sent; false again when it is time for a probe. */
export async function isPaused(context: Context, connection: string): Promise<boolean> {
  const row = await context.store.find('settings', settingId(connection))
  if (!row || row.value === null) return false
  return context.clock.now().getTime() - row.updatedAt.getTime() < PROBE_EVERY_MS
}

/** Called after a successful call; cheap when the connection was not paused. */
export async function resumeConnection(context: Context, connection: string): Promise<void> {
  const row = await context.store.find('settings', settingId(connection))
  if (!row || row.value === null) return
  await context.store.commit({
    upserts: [
      {
        table: 'settings',
        row: { ...row, value: null, version: row.version + 1, updatedAt: context.clock.now() },
      },
    ],
  })
}
