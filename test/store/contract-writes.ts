// The contract of claimed writes: by connection, in the order of each lead, and never past one that must come first.
import { beforeEach, expect, it } from 'vitest'
import type { SyncRow } from '../../src/store/rows.ts'
import type { Store } from '../../src/store/store.ts'
import { movedClock, type MovedClock } from '../moved-clock.ts'
import { claimAt, LEASE_MINUTES } from './contract-work.ts'
import { insert, minutes, noon } from './sample-rows.ts'

export function writeClaimContract(store: () => Store): void {
  let clock: MovedClock
  beforeEach(() => {
    clock = movedClock(noon.toISOString())
  })

  /** Named `lead/seq`. */
  const put = (...rows: (Partial<SyncRow> & { leadId: string; seq: number })[]): Promise<void> =>
    store().commit({ inserts: rows.map((row) => insert('syncs', { id: `${row.leadId}/${row.seq}`, ...row })) })
  const set = (id: string, changes: Partial<SyncRow>): Promise<void> =>
    store().commit({ updates: [{ table: 'syncs', id, set: changes }] })
  const done = (id: string): Promise<void> => set(id, { state: 'done', claimId: null, leaseUntil: null })
  const claimed = async (by: string, { limit = 100, connection = 'salesforce' } = {}): Promise<string[]> =>
    (await store().claimSyncs(connection, claimAt(clock.now(), by, limit))).map(({ id }) => id)

  it('hands out the writes of one connection, lead by lead, in their order', async () => {
    await put(
      { leadId: 'b', seq: 20 },
      { leadId: 'a', seq: 30 },
      { leadId: 'b', seq: 10 },
      { leadId: 'a', seq: 20 },
      { leadId: 'c', seq: 10, connection: 'hubspot' },
    )
    expect(await claimed('one')).toEqual(['a/20', 'a/30', 'b/10', 'b/20'])
    expect(await claimed('one', { connection: 'hubspot' })).toEqual(['c/10'])
    expect(await claimed('one', { connection: 'unheard' })).toEqual([])
  })

  it('answers the row whole, as it then lies in the store: held, and one start more', async () => {
    await put({ leadId: 'a', seq: 10 })
    const [row] = await store().claimSyncs('salesforce', claimAt(noon, 'one'))
    expect(row).toMatchObject({ claimId: 'one', leaseUntil: minutes(LEASE_MINUTES), starts: 1 })
    expect(await store().find('syncs', 'a/10')).toEqual(row)
  })

  it('takes the lead that has waited longest first; the limit cuts off last writes, never first ones', async () => {
    await put(
      { leadId: 'a', seq: 10, nextAt: minutes(-1) },
      { leadId: 'a', seq: 20, nextAt: minutes(-1) },
      { leadId: 'z', seq: 10, nextAt: minutes(-9) },
      { leadId: 'z', seq: 20, nextAt: minutes(-2) },
    )
    expect(await claimed('one', { limit: 3 })).toEqual(['a/10', 'z/10', 'z/20'])
  })

  it('holds a write back while an earlier one of its lead is with another claimer', async () => {
    await put({ leadId: 'a', seq: 10 }, { leadId: 'a', seq: 20 })
    expect(await claimed('one', { limit: 1 })).toEqual(['a/10'])
    expect(await claimed('two')).toEqual([])
    await done('a/10')
    expect(await claimed('two')).toEqual(['a/20'])
  })

  it('takes the whole lead anew when the lease of its first write ends', async () => {
    await put({ leadId: 'a', seq: 10 }, { leadId: 'a', seq: 20 })
    await claimed('one', { limit: 1 })
    clock.set(minutes(LEASE_MINUTES))
    expect(await claimed('two')).toEqual(['a/10', 'a/20'])
  })

  it('holds a write back while an earlier one waits for its next try', async () => {
    await put(
      { leadId: 'a', seq: 10, nextAt: minutes(5), attempts: 1 },
      { leadId: 'a', seq: 20 },
      { leadId: 'b', seq: 20 },
    )
    expect(await claimed('one')).toEqual(['b/20'])
    clock.set(minutes(5))
    expect(await claimed('two')).toEqual(['a/10', 'a/20', 'b/20'])
  })

  it('holds the writes of a lead back while its person could not be saved', async () => {
    await put(
      { leadId: 'a', seq: 10, action: 'save-person', state: 'dead' },
      { leadId: 'a', seq: 20, action: 'set-owner' },
    )
    expect(await claimed('one')).toEqual([])
    await set('a/10', { state: 'waiting' })
    expect(await claimed('one')).toEqual(['a/10', 'a/20'])
  })

  it.each<[string, Partial<SyncRow>]>([
    ['another write that is dead', { action: 'add-note', state: 'dead' }],
    ['a person that was saved', { action: 'save-person', state: 'done' }],
    ['a person whose saving was cancelled', { action: 'save-person', state: 'cancelled' }],
    ['a write to another connection', { connection: 'hubspot', nextAt: minutes(9) }],
  ])('does not wait for %s', async (_case, earlier) => {
    await put({ leadId: 'a', seq: 10, ...earlier }, { leadId: 'a', seq: 20, action: 'set-owner' })
    expect(await claimed('one')).toEqual(['a/20'])
  })

  it('does not wait for a later write', async () => {
    await put({ leadId: 'a', seq: 10 }, { leadId: 'a', seq: 20, nextAt: minutes(9) })
    expect(await claimed('one')).toEqual(['a/10'])
  })

  it('gives each write to one of eight claimers that come at once, and no lead to two', async () => {
    await put(
      ...Array.from({ length: 20 }, (_, lead) => [10, 20, 30].map((seq) => ({ leadId: `lead ${lead}`, seq }))).flat(),
    )
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => claimed(`claimer ${index}`, { limit: 7 })),
    )
    expect(new Set(answers.flat()).size).toBe(answers.flat().length)
    const shares = answers.flatMap((ids) => [...Map.groupBy(ids, (id) => id.split('/')[0])])
    const leads = shares.map(([lead]) => lead)
    expect(leads.length).toBeGreaterThan(8)
    expect(new Set(leads).size).toBe(leads.length)
    // Each got the first writes of its lead, whatever the limit cut off.
    for (const [lead, ids] of shares) {
      expect([`${lead}/10`, `${lead}/20`, `${lead}/30`].slice(0, ids.length)).toEqual(ids)
    }
  })

  it('keeps writes for whoever renews the lease in time', async () => {
    await put({ leadId: 'a', seq: 10 }, { leadId: 'a', seq: 20 })
    await claimed('one')
    expect(await store().renewClaim('syncs', 'one', minutes(5))).toBe(2)
    clock.set(minutes(4))
    expect(await claimed('two')).toEqual([])
  })
}
