// Two whole Pointsmen on one PostgreSQL, at work at the same time. Skipped where TEST_DATABASE_URL is not set.
// Works in a schema of its own, which is dropped at the end.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { freshSchema, type FreshSchema } from '../postgres-schema.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, sendForms } from './leads.ts'

const server = process.env['TEST_DATABASE_URL'] ?? ''

describe.skipIf(server === '')('two processes on one PostgreSQL', () => {
  let schema: FreshSchema
  let stores: Store[]
  let one: WholePointsman
  let two: WholePointsman

  beforeAll(async () => {
    schema = await freshSchema(server)
    const { url } = schema
    const [first, second] = await Promise.all([
      openStore({ kind: 'postgres', url }),
      openStore({ kind: 'postgres', url }),
    ])
    stores = [first, second]
    one = await wholePointsman({ sharedStore: first })
    two = await wholePointsman({ sharedStore: second, sandbox: one.sandbox, clock: one.clock })
    await one.settle()
  })
  afterAll(async () => {
    await two.close()
    await one.close()
    await Promise.all(stores.map((store) => store.close()))
    await schema.drop()
  })

  it('make one lead of each person, one task of each decision, and share by weight to the lead', async () => {
    for (let round = 0; round < 5; round += 1) {
      await sendForms(one, 16, round * 16)
      // Each of these people comes a second time, through the other process.
      for (let index = 0; index < 16; index += 1) {
        const number = round * 16 + index
        await two.send('web-form', form(`lead-${number}@company-${number}.example`, { title: 'Analyst' }))
      }
      await Promise.all([one.settle(), two.settle()])
    }
    // What lost its claim in a race is free again when its lease has ended.
    one.clock.move(2 * 60_000)
    await Promise.all([one.settle(), two.settle()])
    expect(await one.store.countBy('events', 'state')).toEqual({ routed: 80, updated: 80 })
    expect(await one.store.count('leads')).toBe(80)
    expect(await one.store.countBy('assignments', 'member')).toEqual({
      'jonas.weber@acme.example': 40,
      'ana.silva@acme.example': 20,
      'liam.obrien@acme.example': 20,
    })
    expect(one.sandbox.salesforce.rows('Lead')).toHaveLength(80)
    expect(one.sandbox.salesforce.rows('Task')).toHaveLength(80)
    expect(await one.store.countBy('syncs', 'state')).toEqual({ done: await one.store.count('syncs') })
  })
})
