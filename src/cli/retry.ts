// pointsman retry: one failed write by id, or many by filter, with a dry run that counts.
import { InputError } from '../errors.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, systemClock } from '../time.ts'
import { openApi } from './api.ts'
import { print, printJson } from './print.ts'

export interface RetryOptions {
  connection?: string
  action?: string
  code?: string
  since?: string
  dryRun?: boolean
  json?: boolean
}

export async function retry(sync: string | undefined, options: RetryOptions): Promise<void> {
  const { connection, action, code, since, dryRun = false, json } = options
  const filter = {
    ...(connection === undefined ? {} : { connection }),
    ...(action === undefined ? {} : { action }),
    ...(code === undefined ? {} : { code }),
    ...(since === undefined ? {} : { since: parseSince(since, systemClock.now()).toISOString() }),
  }
  if (sync !== undefined && (dryRun || Object.keys(filter).length > 0)) {
    throw new InputError('Name one sync, or filter many: not both.', { code: 'retry.both' })
  }
  const api = await openApi()
  try {
    if (sync !== undefined) {
      const row = (await api.post(`/api/syncs/${encodeURIComponent(sync)}/retry`, {})) as { id: string; state: string }
      return json ? printJson(row) : print(`Sync ${row.id} is ${row.state}: it is written again now.`)
    }
    const result = (await api.post('/api/syncs/retry', { filter, dryRun })) as { matched: number; retried: number }
    if (json) return printJson(result)
    print(
      dryRun
        ? `${result.matched} dead syncs match. Without --dry-run they are written again.`
        : `${result.retried} of ${result.matched} dead syncs are written again now.`,
    )
  } finally {
    await api.close()
  }
}

const UNITS: Record<string, number> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }

/** `90m`, `2h`, `3d` before `now`, or an ISO time. @throws InputError */
export function parseSince(text: string, now: Date): Date {
  const span = /^(\d+)([mhd])$/.exec(text)
  if (span) return new Date(now.getTime() - Number(span[1]) * (UNITS[span[2] ?? ''] ?? 0))
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) {
    throw new InputError(`"${text}" is no time: write 90m, 2h, 3d or 2026-11-24T08:00:00Z.`, { code: 'retry.since' })
  }
  return at
}
