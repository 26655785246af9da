// Step 3: what the source only names is read in few calls; what it does not tell now waits, and nothing is lost over it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { MINUTE_MS, SECOND_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { sendContacts, seedContacts, wholeClock } from './leads.ts'

const READ = '/crm/v3/objects/contacts/batch/read'

describe('reading the contacts behind thin events', () => {
  let pointsman: WholePointsman
  let eventId = 1

  beforeAll(async () => {
    pointsman = await wholePointsman({ clock: wholeClock() })
    await pointsman.settle()
  })
  afterEach(() => {
    pointsman.sandbox.faults.set([])
    pointsman.clock.move(MINUTE_MS)
  })
  afterAll(async () => {
    await pointsman.close()
    vi.useRealTimers()
  })

  const states = () => pointsman.store.countBy('events', 'state')
  const tell = (ids: readonly string[]) => sendContacts(pointsman, ids, (eventId += 1))
  const lastEvent = async (id: string) => (await pointsman.store.list('events', { where: { hydrateId: id } })).at(-1)
  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${pointsman.sandboxUrl}${path}`, {
      method,
      headers: {
        authorization: 'Bearer pat-person',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  it('takes one call for sixty events', async () => {
    const ids = seedContacts(
      pointsman,
      Array.from({ length: 60 }, (_, index) => `${index}@batch-${index}.example`),
    )
    await tell(ids)
    const before = pointsman.sandbox.ledger.length
    await pointsman.settle()
    const reads = pointsman.sandbox.ledger
      .entries({ system: 'hubspot', after: before })
      .filter(({ path, request }) => path === READ && (request as { idProperty?: string }).idProperty === undefined)
    expect(reads.filter(({ request }) => (request as { inputs: unknown[] }).inputs.length === 60)).toHaveLength(1)
    expect(await states()).toEqual({ routed: 60 })
  })

  it('ignores the event of a contact that is gone', async () => {
    const [id = ''] = seedContacts(pointsman, ['gone@hydrate.example'])
    await call('DELETE', `/crm/v3/objects/contacts/${id}`)
    await tell([id])
    await pointsman.settle()
    expect(await lastEvent(id)).toMatchObject({ state: 'ignored', reason: 'The record is gone from hubspot.' })
  })

  it('ends the event of a merged contact as merged, and names the one that lives on', async () => {
    const [lives = '', merged = ''] = seedContacts(pointsman, ['lives@hydrate.example', 'merged@hydrate.example'])
    const answer = await call('POST', '/crm/v3/objects/contacts/merge', {
      primaryObjectId: lives,
      objectIdToMerge: merged,
    })
    const { id } = (await answer.json()) as { id: string }
    await tell([merged, id])
    await pointsman.settle()
    expect(await lastEvent(merged)).toMatchObject({ state: 'merged', reason: `Merged into record ${id} of hubspot.` })
  })

  it('waits longer and longer while HubSpot is down, holds nothing, and routes all once it is back', async () => {
    const before = await states()
    const [id = ''] = seedContacts(pointsman, ['patient@hydrate.example'])
    await tell([id])
    pointsman.sandbox.faults.set([{ name: 'server-error', system: 'hubspot', rate: 1, path: READ }])
    const waits: number[] = []
    for (let round = 0; round < 4; round += 1) {
      await pointsman.settle()
      const event = await lastEvent(id)
      expect(event).toMatchObject({ state: 'waiting', claimId: null, reason: expect.stringContaining('tried again') })
      waits.push((event?.nextAt.getTime() ?? 0) - pointsman.clock.now().getTime())
      pointsman.clock.move(waits.at(-1) ?? 0)
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect(waits.at(-1)).toBeGreaterThan(2 * (waits[0] ?? 0))
    for (let hour = 0; hour < 20; hour += 1) {
      await pointsman.settle()
      pointsman.clock.move(MINUTE_MS)
    }
    expect(await states()).toEqual({ ...before, waiting: 1 })
    pointsman.sandbox.faults.set([])
    pointsman.clock.move(30 * SECOND_MS)
    await pointsman.settle()
    expect(await states()).toEqual({ ...before, routed: (before['routed'] ?? 0) + 1 })
  })
})

describe('a CRM that cannot be read at the first start', () => {
  let pointsman: WholePointsman

  beforeAll(async () => {
    pointsman = await wholePointsman({ clock: wholeClock() })
  })
  afterAll(async () => {
    await pointsman.close()
    vi.useRealTimers()
  })

  it('keeps events waiting and says so; with wrong credentials it is asked once a minute', async () => {
    pointsman.sandbox.faults.set([{ name: 'expired-token', system: 'hubspot', rate: 1 }])
    const [id = ''] = seedContacts(pointsman, ['early@hydrate.example'])
    await sendContacts(pointsman, [id])
    for (let second = 0; second < 50; second += 10) {
      await pointsman.settle()
      pointsman.clock.move(10 * SECOND_MS)
    }
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ waiting: 1 })
    expect(pointsman.sandbox.ledger.entries({ system: 'hubspot' }).length).toBeLessThanOrEqual(2)
    expect((await pointsman.app.pipeline.status()).checks.find(({ name }) => name === 'mirror')).toMatchObject({
      ok: false,
    })
    pointsman.sandbox.faults.set([])
    pointsman.clock.move(MINUTE_MS)
    await pointsman.settle()
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ routed: 1 })
  })
})

describe('a HubSpot that is only read, and refuses our token', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pointsman-read-'))
  let pointsman: WholePointsman

  beforeAll(async () => {
    const demo = readFileSync(fileURLToPath(new URL('../../sandbox/demo-connections.yaml', import.meta.url)), 'utf8')
    const connectionsFile = join(folder, 'connections.yaml')
    writeFileSync(connectionsFile, demo.replace('writesTo: hubspot', 'writesTo: salesforce'))
    pointsman = await wholePointsman({ clock: wholeClock(), connectionsFile })
    await pointsman.settle()
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await pointsman.close()
    vi.useRealTimers()
  })
  const calls = (after: number) => pointsman.sandbox.ledger.entries({ system: 'hubspot', after })
  const check = async () => (await pointsman.app.pipeline.status()).checks.find(({ ok }) => !ok)

  it('is paused, asked once a minute, and goes on by itself when the token is mended', async () => {
    const [id = ''] = seedContacts(pointsman, ['locked-out@hydrate.example'])
    pointsman.sandbox.faults.set([{ name: 'expired-token', system: 'hubspot', rate: 1 }])
    await sendContacts(pointsman, [id])
    await pointsman.settle()
    expect(await check()).toMatchObject({ name: 'connection hubspot', message: expect.stringContaining('expired') })
    const before = pointsman.sandbox.ledger.length
    for (let second = 0; second < 50; second += 10) {
      pointsman.clock.move(10 * SECOND_MS)
      await pointsman.settle()
    }
    expect(calls(before)).toEqual([])
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ waiting: 1 })
    pointsman.sandbox.faults.set([])
    pointsman.clock.move(2 * MINUTE_MS)
    await pointsman.settle()
    expect(await pointsman.store.countBy('events', 'state')).toEqual({ routed: 1 })
    expect(await check()).toBeUndefined()
  })
})
