// The contract of claimed work: one holder per row, a lease that ends by the clock, a claim id that fences off whoever lost it.
import { beforeEach, describe, expect, it } from 'vitest'
import { StaleError } from '../../src/errors.ts'
import type { DeliveryRow, EventRow, ReplyRow, Rows } from '../../src/store/rows.ts'
import type { Claim, Insert, Store } from '../../src/store/store.ts'
import { MINUTE_MS } from '../../src/time.ts'
import { movedClock, type MovedClock } from '../moved-clock.ts'
import { insert, minutes, noon } from './sample-rows.ts'

export const LEASE_MINUTES = 1

export function claimAt(now: Date, id: string, limit = 100): Claim {
  return { id, now, leaseUntil: new Date(now.getTime() + LEASE_MINUTES * MINUTE_MS), limit }
}

const kinds = [
  {
    table: 'deliveries',
    open: 'received',
    closed: 'split',
    claim: (store: Store, claim: Claim): Promise<(DeliveryRow | EventRow)[]> => store.claimDeliveries(claim),
  },
  {
    table: 'events',
    open: 'waiting',
    closed: 'routed',
    claim: (store: Store, claim: Claim): Promise<(DeliveryRow | EventRow)[]> => store.claimEvents(claim),
  },
  {
    table: 'replies',
    open: 'waiting',
    closed: 'done',
    claim: (store: Store, claim: Claim): Promise<ReplyRow[]> => store.claimReplies(claim),
  },
] as const

