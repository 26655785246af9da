// Files that somebody hands over become the live version. Its one rule: all that `pointsman check` would refuse is refused here too.
import { ConfigError, InputError } from '../errors.ts'
import type { Context } from './context.ts'
import { unknownConnections } from './matching-file.ts'
import type { Actor, Published } from './pipeline.ts'
import { loadRulebook, storedTables, tableFrom } from './load-rulebook.ts'
import type { Rulebook } from './rulebook.ts'
import { isTable, markedHash, type ReadTable } from './rulebook-tables.ts'
import { missingMappings } from './serving.ts'
import { publishBy } from './versions.ts'

/**
 * @param files `rulebook/rules.yaml`, `mappings/web-form.yaml` … → text; of a table of territories its text or its mark
 * @param tables by hash, tables that a mark stands for, as gzip; those that are stored already need not come along
 * @throws InputError 422 listing every fault
 */
export async function publishFiles(
  context: Context,
  files: Readonly<Record<string, string>>,
  tables: ReadonlyMap<string, Uint8Array>,
  actor: Actor,
  comment?: string,
): Promise<Published> {
  const rulebook = await compiled(context, files, tables)
  return publishBy(context, rulebook, { actor, comment, action: 'rulebook.publish' })
}

async function compiled(
  context: Context,
  files: Readonly<Record<string, string>>,
  sent: ReadonlyMap<string, Uint8Array>,
): Promise<Rulebook> {
  try {
    const tables = await tablesOf(context, files, sent)
    const rulebook = await loadRulebook(files, tables)
    const faults = [
      ...missingMappings(rulebook, context.connections),
      ...unknownConnections(rulebook.files, rulebook.strategies, context.connections),
    ]
    if (faults.length > 0) throw new ConfigError(faults)
    return rulebook
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new InputError(error.message, { code: error.code, status: 422, cause: error })
  }
}

async function tablesOf(
  context: Context,
  files: Readonly<Record<string, string>>,
  sent: ReadonlyMap<string, Uint8Array>,
): Promise<Map<string, ReadTable>> {
  const live = await context.rulebook().catch(() => null)
  const known = new Map(live?.tables.map((table) => [table.hash, table]))
  for (const [path, text] of Object.entries(files)) {
    const hash = isTable(path) ? markedHash(text) : undefined
    const content = hash === undefined ? undefined : sent.get(hash)
    if (hash !== undefined && content && !known.has(hash)) known.set(hash, await tableFrom(path, hash, content))
  }
  return storedTables(context.store, files, known)
}
