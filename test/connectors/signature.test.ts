// The one verifier, against vectors that vendors publish and against their own libraries. Time is part of each request.
import { createHmac } from 'node:crypto'
import { Signature } from '@hubspot/api-client'
import * as fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { decodeUri, verify as verifyHubspot } from '../../connectors/hubspot/signatures.ts'
import { settings as hubspotSettings } from '../../connectors/hubspot/settings.ts'
import { source as standard } from '../../connectors/standard-webhooks/source.ts'
import { settings as standardSettings } from '../../connectors/standard-webhooks/settings.ts'
import { SignatureError, type WebhookRequest } from '../../src/connector.ts'
import { sameText, signatureVerifier, verifySecretHeader } from '../../src/signature.ts'
import { request } from './fixtures.ts'

const clientSecret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy'
const url = 'https://www.example.com/webhook_uri'

function code(work: () => void): string {
  try {
    work()
    return 'accepted'
  } catch (error) {
    if (!(error instanceof SignatureError) || error.status !== 401) throw error
    return error.code
  }
}

describe("HubSpot's signatures", () => {
  const settings = hubspotSettings.parse({ clientSecret })
  const old = hubspotSettings.parse({ clientSecret, allowOldSignatures: true })
  // https://github.com/HubSpot/hubspot-api-python, tests/spec/utils/test_signature.py (83aedb04)
  const v3 = request(
    {
      url,
      headers: {
        'x-hubspot-signature-v3': 'HPW73RUtKmcYoEDADG0s6MmGFWUzWJKAW07r8RDgcQw=',
        'x-hubspot-request-timestamp': '15000000',
      },
      body: Buffer.from("{'example_field':'example_value'}"),
    },
    new Date(15_000_000),
  )
  const at = (ms: number): WebhookRequest => ({ ...v3, receivedAt: new Date(15_000_000 + ms) })
  const headers = (change: Record<string, string>): WebhookRequest => ({ ...v3, headers: { ...v3.headers, ...change } })

  it('accepts the published v3 vector, with a list of secrets too', () => {
    expect(code(() => verifyHubspot(v3, settings))).toBe('accepted')
    expect(code(() => verifyHubspot(v3, { ...settings, clientSecret: ['new-one', clientSecret] }))).toBe('accepted')
  })

  it('holds the window: 300 s back, 60 s ahead', () => {
    expect(code(() => verifyHubspot(at(300_000), settings))).toBe('accepted')
    expect(code(() => verifyHubspot(at(300_001), settings))).toBe('signature.too-old')
    expect(code(() => verifyHubspot(at(-60_000), settings))).toBe('accepted')
    expect(code(() => verifyHubspot(at(-60_001), settings))).toBe('signature.from-the-future')
  })

  it.each<[string, WebhookRequest, string]>([
    ['another body', { ...v3, body: Buffer.from("{'example_field':'example_valuf'}") }, 'signature.invalid'],
    ['another method', { ...v3, method: 'PUT' }, 'signature.invalid'],
    ['another address', { ...v3, url: `${url}?a=1` }, 'signature.invalid'],
    ['a shorter signature', headers({ 'x-hubspot-signature-v3': 'HPW73RUtKmcYoEDADG0s' }), 'signature.invalid'],
    [
      'the signature without its padding',
      headers({ 'x-hubspot-signature-v3': 'HPW73RUtKmcYoEDADG0s6MmGFWUzWJKAW07r8RDgcQw' }),
      'signature.invalid',
    ],
    ['an empty signature', headers({ 'x-hubspot-signature-v3': '' }), 'signature.missing'],
    ['a time with letters', headers({ 'x-hubspot-request-timestamp': '15000000abc' }), 'signature.time-unreadable'],
    ['a time in exponents', headers({ 'x-hubspot-request-timestamp': '15e6' }), 'signature.time-unreadable'],
    ['the signature twice', { ...v3, repeated: ['x-hubspot-signature-v3'] }, 'signature.repeated'],
    ['the time twice', { ...v3, repeated: ['x-hubspot-request-timestamp'] }, 'signature.repeated'],
  ])('refuses %s', (_what, bad, expected) => {
    expect(code(() => verifyHubspot(bad, settings))).toBe(expected)
  })

  it('takes an old secret until its time, and says so when all have run out', () => {
    const until = (ms: number) => [{ secret: clientSecret, until: new Date(15_000_000 + ms) }]
    expect(code(() => verifyHubspot(v3, { ...settings, clientSecret: until(1) }))).toBe('accepted')
    expect(code(() => verifyHubspot(v3, { ...settings, clientSecret: ['new-one', ...until(0)] }))).toBe(
      'signature.invalid',
    )
    expect(code(() => verifyHubspot(v3, { ...settings, clientSecret: until(0) }))).toBe('signature.secrets-expired')
  })

  it('refuses everything while no secret is set', () => {
    expect(code(() => verifyHubspot(v3, hubspotSettings.parse({})))).toBe('signature.no-secret')
    expect(code(() => verifyHubspot(v3, { ...settings, clientSecret: '' }))).toBe('signature.no-secret')
  })

  // https://github.com/HubSpot/hubspot-api-nodejs, test/unit/signature.spec.ts (39d11e5d)
  const v1Body =
    '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]'
  const oldVectors: [string, string, string][] = [
    ['v1', v1Body, '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de'],
    ['v2', '{"example_field":"example_value"}', '9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900'],
  ]
  it.each(oldVectors)(
    'accepts the published %s vector only where the settings allow it',
    (version, body, signature) => {
      const given = request(
        {
          url,
          headers: { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': version },
          body: Buffer.from(body),
        },
        new Date(0),
      )
      expect(code(() => verifyHubspot(given, old))).toBe('accepted')
      expect(code(() => verifyHubspot({ ...given, body: Buffer.from(`${body} `) }, old))).toBe('signature.invalid')
      expect(code(() => verifyHubspot(given, settings))).toBe('signature.missing')
      // A wrong v3 beside a right v1 must not be saved by it.
      const both = {
        ...given,
        headers: { ...given.headers, 'x-hubspot-signature-v3': 'x', 'x-hubspot-request-timestamp': '0' },
      }
      expect(code(() => verifyHubspot(both, old))).toBe('signature.invalid')
    },
  )

  it('agrees with the official client, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.webUrl({ withQueryParameters: true }), (body, address) => {
        const timestamp = 1_767_261_600_000
        const signature = Signature.getSignature('POST', 'v3', {
          signature: '',
          clientSecret,
          requestBody: body,
          url: address,
          method: 'POST',
          timestamp,
        })
        const given = request(
          {
            url: address,
            headers: { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': String(timestamp) },
            body: Buffer.from(body),
          },
          new Date(timestamp),
        )
        expect(code(() => verifyHubspot(given, settings))).toBe('accepted')
      }),
    )
  })

  it('accepts the address as it came and as HubSpot decodes it, and in no other spelling', () => {
    const address = 'https://www.example.com/in?mail=a%40b.example&q=one%20two%2Bthree%252A&to=x%3Ay'
    expect(decodeUri(address)).toBe('https://www.example.com/in?mail=a@b.example&q=one%20two%2Bthree%252A&to=x:y')
    const signed = (spelling: string): WebhookRequest => ({
      ...v3,
      url: address,
      headers: {
        ...v3.headers,
        'x-hubspot-signature-v3': createHmac('sha256', clientSecret)
          .update(`POST${spelling}${v3.body.toString()}15000000`)
          .digest('base64'),
      },
    })
    expect(code(() => verifyHubspot(signed(address), settings))).toBe('accepted')
    expect(code(() => verifyHubspot(signed(decodeUri(address)), settings))).toBe('accepted')
    expect(code(() => verifyHubspot(signed(decodeURIComponent(address)), settings))).toBe('signature.invalid')
  })
})

