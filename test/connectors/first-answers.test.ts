// What is answered before anything is worked on: a browser's question, an answer that a page may read, a body that is unreadable.
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settings as settingsSchema } from '../../connectors/web-form/settings.ts'
import { source } from '../../connectors/web-form/source.ts'
import type { Answer } from '../../src/connector.ts'
import { secrets, wholePointsman, type WholePointsman } from '../whole-pointsman.ts'
import { request } from './fixtures.ts'

const at = new Date('2026-01-01T10:00:00Z')
const named = settingsSchema.parse({ origins: ['https://www.example.com', 'https://shop.example.com:8443'] })
const open = settingsSchema.parse({})

function from(origin: string | undefined): Record<string, string> {
  return origin === undefined ? {} : { origin }
}

function ask(origin: string | undefined, settings = named, method = 'OPTIONS'): Answer | undefined {
  return source.greet?.(request({ method, headers: from(origin) }, at), settings)
}

function answered(origin: string | undefined, settings = named): Record<string, string> | undefined {
  return source.answerHeaders?.(request({ headers: from(origin) }, at), settings)
}

describe('a browser that asks', () => {
  it.each(['https://www.example.com', 'https://shop.example.com:8443'])('may send JSON from %s', (origin) => {
    expect(ask(origin)).toEqual({
      status: 204,
      body: '',
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '600',
        vary: 'Origin',
      },
    })
  })

  it.each([
    'https://www.example.com.evil.example',
    'https://example.com',
    'http://www.example.com',
    'https://shop.example.com',
    'https://www.example.com, https://evil.example',
    'null',
    '*',
    '',
    undefined,
  ])('may not from %s', (origin) => {
    expect(ask(origin)).toMatchObject({ status: 403, headers: { vary: 'Origin' } })
    expect(ask(origin)?.headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('may from everywhere when no site is named, since then every site may send', () => {
    expect(ask('https://any.example', open)?.headers).toMatchObject({ 'access-control-allow-origin': '*' })
  })

  it('is not taken for one that sends', () => {
    expect(ask('https://www.example.com', named, 'POST')).toBeUndefined()
  })
})

describe('the page that sent', () => {
  it('may read the answer where its site is named, and no other page may', () => {
    expect(answered('https://www.example.com')).toEqual({
      'access-control-allow-origin': 'https://www.example.com',
      vary: 'Origin',
    })
    expect(answered('https://evil.example')).toEqual({ vary: 'Origin' })
    expect(answered(undefined)).toEqual({ vary: 'Origin' })
    expect(answered('https://any.example', open)).toEqual({ 'access-control-allow-origin': '*' })
  })

  it('never shares the cookies of a visitor', () => {
    for (const settings of [named, open]) {
      const all = {
        ...ask('https://www.example.com', settings)?.headers,
        ...answered('https://www.example.com', settings),
      }
      expect(Object.keys(all)).not.toContain('access-control-allow-credentials')
    }
  })
})

describe('the whole way', () => {
  let pointsman: WholePointsman
  beforeAll(async () => {
    pointsman = await wholePointsman()
  })
  afterAll(() => pointsman.close())

  const take = (method: string, body: string) =>
    pointsman.app.pipeline.receive(
      'web-form',
      request({ method, headers: { origin: 'https://www.example.com' }, body: Buffer.from(body) }, at),
    )

  it('answers the question without storing anything, and lets the page read what became of its form', async () => {
    expect((await take('OPTIONS', '')).status).toBe(204)
    expect(await pointsman.store.count('deliveries')).toBe(0)
    const form = '{"email":"ada@example.com"}'
    const answers = [await take('POST', form), await take('POST', form), await take('POST', '{"email":')]
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 400])
    for (const { headers } of answers) expect(headers).toMatchObject({ 'access-control-allow-origin': '*' })
  })

  it.each([
    ['marketo', 422, { 'x-pointsman-secret': secrets.DEMO_MARKETO_SECRET }],
    ['standard-webhooks', 400, standardHeaders('{"email": oh')],
  ])('tells %s at once that its body cannot be read, and keeps it', async (name, status, headers) => {
    const answer = await pointsman.send(name, { headers, body: '{"email": oh' })
    expect(answer.status).toBe(status)
    expect(await pointsman.store.list('deliveries', { where: { connection: name } })).toMatchObject([
      { state: 'unreadable', fault: expect.stringMatching(/not valid JSON/) },
    ])
  })
})

function standardHeaders(body: string): Record<string, string> {
  const sentAt = new Date('2026-11-24T09:00:00Z')
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(sentAt.getTime() / 1_000),
    'webhook-signature': new Webhook(secrets.DEMO_WEBHOOK_SECRET).sign('msg_1', sentAt, body),
  }
}
