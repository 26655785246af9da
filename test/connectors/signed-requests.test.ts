// What every sender that proves itself must hold, signed here with node:crypto alone, as the senders' documentation says.
// Published vectors and official clients are in signature.test.ts.
import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { settings as hubspotSettings } from '../../connectors/hubspot/settings.ts'
import { decodeUri, verify as verifyHubspot } from '../../connectors/hubspot/signatures.ts'
import { settings as marketoSettings } from '../../connectors/marketo/settings.ts'
import { source as marketo } from '../../connectors/marketo/source.ts'
import { settings as standardSettings } from '../../connectors/standard-webhooks/settings.ts'
import { source as standard } from '../../connectors/standard-webhooks/source.ts'
import { SignatureError, type WebhookRequest } from '../../src/connector.ts'
import { movedClock } from '../moved-clock.ts'
import { request } from './fixtures.ts'

const url = 'https://leads.example.com/webhooks/one?b=2&a=1'
const start = '2026-01-01T10:00:00Z'
const hubspotSecret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy'
const hubspot = hubspotSettings.parse({ clientSecret: hubspotSecret, allowOldSignatures: true })
const standardKey = Buffer.alloc(32, 7)
const own = standardSettings.parse({ secret: `whsec_${standardKey.toString('base64')}` })
const marketoOwn = marketoSettings.parse({ secret: 'f2b7d0c81c5e4f8b9a66' })

interface Sender {
  name: string
  verify(request: WebhookRequest): void
  sign(body: Buffer, at: Date): Record<string, string>
  signsBody: boolean
  isTimed?: true
}

function standardSender(family: 'webhook' | 'svix'): Sender {
  return {
    name: `Standard Webhooks by ${family}-id`,
    verify: (given) => standard.verify(given, own),
    signsBody: true,
    isTimed: true,
    sign(body, at) {
      const time = String(Math.floor(at.getTime() / 1_000))
      const text = Buffer.concat([Buffer.from(`msg_1.${time}.`), body])
      return {
        [`${family}-id`]: 'msg_1',
        [`${family}-timestamp`]: time,
        [`${family}-signature`]: `v1,${createHmac('sha256', standardKey).update(text).digest('base64')}`,
      }
    },
  }
}

function oldHubspotSender(version: 'v1' | 'v2', before: string): Sender {
  return {
    name: `HubSpot ${version}`,
    verify: (given) => verifyHubspot(given, hubspot),
    signsBody: true,
    sign: (body) => ({
      'x-hubspot-signature': createHash('sha256').update(before).update(body).digest('hex'),
      'x-hubspot-signature-version': version,
    }),
  }
}

const senders: Sender[] = [
  {
    name: 'HubSpot v3',
    verify: (given) => verifyHubspot(given, { ...hubspot, allowOldSignatures: false }),
    signsBody: true,
    isTimed: true,
    sign(body, at) {
      const time = String(at.getTime())
      const text = Buffer.concat([Buffer.from(`POST${url}`), body, Buffer.from(time)])
      return {
        'x-hubspot-signature-v3': createHmac('sha256', hubspotSecret).update(text).digest('base64'),
        'x-hubspot-request-timestamp': time,
      }
    },
  },
  oldHubspotSender('v2', `${hubspotSecret}POST${url}`),
  oldHubspotSender('v1', hubspotSecret),
  standardSender('webhook'),
  standardSender('svix'),
  {
    name: 'Marketo',
    verify: (given) => marketo.verify(given, marketoOwn),
    signsBody: false,
    sign: () => ({ 'x-pointsman-secret': 'f2b7d0c81c5e4f8b9a66' }),
  },
]

/** The code it was refused with. Whatever else is thrown goes through. */
function verdict(work: () => void): string {
  try {
    work()
    return 'accepted'
  } catch (error) {
    if (error instanceof SignatureError && error.status === 401) return error.code
    throw error
  }
}