describe('Standard Webhooks', () => {
  // https://docs.svix.com/receiving/verifying-payloads/how-manual (2026-11)
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const settings = standardSettings.parse({ secret })
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
  const given = (family: string, signatures: string): WebhookRequest =>
    request(
      {
        headers: {
          [`${family}-id`]: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
          [`${family}-timestamp`]: '1614265330',
          [`${family}-signature`]: signatures,
        },
        body: Buffer.from('{"test": 2432232314}'),
      },
      new Date(1_614_265_330_000),
    )

  it('accepts the published vector, under both families of headers', () => {
    expect(code(() => standard.verify(given('webhook', signature), settings))).toBe('accepted')
    expect(code(() => standard.verify(given('svix', signature), settings))).toBe('accepted')
  })

  it('accepts any of several signatures and secrets, and no other version', () => {
    const other = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX'
    const several = `v1,aaaa v1a,bbbb ${signature}`
    expect(code(() => standard.verify(given('webhook', several), { ...settings, secret: [other, secret] }))).toBe(
      'accepted',
    )
    expect(code(() => standard.verify(given('webhook', several), { ...settings, secret: other }))).toBe(
      'signature.invalid',
    )
    expect(code(() => standard.verify(given('webhook', signature.replace('v1,', 'v2,')), settings))).toBe(
      'signature.invalid',
    )
    expect(code(() => standard.verify(given('webhook', 'v1,'), settings))).toBe('signature.invalid')
  })

  it('agrees with the official package, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.uuid(),
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        (body, id, key) => {
          const own = `whsec_${Buffer.from(key).toString('base64')}`
          const at = new Date(1_614_265_330_000)
          const headers = {
            'webhook-id': id,
            'webhook-timestamp': '1614265330',
            'webhook-signature': new Webhook(own).sign(id, at, body),
          }
          const sent = request({ headers, body: Buffer.from(body) }, at)
          expect(code(() => standard.verify(sent, standardSettings.parse({ secret: own })))).toBe('accepted')
        },
      ),
    )
  })

  it.each([
    ['too few bytes', 'whsec_c2hvcnQ='],
    ['no base64', `whsec_${'?'.repeat(40)}`],
    ['a key for ed25519', 'whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ['nothing', ''],
  ])('takes no secret that is %s', (_what, weak) => {
    expect(standardSettings.safeParse({ secret: weak }).success).toBe(false)
  })
})

