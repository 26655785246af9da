import { describe, expect, it, vi } from 'vitest'
import { createCommitter, groupLength, merge } from '../../src/pipeline/commit.ts'
import { StaleError } from '../../src/errors.ts'
import type { ChangeSet, Store } from '../../src/store/store.ts'

const touching = (id: string): ChangeSet => ({ updates: [{ table: 'pools', id, set: { version: 2 } }] })
const inserting = (id: string): ChangeSet => ({ inserts: [{ table: 'pools', row: { id, version: 1 } }] })

/** A store that only commits, and refuses sets that touch `stale`. */
function committing(stale: ReadonlySet<string> = new Set()): { store: Store; groups: string[][] } {
  const groups: string[][] = []
  const store = {
    dialect: 'postgres',
    commit: async (changes: ChangeSet) => {
      const ids = [...(changes.updates ?? []).map(({ id }) => id), ...(changes.inserts ?? []).map(({ row }) => row.id)]
      if (ids.some((id) => stale.has(id))) throw new StaleError('changed meanwhile')
      groups.push(ids)
    },
  }
  return { store: store as unknown as Store, groups }
}

describe('grouping change sets', () => {
  it('keeps sets together while none changes what an earlier one inserts', () => {
    expect(groupLength([touching('a'), inserting('b'), touching('c')], 0, 10)).toBe(3)
  })

  it('starts a new transaction for a change of a fresh row, because updates are applied before inserts', () => {
    expect(groupLength([inserting('a'), touching('b'), touching('a')], 0, 10)).toBe(2)
  })

  it('keeps the order within a table when sets are merged', () => {
    expect(merge([touching('a'), touching('b')]).updates?.map(({ id }) => id)).toEqual(['a', 'b'])
  })
})

describe('committing in order', () => {
  it('stops before the first stale set, and commits all before it', async () => {
    const { store, groups } = committing(new Set(['c']))
    const done = await createCommitter(store).inOrder(['a', 'b', 'c', 'd'].map(touching))
    expect(done).toBe(2)
    expect(groups.flat()).toEqual(['a', 'b'])
  })

  it('passes over a stale set where sets do not depend on each other', async () => {
    const { store, groups } = committing(new Set(['b']))
    expect(await createCommitter(store).each(['a', 'b', 'c'].map(touching))).toEqual([1])
    expect(groups.flat()).toEqual(['a', 'c'])
  })
})

describe('work in memory', () => {
  it('that went on for some milliseconds lets others have their turn, and goes on', async () => {
    let turns = 0
    const precedence = { answered: () => undefined, turn: async () => void (turns += 1) }
    let now = 1_000
    const time = vi.spyOn(performance, 'now').mockImplementation(() => now)
    const committer = createCommitter(committing().store, precedence)
    const after = async (ms: number) => {
      now += ms
      await committer.breathe()
      return turns
    }
    expect([await after(0), await after(9), await after(1), await after(9), await after(1)]).toEqual([0, 0, 1, 1, 2])
    time.mockRestore()
  })
})
