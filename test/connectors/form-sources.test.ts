// Marketo and web forms beyond the contract: bodies that people write by hand, and times without a zone.
import { describe, expect, it } from 'vitest'
import { sentAt } from '../../connectors/marketo/sent-at.ts'
import { settings as marketoSettings } from '../../connectors/marketo/settings.ts'
import { source as marketo } from '../../connectors/marketo/source.ts'
import { settings as webFormSettings } from '../../connectors/web-form/settings.ts'
import { source as webForm } from '../../connectors/web-form/source.ts'
import { InputError } from '../../src/connector.ts'
import { request } from './fixtures.ts'

const receivedAt = new Date('2026-01-01T10:00:05Z')
const later = (ms: number): Date => new Date(receivedAt.getTime() + ms)

function code(work: () => unknown): string {
  try {
    work()
    return 'accepted'
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.code
  }
}

describe('Marketo', () => {
  const settings = marketoSettings.parse({ secret: 's' })
  const read = (body: string) => marketo.read(request({ body: Buffer.from(body) }, receivedAt), settings)[0]
  const keyAt = (body: string, at: Date) => marketo.deliveryKey(request({ body: Buffer.from(body) }, at), settings)

  it.each([
    ['{"a": ""x"", "b": ""}', { a: 'x', b: '' }],
    ['{"a": "", "b": ""y""}', { a: '', b: 'y' }],
    ['{"a": """", "b": {"c": ""z""}}', { a: '', b: { c: 'z' } }],
    ['{"a": ""say \\"hi\\""", "n": 1}', { a: 'say "hi"', n: 1 }],
    ['\uFEFF  {"a": "x"}  ', { a: 'x' }],
    ['a=1&b=', { a: '1', b: '' }],
    ['<lead><a>02134</a><b/></lead>', { a: '02134', b: null }],
  ])('reads %s', (body, payload) => {
    expect(read(body)?.payload).toEqual(payload)
  })

  it.each([
    ['<lead/>', 'marketo.not-an-object'],
    ['<lead><email>a</lead>', 'body.not-xml'],
    ['<!DOCTYPE lead [<!ENTITY e "x">]><lead><email>&e;</email></lead>', 'body.doctype'],
    ['{"a": x"}', 'body.not-json'],
    ['[1]', 'marketo.not-an-object'],
    ['hello', 'marketo.unreadable'],
    ['', 'marketo.unreadable'],
  ])('does not read %s', (body, expected) => {
    expect(code(() => read(body))).toBe(expected)
  })

  it('asks for the secret end of its address too, where one is set', () => {
    const guarded = marketoSettings.parse({
      secret: 's',
      path: ['new-path', { secret: 'old-path', until: '2026-02-01T00:00:00Z' }],
    })
    const verify = (change: object) =>
      code(() =>
        marketo.verify({ ...request({ headers: { 'x-pointsman-secret': 's' } }, receivedAt), ...change }, guarded),
      )
    expect(verify({ token: 'new-path' })).toBe('accepted')
    expect(verify({ token: 'old-path' })).toBe('accepted')
    expect(verify({ token: 'old-path', receivedAt: new Date('2026-02-01T00:00:00Z') })).toBe('signature.path')
    for (const token of ['', 'new-pat', 'new-path2']) expect(verify({ token })).toBe('signature.path')
    expect(verify({})).toBe('signature.path')
    expect(verify({ token: 'new-path', headers: {} })).toBe('signature.missing')
  })

  it('takes the same lead, campaign and time for one call, and another time for another', () => {
    const body = (time: string, more = '') => `{"leadId":1,"campaign":{"id":9},"sentAt":"${time}"${more}}`
    const key = keyAt(body('2026-01-01 10:00:00'), receivedAt)
    expect(keyAt(body('2026-01-01 10:00:00', ',"score":5'), later(86_400_000))).toBe(key)
    expect(keyAt(body('2026-01-01 10:00:01'), receivedAt)).not.toBe(key)
  })

  it('without a time takes the same text for one call for an hour', () => {
    expect(keyAt('{"leadId":1}', later(60_000))).toBe(keyAt('{"leadId":1}', receivedAt))
    expect(keyAt('{"leadId":1}', later(3_600_000))).not.toBe(keyAt('{"leadId":1}', receivedAt))
    expect(keyAt('{"leadId":1', receivedAt)).toMatch(/^body /)
  })

  it('needs a secret, and a time zone that exists', () => {
    expect(marketoSettings.safeParse({}).success).toBe(false)
    expect(marketoSettings.safeParse({ secret: [] }).success).toBe(false)
    expect(marketoSettings.safeParse({ secret: 's', timeZone: 'Mars/Phobos' }).success).toBe(false)
  })

  it('is refused without its header, though every object has something of that name', () => {
    const odd = marketoSettings.parse({ secret: 's', header: 'constructor' })
    expect(code(() => marketo.verify(request({}, receivedAt), odd))).toBe('signature.missing')
  })

  it.each([
    ['2026-01-01 10:00:00', 'UTC', '2026-01-01T10:00:00.000Z'],
    ['2026-07-01 10:00', 'Europe/Berlin', '2026-07-01T08:00:00.000Z'],
    ['2026-07-01 10:00:00', 'America/Los_Angeles', '2026-07-01T17:00:00.000Z'],
    ['2026-01-01 10:00:00', 'Asia/Kolkata', '2026-01-01T04:30:00.000Z'],
    // Around changes of the clocks.
    ['2026-03-29 03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25 03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['2026-03-08 03:30:00', 'America/Los_Angeles', '2026-03-08T10:30:00.000Z'],
    ['2026-01-01T10:00:00+02:00', 'Asia/Tokyo', '2026-01-01T08:00:00.000Z'],
    ['2026-02-30 10:00:00', 'UTC', undefined],
    ['1 January', 'UTC', undefined],
    [1_767_261_600, 'UTC', undefined],
  ])('understands the time %s in %s', (text, zone, expected) => {
    expect(sentAt(text, zone)?.toISOString()).toBe(expected)
  })
})

describe('a web form', () => {
  const settings = webFormSettings.parse({ origins: ['https://WWW.example.com:443/contact'], honeypot: 'fax' })
  const open = webFormSettings.parse({})
  const from = (origin: string) => request({ headers: { origin } }, receivedAt)
  const form = (body: string, at = receivedAt, type = 'application/x-www-form-urlencoded') =>
    request({ headers: { 'content-type': type }, body: Buffer.from(body) }, at)

  it('is taken from the origins of the settings, and from everywhere without them', () => {
    expect(code(() => webForm.verify(from('https://www.example.com'), settings))).toBe('accepted')
    for (const other of ['https://www.example.com.evil.example', 'http://www.example.com', 'null', '']) {
      expect(code(() => webForm.verify(from(other), settings))).toBe('web-form.origin')
    }
    expect(code(() => webForm.verify(request({}, receivedAt), settings))).toBe('web-form.origin')
    expect(code(() => webForm.verify(request({}, receivedAt), open))).toBe('accepted')
  })

  it('tells of nobody when a robot filled in the honeypot', () => {
    expect(webForm.read(form('email=a%40example.com&fax=1'), settings)).toEqual([])
    expect(webForm.read(form('email=a%40example.com&fax=+'), settings)).toHaveLength(1)
    expect(webForm.read(form('{"email":"a@example.com","fax":"x"}'), settings)).toEqual([])
    expect(webForm.read(form('email=a%40example.com&fax=1'), open)).toHaveLength(1)
    const odd = webFormSettings.parse({ honeypot: 'constructor' })
    expect(webForm.read(form('email=a%40example.com'), odd)).toHaveLength(1)
  })

  it('is one submission by its own id, else for a double click', () => {
    const key = (body: string, at = receivedAt) => webForm.deliveryKey(form(body, at), open)
    expect(key('email=a&submissionId=7', later(86_400_000))).toBe(key('email=b&submissionId=7'))
    expect(key('email=a', later(2_000))).toBe(key('email=a'))
    expect(key('email=b')).not.toBe(key('email=a'))
    expect(key('email=a', later(3_600_000))).not.toBe(key('email=a'))
    expect(key('email=a&submissionId=', later(3_600_000))).not.toBe(key('email=a&submissionId='))
  })

  it.each([
    ['a form with files', 'x', 'multipart/form-data; boundary=x', 'web-form.multipart'],
    ['a list', '[1]', 'application/json', 'web-form.no-fields'],
    ['an object with nothing in it', '{}', 'application/json', 'web-form.no-fields'],
    ['broken JSON', '{"a":', 'text/plain', 'body.not-json'],
    ['an empty body', '', 'application/x-www-form-urlencoded', 'web-form.no-fields'],
    ['a text', 'hello', 'text/plain', 'web-form.no-fields'],
  ])('is not read from %s', (_what, body, type, expected) => {
    expect(code(() => webForm.read(form(body, receivedAt, type), open))).toBe(expected)
  })
})
