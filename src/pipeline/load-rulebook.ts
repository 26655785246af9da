// The files of a rulebook → the rulebook, beside whoever is served meanwhile. Its one rule: what is small is read here at once; what is large is
// read by a thread, and compiled here in slices.
import { readFile, stat } from 'node:fs/promises'
import type { Store } from '../store/store.ts'
import { inSlices } from './in-slices.ts'
import { compilingRulebook, type Rulebook } from './rulebook.ts'
import { isTable, markedHash, readTableContent, readTableText, type ReadTable } from './rulebook-tables.ts'
import { inThread, type RulebookNotes } from './rulebook-thread.ts'

/** Some 200 rules: they are read in the time in which a thread begins. */
const SMALL_YAML = 32 * 1024
const SMALL_TABLE = 64 * 1024

/** @param tables by hash, those that the files name by a mark. @throws ConfigError with the faults of all files at once */
export async function loadRulebook(
  files: Readonly<Record<string, string>>,
  tables: ReadonlyMap<string, ReadTable> = new Map(),
): Promise<Rulebook> {
  const signs = Object.entries(files).reduce((sum, [path, text]) => sum + (isTable(path) ? 0 : text.length), 0)
  if (signs <= SMALL_YAML) return inSlices(compilingRulebook(files, { tables }))
  const data = new Map([...tables].map(([hash, table]) => [hash, table.data]))
  const { notes, tests } = (await inThread({ kind: 'rulebook', files, tables: data })) as RulebookNotes
  return inSlices(compilingRulebook(files, { tables, notes, tests }))
}

/** @param path as people name it. @throws ConfigError naming its faults */
export async function tableOnDisk(path: string, file: string): Promise<ReadTable> {
  const { size } = await stat(file)
  if (size <= SMALL_TABLE) return readTableText(path, await readFile(file, 'utf8'))
  return (await inThread({ kind: 'table', path, from: { file } })) as ReadTable
}

/** @throws ConfigError when it is another table than the one that was meant, or has faults */
export async function tableFrom(path: string, hash: string, content: Uint8Array): Promise<ReadTable> {
  if (content.length <= SMALL_TABLE / 8) return readTableContent(path, hash, content)
  return (await inThread({ kind: 'table', path, from: { hash, content } })) as ReadTable
}

/** Those that stored files name and that are not at hand, out of the store. */
export async function storedTables(
  store: Store,
  files: Readonly<Record<string, string>>,
  known: ReadonlyMap<string, ReadTable>,
): Promise<Map<string, ReadTable>> {
  const tables = new Map<string, ReadTable>()
  for (const [path, text] of Object.entries(files)) {
    const hash = isTable(path) ? markedHash(text) : undefined
    if (hash === undefined) continue
    const table = known.get(hash) ?? (await storedTable(store, path, hash))
    if (table) tables.set(hash, table)
  }
  return tables
}

async function storedTable(store: Store, path: string, hash: string): Promise<ReadTable | undefined> {
  const row = await store.find('rulebookTables', hash)
  return row ? { ...(await tableFrom(path, hash, row.content)), content: null } : undefined
}
