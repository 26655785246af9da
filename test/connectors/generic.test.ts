// Senders that are only described: the settings of the README, with requests as those senders make them.
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { settings as schema, type GenericSettings } from '../../connectors/generic/settings.ts'
import { source } from '../../connectors/generic/source.ts'
import { InputError, type WebhookRequest } from '../../src/connector.ts'
import { connectorsFolder, request } from './fixtures.ts'

const receivedAt = new Date('2026-01-01T10:00:05Z')
const readme = readFileSync(join(connectorsFolder, 'generic/README.md'), 'utf8')
const yaml = /```yaml\n([^]*?)```/.exec(readme)?.[1] ?? ''
const { connections } = parse(yaml) as { connections: Record<string, { settings: unknown }> }

function settingsOf(name: string): GenericSettings {
  return schema.parse(JSON.parse(JSON.stringify(connections[name]?.settings).replaceAll(/env:\w+/g, 'the-secret')))
}

function take(name: string, given: Partial<WebhookRequest> & { text: string }, settings = settingsOf(name)) {
  const { text, ...rest } = given
  const made = { ...request({ body: Buffer.from(text) }, receivedAt), ...rest }
  source.verify(made, settings)
  return source.read(made, settings)
}

function code(work: () => unknown): string {
  try {
    work()
    return 'accepted'
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.code
  }
}

describe('Segment', () => {
  const text =
    '{"type":"identify","messageId":"m-1","timestamp":"2026-01-01T10:00:00.000Z","traits":{"email":"ann@x.example"}}'
  const signed = (body: string) => ({
    text: body,
    headers: { 'x-signature': createHmac('sha1', 'the-secret').update(body).digest('hex') },
  })

  it('signs its events, and names them', () => {
    const [event] = take('segment', signed(text))
    expect(event).toMatchObject({ kind: 'person', key: 'id m-1', occurredAt: new Date('2026-01-01T10:00:00Z') })
    expect(code(() => take('segment', { ...signed(text), text: `${text} ` }))).toBe('signature.invalid')
    expect(code(() => take('segment', { text }))).toBe('signature.missing')
  })

  it('tells of a person by identify only', () => {
    expect(take('segment', signed(text.replace('identify', 'track')))[0]?.kind).toBe('lifecycle')
  })
})

describe('Zapier', () => {
  it('sends a secret in a header', () => {
    const text = '{"email":"bo@x.example"}'
    expect(take('zapier', { text, headers: { authorization: 'Bearer the-secret' } })[0]?.payload).toEqual({
      email: 'bo@x.example',
    })
    for (const authorization of [
      'the-secret',
      'Bearer ',
      'Bearer the-secre',
      'Basic the-secret',
      'another the-secret'.slice(1),
    ]) {
      expect(code(() => take('zapier', { text, headers: { authorization } }))).toMatch(/^signature\./)
    }
  })
})

describe('Mailchimp', () => {
  const text =
    'type=subscribe&fired_at=2026-01-01+10%3A00%3A00&data%5Bid%5D=8a2&data%5Bemail%5D=cy%40x.example&data%5Bmerges%5D%5BFNAME%5D=Cy'

  it('knows an address, and sends a form that holds a tree', () => {
    const [event] = take('mailchimp', { text, token: 'the-secret' })
    expect(event).toMatchObject({
      kind: 'person',
      key: 'id subscribe | 2026-01-01 10:00:00 | 8a2',
      payload: { data: { email: 'cy@x.example', merges: { FNAME: 'Cy' } } },
    })
    expect(code(() => take('mailchimp', { text, token: 'the-secre' }))).toBe('signature.path')
    expect(code(() => take('mailchimp', { text }))).toBe('signature.path')
  })

  it('looks first whether the address is there', () => {
    expect(source.greet?.(request({ method: 'GET' }, receivedAt), settingsOf('mailchimp'))?.status).toBe(200)
  })

  it.each(['data[__proto__][x]=1', '__proto__[x]=1', `a${'[b]'.repeat(20)}=1`])('may not send %s', (body) => {
    expect(code(() => take('mailchimp', { text: `type=subscribe&${body}`, token: 'the-secret' }))).not.toBe('accepted')
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })
})

