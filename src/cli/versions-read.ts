// A version of the rulebook as the commands work with it: its files from the server, compiled here. Its one rule: tables that the files at hand
// hold too are not read twice.
import { loadRulebook } from '../pipeline/load-rulebook.ts'
import type { Rulebook } from '../pipeline/rulebook.ts'
import { isTable, markedHash, readTableContent, type ReadTable } from '../pipeline/rulebook-tables.ts'
import type { Api } from './api.ts'

export interface VersionRead {
  rulebook: string
  publishedAt: string
  publishedBy: string
  comment?: string | null
  live?: boolean
  files: Record<string, string>
}

/** @param hash default: the live version */
export async function readVersion(api: Api, hash?: string): Promise<VersionRead> {
  return (await api.get(hash === undefined ? '/api/rulebook' : `/api/rulebook/versions/${hash}`)) as VersionRead
}

export async function compileVersion(
  api: Api,
  files: Record<string, string>,
  atHand: readonly ReadTable[] = [],
): Promise<Rulebook> {
  const tables = new Map(atHand.map((table) => [table.hash, table]))
  for (const [path, text] of Object.entries(files)) {
    const hash = isTable(path) ? markedHash(text) : undefined
    if (hash === undefined || tables.has(hash)) continue
    const { content } = (await api.get(`/api/rulebook/tables/${hash}`)) as { content: string }
    tables.set(hash, readTableContent(path, hash, Buffer.from(content, 'base64')))
  }
  return loadRulebook(files, tables)
}
