// Properties over mixes of faults: whatever a CRM does, at rest each lead has its owner, each decision at most one task, and nobody is there twice.
import { afterEach, describe, expect, it } from 'vitest'
import { faultNames, type Fault } from '../../sandbox/world.ts'
import { MINUTE_MS } from '../../src/time.ts'
import type { WholePointsman } from '../whole-pointsman.ts'
import { end, faces, made, pointsmanOn, type PretendFace } from './crms.ts'
import { sendForms, untilRest } from './leads.ts'

/** Half past five on a Friday in Berlin: no promise of office hours falls due before Monday. */
const FRIDAY_EVENING = '2026-11-27T16:30:00Z'
const LEADS = 60
const RATE = 0.2
/** `latency` needs real time; owners that are refused are few, else nobody would be left. */
const mixed = faultNames.filter((name) => name !== 'latency')

/** Four kinds of fault, in an order that the seed tells: the dice of the sandbox follow the place in the list. */
function mixOf(seed: number, face: PretendFace): Fault[] {
  const rank = (name: string) =>
    Math.imul(seed * 2_654_435_761 + name.length * 97 + name.charCodeAt(2) * 31, 0x45d9f3b) >>> 0
  return mixed
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, 4)
    .map((name) => ({ name, system: face.name, rate: name === 'inactive-owner' ? RATE / 10 : RATE }))
}

describe.each(faces)('mixes of faults on $name', (face) => {
  let pointsman: WholePointsman
  afterEach(() => end(pointsman))

  it.each([1, 2])(
    'leave every lead owned, each decision with one task at most, and nobody twice (seed %i)',
    async (seed) => {
      pointsman = await pointsmanOn(face, { start: FRIDAY_EVENING })
      pointsman.sandbox.faults.set(mixOf(seed, face))
      for (let from = 0; from < LEADS; from += 6) {
        await sendForms(pointsman, 6, from)
        await pointsman.settle()
        pointsman.clock.move(10_000)
      }
      await untilRest(pointsman, 10 * MINUTE_MS, 40)
      const strikes = pointsman.sandbox.faults.counted().reduce((sum, { struck }) => sum + struck, 0)
      pointsman.sandbox.faults.set([])
      // What was refused for good is for a person, who mends the cause and lets it run again.
      await pointsman.api('POST', '/api/syncs/retry', { filter: {}, dryRun: false }, 'operator')
      await untilRest(pointsman, 5 * MINUTE_MS, 60)

      expect(strikes).toBeGreaterThan(5)
      expect(await pointsman.store.countBy('events', 'state')).toEqual({ routed: LEADS })
      const { store } = pointsman
      expect(await store.count('leads')).toBe(LEADS)
      expect(made(pointsman, face, 'person')).toHaveLength(LEADS)
      const done = await store.list('syncs', { where: { action: 'create-task', state: 'done' } })
      expect(made(pointsman, face, 'task').toSorted()).toEqual(done.flatMap(({ crmId }) => crmId ?? []).toSorted())
      const heldNow = await store.list('assignments', { where: { endedAt: null } })
      expect(new Set(heldNow.map(({ leadId }) => leadId)).size).toBe(heldNow.length)
      const owned = new Map(heldNow.map((assignment) => [assignment.leadId, assignment]))
      for (const lead of await store.list('leads')) {
        const assignment = owned.get(lead.id)
        expect([lead.email, lead.stage === 'nurture' ? lead.ownerId : assignment?.ownerId]).toEqual([
          lead.email,
          lead.ownerId,
        ])
        if (!assignment) continue
        expect([lead.email, face.owner(pointsman, lead.email ?? '')]).toEqual([lead.email, lead.ownerId])
        expect(assignment.deliveredAt).not.toBeNull()
        expect(done.filter(({ decisionId }) => decisionId === assignment.decisionId)).toHaveLength(1)
      }
      expect(pointsman.sandbox.ledger.counts().unknown).toBe(0)
    },
  )
})