describe('Unbounce', () => {
  it('hides JSON in a form', () => {
    const text = `page_id=1&data.json=${encodeURIComponent('{"email":["di@x.example"]}')}`
    expect(take('unbounce', { text, token: 'the-secret' })[0]?.payload).toEqual({
      page_id: '1',
      'data.json': { email: ['di@x.example'] },
    })
  })
})

describe('a sender that signs a time', () => {
  const settings = schema.parse({
    proof: {
      kind: 'hmac',
      header: 'X-Sig',
      prefix: 'v0=',
      encoding: 'base64',
      signs: 'v0:{time}:{body}',
      time: { header: 'X-Time', unit: 's' },
      secret: 'k',
    },
    items: 'events',
  })
  const at = (seconds: number) => {
    const text = '{"events":[{"a":1},{"a":1}]}'
    const time = String(receivedAt.getTime() / 1_000 - seconds)
    const signature = createHmac('sha256', 'k').update(`v0:${time}:${text}`).digest('base64')
    return { text, headers: { 'x-time': time, 'x-sig': `v0=${signature}` } }
  }

  it('is refused after five minutes', () => {
    expect(code(() => take('', at(300), settings))).toBe('accepted')
    expect(code(() => take('', at(301), settings))).toBe('signature.too-old')
  })

  it('may tell several events in one body, equal ones too', () => {
    const events = take('', at(0), settings)
    expect(new Set(events.map(({ key }) => key)).size).toBe(2)
  })
})

it('without an id takes the same text for one event for an hour', () => {
  const text = '{"email":"bo@x.example"}'
  const keyAt = (ms: number) =>
    source.read(
      { ...request({ body: Buffer.from(text) }, new Date(receivedAt.getTime() + ms)) },
      settingsOf('zapier'),
    )[0]?.key
  expect(keyAt(60_000)).toBe(keyAt(0))
  expect(keyAt(3_600_000)).not.toBe(keyAt(0))
})

it.each([
  ['no proof', {}],
  ['a signed text without the body', { proof: { kind: 'hmac', header: 'x', signs: '{time}', secret: 's' } }],
  ['a signed time that stands nowhere', { proof: { kind: 'hmac', header: 'x', signs: '{time}{body}', secret: 's' } }],
  ['an empty secret', { proof: { kind: 'header', secret: '' } }],
])('is not set up with %s', (_what, settings) => {
  expect(schema.safeParse(settings).success).toBe(false)
})

describe('JotForm', () => {
  const part = (name: string, value: string): string =>
    `--------------------------d2\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const raw =
    '{"slug":"submit/1/","q3_fullName":{"first":"Di","last":"Lee"},"q4_email":"di@x.example","event_id":"7_1"}'
  const text = `${part('action', '')}${part('formID', '2401')}${part('submissionID', '5867000000000000001')}${part('rawRequest', raw)}--------------------------d2--\r\n`
  const sent = (body: string) => take('jotform', { text: body, token: 'the-secret' })

  it('sends a form of parts with JSON in one of them', () => {
    const [event] = sent(text)
    expect(event).toMatchObject({
      kind: 'person',
      key: 'id 5867000000000000001',
      payload: { formID: '2401', rawRequest: { q4_email: 'di@x.example', q3_fullName: { last: 'Lee' } } },
    })
    expect(code(() => take('jotform', { text, token: 'guessed' }))).toBe('signature.path')
  })

  it('passes files over, and keeps names that come twice', () => {
    const file = `--------------------------d2\r\nContent-Disposition: form-data; name="cv"; filename="cv.pdf"\r\nContent-Type: application/pdf\r\n\r\n\u0000\u0001\r\n`
    const [event] = sent(`${file}${part('tag', 'a')}${part('tag', 'b')}${text}`)
    expect(event?.payload).toMatchObject({ tag: ['a', 'b'], formID: '2401' })
    expect(event?.payload).not.toHaveProperty('cv')
  })

  it.each([
    ['a body that was cut off', text.slice(0, -60)],
    ['a boundary alone', '--------------------------d2'],
    ['a forbidden name', `${part('__proto__', 'x')}${text}`],
    ['too many fields', `${Array.from({ length: 1_200 }, (_, index) => part(`f${index}`, 'x')).join('')}${text}`],
    ['a huge field', `${part('big', 'x'.repeat(1_100_000))}${text}`],
  ])('is kept for a person when it is %s', (_what, body) => {
    expect(code(() => sent(body))).toMatch(/^(body\.not-multipart|generic\.)/)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})
