// What is older than retention.yaml says goes; what somebody waits for stays, repeats are still known, and the numbers add up.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { parseRetention } from '../../src/pipeline/retention.ts'
import { DAY_MS, HOUR_MS } from '../../src/time.ts'
import { wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { form, leadOf } from './leads.ts'

describe('retention.yaml', () => {
  const faultsOf = (text: string): string => {
    try {
      parseRetention({ path: 'rulebook/retention.yaml', text })
    } catch (error) {
      if (error instanceof ConfigError) return error.message
      throw error
    }
    return ''
  }

  it.each([
    [
      'deliveries: { split: { row: 3 } }',
      /retention\.yaml:1:\d+ deliveries\.split\.row: Give 4 days at least: senders repeat that long/,
    ],
    ['events: { waiting: { row: 90 } }', /retention\.yaml:1:\d+ events/],
    ['events: { held: { payload: 90 } }', /events/],
    ['deliveries: { received: { body: 9 } }', /deliveries/],
    ['attempts: soon', /attempts: Give days as a number/],
    ['attempt: 9', /attempt/],
  ])('refuses %s with its line', (text, fault) => {
    expect(faultsOf(text)).toMatch(fault)
  })

  it('may be empty: everything is kept', () => {
    expect(parseRetention({ path: 'r.yaml', text: '' })).toEqual({ deliveries: {}, events: {} })
  })
})

describe('as time goes by', () => {
  let folder: string
  let pointsman: WholePointsman
  const days = async (count: number): Promise<void> => {
    pointsman.clock.move(count * DAY_MS + HOUR_MS)
    await pointsman.settle()
  }
  const total = async (): Promise<number> => {
    const tallies = await pointsman.store.list('tallies')
    const gone = tallies.filter(({ id }) => id.startsWith('events:')).reduce((sum, { count }) => sum + count, 0)
    return (await pointsman.store.count('events')) + gone
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pointsman-retention-'))
    cpSync(fileURLToPath(new URL('../../rulebook', import.meta.url)), folder, { recursive: true })
    writeFileSync(
      join(folder, 'retention.yaml'),
      `deliveries: { split: { body: 10, row: 30 }, unreadable: { body: 60, row: 90 }, quarantined: { row: 20 } }
events: { routed: { payload: 10, row: 30 }, updated: { payload: 10, row: 30 }, duplicate: { row: 30 } }
attempts: 15
steps: 15
audit: 40
`,
    )
    pointsman = await wholePointsman({ rulebookDir: folder })
    await pointsman.send('web-form', form('ada@old.example', { submissionId: 'ada' }))
    await pointsman.send('web-form', form('', { submissionId: 'held' }))
    await pointsman.send('web-form', { headers: { 'content-type': 'application/json' }, body: '{"broken' })
    await pointsman.send('marketo', { headers: {}, body: '{"email":"forged@old.example"}' })
    await pointsman.settle()
  })
  afterAll(async () => {
    await pointsman.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const delivery = async (key: string) =>
    (await pointsman.store.list('deliveries', { where: { deliveryKey: { contains: key } } }))[0]

  it('bytes and payloads go first; the key stays, and a repeat is known', async () => {
    await days(9)
    expect((await delivery('submission ada'))?.body.length).toBeGreaterThan(0)
    await days(2)
    expect(await delivery('submission ada')).toMatchObject({
      state: 'split',
      body: Buffer.alloc(0),
      headers: {},
      url: '',
    })
    const [event] = await pointsman.store.list('events', { where: { state: 'routed' } })
    expect(event).toMatchObject({ payload: null, eventKey: expect.stringContaining('ada') })
    await pointsman.send('web-form', form('ada@old.example', { submissionId: 'ada' }))
    await pointsman.settle()
    expect(await pointsman.store.count('deliveries', { state: 'conflicting' })).toBe(0)
    expect(await pointsman.store.count('leads', { email: 'ada@old.example' })).toBe(1)
  })

  it('then what was sent to the CRM, and the personal values of the story; the story itself stays', async () => {
    const before = await pointsman.store.count('attempts')
    await days(5)
    const at = { lt: new Date(pointsman.clock.now().getTime() - 15 * DAY_MS) }
    expect(await pointsman.store.count('attempts', { at })).toBe(0)
    expect(await pointsman.store.count('attempts')).toBeLessThan(before)
    // Of steps that are younger only: the promise broke since, and it was decided again.
    const kept = await pointsman.store.list('timelinePrivate')
    const old = await pointsman.store.list('timeline', { where: { at, id: { in: kept.map(({ id }) => id) } } })
    expect(old).toEqual([])
    const lead = await leadOf(pointsman, 'ada@old.example')
    expect(await pointsman.store.count('timeline', { leadId: lead.id })).toBeGreaterThan(3)
  })

  it('then rows, which are counted', async () => {
    const before = await total()
    await days(15)
    expect(await pointsman.store.count('events', { state: 'routed' })).toBe(0)
    expect(await delivery('submission ada')).toBeUndefined()
    expect(await pointsman.store.find('tallies', 'events:routed')).toMatchObject({ count: 1 })
    expect(await total()).toBe(before)
  })

  it('what could not be verified goes after its time', async () => {
    expect(await pointsman.store.count('deliveries', { state: 'quarantined' })).toBe(0)
  })

  it('what waits for a person stays, however old', async () => {
    await days(20)
    expect(await pointsman.store.countBy('events', 'state', { state: 'held' })).toEqual({ held: 1 })
    const [held] = await pointsman.store.list('events', { where: { state: 'held' } })
    expect(held?.payload).not.toBeNull()
    expect(await pointsman.store.find('deliveries', held?.deliveryId ?? '')).toBeDefined()
    expect(await pointsman.store.count('deliveries', { state: 'unreadable' })).toBe(1)
  })

  it('the lead, its decision and its owner stay', async () => {
    const lead = await leadOf(pointsman, 'ada@old.example')
    expect(await pointsman.store.count('decisions', { leadId: lead.id })).toBeGreaterThan(0)
    expect(lead.fields.email).toBe('ada@old.example')
  })
})
