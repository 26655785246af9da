// Step 11 on both CRMs: whatever goes wrong in a write, it ends as documented, and each effect stands once in the CRM.
import { afterEach, describe, expect, it } from 'vitest'
import type { SyncRow } from '../../src/store/rows.ts'
import type { Where } from '../../src/store/store.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/time.ts'
import type { WholePointsman } from '../whole-pointsman.ts'
import { end, faces, made, pointsmanOn } from './crms.ts'
import { form, inFront, leadOf, onCall, sendForms, stepsOf, untilRest } from './leads.ts'

/** Half past five on a Friday in Berlin: no promise of office hours falls due before Monday. */
const FRIDAY_EVENING = '2026-11-27T16:30:00Z'
const email = 'ada@initech.example'

describe.each(faces)('writing to $name', (face) => {
  let pointsman: WholePointsman
  afterEach(() => end(pointsman))

  async function begin(): Promise<void> {
    pointsman = await pointsmanOn(face, { start: FRIDAY_EVENING })
  }
  const syncs = (where: Where<'syncs'> = {}) => pointsman.store.list('syncs', { where })
  const save = async (): Promise<SyncRow> => {
    const [row] = await syncs({ action: 'save-person' })
    if (!row) throw new Error('Nothing was to be written.')
    return row
  }

  async function expectAllOnce(count = 1): Promise<void> {
    expect(await pointsman.store.countBy('syncs', 'state')).toEqual({ done: 3 * count })
    expect(made(pointsman, face, 'person')).toHaveLength(count)
    expect(made(pointsman, face, 'task')).toHaveLength(count)
    for (const lead of await pointsman.store.list('leads')) {
      expect(face.owner(pointsman, lead.email ?? '')).toBe(lead.ownerId)
    }
  }

  it.each([
    ['server-error', 'people'],
    ['reset-after-request', 'people'],
    ['reset-before-answer', 'people'],
    ['html-instead-of-json', 'people'],
    ['row-lock', 'people'],
    ['server-error', 'tasks'],
    ['reset-before-answer', 'tasks'],
  ] as const)('is tried again after %s in the writing of %s, and takes effect once', async (name, part) => {
    await begin()
    const { path, call } = face[part]
    pointsman.sandbox.faults.set([onCall(call, { name, system: face.name, path })])
    await pointsman.send('web-form', form(email))
    await pointsman.settle()
    expect(pointsman.sandbox.ledger.entries({ system: face.name }).filter(({ fault }) => fault === name)).toHaveLength(
      1,
    )
    const struck = await syncs({ state: 'waiting' })
    expect(struck.length).toBeGreaterThan(0)
    expect(struck[0]).toMatchObject({ attempts: 1, claimId: null })
    expect(await pointsman.store.count('attempts', { outcome: 'retry' })).toBeGreaterThan(0)
    await untilRest(pointsman, MINUTE_MS, 10)
    await expectAllOnce()
  })

  it('waits longer and longer, two hours in all, then it is dead in the words of the CRM and waits for a person', async () => {
    await begin()
    pointsman.sandbox.faults.set([{ name: 'row-lock', system: face.name, rate: 1 }])
    const startedAt = pointsman.clock.now().getTime()
    await pointsman.send('web-form', form(email))
    const waits: number[] = []
    for (let tries = 1; ; tries += 1) {
      await pointsman.settle()
      const row = await save()
      if (row.state !== 'waiting') break
      expect(row.attempts).toBe(tries)
      waits.push(row.nextAt.getTime() - pointsman.clock.now().getTime())
      pointsman.clock.move((waits.at(-1) ?? 0) + SECOND_MS)
    }
    expect(await save()).toMatchObject({
      state: 'dead',
      code: face.locked.code,
      message: expect.stringContaining(face.locked.words),
    })
    expect(waits[4]).toBeGreaterThan(4 * (waits[0] ?? 0))
    const hours = (pointsman.clock.now().getTime() - startedAt) / HOUR_MS
    expect(hours).toBeGreaterThan(1.5)
    expect(hours).toBeLessThan(4)
    expect(await stepsOf(pointsman, (await leadOf(pointsman, email)).id)).toContain('failed')
    pointsman.sandbox.faults.set([])
    await pointsman.api('POST', '/api/syncs/retry', { filter: {}, dryRun: false }, 'operator')
    await untilRest(pointsman, HOUR_MS, 5)
    await expectAllOnce()
  })

  it.each(face.exhausted)(
    'parks all writes after $fault until the limit resets, and counts no try',
    async ({ fault, waitMs }) => {
      await begin()
      pointsman.sandbox.faults.set([{ name: fault, system: face.name, rate: 1 }])
      await pointsman.send('web-form', form(email))
      await pointsman.settle()
      const [row] = await syncs({ state: 'waiting' })
      expect(row?.nextAt.getTime()).toBe(pointsman.clock.now().getTime() + waitMs)
      pointsman.clock.move(waitMs / 2)
      await pointsman.settle()
      for (let round = 0; round < 3; round += 1) {
        pointsman.clock.move(waitMs)
        await pointsman.settle()
      }
      expect(await pointsman.store.countBy('syncs', 'state')).toEqual({ waiting: 3 })
      expect((await syncs()).map(({ attempts }) => attempts)).toEqual([0, 0, 0])
      pointsman.sandbox.faults.set([])
      await untilRest(pointsman, waitMs, 5)
      await expectAllOnce()
    },
  )

  it('lets no write die of an outage of ten minutes, and writes each once when it is over', async () => {
    await begin()
    await sendForms(pointsman, 12)
    pointsman.sandbox.faults.set([{ name: 'server-error', system: face.name, rate: 1 }])
    for (let second = 0; second < 600; second += 30) {
      await pointsman.settle()
      pointsman.clock.move(30 * SECOND_MS)
    }
    expect(await pointsman.store.countBy('syncs', 'state')).toEqual({ waiting: 36 })
    pointsman.sandbox.faults.set([])
    await untilRest(pointsman, 10 * MINUTE_MS, 10)
    await expectAllOnce(12)
  })

  it('leaves what is refused dead in the words of the CRM, and lets the others through', async () => {
    await begin()
    await sendForms(pointsman, 10)
    const { path } = face.people
    pointsman.sandbox.faults.set([{ name: 'partial-failure', system: face.name, rate: 1, times: 3, path }])
    await pointsman.settle()
    const dead = await syncs({ state: 'dead' })
    expect(dead.length).toBeGreaterThan(0)
    for (const row of dead) {
      expect(row.code).toBe(face.refusal.code)
      expect(row.message?.toLowerCase()).toContain(face.refusal.words)
    }
    const refused = new Set(dead.map(({ leadId }) => leadId))
    expect(made(pointsman, face, 'task')).toHaveLength(10 - refused.size)
    pointsman.sandbox.faults.set([])
    await pointsman.api('POST', '/api/syncs/retry', { filter: {}, dryRun: false }, 'operator')
    await untilRest(pointsman, MINUTE_MS, 10)
    await expectAllOnce(10)
  })

  it('pauses the connection while its credentials are refused, probes once a minute, and goes on by itself', async () => {
    await begin()
    pointsman.sandbox.faults.set([{ name: 'expired-token', system: face.name, rate: 1 }])
    await pointsman.send('web-form', form(email))
    await pointsman.settle()
    expect((await pointsman.app.pipeline.status()).checks.find(({ ok }) => !ok)?.name).toBe(`connection ${face.name}`)
    const before = pointsman.sandbox.ledger.length
    for (let second = 0; second < 50; second += 10) {
      pointsman.clock.move(10 * SECOND_MS)
      await pointsman.settle()
    }
    expect(pointsman.sandbox.ledger.entries({ system: face.name, after: before })).toEqual([])
    pointsman.clock.move(20 * MINUTE_MS)
    await pointsman.settle()
    expect((await syncs()).map(({ attempts }) => attempts)).toEqual([0, 0, 0])
    pointsman.sandbox.faults.set([])
    await untilRest(pointsman, MINUTE_MS, 5)
    await expectAllOnce()
    expect((await pointsman.app.pipeline.status()).checks.every(({ ok }) => ok)).toBe(true)
  })

  it('gives the lead to another member when the CRM refuses the owner', async () => {
    await begin()
    pointsman.sandbox.faults.set([{ name: 'inactive-owner', system: face.name, rate: 1, times: 1 }])
    await pointsman.send('web-form', form(email))
    await untilRest(pointsman, MINUTE_MS, 5)
    const lead = await leadOf(pointsman, email)
    const decisions = await pointsman.store.list('decisions', { where: { leadId: lead.id } })
    expect(decisions.map(({ cause }) => cause)).toEqual(['new', 'reroute'])
    expect(decisions[1]?.ownerId).not.toBe(decisions[0]?.ownerId)
    expect(decisions[1]?.pool).toBe('emea-mid-market')
    expect(face.owner(pointsman, email)).toBe(decisions[1]?.ownerId)
    expect(made(pointsman, face, 'person')).toHaveLength(1)
    expect(made(pointsman, face, 'task')).toHaveLength(1)
    expect(await pointsman.store.countBy('slaClocks', 'state')).toEqual({ cancelled: 1, running: 1 })
  })

  it('finds another member also when the process dies at that moment', async () => {
    let died = false
    pointsman = await pointsmanOn(face, {
      start: FRIDAY_EVENING,
      store: (real) =>
        inFront(real, {
          async commit(changes) {
            const rerouted = changes.inserts?.some(({ table, row }) => table === 'decisions' && row.cause === 'reroute')
            if (rerouted && !died) {
              died = true
              throw new Error('killed')
            }
            await real.commit(changes)
          },
        }),
    })
    pointsman.sandbox.faults.set([{ name: 'inactive-owner', system: face.name, rate: 1, times: 1 }])
    await pointsman.send('web-form', form(email))
    await expect(pointsman.settle()).rejects.toThrow('killed')
    // HubSpot's owner stays refused while the fault is on, Salesforce's is taken the second time.
    await untilRest(pointsman, MINUTE_MS, 5)
    const lead = await leadOf(pointsman, email)
    expect(face.owner(pointsman, email)).toBe(lead.ownerId)
    expect(made(pointsman, face, 'task')).toHaveLength(1)
    expect(await pointsman.store.count('slaClocks', { state: 'running' })).toBe(1)
  })

  it('returns it to nurture when every owner is refused, and says why', async () => {
    await begin()
    pointsman.sandbox.faults.set([{ name: 'inactive-owner', system: face.name, rate: 1 }])
    await pointsman.send('web-form', form(email))
    await untilRest(pointsman, MINUTE_MS, 20)
    const lead = await leadOf(pointsman, email)
    expect(lead).toMatchObject({ stage: 'nurture', ownerId: null })
    const decisions = await pointsman.store.list('decisions', { where: { leadId: lead.id } })
    const last = decisions.at(-1)
    expect(last).toMatchObject({ cause: 'reroute', outcome: 'nurture' })
    expect(JSON.stringify(last?.decision.outcome)).toContain('Nobody is left to take it')
    const owners = decisions.flatMap(({ ownerId }) => ownerId ?? [])
    expect(new Set(owners).size).toBe(owners.length)
    expect(made(pointsman, face, 'task')).toEqual([])
    expect(
      (await pointsman.store.list('assignments')).every(
        ({ endedBecause }) => endedBecause === 'owner refused by the CRM',
      ),
    ).toBe(true)
  })
})
