// Eight workers that give leads of one pool at the same moment: two leads never take one turn, and no cap is broken. On PostgreSQL each has a
// connection pool of its own, as eight processes have; without a server, the same on SQLite.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { StaleError } from '../../src/errors.ts'
import type { Context } from '../../src/pipeline/context.ts'
import { loadPoolNumbers, takeTurns } from '../../src/pipeline/pool-numbers.ts'
import type { Rulebook } from '../../src/pipeline/rulebook.ts'
import { decide } from '../../src/routing/decide.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { freshSchema, type FreshSchema } from '../postgres-schema.ts'
import { bookOf, owner, ownersOf, question } from '../routing/book-of.ts'

const WORKERS = 8
const server = process.env['TEST_DATABASE_URL'] ?? ''
const names = Array.from({ length: 8 }, (_, n) => `m${n}`)
const owners = ownersOf(...names.map((name) => owner(`${name}@acme.example`)))
const folder = mkdtempSync(join(tmpdir(), 'pointsman-races-'))

let schema: FreshSchema | undefined
let stores: Store[]
beforeAll(async () => {
  schema = server === '' ? undefined : await freshSchema(server)
  const url = schema?.url
  const open = (): Promise<Store> =>
    openStore(url === undefined ? { kind: 'sqlite', file: join(folder, 'races.db') } : { kind: 'postgres', url })
  const first = await open()
  // A file of SQLite has one process.
  const others = Array.from({ length: WORKERS - 1 }, async () => (url === undefined ? first : open()))
  stores = [first, ...(await Promise.all(others))]
})
afterAll(async () => {
  await Promise.all([...new Set(stores)].map((store) => store.close()))
  await schema?.drop()
  rmSync(folder, { recursive: true })
})

let id = 0

/** @returns whether somebody got it */
async function oneLead(store: Store, pools: string, seed: string): Promise<boolean> {
  const routing = bookOf('rules: []\notherwise: { pool: sales }', pools)
  const now = new Date('2026-11-24T09:00:00Z')
  const context = { store, clock: { now: () => now } } as unknown as Context
  for (;;) {
    const numbers = await loadPoolNumbers(context, { routing } as Rulebook, new Map([['crm', owners]]), now)
    const turns = new Map([...numbers.pools].map(([pool, { members }]) => [pool, [...members.values()]]))
    const { recent, open, absences } = numbers
    const decision = decide(question({ owners, turns, recent, open, absences, now, seed }), routing)
    if (decision.outcome.kind !== 'assign') return false
    const changes = takeTurns({ ...numbers, now }, decision.turns, null, () => `turn-${(id += 1)}`)
    try {
      await store.commit(changes)
      return true
    } catch (error) {
      // Somebody else took a turn of this pool since: the numbers are read again.
      if (!(error instanceof StaleError)) throw error
    }
  }
}

async function deal(leads: number, pools: string): Promise<number> {
  let next = 0
  let given = 0
  await Promise.all(
    stores.map(async (store) => {
      while (next < leads) {
        next += 1
        const isGiven = await oneLead(store, pools, `lead ${next}`)
        if (isGiven) given += 1
      }
    }),
  )
  return given
}

const pool = (name: string, more: string): string =>
  `pools: { sales: { ${more}, members: [${names.map((each) => `${each}@acme.example`).join(', ')}] } } # ${name}`

it('two leads never take one turn: of 160 each of eight members gets 20', async () => {
  expect(await deal(160, pool('even', 'method: round-robin'))).toBe(160)
  const got = await stores[0]!.countBy('turns', 'member', { pool: 'sales' })
  expect(Object.values(got)).toEqual(Array.from({ length: 8 }, () => 20))
  expect((await stores[0]!.find('pools', 'sales'))?.version).toBe(160)
})

it('no cap is broken: with 25 leads a day each gets 5 more, and the rest of 80 nobody', async () => {
  expect(await deal(80, pool('capped', 'memberCaps: [{ leads: 25, per: day }]'))).toBe(40)
  const got = await stores[0]!.countBy('turns', 'member', { pool: 'sales' })
  expect(Object.values(got)).toEqual(Array.from({ length: 8 }, () => 25))
})