const bytes: [string, Buffer, Buffer][] = [
  ['a byte order mark', Buffer.from('\uFEFF{"a":1}'), Buffer.from('{"a":1}')],
  ['line ends of Windows', Buffer.from('{"a":1,\r\n"b":2}\r\n'), Buffer.from('{"a":1,\n"b":2}\n')],
  ['spaces around values', Buffer.from('{ "a" : 1 }'), Buffer.from('{"a":1}')],
  ['a composed letter', Buffer.from('{"name":"Zoë"}'.normalize('NFC')), Buffer.from('{"name":"Zoë"}'.normalize('NFD'))],
  ['letters beyond the basic plane', Buffer.from('{"name":"𝒜🦉"}'), Buffer.from('{"name":"\\ud835\\udc9c🦉"}')],
  ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), Buffer.from('{\uFFFD\uFFFD}')],
  ['a zero byte', Buffer.from('a\0b'), Buffer.from('a')],
  ['nothing', Buffer.alloc(0), Buffer.from(' ')],
]

describe.each(senders)('$name', ({ verify, sign, signsBody }) => {
  const at = new Date(start)
  const body = Buffer.from('{"email":"ada@example.com"}')
  const signed = (change: Partial<WebhookRequest> = {}): WebhookRequest => {
    const given = { url, body, headers: sign(change.body ?? body, at), ...change }
    return request(given, at)
  }
  const headerNames = Object.keys(sign(body, at))

  it.each(bytes)('is verified over the very bytes: %s', (_what, sent, looksAlike) => {
    const given = signed({ body: sent })
    expect(verdict(() => verify(given))).toBe('accepted')
    expect(verdict(() => verify({ ...given, body: looksAlike }))).toBe(signsBody ? 'signature.invalid' : 'accepted')
  })

  it.each(headerNames)('is refused without %s, and with an empty one', (header) => {
    const { [header]: _, ...others } = signed().headers
    expect(verdict(() => verify(signed({ headers: others })))).toBe('signature.missing')
    expect(verdict(() => verify(signed({ headers: { ...others, [header]: '' } })))).toBe('signature.missing')
  })

  it.each(headerNames)('is refused with %s twice, even when both are right', (header) => {
    const { headers } = signed()
    const twice = { ...headers, [header]: `${headers[header]}, ${headers[header]}` }
    const given = signed({ headers: twice, repeated: [header] })
    expect(verdict(() => verify(given))).toBe(header.endsWith('-version') ? 'signature.missing' : 'signature.repeated')
  })

  const proof = headerNames.find((header) => /signature(-v3)?$|secret$/.test(header)) ?? ''
  it.each<[string, (text: string) => string]>([
    ['shorter by one', (text) => text.slice(0, -1)],
    ['longer by one', (text) => `${text}=`],
    ['a megabyte long', (text) => text.padEnd(1_000_000, 'A')],
    ['in other letters', (text) => text.replace(/\w$|\w(?==+$)/, 'é')],
    ['of another body', () => 'v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
  ])('is refused with a signature that is %s', (_what, change) => {
    const { headers } = signed()
    const given = signed({ headers: { ...headers, [proof]: change(headers[proof] ?? '') } })
    expect(verdict(() => verify(given))).toBe('signature.invalid')
  })
})

describe.each(senders.filter(({ isTimed }) => isTimed))('$name', ({ verify, sign }) => {
  it.each([
    [0, 'accepted'],
    [300, 'accepted'],
    [301, 'signature.too-old'],
    [86_400, 'signature.too-old'],
    [-60, 'accepted'],
    [-61, 'signature.from-the-future'],
    [-86_400, 'signature.from-the-future'],
  ])('signed before our clock moved by %i s, is %s', (seconds, expected) => {
    const clock = movedClock(start)
    const headers = sign(Buffer.from('{}'), clock.now())
    clock.move(seconds * 1_000)
    expect(verdict(() => verify(request({ url, headers, body: Buffer.from('{}') }, clock.now())))).toBe(expected)
  })
})

describe('a secret that is empty opens nothing', () => {
  const at = new Date(start)
  const byNobody = (key: string): Record<string, string> => ({
    'webhook-id': 'msg_1',
    'webhook-timestamp': '1767261600',
    'webhook-signature': `v1,${createHmac('sha256', key).update('msg_1.1767261600.{}').digest('base64')}`,
    'x-hubspot-request-timestamp': '1767261600000',
    'x-hubspot-signature-v3': createHmac('sha256', key).update(`POST${url}{}1767261600000`).digest('base64'),
    'x-hubspot-signature': createHash('sha256').update(`${key}{}`).digest('hex'),
    'x-hubspot-signature-version': 'v1',
    'x-pointsman-secret': key || ' ',
  })
  const given = request({ url, headers: byNobody(''), body: Buffer.from('{}') }, at)
  const { 'x-hubspot-signature-v3': _, ...old } = byNobody('')

  it.each<[string, string | string[]]>([
    ['an empty text', ''],
    ['an empty list', []],
    ['a list of nothing', ['', '']],
  ])('%s', (_what, nothing) => {
    const verdicts = [
      verdict(() => standard.verify(given, { ...own, secret: nothing })),
      verdict(() => marketo.verify(given, { ...marketoOwn, secret: nothing })),
      verdict(() => verifyHubspot(given, { ...hubspot, clientSecret: nothing })),
      verdict(() => verifyHubspot({ ...given, headers: old }, { ...hubspot, clientSecret: nothing })),
    ]
    expect(verdicts).toEqual(Array.from({ length: 4 }, () => 'signature.no-secret'))
  })

  it('a prefix with no key behind it', () => {
    expect(verdict(() => standard.verify(given, { ...own, secret: 'whsec_' }))).toBe('signature.no-secret')
  })

  it('and is refused in the settings', () => {
    for (const nothing of ['', [], [''], null]) {
      expect(hubspotSettings.safeParse({ clientSecret: nothing }).success).toBe(false)
      expect(marketoSettings.safeParse({ secret: nothing }).success).toBe(false)
      expect(standardSettings.safeParse({ secret: nothing }).success).toBe(false)
    }
  })
})

describe('the address that HubSpot signs', () => {
  const signedAs = (spelling: string, called: string): string => {
    const signature = createHmac('sha256', hubspotSecret).update(`POST${spelling}{}1767261600000`).digest('base64')
    const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': '1767261600000' }
    const given = request({ url: called, headers, body: Buffer.from('{}') }, new Date(start))
    return verdict(() => verifyHubspot(given, hubspot))
  }

  it.each([':', '/', '?', '@', '!', '$', "'", '(', ')', '*', ',', ';'])(
    'has %s decoded, in either case of its code',
    (sign) => {
      const code = `%${sign.charCodeAt(0).toString(16)}`
      const plain = `${url}&c=x${sign}y`
      for (const called of [`${url}&c=x${code}y`, `${url}&c=x${code.toUpperCase()}y`]) {
        expect(decodeUri(called)).toBe(plain)
        expect(signedAs(plain, called)).toBe('accepted')
        expect(signedAs(called, called)).toBe('accepted')
      }
    },
  )

  it.each([' ', '+', '&', '=', '#', '%', '"', '<', '~', 'a'])('keeps the code of %s', (sign) => {
    const called = `${url}&c=x%${sign.charCodeAt(0).toString(16).toUpperCase()}y`
    expect(decodeUri(called)).toBe(called)
    expect(signedAs(`${url}&c=x${sign}y`, called)).toBe('signature.invalid')
  })

  it.each(['%2540', '%253A', '%', '%4', '%zz', '%E0%A4%A'])('is decoded once, and survives %s', (odd) => {
    expect(decodeUri(`${url}&c=${odd}`)).toBe(`${url}&c=${odd}`)
  })

  it('has its query in the order that was called', () => {
    expect(signedAs(url, url)).toBe('accepted')
    expect(signedAs(url, 'https://leads.example.com/webhooks/one?a=1&b=2')).toBe('signature.invalid')
  })
})
