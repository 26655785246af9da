// The live version of rules and mappings is one row in the store; every node follows it, and a decision reads one version.
import { NotFoundError, StaleError } from '../errors.ts'
import type { Insert, Store } from '../store/store.ts'
import type { Context } from './context.ts'
import { loadRulebook, storedTables } from './load-rulebook.ts'
import type { Rulebook } from './rulebook.ts'
import type { ReadTable } from './rulebook-tables.ts'

const LIVE = 'rulebook.live'

/** Makes a version live. @returns false when it is live already */
export async function publishRulebook(context: Context, rulebook: Rulebook, by: string): Promise<boolean> {
  const { store, clock } = context
  for (let round = 0; ; round += 1) {
    const live = await store.find('settings', LIVE)
    if (live?.value === rulebook.hash) return false
    const now = clock.now()
    try {
      await store.commit({
        updates: live
          ? [
              {
                table: 'settings',
                id: LIVE,
                expect: { version: live.version },
                set: { value: rulebook.hash, version: live.version + 1, updatedAt: now },
              },
            ]
          : [],
        inserts: [
          ...tableRows(rulebook.tables, now),
          {
            table: 'rulebooks',
            ifExists: 'ignore',
            row: { id: rulebook.hash, files: rulebook.files, publishedAt: now, publishedBy: by },
          },
          ...(live
            ? []
            : [{ table: 'settings' as const, row: { id: LIVE, value: rulebook.hash, version: 1, updatedAt: now } }]),
        ],
      })
      context.keepRulebook(rulebook)
      context.log.info({ rulebook: rulebook.hash }, 'rulebook published')
      return true
    } catch (error) {
      // Another node published at the same moment: look again.
      if (!(error instanceof StaleError) || round > 5) throw error
    }
  }
}

function tableRows(tables: readonly ReadTable[], addedAt: Date): Insert[] {
  return tables.flatMap(({ hash, content }): Insert[] =>
    content === null
      ? []
      : [{ table: 'rulebookTables', ifExists: 'ignore', row: { id: hash, content: Buffer.from(content), addedAt } }],
  )
}

/** Decisions under way may still read the one before; more are compiled again when they are asked for. */
const KEPT = 4

export interface Versions {
  /** The version that is live now. @throws NotFoundError */
  live(): Promise<Rulebook>
  /** Any version that was live once. @throws NotFoundError; ConfigError where this release cannot read it any more */
  version(hash: string): Promise<Rulebook>
  /** Has this one at hand, without compiling it. */
  keep(rulebook: Rulebook): void
}

/**
 * Reads which version is live each time; compiles a version once.
 * @param loaded what was compiled at the start. Its mappings serve a version that has none: published by a process from before mappings were part
 * of it, during an update
 */
export function rulebookVersions(store: Store, loaded: Rulebook): Versions {
  const { mappings } = loaded
  /** By hash; the one that was used last stands last. */
  const compiled = new Map([[loaded.hash, loaded]])
  const loading = new Map<string, Promise<Rulebook>>()

  function keep(rulebook: Rulebook): void {
    compiled.delete(rulebook.hash)
    compiled.set(rulebook.hash, rulebook)
    const [oldest] = compiled.keys()
    if (compiled.size > KEPT && oldest !== undefined) compiled.delete(oldest)
  }

  async function load(hash: string): Promise<Rulebook> {
    const row = await store.find('rulebooks', hash)
    if (!row) throw new NotFoundError(`Rulebook ${hash} is not stored.`, 'rulebook.missing')
    const atHand = new Map([...compiled.values()].flatMap(({ tables }) => tables).map((table) => [table.hash, table]))
    const read = await loadRulebook(row.files, await storedTables(store, row.files, atHand))
    return read.mappings.length === 0 ? { ...read, mappings } : read
  }

  /** Many decisions may ask for a new version at once: it is read once for all of them. */
  async function version(hash: string): Promise<Rulebook> {
    const known = compiled.get(hash)
    if (known) {
      keep(known)
      return known
    }
    const reading = loading.get(hash) ?? load(hash).finally(() => loading.delete(hash))
    loading.set(hash, reading)
    const rulebook = await reading
    keep(rulebook)
    return rulebook
  }

  const live = async (): Promise<Rulebook> => {
    const row = await store.find('settings', LIVE)
    const hash = row?.value as string | undefined
    if (hash === undefined) throw new NotFoundError('No rulebook is live yet.', 'rulebook.none')
    return version(hash)
  }
  return { live, version, keep }
}
