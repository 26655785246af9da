// Whom the pretend HubSpot lets in, and how often.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refused, startCaller, type Caller } from './hubspot-caller.ts'

let caller: Caller
beforeEach(async () => {
  caller = await startCaller()
})
afterEach(() => caller.close())

const contacts = '/crm/v3/objects/contacts'
const read = (id = '101') => caller.call('GET', `${contacts}/${id}`)
const search = (body: object = {}) => caller.call('POST', `${contacts}/search`, body)

describe('who calls', () => {
  const who = (authorization: string) => caller.call('GET', `${contacts}/101`, undefined, { authorization })

  it('is a 401 without a token and with one that nobody gave out', async () => {
    for (const header of ['', 'Bearer ', 'Bearer nonsense', 'Basic pat-1']) {
      const answer = await who(header)
      expect([answer.status, answer.body]).toEqual([
        401,
        refused('INVALID_AUTHENTICATION', expect.stringMatching(/^Authentication credentials not found\./)),
      ])
      expect(answer.headers.get('x-hubspot-ratelimit-max')).toBeNull()
    }
  })

  it('is let in by a refreshed token for half an hour', async () => {
    const form =
      'grant_type=refresh_token&client_id=sandbox-client-id&client_secret=sandbox-client-secret&refresh_token='
    const ask = (refreshToken: string) =>
      fetch(`${caller.url}/oauth/v1/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form + refreshToken,
      })
    const given = (await (await ask('sandbox-refresh-token')).json()) as { access_token: string; expires_in: number }
    const bearer = `Bearer ${given.access_token}`
    const fresh = await who(bearer)
    expect([given.expires_in, fresh.status, fresh.headers.get('x-hubspot-ratelimit-daily')]).toEqual([1_800, 200, null])
    caller.pass(1_860_000)
    expect((await who(bearer)).body).toEqual(
      refused('EXPIRED_AUTHENTICATION', 'The OAuth token used to make this call expired 1 minute(s) ago.'),
    )
    expect([(await ask('stolen')).status, await (await ask('stolen')).json()]).toMatchObject([
      400,
      { status: 'BAD_REFRESH_TOKEN' },
    ])
    expect(JSON.stringify(caller.sandbox.ledger.entries())).not.toContain('sandbox-client-secret')
  })
})

describe('the limits', () => {
  it('stand in the headers of every answer but those of search', async () => {
    const names = [
      'max',
      'remaining',
      'interval-milliseconds',
      'secondly',
      'secondly-remaining',
      'daily',
      'daily-remaining',
    ]
    const limits = (headers: Headers) => names.map((name) => headers.get(`x-hubspot-ratelimit-${name}`))
    const first = await read()
    expect(first.headers.get('content-type')).toBe('application/json;charset=utf-8')
    expect(limits(first.headers)).toEqual(['190', '189', '10000', '19', '18', '625000', '624999'])
    expect(limits((await search()).headers)).toEqual(names.map(() => null))
    expect(limits((await read('999')).headers).slice(0, 2)).toEqual(['190', '188'])
  })

  it('of ten seconds: a 429 TEN_SECONDLY_ROLLING until the oldest call is ten seconds past', async () => {
    caller.sandbox.seed({ hubspot: { limits: { perTenSeconds: 2 } } })
    await read()
    caller.pass(4_000)
    await read()
    const third = await read()
    expect([third.status, third.body]).toEqual([
      429,
      refused('RATE_LIMITS', 'You have reached your ten_secondly_rolling limit.', {
        errorType: 'RATE_LIMIT',
        policyName: 'TEN_SECONDLY_ROLLING',
      }),
    ])
    expect(third.headers.get('x-hubspot-ratelimit-remaining')).toBe('0')
    caller.pass(6_000)
    expect([(await read()).status, (await read()).status]).toEqual([200, 429])
  })

  it('of search: the sixth in one second is a 429 SECONDLY, in the words that the client knows', async () => {
    const statuses = []
    for (let n = 0; n < 5; n += 1) statuses.push((await search()).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200])
    const sixth = await search()
    expect([sixth.status, sixth.body]).toEqual([
      429,
      refused('RATE_LIMITS', 'You have reached your secondly limit.', {
        errorType: 'RATE_LIMIT',
        policyName: 'SECONDLY',
      }),
    ])
    expect((await read()).status).toBe(200)
    caller.pass(1_000)
    expect((await search()).status).toBe(200)
  })

  it('of the day: a 429 DAILY until midnight', async () => {
    caller.sandbox.seed({ hubspot: { limits: { daily: 1 } } })
    await read()
    expect((await read()).body).toMatchObject({ policyName: 'DAILY', message: 'You have reached your daily limit.' })
    caller.now.at = new Date('2026-05-02T00:00:00Z')
    expect((await read()).status).toBe(200)
  })
})
