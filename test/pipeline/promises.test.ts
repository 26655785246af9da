// Steps 12 to 14 on both CRMs: what a person decides about an owner stays, our own writes are nobody's touch, and no lead moves
// before its evidence was read.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog, type Log } from '../../src/log.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/time.ts'
import type { WholePointsman, WholeOptions } from '../whole-pointsman.ts'
import { end, faces, made, pointsmanOn } from './crms.ts'
import { form, leadOf, seedContacts, sendContacts, stepsOf } from './leads.ts'

const email = 'ada@initech.example'
/** Of no pool that gets this lead. */
const NORA = 'nora.lind@acme.example'

describe.each(faces)('an owner changed by a person in $name', (face) => {
  let pointsman: WholePointsman
  let nora: string
  beforeEach(async () => {
    pointsman = await pointsmanOn(face)
    const [owner] = await pointsman.store.list('owners', { where: { connection: face.name, email: NORA } })
    nora = owner?.crmId ?? ''
    await pointsman.send('web-form', form(email))
    await pointsman.settle()
  })
  afterEach(() => end(pointsman))

  async function later(ms: number): Promise<void> {
    pointsman.clock.move(ms)
    await pointsman.settle()
  }

  it('between our decision and our write stays: the lead is pinned, its promise ends and its task is not made', async () => {
    pointsman.sandbox.faults.set([{ name: 'row-lock', system: face.name, rate: 1 }])
    await later(4 * HOUR_MS + MINUTE_MS)
    const [, second] = await pointsman.store.list('decisions')
    expect(second).toMatchObject({ cause: 'sla-breach', outcome: 'assign' })
    expect(await pointsman.store.countBy('syncs', 'state')).toEqual({ done: 3, waiting: 2 })
    pointsman.sandbox.faults.set([])
    face.setOwner(pointsman, email, NORA)
    await later(5 * SECOND_MS)

    expect(face.owner(pointsman, email)).toBe(nora)
    const lead = await leadOf(pointsman, email)
    expect(lead).toMatchObject({ ownerId: nora, pinned: true })
    const ours = await pointsman.store.list('syncs', { where: { decisionId: second?.id ?? '' } })
    expect(ours.map(({ action, state }) => [action, state])).toEqual([
      ['set-owner', 'done'],
      ['create-task', 'cancelled'],
    ])
    expect(ours[0]?.code).toBe('kept')
    expect(ours[1]?.message).toContain('owner changed by a person')
    expect(await pointsman.store.countBy('slaClocks', 'state')).toEqual({ breached: 1, cancelled: 1 })
    expect(await pointsman.store.count('assignments', { endedAt: null })).toBe(0)
    expect(made(pointsman, face, 'task')).toHaveLength(1)
    expect(await stepsOf(pointsman, lead.id)).toContain('kept')
    await later(72 * HOUR_MS)
    expect(face.owner(pointsman, email)).toBe(nora)
    expect(await pointsman.store.count('decisions')).toBe(2)
  })

  it('after our write is seen by the watch: theirs stays, the lead is pinned and the promise ends', async () => {
    await later(2 * MINUTE_MS)
    face.setOwner(pointsman, email, NORA)
    await later(2 * MINUTE_MS)
    expect(await leadOf(pointsman, email)).toMatchObject({ ownerId: nora, pinned: true })
    expect(await pointsman.store.countBy('slaClocks', 'state')).toEqual({ cancelled: 1 })
    expect(await pointsman.store.list('assignments')).toMatchObject([{ endedBecause: 'owner changed by a person' }])
    await later(72 * HOUR_MS)
    expect(face.owner(pointsman, email)).toBe(nora)
    expect(await pointsman.store.count('decisions')).toBe(1)
  })

  it('is not mistaken for one by a second event: the pinned lead is updated, not routed', async () => {
    face.setOwner(pointsman, email, NORA)
    await later(2 * MINUTE_MS)
    await pointsman.send('web-form', form(email, { title: 'Head of Analysis' }))
    await later(MINUTE_MS)
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ routed: 1, updated: 1 })
    expect(face.owner(pointsman, email)).toBe(nora)
  })
})

describe.each(faces)('our own writes to $name', (face) => {
  let pointsman: WholePointsman
  afterEach(() => end(pointsman))

  it('never become touches, from the first owner to the return to nurture', async () => {
    pointsman = await pointsmanOn(face)
    await pointsman.send('web-form', form(email))
    for (let minute = 0; minute < 9 * 60; minute += 30) {
      await pointsman.settle()
      pointsman.clock.move(30 * MINUTE_MS)
    }
    pointsman.clock.set('2026-11-25T14:00:00Z')
    await pointsman.settle()
    pointsman.clock.move(2 * MINUTE_MS)
    await pointsman.settle()
    const lead = await leadOf(pointsman, email)
    const steps = await stepsOf(pointsman, lead.id)
    expect(steps.filter((step) => step === 'breached')).toHaveLength(2)
    expect(steps).not.toContain('touched')
    expect(lead).toMatchObject({ stage: 'nurture', pinned: false })
  })
})

