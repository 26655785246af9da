// pointsman retry: one failed write by id, or many by filter, with a dry run that counts.
import { InputError } from '../errors.ts'
import { openApi } from './api.ts'
import type { SyncView } from './lead-views.ts'
import { print, printJson } from './print.ts'
import { sinceTime } from './since.ts'

export interface RetryOptions {
  connection?: string
  action?: string
  code?: string
  since?: string
  all?: boolean
  dryRun?: boolean
  json?: boolean
}

export async function retry(sync: string | undefined, options: RetryOptions): Promise<void> {
  const { connection, action, code, since, dryRun = false, json } = options
  const filter = {
    ...(connection === undefined ? {} : { connection }),
    ...(action === undefined ? {} : { action }),
    ...(code === undefined ? {} : { code }),
    ...(since === undefined ? {} : { since: sinceTime(since, 'retry.since').toISOString() }),
  }
  checkCall(sync, Object.keys(filter).length, options)
  const api = await openApi()
  const when = api.running ? 'now' : 'when the server starts'
  try {
    if (sync !== undefined) {
      const row = (await api.post(`/api/syncs/${encodeURIComponent(sync)}/retry`, {})) as SyncView
      if (json) printJson(row)
      else print(`Write ${row.id} (${row.action} to ${row.connection}) is tried again ${when}.`)
      return
    }
    const result = (await api.post('/api/syncs/retry', { filter, dryRun })) as { matched: number; retried: number }
    if (json) printJson(result)
    else print(manyText(result, dryRun, when))
  } finally {
    await api.close()
  }
}

function manyText({ matched, retried }: { matched: number; retried: number }, dryRun: boolean, when: string): string {
  if (matched === 0) return 'No write that was given up matches: nothing to do.'
  const writes = matched === 1 ? '1 write that was given up' : `${matched} writes that were given up`
  if (dryRun) return `${writes} would be tried again; nothing was changed. Run it without --dry-run to do it.`
  return retried === matched ? `${writes}: tried again ${when}.` : `${retried} of ${writes}: tried again ${when}.`
}

/** A slip of the hand must not set thousands of writes going. @throws InputError */
function checkCall(sync: string | undefined, filters: number, { all = false, dryRun = false }: RetryOptions): void {
  if (sync !== undefined && (dryRun || all || filters > 0)) {
    throw new InputError('Name one write by its id, or filter many: not both.', { code: 'retry.both' })
  }
  if (sync === undefined && filters === 0 && !all && !dryRun) {
    throw new InputError('Name one write by its id, or say which: --connection, --action, --code, --since, or --all.', {
      code: 'retry.which',
    })
  }
}
