// What a person must look at: one row per thing, counted up while it lasts, ended when it is mended.
import { StaleError } from '../errors.ts'
import type { AlertRow } from '../store/rows.ts'
import type { Context } from './context.ts'

export interface Alarm {
  /** `quarantine` */
  kind: string
  connection: string | null
  /** One plain sentence: what is wrong, and what to do. No personal data. */
  text: string
  /** How often it happened now. */
  count?: number
}

const TRIES = 5

/** Opens the alert, or counts it up. An ended one begins anew. */
export async function raiseAlert(context: Context, alarm: Alarm): Promise<void> {
  const now = context.clock.now()
  const count = alarm.count ?? 1
  await again(async () => {
    const row = await context.store.find('alerts', alertId(alarm))
    if (row?.endedAt === null) {
      await context.store.commit({
        updates: [
          {
            table: 'alerts',
            id: row.id,
            expect: { count: row.count, endedAt: null },
            set: { text: alarm.text, count: row.count + count, lastAt: now },
          },
        ],
      })
      return
    }
    const fresh: AlertRow = {
      id: alertId(alarm),
      kind: alarm.kind,
      connection: alarm.connection,
      text: alarm.text,
      count,
      firstAt: now,
      lastAt: now,
      endedAt: null,
    }
    await context.store.commit(
      row ? { upserts: [{ table: 'alerts', row: fresh }] } : { inserts: [{ table: 'alerts', row: fresh }] },
    )
    context.log.error({ alert: fresh.id, connection: fresh.connection }, alarm.text)
  })
}

/** It is mended. Cheap when nothing was wrong. */
export async function endAlert(context: Context, alarm: Pick<Alarm, 'kind' | 'connection'>): Promise<void> {
  await again(async () => {
    const row = await context.store.find('alerts', alertId(alarm))
    if (!row || row.endedAt !== null) return
    await context.store.commit({
      updates: [
        {
          table: 'alerts',
          id: row.id,
          expect: { count: row.count, endedAt: null },
          set: { endedAt: context.clock.now() },
        },
      ],
    })
    context.log.info({ alert: row.id, connection: row.connection }, 'an alert has ended')
  })
}

function alertId({ kind, connection }: Pick<Alarm, 'kind' | 'connection'>): string {
  return connection === null ? kind : `${kind}:${connection}`
}

/** Somebody else counted at the same moment: look again. */
async function again(write: () => Promise<void>): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof StaleError) || left === 1) throw error
    }
  }
}