describe('a contact that somebody called last year', () => {
  let pointsman: WholePointsman
  afterEach(() => end(pointsman))

  it('is not accepted by that call, and its promise runs', async () => {
    pointsman = await pointsmanOn(faces[1]!)
    const [id = ''] = seedContacts(pointsman, [email], { notes_last_contacted: '2025-11-24T10:00:00Z' })
    await sendContacts(pointsman, [id])
    await pointsman.settle()
    pointsman.clock.move(2 * MINUTE_MS)
    await pointsman.settle()
    expect(await leadOf(pointsman, email)).toMatchObject({ stage: 'MQL' })
    expect(await pointsman.store.countBy('slaClocks', 'state')).toEqual({ running: 1 })
    faces[1]!.call(pointsman, email)
    pointsman.clock.move(2 * MINUTE_MS)
    await pointsman.settle()
    expect(await leadOf(pointsman, email)).toMatchObject({ stage: 'SAL' })
  })
})

describe.each(faces)('a promise kept or broken in $name', (face) => {
  let pointsman: WholePointsman
  afterEach(() => end(pointsman))

  async function begin(options: WholeOptions = {}): Promise<void> {
    pointsman = await pointsmanOn(face, options)
    await pointsman.send('web-form', form(email))
    await pointsman.settle()
  }
  async function later(ms: number): Promise<void> {
    pointsman.clock.move(ms)
    await pointsman.settle()
  }
  const clocks = () => pointsman.store.countBy('slaClocks', 'state')
  const dueAt = async () => (await pointsman.store.list('slaClocks'))[0]?.dueAt?.toISOString()

  it('waits while the CRM cannot be read, says so, and is judged by what happened in time', async () => {
    const warnings: string[] = []
    const log: Log = { ...silentLog, warn: (_data: unknown, text: string) => void warnings.push(text) }
    await begin({ log })
    await later(3 * HOUR_MS)
    face.call(pointsman, email)
    pointsman.sandbox.faults.set([{ name: 'server-error', system: face.name, rate: 1 }])
    for (let hour = 0; hour < 4; hour += 1) await later(HOUR_MS)
    expect(await clocks()).toEqual({ running: 1 })
    expect(warnings).toContain('promises are due, but the CRM cannot be read: they wait')
    expect(await pointsman.store.count('decisions')).toBe(1)
    // The loops ask each second; the CRM is asked about twice a minute.
    const before = pointsman.sandbox.ledger.length
    for (let second = 0; second < 60; second += 2) await later(2 * SECOND_MS)
    expect(pointsman.sandbox.ledger.entries({ system: face.name, after: before }).length).toBeLessThanOrEqual(5)
    pointsman.sandbox.faults.set([])
    await later(MINUTE_MS)
    expect(await clocks()).toEqual({ met: 1 })
    expect(await leadOf(pointsman, email)).toMatchObject({ stage: 'SAL' })
  })

  it('is kept by a call five seconds before it is due, however soon it is judged after', async () => {
    await begin()
    await later(4 * HOUR_MS - 5 * SECOND_MS)
    face.call(pointsman, email)
    for (let second = 0; second < 24; second += 1) await later(SECOND_MS)
    expect(await clocks()).toEqual({ met: 1 })
  })

  it('is not kept by a call that came too late, though it is judged only afterwards', async () => {
    await begin()
    pointsman.clock.move(4 * HOUR_MS + SECOND_MS)
    face.call(pointsman, email)
    await later(30 * SECOND_MS)
    expect((await clocks())['breached']).toBe(1)
  })

  it('counts office hours only: promised on Friday at four, due on Monday at noon', async () => {
    await begin({ start: '2026-11-27T15:00:00Z' })
    expect(await dueAt()).toBe('2026-11-30T11:00:00.000Z')
    pointsman.clock.set('2026-11-30T10:59:00Z')
    await pointsman.settle()
    expect(await clocks()).toEqual({ running: 1 })
    await later(2 * MINUTE_MS)
    expect(await clocks()).toEqual({ breached: 1, running: 1 })
  })

  it('broken for the second time gives the lead back to marketing', async () => {
    await begin()
    await later(4 * HOUR_MS + MINUTE_MS)
    pointsman.clock.set('2026-11-25T12:00:00Z')
    await pointsman.settle()
    const decisions = await pointsman.store.list('decisions')
    expect(decisions.map(({ cause, outcome }) => [cause, outcome])).toEqual([
      ['new', 'assign'],
      ['sla-breach', 'assign'],
      ['sla-breach', 'nurture'],
    ])
    expect(await leadOf(pointsman, email)).toMatchObject({ stage: 'nurture', ownerId: null, breaches: 2 })
    expect(await pointsman.store.countBy('syncs', 'action', { state: 'done' })).toMatchObject({
      'return-to-nurture': 1,
    })
  })
})

