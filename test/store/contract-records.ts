// The contract as the product uses it for what is kept beside the work: the story of a lead, cursors, rulebooks, the audit.
import { expect, it } from 'vitest'
import { StaleError } from '../../src/errors.ts'
import type { Store } from '../../src/store/store.ts'
import { insert, minutes, noon, sample } from './sample-rows.ts'

export function recordContract(store: () => Store): void {
  it('tells the story of one lead in order, and of no other', async () => {
    await store().commit({
      inserts: [
        insert('timeline', { id: '3', leadId: 'a', step: 'decided' }),
        insert('timeline', { id: '1', leadId: 'a', step: 'received' }),
        insert('timeline', { id: '2', leadId: 'b', step: 'received' }),
        insert('timeline', { id: '4', leadId: null, step: 'held' }),
      ],
    })
    const story = await store().list('timeline', { where: { leadId: 'a' } })
    expect(story.map(({ step }) => step)).toEqual(['received', 'decided'])
  })

  it('erases the personal part of a story and keeps the story', async () => {
    const told = sample('timeline', { id: '1', leadId: 'a' })
    await store().commit({
      inserts: [
        { table: 'timeline', row: told },
        insert('timelinePrivate', { id: '1', leadId: 'a', data: { email: 'ada@example.com' } }),
        insert('timelinePrivate', { id: '2', leadId: 'b', data: { email: 'bob@example.com' } }),
      ],
    })
    const rows = await store().list('timelinePrivate', { where: { leadId: 'a' } })
    await store().commit({
      updates: rows.map(({ id }) => ({ table: 'timelinePrivate' as const, id, set: { data: null } })),
    })
    expect((await store().find('timelinePrivate', '1'))?.data).toBeNull()
    expect((await store().find('timelinePrivate', '2'))?.data).toEqual({ email: 'bob@example.com' })
    expect(await store().find('timeline', '1')).toEqual(told)
  })

  it('moves a cursor forward once: the second of two who read it fails, with all it brought', async () => {
    const cursor = 'cursor:salesforce'
    await store().commit({ inserts: [insert('settings', { id: cursor, value: '2026-03-02T12:00', version: 1 })] })
    const move = (to: string, touchKey: string): Promise<void> =>
      store().commit({
        updates: [{ table: 'settings', id: cursor, expect: { version: 1 }, set: { value: to, version: 2 } }],
        inserts: [insert('touches', { touchKey }, 'ignore')],
      })
    await move('2026-03-02T12:05', 'call 1')
    await expect(move('2026-03-02T12:06', 'call 2')).rejects.toThrow(StaleError)
    expect((await store().find('settings', cursor))?.value).toBe('2026-03-02T12:05')
    expect((await store().list('touches')).map(({ touchKey }) => touchKey)).toEqual(['call 1'])
  })

  it('keeps every version of the rulebook under its hash, and switches the live one in one commit', async () => {
    const files = { 'rulebook/rules.yaml': 'rules: []\n', 'mappings/hübspot.yaml': 'to: lead\n' }
    await store().commit({
      upserts: [insert('settings', { id: 'rulebook.live', value: 'aaa' })],
      inserts: [insert('rulebooks', { id: 'aaa', files, publishedAt: noon })],
    })
    const again = insert('rulebooks', { id: 'aaa', files: {}, publishedAt: minutes(9) }, 'ignore')
    await store().commit({
      upserts: [insert('settings', { id: 'rulebook.live', value: 'bbb' })],
      inserts: [again, insert('rulebooks', { id: 'bbb' })],
    })
    expect((await store().find('settings', 'rulebook.live'))?.value).toBe('bbb')
    expect(await store().find('rulebooks', 'aaa')).toMatchObject({ files, publishedAt: noon })
    expect(await store().count('rulebooks')).toBe(2)
  })

  it('lists who did what, newest first, page by page', async () => {
    await store().commit({
      inserts: ['1', '2', '3'].map((id) => insert('audit', { id, action: `act ${id}`, at: minutes(Number(id)) })),
    })
    const newest = { order: [{ by: 'id', direction: 'desc' } as const], limit: 2 }
    expect((await store().list('audit', newest)).map(({ action }) => action)).toEqual(['act 3', 'act 2'])
    const next = await store().list('audit', { ...newest, where: { id: { lt: '2' } } })
    expect(next.map(({ action }) => action)).toEqual(['act 1'])
  })

  it('overwrites the mirror of a CRM by id, whatever was there', async () => {
    await store().commit({ upserts: [insert('owners', { id: 'o', active: true, email: 'a@acme.example' })] })
    await store().commit({ upserts: [insert('owners', { id: 'o', active: false, email: null }), insert('owners')] })
    expect(await store().find('owners', 'o')).toMatchObject({ active: false, email: null })
    expect(await store().count('owners')).toBe(2)
  })
}
