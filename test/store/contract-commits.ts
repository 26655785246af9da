// The contract of change sets: guarded, whole or not at all.
import { expect, it } from 'vitest'
import { StaleError } from '../../src/errors.ts'
import type { Rows } from '../../src/store/rows.ts'
import type { Insert, Store, Update } from '../../src/store/store.ts'
import { insert, minutes, sample } from './sample-rows.ts'

export function commitContract(store: () => Store): void {
  const lead = (changes: Partial<Rows['leads']> = {}): Insert => insert('leads', { id: 'lead', ...changes })
  const version = async (): Promise<number | undefined> => (await store().find('leads', 'lead'))?.version

  it('applies updates before upserts before inserts', async () => {
    await store().commit({ inserts: [insert('crmRefs', { id: 'old', leadId: 'a' })] })
    await store().commit({
      inserts: [insert('crmRefs', { id: 'third', leadId: 'b' })],
      upserts: [insert('crmRefs', { id: 'second', leadId: 'a' })],
      updates: [{ table: 'crmRefs', id: 'old', set: { leadId: 'c' } }],
    })
    const refs = await store().list('crmRefs')
    expect(refs.map(({ id, leadId }) => `${id} ${leadId}`)).toEqual(['old c', 'second a', 'third b'])
  })

  it('changes several columns, to null too, and applies the changes of one row in their order', async () => {
    await store().commit({ inserts: [lead()] })
    const raise = (from: number): Update => ({
      table: 'leads',
      id: 'lead',
      expect: { version: from, ownerId: '005A', pinned: true },
      set: { version: from + 1, company: null, fields: { email: 'b@example.com' } },
    })
    await store().commit({ updates: [raise(1), raise(2), raise(3)] })
    const row = await store().find('leads', 'lead')
    expect(row).toMatchObject({ version: 4, company: null, fields: { email: 'b@example.com' }, domain: 'example.com' })
  })

  it.each<[string, Update]>([
    ['another version', { table: 'leads', id: 'lead', expect: { version: 2 }, set: { version: 3 } }],
    [
      'a value where null is expected',
      { table: 'leads', id: 'lead', expect: { ownerId: null }, set: { ownerId: 'x' } },
    ],
    ['another instant', { table: 'leads', id: 'lead', expect: { updatedAt: minutes(1) }, set: { ownerId: 'x' } }],
    ['no row at all', { table: 'leads', id: 'nobody', set: { ownerId: 'x' } }],
    ['a guard without a change that fails', { table: 'leads', id: 'lead', expect: { stage: 'SQL' }, set: {} }],
  ])('undoes the whole change set when an update finds %s', async (_case, update) => {
    await store().commit({ inserts: [lead(), insert('pools', { id: 'emea' })] })
    const changes = {
      updates: [{ table: 'pools' as const, id: 'emea', set: { version: 9 } }, update],
      upserts: [insert('settings')],
      inserts: [insert('turns')],
    }
    await expect(store().commit(changes)).rejects.toThrow(StaleError)
    expect((await store().find('pools', 'emea'))?.version).toBe(1)
    expect(await store().count('settings')).toBe(0)
    expect(await store().count('turns')).toBe(0)
    expect(await store().find('leads', 'lead')).toEqual(sample('leads', { id: 'lead' }))
  })

  it('lets a guard without a change pass when it holds', async () => {
    await store().commit({ inserts: [lead()] })
    await store().commit({ updates: [{ table: 'leads', id: 'lead', expect: { stage: 'MQL' }, set: {} }] })
    expect(await version()).toBe(1)
  })

  it.each<[string, Insert, Insert]>([
    ['an id', insert('leads', { id: 'one' }), insert('leads', { id: 'one' })],
    ['a key of a person', insert('personKeys', { key: 'a' }), insert('personKeys', { key: 'a' })],
    ['an event key', insert('events', { eventKey: 'a' }), insert('events', { eventKey: 'a' })],
    ['a delivery key', insert('deliveries', { deliveryKey: 'a' }), insert('deliveries', { deliveryKey: 'a' })],
    ['an effect key', insert('syncs', { effectKey: 'a' }), insert('syncs', { effectKey: 'a' })],
    ['a touch key', insert('touches', { touchKey: 'a' }), insert('touches', { touchKey: 'a' })],
    ['a lead in a CRM', insert('crmRefs', { leadId: 'a' }), insert('crmRefs', { leadId: 'a' })],
  ])(
    'undoes the whole change set when %s is taken, and leaves the old row alone when told so',
    async (_case, old, late) => {
      await store().commit({ inserts: [old] })
      await expect(store().commit({ inserts: [insert('audit'), late, insert('audit')] })).rejects.toThrow(StaleError)
      expect(await store().count('audit')).toBe(0)
      const tolerant = { ...late, ifExists: 'ignore' } as Insert
      await store().commit({ inserts: [insert('audit'), tolerant, insert('audit')] })
      expect(await store().count('audit')).toBe(2)
      expect(await store().list(old.table)).toEqual([old.row])
    },
  )

  it('undoes everything when the database refuses a row for another reason', async () => {
    const broken = { table: 'leads', row: { ...sample('leads'), stage: null } } as unknown as Insert
    await expect(store().commit({ inserts: [insert('audit'), broken] })).rejects.not.toThrow(StaleError)
    expect(await store().count('audit')).toBe(0)
  })

  it('takes an empty change set', async () => {
    await expect(store().commit({})).resolves.toBeUndefined()
  })

  it('gives 30 commits that raise the same version 30 different versions', async () => {
    await store().commit({ inserts: [insert('pools', { id: 'emea', version: 0 })] })
    const seen: number[] = []
    async function raise(): Promise<void> {
      for (;;) {
        const from = (await store().find('pools', 'emea'))?.version ?? -1
        try {
          await store().commit({
            updates: [{ table: 'pools', id: 'emea', expect: { version: from }, set: { version: from + 1 } }],
            inserts: [insert('turns', { pool: 'emea', amount: 1 })],
          })
          seen.push(from + 1)
          return
        } catch (error) {
          if (!(error instanceof StaleError)) throw error
        }
      }
    }
    await Promise.all(Array.from({ length: 30 }, raise))
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
    expect((await store().poolTurns(['emea'])).get('emea')).toMatchObject({ version: 30, members: [{ total: 30 }] })
  })

  it('lets change sets that name the same rows in opposite order both come through', async () => {
    await store().commit({ inserts: ['a', 'b', 'c'].map((id) => insert('pools', { id, version: 0 })) })
    const touch = (ids: string[]): Promise<void> =>
      store().commit({ updates: ids.map((id) => ({ table: 'pools' as const, id, set: { version: 1 } })) })
    await Promise.all(Array.from({ length: 20 }, (_, index) => touch(index % 2 ? ['a', 'b', 'c'] : ['c', 'b', 'a'])))
    expect(await store().count('pools', { version: 1 })).toBe(3)
  })

  it('deletes what is there, last of all, and minds only a guard that fails', async () => {
    await store().commit({ inserts: [lead(), insert('attempts', { id: 'a' }), insert('attempts', { id: 'b' })] })
    await store().commit({
      inserts: [insert('attempts', { id: 'c' })],
      deletes: [
        { table: 'attempts', id: 'a' },
        { table: 'attempts', id: 'c' },
        { table: 'attempts', id: 'never there' },
        { table: 'leads', id: 'lead', expect: { version: 1 } },
      ],
    })
    expect((await store().list('attempts')).map(({ id }) => id)).toEqual(['b'])
    expect(await store().find('leads', 'lead')).toBeUndefined()
    const guarded = store().commit({ deletes: [{ table: 'attempts', id: 'b', expect: { outcome: 'other' } }] })
    await expect(guarded).rejects.toThrow(StaleError)
    expect(await store().count('attempts')).toBe(1)
  })
}
