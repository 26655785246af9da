// pointsman db backup and db check: a copy of the data while it runs, and a look at whether data or copy are whole. Nothing is changed but
// by the server.
import { checkStore, type StoreCheck } from '../main.ts'
import { openApi } from './api.ts'
import { exitCodes } from './exit-codes.ts'
import { print, printJson } from './print.ts'

export interface BackupOptions {
  keep?: number
  json?: boolean
}

/** The copy is looked at by this process, so that the server need not. */
export async function backup({ keep, json }: BackupOptions): Promise<void> {
  const api = await openApi()
  try {
    const made = (await api.post('/api/backups', keep === undefined ? {} : { keep })) as {
      file: string
      bytes: number
      removed: string[]
    }
    const checks = await checkStore(made.file)
    const isWhole = checks.every(({ ok }) => ok)
    if (!isWhole) process.exitCode = exitCodes.failed
    if (json) return printJson({ ...made, isWhole, checks })
    print([
      `${made.file}: ${(made.bytes / 1024 / 1024).toFixed(1)} MB, ${isWhole ? 'whole' : 'NOT WHOLE'}.`,
      ...(isWhole ? [] : lines(checks)),
      ...made.removed.map((file) => `Removed: ${file}`),
    ])
  } finally {
    await api.close()
  }
}

/** @param file a backup; default: the data itself */
export async function check(file: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const checks = await checkStore(file)
  const isWhole = checks.every(({ ok }) => ok)
  if (!isWhole) process.exitCode = exitCodes.failed
  if (json) printJson({ isWhole, checks })
  else print(lines(checks))
}

function lines(checks: readonly StoreCheck[]): string[] {
  return checks.map(({ name, ok, message }) => `${ok ? 'ok  ' : 'FAIL'} ${name}: ${message}`)
}
