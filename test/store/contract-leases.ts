// The contract of singletons: one holder at a time, and a fence that only rises.
import { expect, it } from 'vitest'
import { StaleError } from '../../src/errors.ts'
import type { Store } from '../../src/store/store.ts'
import { insert, minutes, noon } from './sample-rows.ts'

export function leaseContract(store: () => Store): void {
  const take = (holder: string, at: number, until: number, name = 'watch:salesforce'): Promise<number | undefined> =>
    store().takeLease(name, holder, minutes(at), minutes(until))

  it('gives a singleton to the first who asks, and to nobody else until the lease ends', async () => {
    expect(await take('one', 0, 1)).toBe(1)
    expect(await take('two', 0, 1)).toBeUndefined()
    expect(await take('two', 0.999, 9)).toBeUndefined()
    expect(await take('two', 1, 2)).toBe(2)
    expect(await take('one', 1, 2)).toBeUndefined()
  })

  it('renews the lease of its holder under the same fence', async () => {
    expect(await take('one', 0, 1)).toBe(1)
    expect(await take('one', 0.5, 3)).toBe(1)
    expect(await take('two', 2, 4)).toBeUndefined()
    expect(await store().find('leases', 'watch:salesforce')).toMatchObject({
      holder: 'one',
      fence: 1,
      until: minutes(3),
    })
  })

  it('raises the fence each time the holder changes, also back to an old one', async () => {
    const fences = [await take('one', 0, 1), await take('two', 1, 2), await take('one', 2, 3)]
    expect(fences).toEqual([1, 2, 3])
  })

  it('keeps singletons apart by their names', async () => {
    expect(await take('one', 0, 1, 'watch:salesforce')).toBe(1)
    expect(await take('two', 0, 1, 'watch:hubspot')).toBe(1)
  })

  it('gives a singleton to one of ten who ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => take(`process ${index}`, 0, 1)))
    expect(answers.filter((fence) => fence !== undefined)).toEqual([1])
  })

  it('fences off a holder that lost its lease: what it commits under the old fence fails whole', async () => {
    const fence = (await take('slow', 0, 1)) ?? 0
    await take('quick', 1, 2)
    const guard = { table: 'leases' as const, id: 'watch:salesforce', expect: { fence }, set: {} }
    await expect(store().commit({ updates: [guard], inserts: [insert('touches', { at: noon })] })).rejects.toThrow(
      StaleError,
    )
    expect(await store().count('touches')).toBe(0)
  })
}
