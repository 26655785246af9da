// Commits many small change sets in few transactions, without ever holding SQLite's one writer for long.
import { StaleError, StorageError } from '../errors.ts'
import type { ChangeSet, Store } from '../store/store.ts'
import { createPrecedence, type Precedence } from './precedence.ts'

/** Goal for one synchronous transaction: intake waits no longer than this behind it. */
const TARGET_MS = 5
const MAX_GROUP = 200
/** Smaller groups are not faster where each waits for a slow disk, or behind others: that time is in what is measured. */
const MIN_GROUP = 16
/** Work in memory goes on for so long at most, the piece apart that is under way then. */
const BREATH_MS = 10

/** One change set that does what these do, one after the other. Their order within a table is kept. */
export function merge(sets: readonly ChangeSet[]): ChangeSet {
  return {
    updates: sets.flatMap((set) => set.updates ?? []),
    upserts: sets.flatMap((set) => set.upserts ?? []),
    inserts: sets.flatMap((set) => set.inserts ?? []),
    deletes: sets.flatMap((set) => set.deletes ?? []),
  }
}

/**
 * Leading sets that may share a transaction. A set that updates or upserts what an earlier one of the group inserts must wait for
 * the next transaction, because a commit applies updates before inserts.
 */
export function groupLength(sets: readonly ChangeSet[], from: number, most: number): number {
  const fresh = new Set<string>()
  let length = 0
  for (const set of sets.slice(from, from + most)) {
    const touches = [...(set.updates ?? []), ...(set.upserts ?? []).map(({ table, row }) => ({ table, id: row.id }))]
    if (length > 0 && touches.some(({ table, id }) => fresh.has(`${table} ${id}`))) break
    for (const { table, row } of [...(set.inserts ?? []), ...(set.upserts ?? [])]) fresh.add(`${table} ${row.id}`)
    length += 1
  }
  return length
}

export interface Committer {
  /**
   * Commits in order. Stops at the first group whose guard fails.
   * @returns how many sets were committed; less than all means: read again from there
   */
  inOrder(sets: readonly ChangeSet[]): Promise<number>
  /**
   * Commits sets that do not depend on each other: one that is stale is passed over, and one that the database refuses does not keep
   * back the others. @returns indexes of the stale ones @throws what the first refused one met, after the others
   */
  each(sets: readonly ChangeSet[]): Promise<number[]>
  /** To be awaited where work in memory goes on for long: when it has for some milliseconds, others have their turn. */
  breathe(): Promise<void>
}

export function createCommitter(store: Store, precedence: Precedence = createPrecedence()): Committer {
  let most = MIN_GROUP
  let turnAt = performance.now()

  async function turn(): Promise<void> {
    await precedence.turn()
    turnAt = performance.now()
  }

  async function commitGroup(group: readonly ChangeSet[]): Promise<boolean> {
    const startedAt = performance.now()
    try {
      await store.commit(merge(group))
      return true
    } catch (error) {
      if (error instanceof StaleError) return false
      throw error
    } finally {
      if (store.dialect === 'sqlite' && group.length === most) {
        const ms = performance.now() - startedAt
        most = Math.min(MAX_GROUP, Math.max(MIN_GROUP, Math.floor(most * Math.min(1.5, TARGET_MS / ms))))
      }
    }
  }

  /** false: one of them is stale or refused; which one is found by committing them singly. */
  async function commitsWhole(group: readonly ChangeSet[]): Promise<boolean> {
    try {
      return await commitGroup(group)
    } catch (error) {
      if (error instanceof StorageError) throw error
      return false
    }
  }

  return {
    async breathe() {
      if (performance.now() - turnAt >= BREATH_MS) await turn()
    },

    async inOrder(sets) {
      let done = 0
      while (done < sets.length) {
        const length = groupLength(sets, done, store.dialect === 'sqlite' ? most : MAX_GROUP)
        if (!(await commitGroup(sets.slice(done, done + length)))) {
          if (length === 1) return done
          if (!(await commitGroup(sets.slice(done, done + 1)))) return done
          done += 1
          continue
        }
        done += length
        await turn()
      }
      return done
    },

    async each(sets) {
      const stale: number[] = []
      const refused: unknown[] = []
      let done = 0
      while (done < sets.length) {
        const length = groupLength(sets, done, store.dialect === 'sqlite' ? most : MAX_GROUP)
        if (!(await commitsWhole(sets.slice(done, done + length)))) {
          for (let index = done; index < done + length; index += 1) {
            const set = sets[index]
            try {
              if (set && !(await commitGroup([set]))) stale.push(index)
            } catch (error) {
              if (error instanceof StorageError) throw error
              refused.push(error)
            }
          }
        }
        done += length
        await turn()
      }
      if (refused.length > 0) throw refused[0]
      return stale
    },
  }
}
