// Tables of territories beside the other files of a rulebook. Their one rule: a version names each by the hash of its content, so that a table
// of a million rows is stored once, read once, and not looked at again when a rule is edited (docs/decisions/0011).
import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { ConfigError, type Fault } from '../errors.ts'
import { readTable } from '../routing/territories/read-table.ts'
import type { TableData } from '../routing/territories/table-data.ts'

export interface ReadTable {
  /** SHA-256 of the file, in hex. */
  hash: string
  data: TableData
  /** gzip of the file; null: it is in the store already. */
  content: Uint8Array | null
}

export const isTable = (path: string): boolean => /(?:^|\/)territories\/[^/]+\.csv$/u.test(path)

const MARK = /^table sha256:([0-9a-f]{64})\n$/

/** What stands for the table among the files of a version. */
export const markOf = (hash: string): string => `table sha256:${hash}\n`

/** undefined: it is the table itself. */
export function markedHash(text: string): string | undefined {
  return MARK.exec(text)?.[1]
}

/** @throws ConfigError naming the faults of the table */
export function readTableText(path: string, text: string): ReadTable {
  const bytes = Buffer.from(text)
  return { hash: hashOf(bytes), data: readTable({ path, text }), content: gzipSync(bytes) }
}

/** @throws ConfigError when it is no gzip, or another table than the one that was meant, or has faults */
export function readTableContent(path: string, hash: string, content: Uint8Array): ReadTable {
  const bytes = unpacked(path, content)
  if (hashOf(bytes) !== hash)
    throw refused(path, 'The table that came along is another one than the rulebook names: send it again.')
  return { hash, data: readTable({ path, text: bytes.toString('utf8') }), content }
}

/** A million rows are below it; a bomb is not. */
const MOST_BYTES = 256 * 1024 * 1024

function unpacked(path: string, content: Uint8Array): Buffer {
  try {
    return gunzipSync(content, { maxOutputLength: MOST_BYTES })
  } catch (error) {
    throw refused(
      path,
      `The table that came along cannot be unpacked: ${error instanceof Error ? error.message : String(error)}.`,
    )
  }
}

function refused(file: string, message: string): ConfigError {
  return new ConfigError([{ file, message }])
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Tables in the files, those that are texts read here, those that are marks among the given ones. */
export function tablesIn(
  files: Readonly<Record<string, string>>,
  given: ReadonlyMap<string, ReadTable>,
  faults: Fault[],
): Map<string, ReadTable> {
  const tables = new Map<string, ReadTable>()
  for (const [path, text] of Object.entries(files)) {
    if (!isTable(path)) continue
    const hash = markedHash(text)
    try {
      const table = hash === undefined ? readTableText(path, text) : given.get(hash)
      if (table) tables.set(path, table)
      else
        faults.push({
          file: path,
          message: 'This table is not in the store: publish the rulebook again with its files.',
        })
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      faults.push(...error.faults)
    }
  }
  return tables
}
