// pointsman db backup, check and copy: a copy of the data while it runs, a look at whether data or copy are whole, and a move to another
// database. Data in use are changed by the server only.
import { checkStore, copyData, type StoreCheck } from '../main.ts'
import { openApi } from './api.ts'
import { exitCodes } from './exit-codes.ts'
import { print, printJson, table } from './print.ts'
import { progress } from './progress.ts'

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

export interface CopyOptions {
  from?: string
  to: string
  json?: boolean
}

export async function copy({ from, to, json }: CopyOptions): Promise<void> {
  const bar = progress()
  const copied = await copyData(from, to, (name, rows) => bar.tell(`${name}: ${rows} rows`)).finally(() => bar.end())
  if (json) return printJson(copied)
  const filled = copied.tables.filter(({ rows }) => rows > 0)
  const all = filled.reduce((sum, { rows }) => sum + rows, 0)
  print([
    `${all} rows of ${copied.from} are in ${copied.to}, each read back and the same:`,
    ...table(filled.map(({ table: name, rows }) => [name, String(rows)])),
    'Next: set DATABASE_URL, keep the key (POINTSMAN_KEY, or the file "key" of the data folder), start, and keep the old database until you are content.',
  ])
}

function lines(checks: readonly StoreCheck[]): string[] {
  return checks.map(({ name, ok, message }) => `${ok ? 'ok  ' : 'FAIL'} ${name}: ${message}`)
}
