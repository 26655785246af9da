// The contract of reads: filters, order, pages, counts, and the turns of pools.
import type { Stage } from '../../src/lead/stage.ts'
import { afterTurn, type MemberTurns, type TurnKind } from '../../src/routing/pools/turns.ts'
import { beforeEach, expect, it } from 'vitest'
import type { Rows } from '../../src/store/rows.ts'
import type { Insert, Query, Store } from '../../src/store/store.ts'
import { idOf, insert, minutes, noon } from './sample-rows.ts'

export function readContract(store: () => Store): void {
  const ids = async (query: Query<'leads'>): Promise<string[]> =>
    (await store().list('leads', query)).map(({ id }) => id)

  beforeEach(async () => {
    const people: Partial<Rows['leads']>[] = [
      {
        id: 'a',
        company: 'Blue 100% Ltd',
        breaches: 0,
        ownerId: null,
        updatedAt: minutes(0),
        stage: 'MQL',
        pinned: false,
      },
      { id: 'b', company: 'blue_sky', breaches: 1, ownerId: 'x', updatedAt: minutes(1), stage: 'SAL', pinned: true },
      { id: 'c', company: null, breaches: 2, ownerId: 'y', updatedAt: minutes(2), stage: 'MQL', pinned: false },
      { id: 'd', company: 'Red', breaches: 2, ownerId: 'x', updatedAt: minutes(3), stage: 'SQL', pinned: false },
    ]
    await store().commit({ inserts: people.map((person) => insert('leads', person)) })
  })

  it.each<[string, object, string]>([
    ['equal text', { stage: 'MQL' }, 'a c'],
    ['null', { ownerId: null }, 'a'],
    ['a flag', { pinned: true }, 'b'],
    ['an instant', { updatedAt: minutes(2) }, 'c'],
    ['all conditions at once', { stage: 'MQL', ownerId: 'y' }, 'c'],
    ['one of several', { stage: { in: ['SAL', 'SQL'] } }, 'b d'],
    ['one of several instants', { updatedAt: { in: [minutes(0), minutes(3)] } }, 'a d'],
    ['one of several numbers', { breaches: { in: [0, 1] } }, 'a b'],
    ['one of several or null', { ownerId: { in: ['y', null] } }, 'a c'],
    ['one of none', { stage: { in: [] } }, ''],
    ['not a value, with those that have none', { ownerId: { not: 'x' } }, 'a c'],
    ['not null', { ownerId: { not: null } }, 'b c d'],
    ['less', { breaches: { lt: 1 } }, 'a'],
    ['at most', { breaches: { lte: 1 } }, 'a b'],
    ['more', { updatedAt: { gt: minutes(1) } }, 'c d'],
    ['between', { updatedAt: { gte: minutes(1), lt: minutes(3) } }, 'b c'],
    ['part of a text in any case', { company: { contains: 'BLUE' } }, 'a b'],
    ['part of a text with a per cent sign', { company: { contains: '%' } }, 'a'],
    ['part of a text with an underscore', { company: { contains: '_' } }, 'b'],
    ['part of a text with a backslash', { company: { contains: '\\' } }, ''],
    ['a condition left open', { stage: undefined, breaches: { gt: undefined } }, 'a b c d'],
  ])('filters by %s', async (_case, where, expected) => {
    expect(await ids({ where })).toEqual(expected ? expected.split(' ') : [])
    expect(await store().count('leads', where)).toBe(expected ? expected.split(' ').length : 0)
  })

  it('orders by the keys given, null lowest, the id last', async () => {
    expect(await ids({})).toEqual(['a', 'b', 'c', 'd'])
    expect(await ids({ order: [{ by: 'breaches', direction: 'desc' }] })).toEqual(['c', 'd', 'b', 'a'])
    expect(await ids({ order: [{ by: 'ownerId', direction: 'asc' }] })).toEqual(['a', 'b', 'd', 'c'])
    expect(await ids({ order: [{ by: 'ownerId', direction: 'desc' }] })).toEqual(['c', 'b', 'd', 'a'])
    expect(await ids({ order: [{ by: 'id', direction: 'desc' }] })).toEqual(['d', 'c', 'b', 'a'])
  })

  it('pages through all rows by the last id, none twice', async () => {
    const newest = { order: [{ by: 'id', direction: 'desc' } as const], limit: 3 }
    expect(await ids(newest)).toEqual(['d', 'c', 'b'])
    expect(await ids({ ...newest, where: { id: { lt: 'b' } } })).toEqual(['a'])
  })

  it('counts rows by a column', async () => {
    expect(await store().countBy('leads', 'stage')).toEqual({ MQL: 2, SAL: 1, SQL: 1 })
    expect(await store().countBy('leads', 'ownerId', { breaches: { gt: 0 } })).toEqual({ x: 2, y: 1 })
    expect(await store().countBy('leads', 'ownerId')).toEqual({ null: 1, x: 2, y: 1 })
    expect(await store().countBy('leads', 'pinned')).toEqual({ false: 3, true: 1 })
  })

  it('looks for ten thousand ids at once', async () => {
    expect(
      await ids({ where: { id: { in: [...Array.from({ length: 10_000 }, (_, index) => idOf(index)), 'c'] } } }),
    ).toEqual(['c'])
  })

  it.each<[string, object]>([
    ['a value', { fields: 'a' }],
    ['one of several', { fields: { in: [] } }],
    ['a part', { fields: { contains: 'a' } }],
    ['less', { fields: { lt: 'a' } }],
  ])('refuses to compare JSON with %s, in a sentence', async (_case, where) => {
    await expect(ids({ where })).rejects.toThrow('JSON in fields cannot be compared')
  })

  it('filters JSON by whether it is there', async () => {
    await store().commit({
      inserts: [insert('audit', { id: '1', detail: null }), insert('audit', { id: '2', detail: 0 })],
    })
    expect((await store().list('audit', { where: { detail: null } })).map(({ id }) => id)).toEqual(['1'])
    expect((await store().list('audit', { where: { detail: { not: null } } })).map(({ id }) => id)).toEqual(['2'])
  })

  it('refuses a column and a word that it does not know', async () => {
    await expect(ids({ where: { unheard: 1 } as never })).rejects.toThrow('no column "unheard"')
    await expect(ids({ where: { email: { like: 'a' } } as never })).rejects.toThrow('Unknown condition "like"')
  })
}

