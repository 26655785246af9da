// Deliveries that are odd but real: none stops the others, none is lost because of how it was labelled.
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { secrets, wholePointsman, type WholePointsman } from '../whole-pointsman.ts'

let pointsman: WholePointsman
beforeAll(async () => {
  pointsman = await wholePointsman()
})
afterAll(() => pointsman.close())

/** As Standard Webhooks signs: id, time and body. */
function signed(id: string, body: string) {
  const time = String(Math.floor(pointsman.clock.now().getTime() / 1000))
  const key = Buffer.from(secrets.DEMO_WEBHOOK_SECRET.slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': `v1,${signature}`,
  }
  return { headers, body }
}
const lead = (email: string): string =>
  JSON.stringify({ type: 'lead.created', data: { email, lastName: 'Byron', company: 'Initech', country: 'France' } })
const emails = async () => (await pointsman.store.list('leads')).map(({ fields }) => fields.email)

/** No two bytes in a row the same, so that nothing can be packed. */
const long = (letters: number): string =>
  Array.from({ length: letters / 64 }, (_, at) => createHmac('sha256', 'long').update(String(at)).digest('hex')).join(
    '',
  )

describe('a key of senseless length', () => {
  it('is taken like any other, beside those that came with it', async () => {
    const id = long(6_400)
    const send = () =>
      Promise.all([
        pointsman.send('standard-webhooks', signed('before', lead('before@odd.example'))),
        pointsman.send('standard-webhooks', signed(id, lead('long@odd.example'))),
        pointsman.send('standard-webhooks', signed('after', lead('after@odd.example'))),
      ])
    expect((await send()).map(({ status }) => status)).toEqual([202, 202, 202])
    await pointsman.settle()
    expect(await emails()).toEqual(
      expect.arrayContaining(['before@odd.example', 'long@odd.example', 'after@odd.example']),
    )
    await send()
    expect(await pointsman.store.count('deliveries')).toBe(3)
  })
})

describe('keys that no database holds as they are', () => {
  const form = (submissionId: string, email: string) =>
    pointsman.send('web-form', {
      headers: { 'content-type': 'application/json' },
      body: `{"submissionId":"${submissionId}","email":"${email}","lastName":"Byron"}`,
    })

  it('stay as many as the sender gave', async () => {
    const ids = ['s\\u0000', 's\\ufffd', 's\\ud800', 's\\ud801']
    for (const [at, id] of ids.entries()) expect((await form(id, `nul-${at}@odd.example`)).status).toBe(202)
    await pointsman.settle()
    expect(await emails()).toEqual(expect.arrayContaining(ids.map((_id, at) => `nul-${at}@odd.example`)))
  })

  it('are known again, and another body under one of them is kept as evidence', async () => {
    await form('s\\u0000', 'nul-0@odd.example')
    await form('s\\u0000', 'nul-other@odd.example')
    expect(await pointsman.store.count('deliveries', { connection: 'web-form', state: 'conflicting' })).toBe(1)
  })
})

describe('a list of messages under one id', () => {
  it('takes no key of another message', async () => {
    const both = `[${lead('item-0@odd.example')},${lead('item-1@odd.example')}]`
    await pointsman.send('standard-webhooks', signed('list', both))
    await pointsman.send('standard-webhooks', signed('list 0', lead('alone@odd.example')))
    await pointsman.settle()
    expect(await emails()).toEqual(
      expect.arrayContaining(['item-0@odd.example', 'item-1@odd.example', 'alone@odd.example']),
    )
  })
})

describe('a delivery that ends the work on it each time', () => {
  it('waits for a person after a few tries', async () => {
    await pointsman.send('standard-webhooks', signed('poison', lead('poison@odd.example')))
    const [row] = await pointsman.store.list('deliveries', { where: { state: 'received' } })
    await pointsman.store.commit({ updates: [{ table: 'deliveries', id: row?.id ?? '', set: { starts: 10 } }] })
    await pointsman.settle()
    const kept = await pointsman.store.find('deliveries', row?.id ?? '')
    expect(kept).toMatchObject({ state: 'unreadable', fault: expect.stringContaining('begun 11 times') })
  })

  it('is told of by an alert, since its sender was told that all is well', async () => {
    const [alert] = await pointsman.store.list('alerts', { where: { kind: 'unreadable' } })
    expect(alert).toMatchObject({ connection: 'standard-webhooks', count: 1, endedAt: null })
    expect(alert?.text).toContain('begun 11 times')
  })
})

describe('an event that ends the work on it each time', () => {
  it('is held, and told of by an alert', async () => {
    await pointsman.send('standard-webhooks', signed('deadly', lead('deadly@odd.example')))
    await pointsman.settle()
    const [row] = await pointsman.store.list('events', { order: [{ by: 'id', direction: 'desc' }], limit: 1 })
    await pointsman.store.commit({
      updates: [{ table: 'events', id: row?.id ?? '', set: { state: 'waiting', starts: 10 } }],
    })
    await pointsman.settle()
    expect(await pointsman.store.find('events', row?.id ?? '')).toMatchObject({
      state: 'held',
      reason: expect.stringContaining('begun 11 times'),
    })
    expect(await pointsman.store.list('alerts', { where: { kind: 'never-ended' } })).toMatchObject([
      { connection: 'standard-webhooks', count: 1, endedAt: null },
    ])
  })
})

describe('a sender that hears at once that its body cannot be read', () => {
  it('may mend it and send it under the same key', async () => {
    expect((await pointsman.send('standard-webhooks', signed('m1', '{"type":"lead", broken'))).status).toBe(400)
    expect((await pointsman.send('standard-webhooks', signed('m1', '{"type":"lead", broken'))).status).toBe(400)
    expect((await pointsman.send('standard-webhooks', signed('m1', lead('mended@odd.example')))).status).toBe(202)
    await pointsman.settle()
    expect(await emails()).toContain('mended@odd.example')
    expect(await pointsman.store.count('deliveries', { connection: 'standard-webhooks', state: 'conflicting' })).toBe(0)
  })
})

describe('headers typed by hand', () => {
  const post = async (headers: Record<string, string>, email: string) =>
    pointsman.ask({
      method: 'POST',
      url: '/webhooks/web-form',
      headers,
      payload: JSON.stringify({ email, lastName: 'Byron' }),
    })

  it.each(['', 'json', 'application/json, text/plain', '{{my.type}}', ';charset=utf-8', '*/*'])(
    'take a lead with the content type "%s"',
    async (type) => {
      const email = `type${type.replace(/\W/g, '')}@odd.example`
      expect((await post({ 'content-type': type }, email)).status).toBe(202)
      await pointsman.settle()
      expect(await emails()).toContain(email)
    },
  )

  it.each(['', 'utf-8', 'Identity', 'none'])('take a lead with the content encoding "%s"', async (encoding) => {
    const email = `encoding${encoding}@odd.example`.toLowerCase()
    expect((await post({ 'content-type': 'application/json', 'content-encoding': encoding }, email)).status).toBe(202)
    await pointsman.settle()
    expect(await emails()).toContain(email)
  })

  it.each(['gzip', 'br', 'GZIP, identity'])('refuse a body that is really packed: %s', async (encoding) => {
    const answer = await post({ 'content-type': 'application/json', 'content-encoding': encoding }, 'x@odd.example')
    expect(answer.status).toBe(415)
  })
})
