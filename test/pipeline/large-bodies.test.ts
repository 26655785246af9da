// Large bodies that come together are worked on one after the other: nobody waits behind all of them.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { inFront } from './leads.ts'

/** What was handed out at once, in rows, of bodies that are large. */
const handedOut: number[] = []
/** In which turn of the event loop something was written. */
const writtenIn = new Set<number>()
let turn = 0
let pointsman: WholePointsman

beforeAll(async () => {
  pointsman = await wholePointsman({
    store: (real) =>
      inFront(real, {
        claimDeliveries: async (claim) => counted(await real.claimDeliveries(claim)),
        claimEvents: async (claim) => counted(await real.claimEvents(claim)),
        commit(changes) {
          const isLarge = changes.inserts?.some((one) => one.table === 'events' && size(one.row.payload) > 100_000)
          if (isLarge) writtenIn.add(turn)
          return real.commit(changes)
        },
      }),
  })
})
afterAll(() => pointsman.close())

const size = (value: unknown): number => JSON.stringify(value ?? null).length

function counted<T>(rows: T[]): T[] {
  const large = rows.filter((row) => size((row as { payload?: unknown }).payload ?? row) > 100_000)
  if (large.length > 0) handedOut.push(large.length)
  return rows
}

it('hands out few of them at once, and lets others have their turn between them', async () => {
  const wide = '{"a":"some text"},'.repeat(30_000)
  const many = 5
  for (let index = 0; index < many; index += 1) {
    const body = `{"email":"wide-${index}@large.example","lastName":"Lovelace","more":[${wide}0]}`
    const answer = await pointsman.send('web-form', { headers: { 'content-type': 'application/json' }, body })
    expect(answer.status).toBe(202)
  }
  let running = true
  const count = (): void => {
    turn += 1
    if (running) setImmediate(count)
  }
  setImmediate(count)
  await pointsman.settle()
  running = false
  expect(Math.max(...handedOut)).toBe(1)
  // Each body of 0.5 MB fills a breath.
  expect(writtenIn.size).toBe(many)
  expect(await pointsman.store.count('leads')).toBe(many)
})