export function poolContract(store: () => Store): void {
  const turn = (pool: string, member: string, amount: number, at: Date, kind: TurnKind = 'assigned'): Insert =>
    insert('turns', { pool, member, amount, at, kind })

  it('sums the turns of each pool from its ledger', async () => {
    await store().commit({
      inserts: [
        insert('pools', { id: 'emea', version: 7 }),
        insert('pools', { id: 'quiet', version: 2 }),
        turn('emea', 'b', 1, minutes(1)),
        turn('emea', 'a', 1, minutes(2)),
        turn('emea', 'b', 1, minutes(3), 'fast-track'),
        turn('emea', 'b', -1, minutes(9), 'returned'),
        turn('emea', 'c', 5, noon, 'joined'),
        turn('other', 'a', 1, noon),
      ],
    })
    const turns = await store().poolTurns(['emea', 'quiet', 'new'])
    expect(Object.fromEntries(turns)).toEqual({
      emea: {
        version: 7,
        members: [
          { member: 'a', total: 1, owed: 0, lastAt: minutes(2) },
          { member: 'b', total: 1, owed: 1, lastAt: minutes(3) },
          { member: 'c', total: 5, owed: 0, lastAt: null },
        ],
      },
      quiet: { version: 2, members: [] },
      new: { version: null, members: [] },
    })
    expect(await store().poolTurns([])).toEqual(new Map())
  })

  it('remembers what credit a member has not got a lead for, as the engine counts it', async () => {
    const entries: [TurnKind, number][] = [
      ['manual', -2],
      ['assigned', 1],
      ['rejected-as-junk', -1],
      ['returned', -1],
      ['expired', 4],
      ['manual', 3],
      ['returned', -1],
      ['assigned', 1],
      ['fast-track', 1],
    ]
    let counted: MemberTurns | undefined
    for (const [at, [kind, amount]] of entries.entries()) {
      await store().commit({ inserts: [turn('emea', 'a', amount, minutes(at), kind)] })
      counted = afterTurn(counted, { pool: 'emea', member: 'a', kind, amount }, minutes(at))
      const [summed] = (await store().poolTurns(['emea'])).get('emea')?.members ?? []
      expect(summed).toEqual({ owed: 0, ...counted })
    }
  })

  it('counts what was got since a time, and what is open', async () => {
    const held = (id: string, ownerId: string, stage: Stage, endedAt: Date | null = null): Insert[] => [
      insert('leads', { id, stage }),
      insert('assignments', { id: `of ${id}`, leadId: id, ownerId, endedAt }),
    ]
    await store().commit({
      inserts: [
        turn('emea', 'a', 1, minutes(1)),
        turn('emea', 'a', 1, minutes(5)),
        turn('emea', 'b', 1, minutes(5), 'fast-track'),
        turn('emea', 'b', 9, minutes(6), 'joined'),
        ...held('one', '005A', 'MQL'),
        ...held('two', '005A', 'SQL'),
        ...(['opportunity', 'customer', 'disqualified', 'nurture'] as const).flatMap((end) => held(end, '005A', end)),
        ...held('passed on', '005A', 'MQL', noon),
        ...held('of another', '005B', 'SAL'),
      ],
    })
    const since = minutes(5)
    const all = { pool: 'emea', since, fastTrack: true }
    expect(await store().recentTurns([all, { pool: 'emea', since: noon, fastTrack: false }])).toEqual([
      { pool: 'emea', since, member: 'a', leads: 1 },
      { pool: 'emea', since, member: 'b', leads: 1 },
      { pool: 'emea', since: noon, member: 'a', leads: 2 },
    ])
    expect(await store().openLeads(['005A', '005B', '005C'])).toEqual(
      new Map([
        ['005A', 2],
        ['005B', 1],
      ]),
    )
    const many = Array.from({ length: 1_100 }, (_, n) => ({
      pool: n === 1_050 ? 'emea' : `p${n}`,
      since,
      fastTrack: false,
    }))
    expect(await store().recentTurns(many)).toEqual([{ pool: 'emea', since, member: 'a', leads: 1 }])
    expect([await store().recentTurns([]), await store().openLeads([])]).toEqual([[], new Map()])
  })
}