describe('a promise that is broken again and again', () => {
  let pointsman: WholePointsman
  const rulebookDir = mkdtempSync(join(tmpdir(), 'pointsman-rulebook-'))
  afterEach(async () => {
    await end(pointsman)
    rmSync(rulebookDir, { recursive: true, force: true })
  })

  it('goes to each member once, then to the fallback pool, and to nurture when nobody is left', async () => {
    cpSync(fileURLToPath(new URL('../../rulebook', import.meta.url)), rulebookDir, { recursive: true })
    const sla = join(rulebookDir, 'sla.yaml')
    writeFileSync(sla, readFileSync(sla, 'utf8').replaceAll('[reassign, nurture]', '[reassign]'))
    pointsman = await pointsmanOn(faces[0]!, { rulebookDir, start: '2026-11-24T08:00:00Z' })
    await pointsman.send('web-form', form(email))
    for (const day of ['24', '25', '26', '27', '30']) {
      for (const time of ['08:30', '13:30', '16:30']) {
        pointsman.clock.set(`2026-11-${day}T${time}:00Z`)
        await pointsman.settle()
      }
    }
    const decisions = await pointsman.store.list('decisions')
    expect(decisions.map(({ pool }) => pool)).toEqual([
      'emea-mid-market',
      'emea-mid-market',
      'emea-mid-market',
      'catch-all',
      'catch-all',
      null,
    ])
    const owners = decisions.flatMap(({ ownerId }) => ownerId ?? [])
    expect(new Set(owners).size).toBe(5)
    expect(decisions.at(-1)?.decision.outcome).toMatchObject({
      kind: 'nurture',
      reason: expect.stringContaining('Nobody is left to take it'),
    })
    expect(await leadOf(pointsman, email)).toMatchObject({ stage: 'nurture', ownerId: null })
  })
})

it('waits for no other CRM: five hundred promises that cannot be judged hold up none of a CRM that can be read', async () => {
  const pointsman = await pointsmanOn(faces[0]!)
  await pointsman.settle()
  await pointsman.send('web-form', form('ada@initech.example'))
  await pointsman.settle()
  const [clock] = await pointsman.store.list('slaClocks')
  const [lead] = await pointsman.store.list('leads')
  const past = new Date(pointsman.clock.now().getTime() - HOUR_MS)
  const many = Array.from({ length: 501 }, (_, n) => `0-${n}`)
  await pointsman.store.commit({
    inserts: [
      ...many.map((id) => ({ table: 'leads' as const, row: { ...lead!, id, crm: 'gone-crm', email: null } })),
      ...many.map((id) => ({
        table: 'slaClocks' as const,
        row: { ...clock!, id, leadId: id, assignmentId: id, startedAt: past, dueAt: past },
      })),
    ],
  })
  pointsman.clock.move(5 * HOUR_MS)
  await pointsman.settle()
  expect(await leadOf(pointsman, 'ada@initech.example')).toMatchObject({ breaches: 1 })
  await end(pointsman)
})

it('counts a call for both leads that stand in one record of the CRM', async () => {
  const pointsman = await pointsmanOn(faces[0]!)
  await pointsman.send('web-form', form('ada@initech.example'))
  await pointsman.send('web-form', form('eve@initech.example'))
  await pointsman.settle()
  const [ada, eve] = [await leadOf(pointsman, 'ada@initech.example'), await leadOf(pointsman, 'eve@initech.example')]
  const refs = await pointsman.store.list('crmRefs')
  const crmId = refs.find(({ leadId }) => leadId === ada.id)?.crmId ?? ''
  // As after two Leads were merged in Salesforce.
  await pointsman.store.commit({
    updates: [{ table: 'crmRefs', id: refs.find(({ leadId }) => leadId === eve.id)?.id ?? '', set: { crmId } }],
  })
  pointsman.clock.move(MINUTE_MS)
  faces[0]!.call(pointsman, 'ada@initech.example')
  pointsman.clock.move(2 * MINUTE_MS)
  await pointsman.settle()
  expect(await pointsman.store.countBy('slaClocks', 'state')).toEqual({ met: 2 })
  pointsman.clock.move(2 * MINUTE_MS)
  await pointsman.settle()
  const touches = await pointsman.store.list('touches', { where: { kind: 'contacted' } })
  expect(touches.map(({ leadId }) => leadId).toSorted()).toEqual([ada.id, eve.id].toSorted())
  await end(pointsman)
})