describe('the verifier', () => {
  const receivedAt = new Date(1_700_000_000_000)
  const hmac = (algorithm: string, text: string, encoding: 'hex' | 'base64'): string =>
    createHmac(algorithm, 'key').update(text).digest(encoding)

  it('reads a prefix, another digest and another encoding', () => {
    const verify = signatureVerifier({
      header: { name: 'x-hub-signature', form: 'prefix', prefix: 'sha1=' },
      digest: 'hmac-sha1',
      encoding: 'hex',
      template: '{body}',
    })
    const signed = (value: string) =>
      request({ headers: { 'x-hub-signature': value }, body: Buffer.from('a') }, receivedAt)
    expect(code(() => verify(signed(`sha1=${hmac('sha1', 'a', 'hex')}`), 'key'))).toBe('accepted')
    expect(code(() => verify(signed(`sha1=${hmac('sha1', 'a', 'hex').toUpperCase()}`), 'key'))).toBe('accepted')
    expect(code(() => verify(signed(hmac('sha1', 'a', 'hex')), 'key'))).toBe('signature.invalid')
    expect(code(() => verify(signed('sha1='), 'key'))).toBe('signature.invalid')
  })

  it('reads time and signatures out of one header', () => {
    const verify = signatureVerifier({
      header: { name: 'signature', form: 'pairs', time: 't', signature: 'v1' },
      digest: 'hmac-sha256',
      encoding: 'hex',
      template: '{time}.{body}',
      time: { unit: 's' },
    })
    const signed = (value: string) => request({ headers: { signature: value }, body: Buffer.from('a') }, receivedAt)
    const right = hmac('sha256', '1700000000.a', 'hex')
    expect(code(() => verify(signed(`t=1700000000, v1=00, v1=${right}`), ['other', 'key']))).toBe('accepted')
    expect(code(() => verify(signed(`t=1700000001,v1=${right}`), 'key'))).toBe('signature.invalid')
    expect(code(() => verify(signed(`v1=${right}`), 'key'))).toBe('signature.time-unreadable')
    expect(code(() => verify(signed(`t=1699999000,v1=${hmac('sha256', '1699999000.a', 'hex')}`), 'key'))).toBe(
      'signature.too-old',
    )
  })

  it('signs the exact bytes, also where they are no text', () => {
    const verify = signatureVerifier({
      header: { name: 'signature', form: 'raw' },
      digest: 'hmac-sha256',
      encoding: 'base64',
      template: '{body}',
    })
    const body = Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0x00, 0xc3])
    const signature = createHmac('sha256', 'key').update(body).digest('base64')
    expect(code(() => verify(request({ headers: { signature }, body }, receivedAt), 'key'))).toBe('accepted')
    const withoutMark = { headers: { signature }, body: body.subarray(3) }
    expect(code(() => verify(request(withoutMark, receivedAt), 'key'))).toBe('signature.invalid')
  })

  it('compares a secret header, and finds nothing equal to nothing', () => {
    const given = (value: string) => request({ headers: { 'x-key': value } }, receivedAt)
    expect(code(() => verifySecretHeader(given('s3cret'), 'x-key', ['old', 's3cret']))).toBe('accepted')
    expect(code(() => verifySecretHeader(given('s3cre'), 'x-key', 's3cret'))).toBe('signature.invalid')
    expect(code(() => verifySecretHeader(given(''), 'x-key', ''))).toBe('signature.missing')
    expect(code(() => verifySecretHeader(given('s3cret'), 'x-key', []))).toBe('signature.no-secret')
    expect(sameText('', '')).toBe(false)
    expect(sameText('é', 'e')).toBe(false)
    expect(sameText('é', 'é')).toBe(true)
  })
})
