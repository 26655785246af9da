// What a database says when its disk, its file or its server is in trouble → StorageError with a sentence that says what to do.
// Sources: https://www.sqlite.org/rescode.html, https://www.postgresql.org/docs/15/errcodes-appendix.html (2026-11)
import { StorageError, type StorageCode } from '../errors.ts'

const sqliteCodes: [RegExp, StorageCode][] = [
  [/^SQLITE_FULL/, 'storage.full'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'storage.damaged'],
  [/^SQLITE_(BUSY|LOCKED)/, 'storage.busy'],
  [/^SQLITE_(READONLY|PERM)/, 'storage.read-only'],
  [/^SQLITE_(IOERR|CANTOPEN|NOMEM|PROTOCOL)/, 'storage.io'],
]

const postgresCodes: [RegExp, StorageCode][] = [
  [/^53100$/, 'storage.full'],
  [/^(XX001|XX002)$/, 'storage.damaged'],
  [/^25006$/, 'storage.read-only'],
  [/^58/, 'storage.io'],
  // Connection exceptions, shutdown, too many connections; and what the socket says.
  [/^(08...|57P0.|53300|ECONN\w*|EPIPE|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN)$/, 'storage.unreachable'],
]

const sentences: Record<StorageCode, (place: string) => string> = {
  'storage.full': (place) =>
    `The disk under ${place} is full: make room, and it goes on by itself. Do not delete files of the database.`,
  'storage.low': (place) =>
    `The disk under ${place} is nearly full: no new leads are taken, so that what is stored can still be worked on. Make room, and it goes on by itself.`,
  'storage.io': (place) =>
    `The disk under ${place} fails (input/output error): look at the disk and the system's log. It is opened anew until it works.`,
  'storage.damaged': (place) =>
    `${place} is damaged: run "pointsman db check", and restore the newest backup if it confirms that. Nothing was deleted.`,
  'storage.busy': (place) =>
    `Another program holds ${place}: end it (a backup tool, a shell with an open transaction), and it goes on by itself.`,
  'storage.read-only': (place) =>
    `${place} cannot be written: look at the rights of file and folder, and whether the disk is mounted read-only.`,
  'storage.unreachable': (place) =>
    `${place} does not answer: look at the server and the net. It is tried again by itself.`,
}

export function storageError(code: StorageCode, place: string, cause?: unknown): StorageError {
  return new StorageError(sentences[code](place), { code, cause })
}

/** @returns undefined when it says nothing about disk, file or server */
export function sqliteFault(error: unknown, place: string): StorageError | undefined {
  return faultBy(sqliteCodes, error, place)
}

/** @returns undefined when it says nothing about disk, file or server */
export function postgresFault(error: unknown, place: string): StorageError | undefined {
  const found = faultBy(postgresCodes, error, place)
  if (found || !(error instanceof Error)) return found
  // `pg` gives these no code.
  const isLost =
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/
  return isLost.test(error.message) ? storageError('storage.unreachable', place, error) : undefined
}

function faultBy(codes: readonly [RegExp, StorageCode][], error: unknown, place: string): StorageError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  const said = String(error.code)
  const code = codes.find(([pattern]) => pattern.test(said))?.[1]
  return code && storageError(code, place, error)
}