export function workContract(store: () => Store): void {
  let clock: MovedClock
  beforeEach(() => {
    clock = movedClock(noon.toISOString())
  })

  describe.each(kinds)('of $table', ({ table, open, closed, claim }) => {
    const put = (...rows: Partial<Rows['events'] & Rows['deliveries']>[]): Promise<void> =>
      store().commit({ inserts: rows.map((row) => insert(table, row as never)) })
    const claimed = async (id: string, limit?: number): Promise<string[]> =>
      (await claim(store(), claimAt(clock.now(), id, limit))).map((row) => row.id)

    it('hands out what is due, oldest first, up to the limit', async () => {
      await put(
        { id: 'c', nextAt: minutes(-3) },
        { id: 'late', nextAt: minutes(1) },
        { id: 'b', nextAt: minutes(-1) },
        { id: 'a', nextAt: minutes(-1) },
        { id: 'now', nextAt: noon },
      )
      expect(await claimed('one', 2)).toEqual(['c', 'a'])
      expect(await claimed('two')).toEqual(['b', 'now'])
      expect(await claimed('three')).toEqual([])
      clock.move(MINUTE_MS)
      expect(await claimed('four', 1)).toEqual(['c'])
    })

    it('hands out no more than so many bytes at once, and the first whatever it holds', async () => {
      if (table === 'replies') return
      const holding = (bytes: number) => ({ body: Buffer.alloc(bytes, 'x'), payload: 'x'.repeat(bytes - 2) })
      await put(
        ...[900, 30, 40, 40, 40].map((bytes, index) => ({
          id: `${index}`,
          nextAt: minutes(index - 9),
          ...(table === 'deliveries' ? { body: holding(bytes).body } : { payload: holding(bytes).payload }),
        })),
      )
      const next = async (id: string) =>
        (await claim(store(), { ...claimAt(clock.now(), id), bytes: 100 })).map((row) => row.id)
      expect(await next('one')).toEqual(['0'])
      expect(await next('two')).toEqual(['1', '2', '3'])
      expect(await next('three')).toEqual(['4'])
      expect(await next('four')).toEqual([])
    })

    const neverGivenBack = { claimId: 'killed', leaseUntil: minutes(-60) }

    it('hands out at once what is only tried again, however often', async () => {
      await put(...Array.from({ length: 5 }, () => ({ starts: 9 })))
      expect(await claimed('one')).toHaveLength(5)
    })

    it('hands out ever smaller groups of what was begun without an end, at last alone', async () => {
      await put(
        ...[0, 0, 1, 1, 2, 2, 40, 0].map((starts, index) => ({
          id: `${index}`,
          nextAt: minutes(index - 9),
          starts,
          ...neverGivenBack,
        })),
      )
      const limit = 16
      expect(await claimed('one', limit)).toEqual(['0', '1', '2', '3'])
      expect(await claimed('two', limit)).toEqual(['4'])
      expect(await claimed('three', limit)).toEqual(['5'])
      expect(await claimed('four', limit)).toEqual(['6'])
      expect(await claimed('five', limit)).toEqual(['7'])
    })

    it('lets others go first after the fourth start without an end, for a second and then twice as long each time', async () => {
      await put(
        { id: 'first', nextAt: minutes(-2), starts: 4, ...neverGivenBack },
        { id: 'second', nextAt: minutes(-1) },
      )
      expect(await claimed('one')).toEqual(['first'])
      expect((await store().find(table, 'first'))?.nextAt).toEqual(new Date(noon.getTime() + 2_000))
      expect(await claimed('two')).toEqual(['second'])
    })

    it('answers the row whole, as it then lies in the store: held, and one start more', async () => {
      await put({ id: 'a', starts: 2 })
      const [row] = await claim(store(), claimAt(noon, 'one'))
      expect(row).toMatchObject({ claimId: 'one', leaseUntil: minutes(LEASE_MINUTES), starts: 3, state: open })
      expect(await store().find(table, 'a')).toEqual(row)
    })

    it('hands out no row that is done', async () => {
      await put({ id: 'a', state: closed as never })
      expect(await claimed('one')).toEqual([])
    })

    it('gives each row to one of ten claimers that come at once', async () => {
      await put(...Array.from({ length: 50 }, () => ({})))
      const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => claimed(`claimer ${index}`, 5)))
      expect(new Set(answers.flat()).size).toBe(answers.flat().length)
      const rest = await claimed('rest')
      expect(new Set([...answers.flat(), ...rest]).size).toBe(50)
    })

    it('hands a row to the next when its lease ends, and not a moment earlier', async () => {
      await put({ id: 'a' })
      await claimed('one')
      clock.set(new Date(minutes(LEASE_MINUTES).getTime() - 1))
      expect(await claimed('two')).toEqual([])
      clock.move(1)
      expect(await claimed('two')).toEqual(['a'])
      expect((await store().find(table, 'a'))?.starts).toBe(2)
    })

    it('keeps a row for whoever renews its lease in time', async () => {
      await put({ id: 'a' }, { id: 'b' })
      await claimed('one')
      expect(await store().renewClaim(table, 'one', minutes(5))).toBe(2)
      clock.set(minutes(4))
      expect(await claimed('two')).toEqual([])
      clock.set(minutes(5))
      expect(await claimed('two')).toEqual(['a', 'b'])
    })

    it('renews nothing that another holds by now, or that is done', async () => {
      await put({ id: 'a' }, { id: 'b' }, { id: 'done' })
      await claimed('one')
      await store().commit({ updates: [{ table, id: 'done', set: { state: closed as never } }] })
      clock.set(minutes(LEASE_MINUTES))
      expect(await claimed('two', 1)).toEqual(['a'])
      expect(await store().renewClaim(table, 'one', minutes(9))).toBe(1)
      expect((await store().find(table, 'a'))?.leaseUntil).toEqual(minutes(2 * LEASE_MINUTES))
      expect(await store().renewClaim(table, 'nobody', minutes(9))).toBe(0)
    })

    it('lets only the last holder finish a row', async () => {
      await put({ id: 'a' })
      await claimed('slow')
      clock.set(minutes(LEASE_MINUTES))
      await claimed('quick')
      const finish = (by: string): Promise<void> =>
        store().commit({
          updates: [{ table, id: 'a', expect: { claimId: by }, set: { state: closed as never, claimId: null } }],
          inserts: [insert('timeline', { text: by })],
        })
      await expect(finish('slow')).rejects.toThrow(StaleError)
      await finish('quick')
      await expect(finish('quick')).rejects.toThrow(StaleError)
      expect((await store().list('timeline')).map(({ text }) => text)).toEqual(['quick'])
    })
  })

  it('frees what a killed process held where it was the only one, and nothing where there may be others', async () => {
    const held = { claimId: 'killed', leaseUntil: minutes(9), starts: 1 }
    const rows: Insert[] = [insert('deliveries', held), insert('events', held), insert('syncs', held)]
    await store().commit({ inserts: rows })
    const fence = await store().takeLease('watch', 'killed', noon, minutes(9))
    await store().freeClaims()
    const free = store().dialect === 'sqlite'
    for (const { table, row } of rows) {
      expect(await store().find(table, row.id)).toEqual(free ? { ...row, leaseUntil: new Date(0) } : row)
    }
    expect(await store().takeLease('watch', 'next', noon, minutes(1))).toBe(free ? Number(fence) + 1 : undefined)
  })
}
