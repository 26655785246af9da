// A secret that is configured wrongly loses no lead: what could not be verified is kept, bounded and sealed, and verified after the fix.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WebhookRequest } from '../../src/connector.ts'
import { MOST_QUARANTINED, MOST_QUARANTINED_BYTES } from '../../src/pipeline/quarantine.ts'
import { publicUrl, secrets, wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { seedContacts, sendContacts } from './leads.ts'

const marketo = (email: string, secret = secrets.DEMO_MARKETO_SECRET) => ({
  headers: { 'content-type': 'application/json', 'x-pointsman-secret': secret },
  body: JSON.stringify({ leadId: 7, email, lastName: 'Byron', company: 'Initech', country: 'France', employees: 120 }),
})

const quarantined = ({ store }: WholePointsman) => store.list('deliveries', { where: { state: 'quarantined' } })
const alerts = async ({ store }: WholePointsman) =>
  (await store.list('alerts', { where: { endedAt: null } })).map(({ id, count }) => ({ id, count }))

describe('a secret that is configured wrongly', () => {
  let wrong: WholePointsman
  let mended: WholePointsman

  beforeAll(async () => {
    wrong = await wholePointsman({ secrets: { DEMO_HUBSPOT_CLIENT_SECRET: 'not-the-one-of-the-app' } })
    const { store: sharedStore, sandbox, clock } = wrong
    mended = await wholePointsman({ sharedStore, sandbox, clock })
  })
  afterAll(async () => {
    await mended.close()
    await wrong.close()
  })

  it('refuses its deliveries, keeps them raw, and tells a person once', async () => {
    const [id = ''] = seedContacts(wrong, ['ada@quarantine.example'])
    expect(await sendContacts(wrong, [id])).toMatchObject({ status: 401 })
    expect(await sendContacts(wrong, [id])).toMatchObject({ status: 401 })
    await wrong.settle()
    const [row, ...more] = await quarantined(wrong)
    expect(more).toEqual([])
    expect(row).toMatchObject({
      connection: 'hubspot',
      state: 'quarantined',
      headers: { 'content-type': expect.any(String) },
    })
    expect(row?.body.toString()).toContain(`"objectId":${id}`)
    expect(row?.sealed?.includes('x-hubspot-signature')).toBe(false)
    expect(await alerts(wrong)).toEqual([{ id: 'quarantine:hubspot', count: 1 }])
    const status = await wrong.api('GET', '/api/status')
    expect(status.data).toMatchObject({
      alerts: [{ kind: 'quarantine', text: expect.stringContaining('mend the secret in the settings') }],
    })
  })

  it('lets nobody pass them on unverified', async () => {
    const [row] = await quarantined(wrong)
    const answer = await wrong.api('POST', `/api/deliveries/${row?.id}/replay`, {})
    expect(answer).toMatchObject({ status: 409, data: { error: { code: 'delivery.not-verified' } } })
  })

  it('keeps what is still wrong after a look by hand', async () => {
    const answer = await wrong.api('POST', '/api/deliveries/verify', { connection: 'hubspot' }, 'operator')
    expect(answer).toMatchObject({ status: 200, data: { matched: 1, verified: 0, duplicate: 0, refused: 1 } })
  })

  it('counts what the mended secret would verify, and changes nothing', async () => {
    const answer = await mended.api('POST', '/api/deliveries/verify', { dryRun: true }, 'operator')
    expect(answer.data).toEqual({ matched: 1, verified: 1, duplicate: 0, refused: 0 })
    expect(await quarantined(mended)).toHaveLength(1)
  })

  it('is read after the next start with the right one, two days later, and the alert ends', async () => {
    mended.clock.move(2 * 86_400_000)
    await mended.settle()
    expect(await quarantined(mended)).toEqual([])
    const [lead] = await mended.store.list('leads', { where: { email: 'ada@quarantine.example' } })
    expect(lead?.ownerId).toBeTruthy()
    const [delivery] = await mended.store.list('deliveries', { where: { connection: 'hubspot' } })
    expect(delivery).toMatchObject({ state: 'split', sealed: null, fault: null })
    expect(delivery?.deliveryKey).not.toContain('unverified')
    expect(await alerts(mended)).toEqual([])
  })

  it('ends as a duplicate where the sender has sent it again meanwhile', async () => {
    await wrong.send('marketo', marketo('once@quarantine.example', 'wrong'))
    const [row] = await quarantined(wrong)
    // The same request again under another spelling of the secret: the first cannot be verified, the second is taken.
    expect(await mended.send('marketo', marketo('once@quarantine.example'))).toMatchObject({ status: 200 })
    const [id = ''] = seedContacts(wrong, ['twice@quarantine.example'])
    await sendContacts(wrong, [id], 2)
    await sendContacts(mended, [id], 2)
    const answer = await mended.api('POST', '/api/deliveries/verify', {}, 'operator')
    expect(answer.data).toEqual({ matched: 2, verified: 0, duplicate: 1, refused: 1 })
    expect((await quarantined(mended)).map(({ id: left }) => left)).toEqual([row?.id])
    await mended.settle()
    expect(await mended.store.count('deliveries', { state: 'duplicate' })).toBe(1)
    expect(await mended.store.count('leads', { email: 'twice@quarantine.example' })).toBe(1)
  })

  it('writes down who had them verified, and refuses a connection that is not there', async () => {
    const [row] = await mended.store.list('audit', { where: { action: 'delivery.verify', actor: 'operator-token' } })
    expect(row).toMatchObject({ target: 'deliveries' })
    const answer = await mended.api('POST', '/api/deliveries/verify', { connection: 'hubspt' }, 'operator')
    expect(answer).toMatchObject({ status: 404, data: { error: { code: 'connection.unknown' } } })
  })
})

describe('forged traffic', () => {
  let pointsman: WholePointsman
  beforeAll(async () => {
    pointsman = await wholePointsman()
  })
  afterAll(() => pointsman.close())

  const request = (body: Buffer, from: string) => unverified(pointsman, body, from)
  const forge = (text: string, from: string) =>
    pointsman.app.pipeline.receive('marketo', request(Buffer.from(text), from))

  it('fills half of the quarantine from one address, all of it from many, and no more; the real sender is taken all the same', async () => {
    const from = (address: string, count: number) =>
      Promise.all(Array.from({ length: count }, (_, index) => forge(`{"forged":"${address} ${index}"}`, address)))
    const half = MOST_QUARANTINED / 2
    const answers = await from('192.0.2.1', half + 60)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
    expect(await pointsman.store.count('deliveries', { state: 'quarantined' })).toBe(half)
    await from('192.0.2.2', half + 40)
    await from('192.0.2.3', 100)
    expect(await pointsman.store.count('deliveries', { state: 'quarantined' })).toBe(MOST_QUARANTINED)
    expect(await pointsman.send('marketo', marketo('real@quarantine.example'))).toMatchObject({ status: 200 })
  })

  it('is counted in one alert, written down now and then, which says how many had no room', async () => {
    pointsman.clock.move(10_000)
    await forge('{"forged":"last"}', '192.0.2.4')
    expect(await alerts(pointsman)).toEqual([{ id: 'quarantine:marketo', count: MOST_QUARANTINED + 201 }])
    const [alert] = await pointsman.store.list('alerts')
    expect(alert?.text).toContain('There is no more room for 201 of them')
  })

  it('cannot take the key of a real delivery', async () => {
    const keys = (await quarantined(pointsman)).map(({ deliveryKey }) => deliveryKey)
    expect(keys.every((key) => key.startsWith('unverified '))).toBe(true)
  })

  it('finds room again when a person has emptied it', async () => {
    const rows = await quarantined(pointsman)
    await pointsman.store.commit({
      updates: rows.map(({ id }) => ({ table: 'deliveries', id, set: { state: 'erased' } })),
    })
    pointsman.clock.move(60_000)
    await forge('{"forged":"after"}', '192.0.2.5')
    expect(await quarantined(pointsman)).toHaveLength(1)
  })

  it('is kept by bytes too', async () => {
    const big = Buffer.alloc(4 * 1024 * 1024, 'x')
    for (let index = 0; index < 20; index += 1) {
      await pointsman.app.pipeline.receive(
        'marketo',
        request(Buffer.concat([big, Buffer.from([index])]), `192.0.2.${index}`),
      )
    }
    const bytes = (await quarantined(pointsman)).reduce((sum, row) => sum + row.body.length, 0)
    expect(bytes).toBeGreaterThan(MOST_QUARANTINED_BYTES - 8 * 1024 * 1024)
    expect(bytes).toBeLessThanOrEqual(MOST_QUARANTINED_BYTES)
  })
})

describe('one network', () => {
  let pointsman: WholePointsman
  beforeAll(async () => {
    pointsman = await wholePointsman()
  })
  afterAll(() => pointsman.close())
  const big = Buffer.alloc(4 * 1024 * 1024, 'x')
  const send = (index: number, address: string) =>
    pointsman.app.pipeline.receive(
      'marketo',
      unverified(pointsman, Buffer.concat([big, Buffer.from([index])]), address),
    )

  it('never fills the room by bytes, whichever of its addresses it takes', async () => {
    const half = Math.floor(MOST_QUARANTINED_BYTES / 2 / (big.length + 1_000))
    for (let index = 0; index < half + 3; index += 1) await send(index, `2001:db8:1:2::${index}`)
    expect(await quarantined(pointsman)).toHaveLength(half)
    await send(100, '2001:db8:1:3::1')
    await send(101, '2001:0db8:1:3:0:0:0:1')
    expect(await quarantined(pointsman)).toHaveLength(half + 2)
  })
})

describe('alerts', () => {
  let pointsman: WholePointsman
  beforeAll(async () => {
    pointsman = await wholePointsman()
  })
  afterAll(() => pointsman.close())

  it('are ended by a person, and begin anew', async () => {
    await pointsman.send('marketo', marketo('a@alerts.example', 'wrong'))
    expect((await pointsman.api('POST', '/api/alerts/quarantine:marketo/end', {}, 'operator')).status).toBe(200)
    expect((await pointsman.api('GET', '/api/alerts')).data).toEqual({ items: [] })
    expect((await pointsman.api('GET', '/api/alerts?all=true')).data).toMatchObject({ items: [{ count: 1 }] })
    const again = await pointsman.api('POST', '/api/alerts/quarantine:marketo/end', {}, 'operator')
    expect(again).toMatchObject({ status: 409, data: { error: { code: 'alert.ended' } } })
    pointsman.clock.move(20_000)
    await pointsman.send('marketo', marketo('b@alerts.example', 'wrong'))
    expect((await pointsman.api('GET', '/api/alerts')).data).toMatchObject({ items: [{ count: 1, endedAt: null }] })
  })

  it('tell that a key came with another body', async () => {
    for (const name of ['first', 'second']) {
      await pointsman.send('web-form', {
        headers: { 'content-type': 'application/json' },
        body: `{"submissionId":"k","email":"${name}@alerts.example"}`,
      })
    }
    expect(await alerts(pointsman)).toContainEqual({ id: 'other-body:web-form', count: 1 })
  })
})

it('a connection that is closed says so to its senders, keeps nothing, and never says 404 or 410', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'pointsman-closed-')), 'connections.yaml')
  const demo = readFileSync(fileURLToPath(new URL('../../sandbox/demo-connections.yaml', import.meta.url)), 'utf8')
  writeFileSync(file, demo.replace('  marketo:\n', '  marketo:\n    closed: true\n'))
  const pointsman = await wholePointsman({ connectionsFile: file })
  try {
    const answer = await pointsman.send('marketo', marketo('late@closed.example'))
    expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('connection.closed') })
    expect(await pointsman.store.count('deliveries')).toBe(0)
  } finally {
    await pointsman.close()
  }
})

/** As it comes from the wire, without any secret. */
function unverified(pointsman: WholePointsman, body: Buffer, remoteAddress: string): WebhookRequest {
  return {
    method: 'POST',
    url: `${publicUrl}/webhooks/marketo`,
    headers: { 'content-type': 'application/json' },
    repeated: [],
    body,
    receivedAt: pointsman.clock.now(),
    remoteAddress,
  }
}
