// What is looked at before a SQLite file is trusted: the kind of its disk, and whether it is whole. Refuses; never mends and never deletes.
import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { ConfigError } from '../errors.ts'

/** Larger files take too long at the start: `pointsman db check` looks at all of it. */
const MOST_CHECKED_BYTES = 64 * 1024 * 1024

/** Locks of these are not to be trusted: https://www.sqlite.org/faq.html#q5. Numbers: statfs(2). */
const networkDisks = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
])

/** @throws ConfigError */
export function refuseNetworkDisk(file: string, typeOf = (folder: string): number => statfsSync(folder).type): void {
  const kind = networkDisks.get(typeOf(dirname(file)) >>> 0)
  if (kind === undefined) return
  const message = `It lies on a network disk (${kind}), where SQLite cannot keep its promises: use a local disk, or PostgreSQL (DATABASE_URL).`
  throw new ConfigError([{ file, message }], { code: 'store.network-disk' })
}

/** @throws ConfigError that names the newest backup */
export function refuseDamaged(db: Sqlite.Database, file: string): void {
  if (!existsSync(file) || statSync(file).size > MOST_CHECKED_BYTES) return
  let said: string
  try {
    said = String(db.pragma('quick_check(1)', { simple: true }))
  } catch (error) {
    said = (error as Error).message
  }
  if (said === 'ok') return
  said = said.replace(/^\*\*\*.*\*\*\*\s*/, '').replaceAll(/\s+/g, ' ')
  throw new ConfigError([{ file, message: `The database is damaged (${said}). ${whatToDo(file)}` }], {
    code: 'store.damaged',
  })
}

/** Nothing was changed, and what a person can do now. */
export function whatToDo(file: string): string {
  const newest = newestBackup(file)
  return (
    'It was left as it is: copy the whole folder aside first. ' +
    (newest === undefined
      ? 'There is no backup beside it: see docs/operate.md, "When the database is damaged".'
      : `The newest backup is ${newest}: see docs/operate.md, "When the database is damaged".`)
  )
}

function newestBackup(file: string): string | undefined {
  const folder = join(dirname(file), 'backups')
  if (!existsSync(folder)) return undefined
  const name = basename(file, '.db')
  const names = readdirSync(folder).filter((one) => one.startsWith(`${name}-`) && one.endsWith('.db'))
  const last = names.toSorted().at(-1)
  return last && join(folder, last)
}
