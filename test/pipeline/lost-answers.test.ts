// A write whose answer was lost took effect all the same. Whoever sees it first, the watch or the next try, sees our own write and no person's.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../src/time.ts'
import type { WholePointsman } from '../whole-pointsman.ts'
import { end, faces, pointsmanOn } from './crms.ts'
import { form, leadOf } from './leads.ts'

const email = 'ada@initech.example'

describe.each(faces)('an owner changed by a person in $name', (face) => {
  let pointsman: WholePointsman
  beforeEach(async () => {
    pointsman = await pointsmanOn(face)
    await pointsman.send('web-form', form(email))
    await pointsman.settle()
  })
  afterEach(() => end(pointsman))

  async function later(ms: number): Promise<void> {
    pointsman.clock.move(ms)
    await pointsman.settle()
  }

  it('is not what the watch sees of our own write whose answer was lost', async () => {
    const path = face.name === 'hubspot' ? '/contacts/batch/update' : '/composite/sobjects'
    pointsman.sandbox.faults.set([{ name: 'reset-before-answer', system: face.name, rate: 1, path }])
    await later(4 * HOUR_MS + MINUTE_MS)
    const [, second] = await pointsman.store.list('decisions')
    expect(second).toMatchObject({ cause: 'sla-breach', outcome: 'assign' })
    expect(face.owner(pointsman, email)).toBe(second?.ownerId)
    // The write waits to be looked at again, and the watch is first.
    await pointsman.store.commit({
      updates: (await pointsman.store.list('syncs', { where: { state: 'waiting' } })).map(({ id }) => ({
        table: 'syncs',
        id,
        set: { nextAt: new Date(pointsman.clock.now().getTime() + HOUR_MS) },
      })),
    })
    await later(3 * MINUTE_MS)
    pointsman.sandbox.faults.set([])
    await later(HOUR_MS + MINUTE_MS)
    expect(await leadOf(pointsman, email)).toMatchObject({ ownerId: second?.ownerId, pinned: false })
    const [live, ...more] = await pointsman.store.list('assignments', { where: { endedAt: null } })
    expect(more).toEqual([])
    expect(live).toMatchObject({ decisionId: second?.id, deliveredAt: expect.any(Date) })
  })
})
